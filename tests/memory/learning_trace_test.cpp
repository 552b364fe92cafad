#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "learning_traces.hpp"
#include "memory/learning_controller.hpp"
#include "random_matrix.hpp"
#include "small_images.hpp"

/// The order in which columns and updates ask for their words.
namespace engram::learning_trace {
namespace {

constexpr int kMatricesARun = 4;  // RapidCheck makes 100 runs

TEST(LearningTrace, HasTheWordsThatAreCounted) {
  EXPECT_TRUE(rc::check([] {
    for (int k = 0; k < kMatricesARun; ++k) {
      const bool conv = *rc::gen::arbitrary<bool>();
      const SynapseMatrix matrix =
          conv ? random_matrix::draw_convolution() : random_matrix::draw_dense();
      if (matrix.codebook || matrix.format.kind == WeightKind::power_of_two) continue;
      RC_LOG() << random_matrix::describe(matrix) << std::endl;
      for (const EncodingChoice& choice : random_matrix::draw_learning_choices(matrix)) {
        RC_LOG() << random_matrix::describe(choice) << std::endl;
        MemoryImage image = encode(matrix, choice);
        learning_traces::require_traces(image);
      }
    }
  }));
}

constexpr RegionKind P = RegionKind::pointers, M = RegionKind::metadata, W = RegionKind::weights,
                     RP = RegionKind::reverse_pointers, RL = RegionKind::reverse_list;

/// The 4 x 4 matrix of memory/README.md in words of 8 bits.
MemoryImage image_of(Encoding encoding) {
  const Organisation organisation{8, true, Access::word, false, true};
  return encode(small_images::four_by_four(), {encoding, Sharing::none, organisation});
}

AccessTrace column(const MemoryImage& image, std::uint32_t target) {
  AccessTrace trace;
  make_learning_controller(image)->trace_column(target, trace);
  return trace;
}

TEST(LearningTrace, AnIndexColumnGoesThroughItsReverseList) {
  MemoryImage image = image_of(Encoding::index);
  const AccessTrace trace = column(image, 3);
  EXPECT_EQ(trace.words,
            (std::vector<WordAccess>{
                {RP, 1, 0}, {RP, 2, 0}, {RL, 4, 0}, {RL, 5, 0}, {W, 2, 0}, {W, 5, 1}}));
  EXPECT_FALSE(trace.weights_follow_metadata);
  UpdateTrace update;
  make_learning_controller(image)->trace_column_update(3, update);
  EXPECT_EQ(update.reads.words, trace.words);
  EXPECT_EQ(update.writes, (std::vector<WordAccess>{{W, 2, 0}, {W, 5, 1}}));
  EXPECT_EQ(update.weights, 2U);
}

TEST(LearningTrace, ABitmapColumnCountsItsWayRowByRow) {
  const AccessTrace trace = column(image_of(Encoding::bitmap), 3);
  EXPECT_EQ(trace.words, (std::vector<WordAccess>{
                             {P, 0, 0}, {M, 0, 0}, {P, 1, 0}, {M, 1, 0}, {W, 1, 0}, {W, 3, 1}}));
  EXPECT_TRUE(trace.weights_follow_metadata);
}

// Row 3 has four weights in two words: each is written back behind its second.
TEST(LearningTrace, AWordIsWrittenBehindItsLastWeight) {
  MemoryImage image = image_of(Encoding::crossbar);
  UpdateTrace update;
  make_row_learning_controller(image)->trace_row_update(3, update);
  EXPECT_EQ(update.reads.words, (std::vector<WordAccess>{{W, 6, 0}, {W, 7, 2}}));
  EXPECT_EQ(update.writes, (std::vector<WordAccess>{{W, 6, 1}, {W, 7, 3}}));
}

// Row 3 of the joint list: the weights of entries 5 and 6 end in words that the targets of 6 and 7
// share. It is the weights that need them first.
TEST(LearningTrace, ARowUpdateOfAJointListReadsAWeightsWordsWithIt) {
  MemoryImage image = image_of(Encoding::index);
  UpdateTrace update;
  make_row_learning_controller(image)->trace_row_update(3, update);
  EXPECT_EQ(update.reads.words,
            (std::vector<WordAccess>{{P, 1, 0}, {P, 2, 0}, {W, 3, 0}, {W, 4, 1}, {W, 5, 2}}));
  EXPECT_EQ(update.writes, (std::vector<WordAccess>{{W, 3, 0}, {W, 4, 2}, {W, 5, 3}}));
}

TEST(LearningTrace, WhatIsRefusedHasNoTrace) {
  MemoryImage image = image_of(Encoding::crossbar);
  UpdateTrace trace;
  EXPECT_THROW(make_learning_controller(image)->trace_kernel_update(trace), EncodingRefused);
}

}  // namespace
}  // namespace engram::learning_trace
