#include <gtest/gtest.h>

#include "tests/published/chip_counts.hpp"
#include "tests/published/lava_networks.hpp"

/// EXPECTED.md sections 2, 5 and 6 through the SystemC chip: two encodings, two mappings each.
namespace engram::published {
namespace {

using workloads::Network;

class LavaChip : public testing::TestWithParam<Placement> {};

TEST_P(LavaChip, OxfordHasNoDifference) {
  if (!oxford_present()) GTEST_SKIP() << "reference data not found at " << real_file("");
  const Network network = oxford();
  ChipRunner chip(network, GetParam());
  const RunCounts counts = chip.run({oxford_train()}, kOxfordTimesteps, true);
  EXPECT_EQ(counts.spikes, (std::vector<std::uint64_t>{1881, 1878, 10178}));
  EXPECT_EQ(counts.operations, (std::vector<std::uint64_t>{474241, 269203}));
  EXPECT_EQ(differences(places(counts, network.outputs().at(0)), oxford_output()), 0U);
}

TEST_P(LavaChip, TinynetHasNoDifference) {
  if (!tinynet_present()) GTEST_SKIP() << "reference data not found at " << real_file("");
  const Network network = tinynet();
  ChipRunner chip(network, GetParam());
  const RunCounts counts = chip.run({}, kTinyTimesteps, true);
  const auto differing = [&](const char* population, const char* array) {
    return differences(places(counts, network.find(population).value()), tinynet_spikes(array));
  };
  EXPECT_EQ(differing("input0", "input.npy"), 0U);
  EXPECT_EQ(differing("conv1", "layer1.npy"), 0U);
  EXPECT_EQ(differing("conv2", "output.npy"), 0U);
}

TEST_P(LavaChip, MnistCountsAreEqual) {
  if (!mnist_present()) GTEST_SKIP() << "reference data not found at " << real_file("");
  const Network network = mnist();
  const auto rows = csv_rows("expected_mnist_lavadl.csv");
  ChipRunner chip(network, GetParam());
  const std::uint32_t images = 2000;
  const auto trains = mnist_trains(images);
  for (std::size_t image = 0; image < images; ++image) {
    const RunCounts counts = chip.run({trains[image]}, kMnistTimesteps, false);
    const std::vector<std::uint64_t>& row = rows.at(image);
    ASSERT_EQ(counts.outputs, std::vector<std::uint64_t>(row.begin() + 3, row.end())) << image;
  }
}

TEST_P(LavaChip, RecurrentExampleEqualsTheReference) {
  const auto file = real_file("misc/recurrent_example.net");
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "reference data not found at " << file;
  const Network network = workloads::import_lava(file, {});
  const auto train = workloads::poisson_train(6, 200, 300, 1000, 11, 0);
  ChipRunner chip(network, GetParam());
  const RunCounts expected = on_reference(network, {train}, 200);
  EXPECT_EQ(chip.run({train}, 200, true), expected);
  EXPECT_GT(expected.recorded.size(), 20U);
}

INSTANTIATE_TEST_SUITE_P(Placements, LavaChip,
                         testing::Values(Placement{Encoding::index, Sharing::none, 1024},
                                         Placement{Encoding::index, Sharing::none, 61},
                                         Placement{Encoding::bitmap, Sharing::none, 256},
                                         Placement{Encoding::bitmap, Sharing::none, 40}));

}  // namespace
}  // namespace engram::published
