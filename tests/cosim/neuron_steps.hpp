#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "hw/core/neuron_update.hpp"
#include "workloads/network/random.hpp"

namespace engram::cosim {

/// A neuron update unit as it was built: what the parameters of neuron_update.sv say.
struct NeuronUnit {
  hw::NeuronSpec neuron;  ///< parameters are drawn
  hw::UpdatePipelineSpec pipeline;
  hw::Update update = hw::Update::sweep;
  unsigned sum_bits = 16, value_bits = 16, refractory_bits = 1, decay_width = 14;
};

/// What one neuron gets in a timestep, and what the model makes of it.
struct NeuronStep {
  std::uint32_t neuron = 0, fan_out = 0;  ///< fan_out: flits of its event, if it spikes
  std::int64_t sum = 0, bias = 0;
  Count late = 0;
  bool spike = false;
  std::int64_t membrane = 0;  ///< after the step
};

/// Sums of a timestep by neuron; a neuron without an entry receives nothing.
using Sums = std::vector<std::int64_t>;

/// A population with random parameters, stepped by hw::NeuronUpdate.
class NeuronSteps {
 public:
  static constexpr std::uint32_t kTimesteps = 12;

  NeuronSteps(const NeuronUnit& unit, std::uint32_t neurons, workloads::RandomStream& random);
  /// The same with parameters given. Precondition: they have one entry each.
  NeuronSteps(const NeuronUnit& unit, std::uint32_t neurons, const hw::NeuronSpec& neuron,
              workloads::RandomStream& random);

  /// The next timestep, of kTimesteps. With touched, 0 is a sum that did not arrive.
  std::vector<NeuronStep> step(const Sums& sums);
  Sums draw_sums();
  const hw::NeuronSpec& neuron() const { return slice_.neuron; }

 private:
  void draw_parameters();
  void lay_out_sums(std::uint32_t neurons);
  std::int64_t draw_value(std::int64_t low, std::int64_t high);

  NeuronUnit unit_;
  workloads::RandomStream& random_;
  hw::SliceSpec slice_;
  std::unique_ptr<hw::NeuronUpdate> update_;
  std::vector<std::uint32_t> fan_out_;
  MemoryImage image_;  ///< row 2 n adds 1 to neuron n, row 2 n + 1 takes 1 off
  std::unique_ptr<hw::SynapseRows> rows_;
  std::unique_ptr<hw::Accumulator> accumulator_;
  std::vector<double> trace_;
  std::vector<bool> spiked_;
  std::uint32_t timestep_ = 0;
};

}  // namespace engram::cosim
