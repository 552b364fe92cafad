#include <gtest/gtest.h>

#include "tests/published/slayer_networks.hpp"

/// EXPECTED.md sections 3 and 4 with the plain simulator: text weights, shapes, binning and the
/// integer neuron are right when every column agrees.
namespace engram::published {
namespace {

TEST(SlayerReference, NmnistEveryColumnIsEqual) {
  if (!slayer_nmnist_present()) GTEST_SKIP() << "reference data not found at " << real_file("");
  const workloads::Network network = slayer_nmnist();
  const auto rows = csv_rows("expected_slayer_nmnist.csv");
  ASSERT_EQ(rows.size(), 50U);
  int right = 0;
  for (const Row& expected : rows) {
    const workloads::SpikeTrain train = nmnist_train(expected.at(0));
    const RunCounts counts = on_reference(network, {train}, kNmnistTimesteps);
    EXPECT_EQ(nmnist_row(expected, train, counts), expected);
    right += predicted(counts.outputs) == static_cast<int>(expected.at(1)) ? 1 : 0;
  }
  EXPECT_EQ(right, 47);
}

class SlayerGestureReference : public testing::TestWithParam<std::uint64_t> {};

TEST_P(SlayerGestureReference, EveryColumnIsEqual) {
  if (!slayer_gesture_present()) GTEST_SKIP() << "reference data not found at " << real_file("");
  const auto rows = csv_rows("expected_slayer_gesture.csv");
  ASSERT_EQ(rows.size(), 4U);
  const Row& expected = rows.at(GetParam() - 1);
  const workloads::SpikeTrain train = gesture_train(GetParam());
  const RunCounts counts = on_reference(slayer_gesture(), {train}, kGestureTimesteps);
  EXPECT_EQ(gesture_row(expected, train, counts), expected);
}

INSTANTIATE_TEST_SUITE_P(Samples, SlayerGestureReference, testing::Range<std::uint64_t>(1, 5));

}  // namespace
}  // namespace engram::published
