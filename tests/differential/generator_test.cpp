#include <gtest/gtest.h>

#include <map>

#include "tests/differential/random_network.hpp"
#include "workloads/network/random.hpp"
#include "workloads/reference/reference.hpp"

/// The random networks hold what they are meant to hold: otherwise equality proves little.
namespace engram::differential {
namespace {

using workloads::Network;
using workloads::Projection;

using Tally = std::map<std::string, int>;

RandomCase case_number(std::uint64_t number, Arithmetic arithmetic) {
  workloads::RandomStream stream(number, 1);
  const Draw draw = [&](std::uint32_t below) {
    return static_cast<std::uint32_t>(stream.below(below));
  };
  return random_case(draw, arithmetic);
}

void tally_convolution(const ConvGeometry& g, Tally& tally) {
  ++tally["conv"];
  tally["conv stride"] += g.stride_y > 1 || g.stride_x > 1;
  tally["conv padding"] += g.pad_y > 0 || g.pad_x > 0;
  tally["conv dilation"] += g.dilation_y > 1 || g.dilation_x > 1;
  tally["conv groups"] += g.groups > 1;
  tally["conv not square"] += g.kernel_height != g.kernel_width;
  tally["conv several channels a group"] += g.out_channels > g.groups;
}

void tally_projections(const Network& network, Tally& tally) {
  for (const auto& id : network.projections()) {
    const Projection& projection = network.graph[id];
    if (const auto* conv = std::get_if<workloads::Conv2d>(&projection.connection)) {
      tally_convolution(conv->geometry, tally);
    }
    tally["dense"] += std::holds_alternative<workloads::Dense>(projection.connection);
    tally["sparse"] += std::holds_alternative<workloads::Sparse>(projection.connection);
    tally["delay"] += projection.delay > 0;
    tally["self loop"] += boost::source(id, network.graph) == boost::target(id, network.graph);
    tally["shift"] += projection.quantization.shift > 0;
    const WeightKind kind = projection.quantization.format.kind;
    if (kind != WeightKind::float32) {
      tally["power of two"] += kind == WeightKind::power_of_two;
      tally["convolution of powers"] +=
          kind == WeightKind::power_of_two &&
          std::holds_alternative<workloads::Conv2d>(projection.connection);
    }
    if (const auto& codebook = projection.quantization.codebook) {
      tally["codebook"] += !codebook->shape.by_axon;
      tally["codebook by axon"] += codebook->shape.by_axon;
    }
    tally["two pools"] += projection.stages.size() > 1;
    for (const workloads::AddressStage& stage : projection.stages) {
      tally["lookup of addresses"] += !stage.lookup.empty();
      tally["pool that overlaps"] += stage.pool.kernel_y > stage.pool.stride_y;
      tally["pool that leaves gaps"] += stage.pool.kernel_y < stage.pool.stride_y;
      tally["pool with padding"] += stage.pool.pad_y > 0;
    }
  }
  tally["loop"] += !workloads::loops(network).empty();
  tally["two inputs"] += network.inputs().size() > 1;
}

void tally_neurons(const Network& network, Tally& tally) {
  for (workloads::PopulationId id = 0; id < boost::num_vertices(network.graph); ++id) {
    const workloads::NeuronStep& step = network.graph[id].step;
    if (step.model == workloads::NeuronModel::input) continue;
    ++tally[workloads::to_string(step.model)];
    tally["multi-spike"] += step.multi_spike;
    tally["refractory"] += step.refractory > 0;
    tally["low threshold"] += step.low_threshold.has_value();
    tally["clip"] += step.clip_low.has_value();
    tally["previous current"] += step.previous_current;
    tally["one parameter a neuron"] += !step.threshold.uniform();
    tally["reset to value"] += step.spiking && step.reset == workloads::Reset::value;
    tally["reset to zero"] += step.spiking && step.reset == workloads::Reset::zero;
    tally["equal spikes"] += step.compare == workloads::Compare::greater_equal;
    tally["unit"] += network.graph[id].unit[0] != 1.0;
  }
}

void tally_behaviour(const RandomCase& random, Tally& tally) {
  bool spikes = false, counts = false;
  try {
    const auto result = simulate_reference(random.network, random.samples[0], random.timesteps);
    for (const auto& spike : result.spikes) {
      spikes = true;
      counts = counts || spike.count > 1;
    }
  } catch (const std::overflow_error&) {
    ++tally["ran away"];
  }
  tally["spikes"] += spikes;
  tally["counts above 1"] += counts;
}

class Generator : public testing::TestWithParam<Arithmetic> {};

TEST_P(Generator, HoldsEveryFeature) {
  constexpr int cases = 400;
  Tally tally;
  for (std::uint64_t number = 0; number < cases; ++number) {
    const RandomCase random = case_number(number, GetParam());
    tally_projections(random.network, tally);
    tally_neurons(random.network, tally);
    tally_behaviour(random, tally);
  }
  if (GetParam() == Arithmetic::floating) {
    EXPECT_EQ(tally["shift"], 0);
    tally.erase("shift");
    tally.erase("unit");
  }
  EXPECT_LT(tally["ran away"], cases / 20);
  EXPECT_GT(tally["spikes"], cases * 7 / 10);
  tally.erase("ran away");
  for (const auto& [feature, times] : tally) EXPECT_GE(times, cases / 40) << feature;
}

std::string name_of(const testing::TestParamInfo<Arithmetic>& instance) {
  switch (instance.param) {
    case Arithmetic::floating:
      return "Floating";
    case Arithmetic::quantized:
      return "Quantized";
    case Arithmetic::fixed:
      return "Fixed";
  }
  return "";
}

INSTANTIATE_TEST_SUITE_P(Arithmetics, Generator,
                         testing::Values(Arithmetic::floating, Arithmetic::quantized,
                                         Arithmetic::fixed),
                         name_of);

}  // namespace
}  // namespace engram::differential
