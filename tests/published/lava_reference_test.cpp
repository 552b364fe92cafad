#include <gtest/gtest.h>

#include <algorithm>

#include "tests/published/lava_networks.hpp"

/// EXPECTED.md sections 2, 5, 6 and a recurrent network with the plain simulator: importer, axis
/// orders and the integer neuron are right when nothing differs. The mistakes that one could make
/// show as many differences as they must.
namespace engram::published {
namespace {

using workloads::Compare;
using workloads::Network;
using workloads::PopulationId;

#define SKIP_UNLESS(present) \
  if (!(present)) GTEST_SKIP() << "reference data not found at " << real_file("")

PopulationId id_of(const Network& network, const char* name) {
  return network.find(name).value();
}

std::size_t oxford_differences(const Network& network, Bins bins) {
  const RunCounts counts = on_reference(network, {oxford_train(bins)}, kOxfordTimesteps);
  return differences(places(counts, network.outputs().at(0)), oxford_output());
}

TEST(OxfordReference, NoSpikeDiffers) {
  SKIP_UNLESS(oxford_present());
  const Network network = oxford();
  const workloads::SpikeTrain train = oxford_train();
  EXPECT_EQ(train.events_used, 1889U);
  EXPECT_EQ(train.spikes(), 1881U);
  const RunCounts counts = on_reference(network, {train}, kOxfordTimesteps);
  EXPECT_EQ(counts.spikes, (std::vector<std::uint64_t>{1881, 1878, 10178}));
  EXPECT_EQ(counts.operations, (std::vector<std::uint64_t>{474241, 269203}));
  const Places expected = oxford_output();
  ASSERT_EQ(expected.size(), 10178U);
  EXPECT_EQ(*expected.begin(), (Places::value_type{1, 2}));
  EXPECT_EQ(*expected.rbegin(), (Places::value_type{1886, 164}));
  EXPECT_EQ(differences(places(counts, network.outputs().at(0)), expected), 0U);
}

TEST(OxfordReference, MistakesShow) {
  SKIP_UNLESS(oxford_present());
  EXPECT_EQ(oxford_differences(oxford(Compare::greater), Bins::half_even), 3014U);
  Network output_only = oxford();
  output_only.graph[id_of(output_only, "dense1")].step.compare = Compare::greater;
  EXPECT_EQ(oxford_differences(output_only, Bins::half_even), 1359U);
  Network hidden_only = oxford();
  hidden_only.graph[id_of(hidden_only, "dense0")].step.compare = Compare::greater;
  EXPECT_EQ(oxford_differences(hidden_only, Bins::half_even), 1891U);
  EXPECT_EQ(oxford_differences(oxford(), Bins::half_up), 7458U);
  EXPECT_EQ(oxford_differences(oxford(), Bins::floor), 15613U);
}

std::size_t current_differences(Network network) {
  workloads::Population& layer = network.graph[id_of(network, "conv1")];
  layer.step.spiking = false;  // a readout of this step's input alone
  layer.fixed->membrane_decay = layer.fixed->membrane_offset = {0};
  const auto traced = id_of(network, "conv1");
  const auto result = workloads::simulate_reference(network, {}, kTinyTimesteps, {traced});
  const auto expected = tinynet_current();
  std::size_t differing = 0;
  for (std::size_t t = 0; t < expected.size(); ++t) {
    for (std::size_t n = 0; n < expected[t].size(); ++n) {
      differing += result.traces[0][t * expected[t].size() + n] == expected[t][n] ? 0 : 1;
    }
  }
  return differing;
}

struct TinyDifferences {
  Compare compare = Compare::greater;
  std::size_t input = 0, current = 0, layer = 0, output = 0;
};

class TinynetReference : public testing::TestWithParam<TinyDifferences> {};

TEST_P(TinynetReference, DiffersAsStated) {
  SKIP_UNLESS(tinynet_present());
  const Network network = tinynet(GetParam().compare);
  const RunCounts counts = on_reference(network, {}, kTinyTimesteps);
  const auto differing = [&](const char* population, const char* array) {
    return differences(places(counts, id_of(network, population)), tinynet_spikes(array));
  };
  EXPECT_EQ(differing("input0", "input.npy"), GetParam().input);
  EXPECT_EQ(current_differences(network), GetParam().current);
  EXPECT_EQ(differing("conv1", "layer1.npy"), GetParam().layer);
  EXPECT_EQ(differing("conv2", "output.npy"), GetParam().output);
}

INSTANTIATE_TEST_SUITE_P(Comparisons, TinynetReference,
                         testing::Values(TinyDifferences{Compare::greater, 0, 0, 0, 0},
                                         TinyDifferences{Compare::greater_equal, 104, 3920, 472,
                                                         61}));

TEST(TinynetReference, RecordedSpikes) {
  SKIP_UNLESS(tinynet_present());
  EXPECT_EQ(tinynet_spikes("input.npy").size(), 6783U);
  EXPECT_EQ(tinynet_spikes("layer1.npy").size(), 1633U);
  EXPECT_EQ(tinynet_spikes("output.npy").size(), 92U);
}

void check_mnist(std::uint32_t images, std::uint64_t right) {
  const Network network = mnist();
  const auto rows = csv_rows("expected_mnist_lavadl.csv");
  const auto trains = mnist_trains(images);
  std::vector<std::uint64_t> spikes(4, 0);
  std::uint64_t found_right = 0;
  for (std::size_t image = 0; image < images; ++image) {
    const RunCounts counts = on_reference(network, {trains[image]}, kMnistTimesteps);
    const std::vector<std::uint64_t>& row = rows.at(image);
    ASSERT_EQ(counts.outputs, std::vector<std::uint64_t>(row.begin() + 3, row.end())) << image;
    // An image without an output spike counts as the digit 0 in that file.
    ASSERT_EQ(std::max(0, predicted(counts.outputs)), static_cast<int>(row[2])) << image;
    found_right += row[1] == row[2] ? 1 : 0;
    for (std::size_t id = 0; id < spikes.size(); ++id) spikes[id] += counts.spikes.at(id);
  }
  EXPECT_EQ(found_right, right);
  if (images < 2000) return;
  EXPECT_EQ(spikes, (std::vector<std::uint64_t>{3571183, 1628557, 1445165, 67800}));
}

TEST(MnistReference, CountsOf2000ImagesAreEqual) {
  SKIP_UNLESS(mnist_present());
  check_mnist(2000, 1880);
}

/// No stated result: it imports, and its neurons feed themselves one step later.
TEST(RecurrentExampleReference, Runs) {
  const auto file = real_file("misc/recurrent_example.net");
  SKIP_UNLESS(std::filesystem::exists(file));
  const Network network = workloads::import_lava(file, {});
  const auto projections = network.projections();
  ASSERT_EQ(projections.size(), 4U);
  const auto& recurrent = network.graph[projections[1]];
  EXPECT_EQ(recurrent.name, "dense0.recurrent");
  EXPECT_EQ(recurrent.delay, 1U);
  EXPECT_EQ(network.graph[id_of(network, "dense0")].fixed->current_decay,
            (std::vector<std::int64_t>{2052, 2052, 2049, 2042, 2034}));
  const auto train = workloads::regular_train(6, 100, 3, 0);
  const RunCounts counts = on_reference(network, {train}, 100);
  EXPECT_GT(counts.spikes.at(1), 10U);
  EXPECT_EQ(counts.operations.at(0), train.spikes() * 5);
  // A spike of the last step is under way when the run ends.
  std::uint64_t arrived = 0;
  for (const auto& spike : counts.recorded) {
    if (spike.population == id_of(network, "dense0") && spike.timestep < 99) ++arrived;
  }
  EXPECT_EQ(counts.operations.at(1), arrived * 5);
}

}  // namespace
}  // namespace engram::published
