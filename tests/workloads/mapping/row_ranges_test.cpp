#include "workloads/mapping/row_ranges.hpp"

#include <gtest/gtest.h>

#include "memory/row_ranges.hpp"
#include "workloads/mapping/mapping.hpp"
#include "workloads/network/random.hpp"

/// Ranges of rows against the whole matrix.
namespace engram::workloads {
namespace {

constexpr std::uint32_t kInputs = 40, kOutputs = 20000, kFirst = 17, kTargets = 19000;

/// 5-bit levels, a third of them 0.
Projection large_dense() {
  Projection projection;
  Quantization& quantization = projection.quantization;
  quantization.format = {WeightKind::uniform, 5};
  RandomStream stream(1, 2);
  for (std::uint32_t k = 0; k < kInputs * kOutputs; ++k) {
    const auto draw = static_cast<std::int32_t>(stream.below(45));
    quantization.levels.push_back(draw > 30 ? 0 : draw - 15);
  }
  std::vector<float> weights(quantization.levels.begin(), quantization.levels.end());
  projection.connection = Dense{kInputs, kOutputs, std::move(weights)};
  return projection;
}

class RowRanges : public testing::TestWithParam<bool> {
 protected:
  static EncodingChoice choice(Encoding encoding) {
    EncodingChoice choice;
    choice.encoding = encoding;
    choice.organisation.packed = GetParam();
    return choice;
  }
};

TEST_P(RowRanges, FillACrossbarAsTheWholeMatrixDoes) {
  const Projection projection = large_dense();
  std::vector<std::uint32_t> axons, inputs;
  const SynapseMatrix whole = slice_matrix(projection, kFirst, kTargets, axons);
  const SynapseMatrix shape = slice_shape(projection, kTargets, inputs);
  EXPECT_EQ(inputs, axons);
  EXPECT_EQ(shape.rows, whole.rows);
  EXPECT_EQ(shape.targets, whole.targets);
  EXPECT_EQ(shape.format, whole.format);
  EXPECT_EQ(shape.row_begin.size(), whole.row_begin.size());
  MemoryImage image = encode(shape, choice(Encoding::crossbar));
  std::uint32_t next = 0, ranges = 0;
  visit_row_ranges(projection, kFirst, kTargets,
                   [&](std::uint32_t first_row, const SynapseMatrix& rows) {
                     EXPECT_EQ(first_row, next);
                     next += rows.rows;
                     ++ranges;
                     write_crossbar_rows(rows, first_row, image);
                   });
  EXPECT_EQ(next, kInputs);
  EXPECT_GT(ranges, 1U);
  const MemoryImage expected = encode(whole, choice(Encoding::crossbar));
  ASSERT_EQ(image.regions.size(), 1U);
  EXPECT_EQ(image.bits(), expected.bits());
  EXPECT_TRUE(image.regions[0].data == expected.regions[0].data);
}

TEST_P(RowRanges, CountWhatTheWholeMatrixHas) {
  const Projection projection = large_dense();
  std::vector<std::uint32_t> axons;
  const SynapseMatrix whole = slice_matrix(projection, kFirst, kTargets, axons);
  const SynapseMatrix shape = slice_shape(projection, kTargets, axons);
  for (const Encoding encoding :
       {Encoding::crossbar, Encoding::index, Encoding::bitmap, Encoding::run_length}) {
    for (const unsigned run_bits : {1U, 4U}) {
      EncodingChoice chosen = choice(encoding);
      chosen.organisation.run_bits = run_bits;
      SynapseCounts counts;
      visit_row_ranges(projection, kFirst, kTargets, [&](std::uint32_t, const SynapseMatrix& rows) {
        counts.add(rows, run_bits);
      });
      EXPECT_EQ(counts.synapses, whole.synapses());
      EXPECT_EQ(packed_bits(shape, counts, chosen), packed_bits(whole, chosen))
          << to_string(encoding);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Packed, RowRanges, testing::Bool());

TEST(RowRangesOf, ServeDensePlainWeightsAlone) {
  Projection projection;
  projection.connection = Dense{1, 1, {1}};
  EXPECT_TRUE(has_row_ranges(projection));
  projection.quantization.codebook = Codebook{};
  EXPECT_FALSE(has_row_ranges(projection));
  projection.quantization.codebook.reset();
  projection.connection = Sparse{1, 1, {0, 1}, {0}, {1}};
  EXPECT_FALSE(has_row_ranges(projection));
}

}  // namespace
}  // namespace engram::workloads
