#include <gtest/gtest.h>

#include <random>

#include "hw/noc/mesh.hpp"
#include "hw/noc/table_routed.hpp"
#include "tests/hw/hand_made.hpp"

// Spikes do not depend on encoding or mapping: a random recurrent network, placed in four ways.
namespace engram::hw::testing {
namespace {

constexpr std::uint32_t kRandomTimesteps = 20;

struct Placement {
  Encoding encoding;
  std::vector<std::uint32_t> first, second;  ///< cores of the two populations
};

const std::vector<Placement> kPlacements{{Encoding::crossbar, {0}, {0}},
                                         {Encoding::index, {0}, {1}},
                                         {Encoding::crossbar, {0, 1, 2}, {2, 3}},
                                         {Encoding::index, {3, 1}, {0, 1, 2, 3}}};

Weights random_weights(std::mt19937& random, std::uint32_t rows, std::uint32_t targets, bool real) {
  Weights weights(rows, std::vector<double>(targets, 0.0));
  for (auto& row : weights) {
    for (double& weight : row) {
      if (random() % 3 == 0) continue;
      const double level = static_cast<double>(random() % 15) - 7.0;
      weight = real ? static_cast<double>(static_cast<float>(level * 0.1)) : level;
    }
  }
  return weights;
}

ChipSpec random_chip(unsigned seed, const Placement& placement, bool real) {
  std::mt19937 random(seed);
  EncodingChoice choice;
  choice.encoding = placement.encoding;
  HandMade net(choice,
               real ? WeightFormat{WeightKind::float32, 32} : WeightFormat{WeightKind::uniform, 4});
  const NeuronSpec neuron = real ? float_lif(0.9, 1.1) : fixed_if(11);
  const auto in = net.input("in", 9);
  const auto a = net.population("a", 13, 1, neuron, placement.first);
  const auto b = net.population("b", 8, 2, neuron, placement.second);
  net.connect("ia", in, a, random_weights(random, 9, 13, real));
  net.connect("ab", a, b, random_weights(random, 13, 8, real));
  net.connect("ba", b, a, random_weights(random, 8, 13, real), 1);
  net.connect("aa", a, a, random_weights(random, 13, 13, real), 2);
  return net.build(2, 2);
}

std::vector<SampleInput> random_input(unsigned seed) {
  std::mt19937 random(seed + 1000);
  SampleInput input;
  for (std::uint32_t timestep = 0; timestep < kRandomTimesteps; ++timestep) {
    for (std::uint32_t neuron = 0; neuron < 9; ++neuron) {
      if (random() % 4 == 0) {
        input.events.push_back({timestep, neuron, static_cast<std::uint32_t>(1 + random() % 2)});
      }
    }
  }
  return {input};
}

void expect_invariant(bool real) {
  for (unsigned seed = 1; seed <= 8; ++seed) {
    const auto input = random_input(seed);
    const Report reference =
        run_apart(random_chip(seed, kPlacements[0], real), input, kRandomTimesteps);
    EXPECT_GT(reference.at("spikes").size(), 100u);
    for (std::size_t at = 1; at < kPlacements.size(); ++at) {
      for (const Update update : {Update::sweep, Update::touched}) {
        ChipSpec spec = random_chip(seed, kPlacements[at], real);
        spec.update = update;
        const Report report = run_apart(spec, input, kRandomTimesteps);
        EXPECT_EQ(report.at("spikes"), reference.at("spikes")) << seed << ' ' << at;
        EXPECT_EQ(report.at("synaptic_operations"), reference.at("synaptic_operations"));
      }
    }
  }
}

TEST(Invariance, IntegerSpikesDoNotDependOnPlacementOrEncoding) {
  expect_invariant(false);
}

TEST(Invariance, FloatSpikesDoNotDependOnPlacementOrEncoding) {
  expect_invariant(true);
}

TEST(Invariance, TheSameRunGivesTheSameReport) {
  const ChipSpec spec = random_chip(3, kPlacements[3], true);
  EXPECT_TRUE(differences(run_apart(spec, random_input(3), kRandomTimesteps),
                          run_apart(spec, random_input(3), kRandomTimesteps))
                  .empty());
}

/// Two layers on two cores each, without a loop.
ChipSpec pipelined_chip(unsigned seed, bool real) {
  std::mt19937 random(seed);
  HandMade net({},
               real ? WeightFormat{WeightKind::float32, 32} : WeightFormat{WeightKind::uniform, 4});
  const NeuronSpec neuron = real ? float_lif(0.9, 1.1) : fixed_if(11);
  const auto in = net.input("in", 9);
  const auto a = net.population("a", 13, 1, neuron, {0, 1});
  const auto b = net.population("b", 8, 2, neuron, {2, 3});
  net.connect("ia", in, a, random_weights(random, 9, 13, real));
  net.connect("ab", a, b, random_weights(random, 13, 8, real));
  ChipSpec spec = net.build(2, 2);
  spec.schedule = Schedule::pipelined;
  return spec;
}

TEST(Invariance, NothingDependsOnTheThreadsThatComputeTheCores) {
  for (unsigned seed = 1; seed <= 12; ++seed) {
    const bool real = seed % 3 == 1;
    ChipSpec spec = seed % 4 == 0 ? pipelined_chip(seed, real)
                                  : random_chip(seed, kPlacements[2 + seed % 2], real);
    spec.update = seed / 2 % 2 == 0 ? Update::touched : Update::sweep;
    const Report one = run_apart(spec, random_input(seed), kRandomTimesteps);
    ASSERT_EQ(one.count("exception"), 0u) << one.at("exception");
    EXPECT_GT(one.at("spikes").size(), 100u);
    for (const unsigned threads : {2u, 5u}) {
      const Report several = run_apart(spec, random_input(seed), kRandomTimesteps, threads);
      EXPECT_TRUE(differences(one, several).empty()) << seed << ' ' << threads;
    }
  }
}

/// A sum that leaves its accumulator (as in samples_test) is found on another thread, and refused
/// by this one.
TEST(Invariance, AFaultIsTheSameOnEveryThread) {
  NeuronSpec neuron = fixed_if(5);
  neuron.fraction_bits = 32;
  HandMade net;
  const auto in = net.input("in", 1);
  const auto out = net.population("out", 4, 1, neuron, {0, 1, 2, 3});
  net.connect("fc", in, out, {{7, 7, 7, 7}});
  const ChipSpec spec = net.build(2, 2);
  const std::vector<SampleInput> input{{in, {{0, 0, 1u << 27}}}};
  const Report one = run_apart(spec, input, 2);
  ASSERT_EQ(one.count("exception"), 1u);
  EXPECT_EQ(run_apart(spec, input, 2, 3).at("exception"), one.at("exception"));
}

bool is_time(const std::string& key) {
  return key.find("cycles") != std::string::npos || key == "missed_deadlines";
}

/// A table that routes as the mesh does.
NocSpec mesh_as_table(std::uint32_t width, std::uint32_t height) {
  const Mesh mesh(width, height);
  NocSpec noc;
  noc.topology = NocTopology::table;
  for (const Channel& channel : mesh.channels())
    noc.channels.emplace_back(channel.from, channel.to);
  for (RouterId at = 0; at < mesh.routers(); ++at) {
    auto& next = noc.next_hops.emplace_back(mesh.routers(), kNoRouter);
    for (RouterId to = 0; to < mesh.routers(); ++to) {
      if (at != to) next[to] = mesh.channels()[mesh.next(at, to)].to;
    }
  }
  return noc;
}

NocSpec some_noc(unsigned seed, const ChipSpec& spec) {
  NocSpec noc;
  if (seed % 4 == 3) noc = mesh_as_table(spec.mesh_width, spec.mesh_height);
  if (seed % 4 == 1) noc.topology = NocTopology::ring;
  if (seed % 4 == 2) noc.topology = NocTopology::tree;
  noc.arity = 1 + seed % 3;
  noc.casting = seed / 4 % 2 == 0 ? Casting::unicast : Casting::multicast;
  noc.buffer_flits = 1 + seed % 2;
  return noc;
}

/// Chips on which something waits: one lane or several, banks, ports, adders in SRAM.
ChipSpec crowded(unsigned seed, const Placement& placement, bool real) {
  ChipSpec spec = random_chip(seed, placement, real);
  spec.lanes = 1 + seed % 4;
  spec.banks = 1 + seed % 2;
  spec.ports = 1 + seed / 2 % 2;
  spec.accumulator_in_sram = seed % 3 == 0;
  spec.shared_macros = seed % 4 == 1;
  spec.payload = seed % 5 == 2 ? Payload::multiply : Payload::unit;
  spec.update = seed % 2 == 0 ? Update::touched : Update::sweep;
  spec.output_queue = 1 + seed % 3;
  spec.noc = some_noc(seed, spec);
  return spec;
}

TEST(Invariance, FidelityChangesTimeAlone) {
  for (unsigned seed = 1; seed <= 12; ++seed) {
    ChipSpec spec = crowded(seed, kPlacements[seed % kPlacements.size()], seed % 3 == 1);
    const Report fast = run_apart(spec, random_input(seed), kRandomTimesteps);
    spec.fidelity = Fidelity::cycle;
    const Report cycle = run_apart(spec, random_input(seed), kRandomTimesteps);
    EXPECT_GT(fast.at("spikes").size(), 100u);
    EXPECT_NE(fast.at("cycles"), cycle.at("cycles"));
    for (const std::string& key : differences(fast, cycle)) EXPECT_TRUE(is_time(key)) << key;
  }
}

TEST(Invariance, TheNetworkOnChipChangesHopsAlone) {
  for (unsigned seed = 1; seed <= 8; ++seed) {
    ChipSpec spec = random_chip(seed, kPlacements[seed % kPlacements.size()], false);
    const Report mesh = run_apart(spec, random_input(seed), kRandomTimesteps);
    spec.noc = mesh_as_table(spec.mesh_width, spec.mesh_height);
    const Report table = run_apart(spec, random_input(seed), kRandomTimesteps);
    EXPECT_EQ(table.at("cycles"), mesh.at("cycles")) << "the same routes";
    spec.noc = some_noc(seed, spec);
    const Report other = run_apart(spec, random_input(seed), kRandomTimesteps);
    EXPECT_EQ(other.at("spikes"), mesh.at("spikes"));
    EXPECT_EQ(other.at("synaptic_operations"), mesh.at("synaptic_operations"));
  }
}

}  // namespace
}  // namespace engram::hw::testing
