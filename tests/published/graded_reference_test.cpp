#include <gtest/gtest.h>

#include "tests/published/graded_convolution.hpp"
#include "workloads/reference/reference.hpp"

/// EXPECTED.md section 8 with the plain simulator: strides, padding, dilation and groups of either
/// axis.
namespace engram::published {
namespace {

class GradedReference : public testing::TestWithParam<int> {};

double error_of(const GradedConvolution& convolution) {
  const auto result =
      workloads::simulate_reference(convolution.network, {convolution.train}, 1, {1});
  return relative_error(convolution, result.traces.at(0));
}

TEST_P(GradedReference, IsWithinAMillionth) {
  if (!graded_present(GetParam())) GTEST_SKIP() << "reference data not found";
  EXPECT_LT(error_of(graded_convolution(GetParam())), 1e-6);
}

TEST_P(GradedReference, WithoutTheFlipItIsFarOff) {
  if (!graded_present(GetParam())) GTEST_SKIP() << "reference data not found";
  EXPECT_GT(error_of(graded_convolution(GetParam(), false)), 0.5);
}

INSTANTIATE_TEST_SUITE_P(Files, GradedReference, testing::Values(3, 4));

}  // namespace
}  // namespace engram::published
