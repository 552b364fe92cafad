#include <gtest/gtest.h>

#include "random_network.hpp"
#include "workloads/mapping/mapping.hpp"

namespace engram::workloads {
namespace {

const EncodingChoice kCrossbar{Encoding::crossbar, Sharing::none, {}};
const auto kAllCrossbar = [](std::uint32_t) { return kCrossbar; };
constexpr std::uint64_t kPlenty = 1 << 24;

PopulationId add_after(Network& network, PopulationId source, std::uint32_t neurons) {
  const auto inputs = static_cast<std::uint32_t>(network.graph[source].shape.size());
  const PopulationId target = add_population(network, "late", {neurons, 1, 1});
  Projection projection;
  projection.name = "late";
  projection.connection = Dense{inputs, neurons, std::vector<float>(inputs * neurons, 1.0F)};
  network.connect(source, target, std::move(projection));
  return target;
}

void expect_slice(const Slice& slice, PopulationId population, std::uint32_t first,
                  std::uint32_t count, std::uint32_t local) {
  EXPECT_EQ(slice.population, population);
  EXPECT_EQ(slice.first, first);
  EXPECT_EQ(slice.count, count);
  EXPECT_EQ(slice.local, local);
}

TEST(MapNetwork, PackedPopulationsShareACore) {
  Network network = dense_network(2, 6);
  add_after(network, 1, 5);
  const Mapping mapping = map_network(network, {3, 4, kPlenty}, kAllCrossbar);
  ASSERT_EQ(mapping.cores.size(), 3U);
  expect_slice(mapping.cores[0].slices.at(0), 1, 0, 4, 0);
  expect_slice(mapping.cores[1].slices.at(0), 1, 4, 2, 0);
  expect_slice(mapping.cores[1].slices.at(1), 2, 0, 2, 2);
  expect_slice(mapping.cores[2].slices.at(0), 2, 2, 3, 0);
  ASSERT_EQ(mapping.cores[1].images.size(), 2U);
  EXPECT_EQ(mapping.cores[1].images[0].projection, 0U);
  EXPECT_EQ(mapping.cores[1].images[0].slice, 0U);
  EXPECT_EQ(mapping.cores[1].images[1].projection, 1U);
  EXPECT_EQ(mapping.cores[1].images[1].slice, 1U);
  EXPECT_EQ(mapping.cores[1].images[1].axon_input.size(), 6U);
}

TEST(MapNetwork, SeparatePopulationsBeginOnCoresOfTheirOwn) {
  Network network = dense_network(2, 6);
  add_after(network, 1, 5);
  const Mapping mapping =
      map_network(network, {4, 4, kPlenty, MappingStrategy::separate}, kAllCrossbar);
  ASSERT_EQ(mapping.cores.size(), 4U);
  expect_slice(mapping.cores[1].slices.at(0), 1, 4, 2, 0);
  EXPECT_EQ(mapping.cores[1].slices.size(), 1U);
  expect_slice(mapping.cores[2].slices.at(0), 2, 0, 4, 0);
}

TEST(MapNetwork, MemorySplitsWherePlentyOfNeuronsAreLeft) {
  // 8 inputs x 32 bits: a neuron takes 256 bits; 1000 bits hold three.
  const Network network = dense_network(8, 7);
  const Mapping mapping = map_network(network, {3, 100, 1000}, kAllCrossbar);
  ASSERT_EQ(mapping.cores.size(), 3U);
  expect_slice(mapping.cores[0].slices.at(0), 1, 0, 3, 0);
  expect_slice(mapping.cores[1].slices.at(0), 1, 3, 3, 0);
  expect_slice(mapping.cores[2].slices.at(0), 1, 6, 1, 0);
  EXPECT_EQ(mapping.cores[0].synapse_bits, 768U);
  EXPECT_EQ(mapping.cores[2].synapse_bits, 256U);
}

TEST(MapNetwork, MemoryIsSharedByAllImagesOfACore) {
  Network network = dense_network(8, 2);  // 512 bits
  add_after(network, 1, 4);               // 64 bits a neuron
  const Mapping mapping = map_network(network, {2, 100, 512 + 128}, kAllCrossbar);
  ASSERT_EQ(mapping.cores.size(), 2U);
  expect_slice(mapping.cores[0].slices.at(1), 2, 0, 2, 2);
  EXPECT_EQ(mapping.cores[0].synapse_bits, 640U);
  expect_slice(mapping.cores[1].slices.at(0), 2, 2, 2, 0);
}

TEST(MapNetwork, ACoreWithoutRoomForOneNeuronIsLeft) {
  Network network = dense_network(8, 2);
  add_after(network, 1, 1);
  const Mapping mapping = map_network(network, {2, 100, 512 + 63}, kAllCrossbar);
  ASSERT_EQ(mapping.cores.size(), 2U);
  EXPECT_EQ(mapping.cores[0].slices.size(), 1U);
  expect_slice(mapping.cores[1].slices.at(0), 2, 0, 1, 0);
}

TEST(MapNetwork, GoesByLevelNotByOrderOfCreation) {
  Network network;
  const PopulationId last = add_population(network, "last", {1, 1, 1});
  const PopulationId middle = add_population(network, "middle", {1, 1, 1});
  const PopulationId first = add_population(network, "first", {1, 1, 1}, true);
  Projection a, b;
  a.name = "upper";
  b.name = "lower";
  a.connection = b.connection = Dense{1, 1, {1.0F}};
  network.connect(middle, last, a);
  network.connect(first, middle, b);
  const Mapping mapping = map_network(network, {2, 1, kPlenty}, kAllCrossbar);
  EXPECT_EQ(mapping.cores.at(0).slices.at(0).population, middle);
  EXPECT_EQ(mapping.cores.at(1).slices.at(0).population, last);
}

TEST(MapNetwork, AnImageWithoutRowsIsLeftOut) {
  Network network;
  const PopulationId source = add_population(network, "in", {2, 1, 1}, true);
  const PopulationId target = add_population(network, "out", {2, 1, 1});
  Projection projection;
  projection.name = "sparse";
  projection.connection = Sparse{2, 2, {0, 0, 1}, {1}, {1.0F}};
  network.connect(source, target, projection);
  const Mapping mapping = map_network(network, {2, 1, kPlenty}, kAllCrossbar);
  ASSERT_EQ(mapping.cores.size(), 2U);
  EXPECT_TRUE(mapping.cores[0].images.empty());
  ASSERT_EQ(mapping.cores[1].images.size(), 1U);
  EXPECT_EQ(mapping.cores[1].images[0].axon_input, (std::vector<std::uint32_t>{1}));
}

}  // namespace
}  // namespace engram::workloads
