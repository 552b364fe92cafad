#include <gtest/gtest.h>

#include "random_network.hpp"
#include "workloads/mapping/mapping.hpp"

namespace engram::workloads {
namespace {

template <class Fault>
std::string fault_of(const Network& network, const MappingLimits& limits,
                     Encoding encoding = Encoding::crossbar) {
  try {
    map_network(network, limits, [&](std::uint32_t) {
      return EncodingChoice{encoding, Sharing::none, {}};
    });
  } catch (const Fault& fault) {
    return fault.what();
  }
  return "accepted";
}

TEST(MappingRefusals, TooManyNeurons) {
  const Network network = dense_network(4, 9);
  EXPECT_EQ(fault_of<MappingRefused>(network, {2, 4, 1 << 20}),
            "mapping: population 'out' does not fit: the network's 9 neurons need at least 3 cores "
            "of 4 neurons, the chip has 2");
  EXPECT_EQ(fault_of<MappingRefused>(network, {3, 4, 1 << 20}), "accepted");
}

TEST(MappingRefusals, NoNeuronsACore) {
  EXPECT_EQ(fault_of<MappingRefused>(dense_network(4, 9), {2, 0, 1 << 20}),
            "mapping: a core holds 0 neurons (expected at least 1)");
}

TEST(MappingRefusals, TooLittleSynapseMemoryOnTheChip) {
  const Network network = dense_network(8, 9);  // 256 bits a neuron: two a core
  EXPECT_EQ(fault_of<MappingRefused>(network, {4, 100, 600}),
            "mapping: population 'out' does not fit: the network needs 5 cores of 100 neurons and "
            "600 bits of synapse memory, the chip has 4");
  EXPECT_EQ(fault_of<MappingRefused>(network, {5, 100, 600}), "accepted");
}

TEST(MappingRefusals, ANeuronThatAloneDoesNotFit) {
  EXPECT_EQ(fault_of<MappingRefused>(dense_network(8, 9), {4, 100, 255}),
            "mapping: neuron 0 of population 'out' does not fit a core: its synapses need 256 bits "
            "of synapse memory, a core has 255");
}

TEST(MappingRefusals, AnEncodingThatCannotStoreAProjectionNamesIt) {
  const std::string fault =
      fault_of<EncodingRefused>(dense_network(8, 9), {4, 100, 1 << 20}, Encoding::functional);
  EXPECT_TRUE(fault.starts_with("projection 'd': ")) << fault;
}

/// A crossbar of this would take 2^58 bits; it has to be refused without being laid out.
TEST(MappingRefusals, NothingIsLaidOutThatCannotFit) {
  constexpr std::uint32_t kSide = 1U << 20;
  Network network;
  const PopulationId source = add_population(network, "in", {kSide, 1, 1}, true);
  const PopulationId target = add_population(network, "out", {kSide, 1, 1});
  Sparse sparse{kSide, kSide, std::vector<std::uint64_t>(kSide + 1), {}, {}};
  for (std::uint32_t i = 0; i < kSide; ++i) {
    sparse.row_begin[i + 1] = i + 1;
    sparse.target.push_back(kSide - 1 - i);
    sparse.weights.push_back(1.0F);
  }
  Projection projection;
  projection.name = "one";
  projection.connection = std::move(sparse);
  network.connect(source, target, std::move(projection));
  EXPECT_EQ(fault_of<MappingRefused>(network, {1, kSide, 31}),
            "mapping: neuron 0 of population 'out' does not fit a core: its synapses need 64 bits "
            "of synapse memory, a core has 31");
}

}  // namespace
}  // namespace engram::workloads
