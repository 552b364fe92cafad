#include <gtest/gtest.h>

#include "tests/published/chip_counts.hpp"
#include "tests/published/slayer_networks.hpp"

/// EXPECTED.md sections 3 and 4 through the SystemC chip: two encodings, two mappings each.
namespace engram::published {
namespace {

class SlayerNmnistChip : public testing::TestWithParam<Placement> {};

TEST_P(SlayerNmnistChip, EveryColumnIsEqual) {
  if (!slayer_nmnist_present()) GTEST_SKIP() << "reference data not found at " << real_file("");
  const workloads::Network network = slayer_nmnist();
  ChipRunner chip(network, GetParam());
  const auto rows = csv_rows("expected_slayer_nmnist.csv");
  ASSERT_EQ(rows.size(), 50U);
  for (const Row& expected : rows) {
    const workloads::SpikeTrain train = nmnist_train(expected.at(0));
    const RunCounts counts = chip.run({train}, kNmnistTimesteps, false);
    EXPECT_EQ(nmnist_row(expected, train, counts), expected);
  }
}

INSTANTIATE_TEST_SUITE_P(Placements, SlayerNmnistChip,
                         testing::Values(Placement{Encoding::index, Sharing::none, 1024},
                                         Placement{Encoding::index, Sharing::none, 90},
                                         Placement{Encoding::bitmap, Sharing::none, 512},
                                         Placement{Encoding::bitmap, Sharing::none, 37}));

class SlayerGestureChip : public testing::TestWithParam<Placement> {};

TEST_P(SlayerGestureChip, EveryColumnIsEqual) {
  if (!slayer_gesture_present()) GTEST_SKIP() << "reference data not found at " << real_file("");
  const auto rows = csv_rows("expected_slayer_gesture.csv");
  ASSERT_EQ(rows.size(), 4U);
  const workloads::Network network = slayer_gesture();
  ChipRunner chip(network, GetParam());
  for (const Row& expected : rows) {
    const workloads::SpikeTrain train = gesture_train(expected.at(0));
    const RunCounts counts = chip.run({train}, kGestureTimesteps, false);
    EXPECT_EQ(gesture_row(expected, train, counts), expected);
  }
}

INSTANTIATE_TEST_SUITE_P(Placements, SlayerGestureChip,
                         testing::Values(Placement{Encoding::functional, Sharing::none, 1024},
                                         Placement{Encoding::functional, Sharing::none, 700},
                                         Placement{Encoding::index, Sharing::none, 1024},
                                         Placement{Encoding::index, Sharing::none, 2000}));

}  // namespace
}  // namespace engram::published
