#include <gtest/gtest.h>

#include "tests/published/chip_of.hpp"
#include "tests/published/graded_convolution.hpp"

/// EXPECTED.md section 8 on the chip: graded inputs as counts, one multiplication a weight.
namespace engram::published {
namespace {

struct Part {
  int file = 0;
  Placement placement;
};

class GradedChip : public testing::TestWithParam<Part> {};

TEST_P(GradedChip, IsWithinAMillionth) {
  if (!graded_present(GetParam().file)) GTEST_SKIP() << "reference data not found";
  const GradedConvolution convolution = graded_convolution(GetParam().file);
  hw::ChipSpec spec = chip_of(convolution.network, GetParam().placement);
  spec.payload = hw::Payload::multiply;
  hw::Chip chip(spec);
  hw::RunOptions options;
  options.timesteps = 1;
  options.traced = {1};
  const auto result = chip.run({chip_input(convolution.network, convolution.train)}, options);
  EXPECT_LT(relative_error(convolution, result.traces.at(0)), 1e-6);
}

INSTANTIATE_TEST_SUITE_P(Files, GradedChip,
                         testing::Values(Part{3, {Encoding::functional, Sharing::none, 1024}},
                                         Part{3, {Encoding::functional, Sharing::none, 333}},
                                         Part{3, {Encoding::index, Sharing::none, 1024}},
                                         Part{3, {Encoding::index, Sharing::none, 333}},
                                         Part{4, {Encoding::functional, Sharing::none, 1024}},
                                         Part{4, {Encoding::functional, Sharing::none, 333}},
                                         Part{4, {Encoding::index, Sharing::none, 1024}},
                                         Part{4, {Encoding::index, Sharing::none, 333}}));

}  // namespace
}  // namespace engram::published
