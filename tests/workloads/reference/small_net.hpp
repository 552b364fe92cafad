#pragma once

#include <optional>
#include <vector>

#include "workloads/network/network.hpp"
#include "workloads/reference/reference.hpp"

/// Networks small enough to work out on paper.
namespace engram::workloads::small_net {

Population input(const std::string& name, Shape shape);
Population neurons(const std::string& name, Shape shape, NeuronStep step);

Projection dense(const std::string& name, std::uint32_t in, std::uint32_t out,
                 std::vector<float> weights);
/// The same with stored levels; weights follow from them.
Projection levels(const std::string& name, std::uint32_t in, std::uint32_t out,
                  std::vector<std::int32_t> levels, unsigned shift = 0);

SpikeTrain train(std::uint32_t neurons, std::uint32_t timesteps, std::vector<SpikeEvent> events);

/// One neuron with one input of weight 1: `input[t]` unit events at timestep t.
struct OneNeuron {
  std::vector<std::uint32_t> counts;  ///< spikes at each timestep
  std::vector<double> membranes;      ///< after each timestep
};
OneNeuron run(const NeuronStep& step, const std::vector<std::uint32_t>& input, float weight = 1);
/// In integers: the weight is stored as `level`.
OneNeuron run(const NeuronStep& step, const FixedStep& fixed,
              const std::vector<std::uint32_t>& input, std::int32_t level);

/// An integer step without decay, bias, offset or fraction: 1 is one level.
FixedStep plain_fixed(std::int64_t threshold);

}  // namespace engram::workloads::small_net
