#include <gtest/gtest.h>

#include "memory/learning_controller.hpp"
#include "memory/reencode.hpp"
#include "small_images.hpp"

/// What cannot be learned on is refused with the reason.
namespace engram {
namespace {

constexpr const char* kCodebook =
    "learning with a codebook: a stored code is the address of an entry, not a weight that a step "
    "can be added to";

template <class Action>
std::string refusal(Action action) {
  try {
    action();
  } catch (const EncodingRefused& refused) {
    return refused.what();
  }
  return "taken";
}

SynapseMatrix looked_up() {
  CodebookShape shape;
  shape.entries = 1;
  SynapseMatrix matrix = dense_matrix(1, 1, {WeightKind::codebook, 1}, {1});
  matrix.codebook = Codebook{shape, {5}, {}};
  return matrix;
}

TEST(LearningRefusals, ACodebook) {
  Organisation learning;
  learning.learning = true;
  for (const Encoding encoding :
       {Encoding::crossbar, Encoding::index, Encoding::bitmap, Encoding::run_length}) {
    EXPECT_EQ(refusal([&] { encode(looked_up(), {encoding, {}, learning}); }), kCodebook);
    MemoryImage image = encode(looked_up(), {encoding, {}, {}});
    EXPECT_EQ(refusal([&] { make_learning_controller(image); }), kCodebook);
    EXPECT_EQ(refusal([&] { make_row_learning_controller(image); }), kCodebook);
  }
  const MemoryImage image = encode(looked_up(), {Encoding::crossbar, {}, {}});
  EXPECT_EQ(refusal([&] { reencode(image); }),
            "an image with a codebook is not encoded anew: no update changes it");
}

TEST(LearningRefusals, PowersOfTwo) {
  constexpr const char* kPowers =
      "learning with power_of_two weights: a stored code is a sign and an exponent, not a weight "
      "that a step can be added to";
  const SynapseMatrix powers = dense_matrix(1, 1, {WeightKind::power_of_two, 3}, {1});
  Organisation learning;
  learning.learning = true;
  EXPECT_EQ(refusal([&] { encode(powers, {Encoding::index, {}, learning}); }), kPowers);
  const MemoryImage image = encode(powers, {Encoding::crossbar, {}, {}});
  EXPECT_EQ(refusal([&] { make_learning_controller(image); }), kPowers);
}

TEST(LearningRefusals, AnIndexWithoutReverseRegions) {
  MemoryImage image = encode(small_images::four_by_four(), {Encoding::index, {}, {}});
  EXPECT_EQ(refusal([&] { make_row_learning_controller(image); }), "taken");
  EXPECT_EQ(refusal([&] { make_learning_controller(image); }),
            "an index image without reverse regions has no way from a target to its synapses: "
            "encode it with learning");
  EXPECT_EQ(refusal([&] { reencode(image); }), "taken");
}

TEST(LearningRefusals, RunsWithoutMarks) {
  const MemoryImage image = encode(small_images::four_by_four(), {Encoding::run_length, {}, {}});
  EXPECT_EQ(refusal([&] { make_learning_controller(image); }),
            "a run_length image without a bit that marks synapses cannot tell a weight that became "
            "0 from a filler: encode it with learning");
  EXPECT_EQ(refusal([&] { reencode(image); }), "taken");
}

TEST(LearningRefusals, TheOtherLearningProblem) {
  UpdateCost cost;
  MemoryImage kernel =
      encode(small_images::small_convolution(0, 8), {Encoding::functional, {}, {}});
  EXPECT_EQ(refusal([&] { make_learning_controller(kernel)->update_column(0, {}, cost); }),
            "the image shares a kernel: a column's weights serve other positions too; sum over "
            "them and update the kernel");
  EXPECT_EQ(refusal([&] { make_row_learning_controller(kernel)->update_row(0, {}, cost); }),
            "the image shares a kernel: a row's weights serve other positions too; sum over them "
            "and update the kernel");
  MemoryImage synapses = encode(small_images::four_by_four(), {Encoding::crossbar, {}, {}});
  EXPECT_EQ(refusal([&] { make_learning_controller(synapses)->update_kernel({}, cost); }),
            "the image stores synapses, not a shared kernel: update its columns");
  EXPECT_TRUE(kernel_weights(synapses).empty());
}

TEST(LearningRefusals, OtherEncodingsNeedNoReverseRegions) {
  for (const Encoding encoding : {Encoding::crossbar, Encoding::bitmap}) {
    MemoryImage image = encode(small_images::four_by_four(), {encoding, {}, {}});
    EXPECT_EQ(refusal([&] { make_learning_controller(image); }), "taken");
  }
}

}  // namespace
}  // namespace engram
