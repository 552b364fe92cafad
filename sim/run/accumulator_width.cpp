#include "sim/run/accumulator_width.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>

namespace engram::sim {
namespace {

/// Sum over a neuron's synapses of |level| << shift, for the neuron where it is largest.
std::uint64_t largest_sum(const workloads::Network& network, workloads::PopulationId population) {
  std::vector<std::uint64_t> sums(network.graph[population].shape.size(), 0);
  for (const auto& id : network.projections()) {
    if (boost::target(id, network.graph) != population) continue;
    const workloads::Projection& projection = network.graph[id];
    if (projection.quantization.format.kind == WeightKind::float32) continue;
    const auto rows = static_cast<std::uint32_t>(workloads::inputs(projection.connection));
    for (std::uint32_t row = 0; row < rows; ++row) {
      workloads::for_each_synapse(projection.connection, row,
                                  [&](std::uint32_t, std::uint32_t target, std::uint64_t weight) {
                                    const std::int64_t level =
                                        projection.quantization.levels[weight];
                                    sums[target] += static_cast<std::uint64_t>(std::llabs(level))
                                                    << projection.quantization.shift;
                                  });
    }
  }
  return sums.empty() ? 0 : *std::max_element(sums.begin(), sums.end());
}

}  // namespace

void check_accumulators(const workloads::Network& network, unsigned bits) {
  std::string faults;
  const auto [begin, end] = boost::vertices(network.graph);
  for (auto population = begin; population != end; ++population) {
    const std::uint64_t sum = largest_sum(network, *population);
    const auto needed = static_cast<unsigned>(std::bit_width(sum)) + 1;
    if (needed <= bits) continue;
    faults += (faults.empty() ? "" : "\n") +
              std::string("/chip/core/accumulator_bits: population '") +
              network.graph[*population].name + "' needs " + std::to_string(needed) +
              " bits (one event on every synapse of a neuron adds up to " + std::to_string(sum) +
              "), the accumulator has " + std::to_string(bits);
  }
  if (!faults.empty()) throw workloads::NetworkFault(faults);
}

}  // namespace engram::sim
