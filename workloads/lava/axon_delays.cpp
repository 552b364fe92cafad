#include "workloads/lava/axon_delays.hpp"

#include <set>

namespace engram::workloads {
namespace {

/// The synapses of those inputs whose delay is `delay`; zeros are not listed.
Sparse synapses_of(const Connection& connection, const std::vector<std::uint32_t>& delays,
                   std::uint32_t delay, const LevelArray& levels, LevelArray& kept) {
  Sparse sparse;
  sparse.inputs = static_cast<std::uint32_t>(inputs(connection));
  sparse.outputs = static_cast<std::uint32_t>(outputs(connection));
  sparse.row_begin.push_back(0);
  for (std::uint32_t input = 0; input < sparse.inputs; ++input) {
    if (delays[input] == delay) {
      for_each_synapse(connection, input,
                       [&](std::uint32_t, std::uint32_t output, std::uint64_t weight) {
                         if (levels[weight] == 0) return;
                         sparse.target.push_back(output);
                         sparse.weights.push_back(weights(connection)[weight]);
                         kept.push_back(levels[weight]);
                       });
    }
    sparse.row_begin.push_back(sparse.target.size());
  }
  return sparse;
}

}  // namespace

std::vector<Projection> split_by_delay(Projection projection,
                                       const std::vector<std::uint32_t>& delays) {
  const std::set<std::uint32_t> distinct(delays.begin(), delays.end());
  if (distinct.size() <= 1) {
    projection.delay += distinct.empty() ? 0 : *distinct.begin();
    return {std::move(projection)};
  }
  std::vector<Projection> parts;
  for (const std::uint32_t delay : distinct) {
    Projection part;
    part.delay = projection.delay + delay;
    part.name = projection.name + ".delay" + std::to_string(part.delay);
    part.origin = projection.origin;
    part.quantization = projection.quantization;
    part.quantization.levels.clear();
    part.connection = synapses_of(projection.connection, delays, delay,
                                  projection.quantization.levels, part.quantization.levels);
    parts.push_back(std::move(part));
  }
  return parts;
}

}  // namespace engram::workloads
