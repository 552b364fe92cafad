#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "hw/core/row_cost.hpp"
#include "pipeline_rig.hpp"
#include "random_matrix.hpp"

/// Closed formulas of rows without conflicts, and what they differ in from those of `fast`.
namespace engram::hw {
namespace {

using pipeline_rig::Row;

constexpr unsigned kCodesAWord = 8;

/// Every target is there: 8-bit codes, 8 to a word of 64 bits, `words` words of weights a row.
MemoryImage full(Encoding encoding, std::uint32_t rows, std::uint32_t words) {
  const std::uint32_t targets = words * kCodesAWord;
  const std::vector<std::uint32_t> codes(std::size_t{rows} * targets, 1);
  const SynapseMatrix matrix = dense_matrix(rows, targets, {WeightKind::uniform, 8}, codes);
  return encode(matrix, {encoding, Sharing::none, {64, false}});
}

struct Measured {
  std::vector<RowTimes> times;
  RowStalls stalls;
};

Measured run(const MemoryImage& image, unsigned lanes, const BankSpec& banks) {
  const std::vector<Row> rows = pipeline_rig::rows_of(image);
  std::vector<const Row*> order;
  for (const Row& row : rows) order.push_back(&row);
  pipeline_rig::Memories memories(image, banks, false);
  RowPipelineSpec spec;
  spec.lanes = lanes;
  spec.fetch_ahead = 1000;
  RowPipeline pipeline(spec, memories.places);
  Measured measured;
  measured.times = pipeline_rig::run(pipeline, order, std::vector<std::uint64_t>(order.size(), 0));
  measured.stalls = pipeline.stalls();
  return measured;
}

std::uint64_t slower(std::uint64_t words, std::uint64_t deliveries, std::uint64_t lanes) {
  return std::max(words, (deliveries + lanes - 1) / lanes);
}

// fast: max(w, a).
TEST(RowFormulas, ACrossbarRowAddsItsFill) {
  for (const std::uint32_t words : {1U, 2U, 9U}) {
    for (const unsigned lanes : {1U, 2U, 4U, 8U}) {
      for (const unsigned latency : {1U, 2U, 4U}) {
        const auto image = full(Encoding::crossbar, 1, words);
        const auto cycles = run(image, lanes, {1, 1, latency}).times.front().cycles();
        EXPECT_EQ(cycles, slower(words, words * kCodesAWord, lanes) + latency + 1);
      }
    }
  }
}

// fast: p + max(m, w, a), with p = m = 1.
TEST(RowFormulas, ABitmapRowAddsThreeLatencies) {
  for (const unsigned lanes : {1U, 2U, 4U, 8U}) {
    for (const unsigned latency : {1U, 2U, 4U}) {
      const auto image = full(Encoding::bitmap, 1, 8);  // 64 targets: one word of bitmap
      const auto cycles = run(image, lanes, {1, 1, latency}).times.front().cycles();
      EXPECT_EQ(cycles, 1 + slower(8, 64, lanes) + 3 * latency);
    }
  }
}

// fast: p + max(w, a), with the two pointers in one word. An entry of 11 bits (3 of target, 8 of
// weight): 8 entries lie in 2 words, so that one lane is the slower of the two.
TEST(RowFormulas, AnIndexRowAddsTwoLatencies) {
  for (const unsigned latency : {1U, 2U, 4U}) {
    const auto image = full(Encoding::index, 1, 1);
    const auto cycles = run(image, 1, {1, 1, latency}).times.front().cycles();
    EXPECT_EQ(cycles, 1 + slower(2, 8, 1) + 2 * latency);
  }
}

// Row after row the fill is paid once. Where words decide, a row takes what `fast` says.
TEST(RowFormulas, RowsInARowTakeTheirWords) {
  const Measured crossbar = run(full(Encoding::crossbar, 20, 9), 8, {1, 1, 1});
  EXPECT_EQ(crossbar.times.back().finished, 20u * 9 + 2);
  EXPECT_EQ(crossbar.stalls.memory, 0u);
  const Measured latency = run(full(Encoding::crossbar, 20, 9), 8, {1, 1, 4});
  EXPECT_EQ(latency.times.back().finished, 20u * 9 + 5);
}

TEST(RowFormulas, AWordBoundBitmapAddsTwoLatenciesARow) {
  for (const unsigned latency : {1U, 3U}) {
    const Measured bitmap = run(full(Encoding::bitmap, 20, 8), 8, {1, 1, latency});
    const std::uint64_t period = 8 + 2 * latency;  // fast: 1 + 8
    EXPECT_EQ(bitmap.times.back().finished, 20 * period + latency + 1);
  }
}

// 64 entries of 6 + 8 bits: 14 words, more than their additions take in 8 lanes.
TEST(RowFormulas, AWordBoundIndexAddsALatencyARow) {
  const MemoryImage image = full(Encoding::index, 20, 8);
  std::uint64_t fast = 0;  // 1 or 2 + 14 each
  for (const Row& row : pipeline_rig::rows_of(image)) fast += row_cycles(row.read, {8, 1, false});
  EXPECT_GE(fast, 20u * 15);
  for (const unsigned latency : {1U, 3U}) {
    const Measured index = run(image, 8, {1, 1, latency});
    EXPECT_EQ(index.times.back().fetched, fast + 20 * (latency - 1));
  }
}

// Where additions decide, pointers hide behind those of the row before: fast charges p + a.
TEST(RowFormulas, RowsInARowTakeTheirAdditionsOnly) {
  const Measured bitmap = run(full(Encoding::bitmap, 20, 8), 1, {1, 1, 1});
  EXPECT_EQ(bitmap.times.back().finished, 20u * 64 + 4);
}

// Banks read neighbours in one cycle: words / banks, rounded up.
TEST(RowFormulas, NeighboursComeFromAllBanksAtOnce) {
  for (const unsigned banks : {1U, 2U, 4U}) {
    const Measured crossbar = run(full(Encoding::crossbar, 1, 9), 64, {banks, 1, 1});
    EXPECT_EQ(crossbar.times.front().cycles(), (9 + banks - 1) / banks + 2);
    EXPECT_EQ(crossbar.stalls.memory, 0u);
  }
}

/// Cycles of `row` when it finds everything idle.
std::uint64_t alone(const MemoryImage& image, const Row& row, const RowTiming& timing,
                    unsigned latency) {
  pipeline_rig::Memories memories(image, {timing.banks, 1, latency}, timing.shared);
  RowPipelineSpec spec;
  spec.lanes = timing.lanes;
  return RowPipeline(spec, memories.places).run_row(row.trace, row.targets, 0).cycles();
}

// Without a codebook, whose types fast reads before the weights and cycle beside them.
TEST(RowFormulas, AnUnrolledRowAloneIsNeverFasterThanFast) {
  EXPECT_TRUE(rc::check([] {
    const SynapseMatrix matrix = random_matrix::draw_dense();
    if (matrix.codebook) return;
    const RowTiming timing{*rc::gen::inRange(1U, 6U), *rc::gen::inRange(1U, 5U),
                           *rc::gen::arbitrary<bool>()};
    const unsigned latency = *rc::gen::inRange(1U, 4U);
    for (const EncodingChoice& choice : random_matrix::draw_choices(matrix)) {
      RC_LOG() << random_matrix::describe(choice) << std::endl;
      const MemoryImage image = encode(matrix, choice);
      for (const Row& row : pipeline_rig::rows_of(image)) {
        RC_ASSERT(alone(image, row, timing, latency) >= row_cycles(row.read, timing) + latency);
      }
    }
  }));
}

// Whatever overlaps: a memory grants a word a bank and cycle, the lanes begin `lanes` additions.
TEST(RowFormulas, NothingBeatsTheMemoriesAndTheLanes) {
  EXPECT_TRUE(rc::check([] {
    const SynapseMatrix matrix = random_matrix::draw_convolution();
    const auto choices = random_matrix::draw_choices(matrix);
    const auto& choice = choices[*rc::gen::inRange<std::size_t>(0, choices.size())];
    const MemoryImage image = encode(matrix, choice);
    const unsigned lanes = *rc::gen::inRange(1U, 6U);
    const unsigned banks = *rc::gen::inRange(1U, 5U);
    const Measured measured = run(image, lanes, {banks, 1, 1});
    std::array<Count, kRegionKinds> words{};
    Count deliveries = 0;
    for (const Row& row : pipeline_rig::rows_of(image)) {
      for (std::size_t kind = 0; kind < words.size(); ++kind) words[kind] += row.read.words[kind];
      deliveries += row.targets.size();
    }
    const Count finished = measured.times.empty() ? 0 : measured.times.back().finished;
    for (const Count kind : words) RC_ASSERT(finished * banks >= kind);
    RC_ASSERT(finished * lanes >= deliveries);
  }));
}

}  // namespace
}  // namespace engram::hw
