#include "memory/access_trace.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>

#include "random_matrix.hpp"
#include "small_images.hpp"

/// The order in which a row asks for its words.
namespace engram {
namespace {

using random_matrix::describe;

constexpr auto kPointers = RegionKind::pointers;
constexpr auto kMetadata = RegionKind::metadata;
constexpr auto kWeights = RegionKind::weights;

std::vector<WordAccess> words_of(const SynapseMatrix& matrix, Encoding encoding, std::uint32_t row,
                                 Organisation organisation) {
  const MemoryImage image = encode(matrix, {encoding, Sharing::none, organisation});
  RowRead read;
  AccessTrace trace;
  make_controller(image)->trace_row(row, read, trace);
  return trace.words;
}

// The images of these are in memory/README.md: 4-bit codes in words of 8 bits, row 2 is . 3 . 9.
TEST(AccessTrace, CrossbarReadsItsCodesInOrder) {
  EXPECT_EQ(words_of(small_images::four_by_four(), Encoding::crossbar, 2, {8}),
            (std::vector<WordAccess>{{kWeights, 4, 0}, {kWeights, 5, 2}}));
}

TEST(AccessTrace, IndexReadsPointersThenTheList) {
  // Pointers of 4 bits: 2 and 3 lie in word 1. Entries 2 and 3 of 6 bits: bits 12 to 23.
  EXPECT_EQ(words_of(small_images::four_by_four(), Encoding::index, 2, {8}),
            (std::vector<WordAccess>{{kPointers, 1, 0}, {kWeights, 1, 0}, {kWeights, 2, 0}}));
}

TEST(AccessTrace, BitmapReadsAWeightOnceItsBitIsKnown) {
  EXPECT_EQ(words_of(small_images::four_by_four(), Encoding::bitmap, 3, {8}),
            (std::vector<WordAccess>{
                {kPointers, 1, 0}, {kMetadata, 1, 0}, {kWeights, 2, 0}, {kWeights, 3, 2}}));
}

TEST(AccessTrace, AnEmptyRowUnlocksNothing) {
  EXPECT_EQ(words_of(small_images::four_by_four(), Encoding::bitmap, 1, {8}),
            (std::vector<WordAccess>{{kPointers, 0, 0}, {kMetadata, 0, 0}}));
}

TEST(AccessTrace, PerWeightReadsAWordForEach) {
  Organisation organisation{16};
  organisation.access = Access::per_weight;
  EXPECT_EQ(words_of(small_images::four_by_four(), Encoding::crossbar, 2, organisation),
            (std::vector<WordAccess>{
                {kWeights, 2, 0}, {kWeights, 2, 1}, {kWeights, 2, 2}, {kWeights, 2, 3}}));
}

void require_trace(const MemoryImage& image, const RowRead& read, const AccessTrace& trace) {
  RC_ASSERT(trace.count() == read.words);
  RC_ASSERT(std::is_sorted(
      trace.words.begin(), trace.words.end(),
      [](const WordAccess& a, const WordAccess& b) { return a.delivery < b.delivery; }));
  std::set<std::pair<RegionKind, std::uint64_t>> distinct;
  for (const WordAccess& access : trace.words) {
    RC_ASSERT(access.delivery <= read.deliveries.size());
    const bool each = image.access == Access::per_weight && access.kind == kWeights;
    RC_ASSERT(distinct.emplace(access.kind, access.word).second || each);
    const auto region = std::find_if(image.regions.begin(), image.regions.end(),
                                     [&](const Region& r) { return r.kind == access.kind; });
    RC_ASSERT(region != image.regions.end());
    RC_ASSERT(access.word < region->data.words());
  }
}

TEST(AccessTrace, HoldsTheWordsThatAreCounted) {
  EXPECT_TRUE(rc::check([] {
    const bool conv = *rc::gen::arbitrary<bool>();
    const SynapseMatrix matrix =
        conv ? random_matrix::draw_convolution() : random_matrix::draw_dense();
    RC_LOG() << describe(matrix) << std::endl;
    for (const EncodingChoice& choice : random_matrix::draw_choices(matrix)) {
      RC_LOG() << describe(choice) << std::endl;
      const MemoryImage image = encode(matrix, choice);
      const auto controller = make_controller(image);
      RowRead read, traced;
      AccessTrace trace;
      for (std::uint32_t row = 0; row < matrix.rows; ++row) {
        controller->read_row(row, read);
        controller->trace_row(row, traced, trace);
        RC_ASSERT(traced.words == read.words);
        RC_ASSERT(traced.deliveries.size() == read.deliveries.size());
        require_trace(image, read, trace);
      }
    }
  }));
}

// A crossbar's codes lie one after another, so the first delivery that needs word k is known.
TEST(AccessTrace, ACodeUnlocksWithTheLastOfItsWords) {
  EXPECT_TRUE(rc::check([] {
    const SynapseMatrix matrix = random_matrix::draw_dense();
    const unsigned word_bits = *rc::gen::inRange(8U, 257U);
    const MemoryImage image =
        encode(matrix, {Encoding::crossbar, Sharing::none, {word_bits, true}});
    const std::uint64_t bits = matrix.format.bits;
    RowRead read;
    AccessTrace trace;
    const std::uint32_t row = *rc::gen::inRange(0U, matrix.rows);
    make_controller(image)->trace_row(row, read, trace);
    const std::uint64_t start = std::uint64_t{row} * matrix.targets * bits;
    for (const WordAccess& access : trace.words) {
      if (access.kind != kWeights) continue;
      const std::uint64_t begin = access.word * word_bits;
      RC_ASSERT(access.delivery == (begin <= start ? 0 : (begin - start) / bits));
    }
  }));
}

}  // namespace
}  // namespace engram
