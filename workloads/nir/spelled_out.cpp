#include "workloads/nir/spelled_out.hpp"

#include <algorithm>
#include <map>

#include "workloads/network/check_network.hpp"

namespace engram::workloads {
namespace {

constexpr unsigned kWidest = 16;

bool has_lookup(const Projection& projection) {
  return std::any_of(projection.stages.begin(), projection.stages.end(),
                     [](const AddressStage& stage) { return !stage.lookup.empty(); });
}

struct Sum {
  double weight = 0;
  std::int64_t level = 0;
};

/// Synapses of one source neuron by target; ways that lead to one target add up.
std::map<std::uint32_t, Sum> row_of(const Projection& projection, std::uint32_t source) {
  const auto& values = weights(projection.connection);
  const auto& levels = projection.quantization.levels;
  std::map<std::uint32_t, Sum> row;
  for (const std::uint32_t input : rewrite_address(projection.stages, source)) {
    for_each_synapse(projection.connection, input,
                     [&](std::uint32_t, std::uint32_t output, std::uint64_t at) {
                       if (values[at] == 0.0F && (levels.empty() || levels[at] == 0)) return;
                       Sum& sum = row[output];
                       sum.weight += values[at];
                       if (!levels.empty()) sum.level += levels[at];
                     });
  }
  return row;
}

void multiply_out(Projection& projection, std::uint32_t sources, std::vector<std::string>& faults) {
  const bool quantized = !projection.quantization.levels.empty();
  const std::int64_t top = max_level({WeightKind::uniform, kWidest});
  Sparse sparse;
  sparse.inputs = sources;
  sparse.outputs = static_cast<std::uint32_t>(outputs(projection.connection));
  sparse.row_begin = {0};
  std::vector<std::int32_t> levels;
  bool narrow = true;
  for (std::uint32_t source = 0; source < sources; ++source) {
    for (const auto& [target, sum] : row_of(projection, source)) {
      sparse.target.push_back(target);
      sparse.weights.push_back(static_cast<float>(sum.weight));
      narrow = narrow && std::abs(sum.level) <= top;
      if (quantized) levels.push_back(static_cast<std::int32_t>(sum.level));
    }
    sparse.row_begin.push_back(sparse.target.size());
  }
  if (!narrow) {
    faults.push_back("projection '" + projection.name + "': levels add up beyond " +
                     std::to_string(kWidest) + " bits where several axons are one target's");
  }
  projection.stages.clear();
  projection.connection = std::move(sparse);
  projection.quantization.levels = std::move(levels);
}

/// The narrowest format that holds the levels.
void make_uniform(Quantization& quantization) {
  std::int32_t largest = 1;
  for (const std::int32_t level : quantization.levels) largest = std::max(largest, std::abs(level));
  WeightFormat format{WeightKind::uniform, 2};
  while (format.bits < kWidest && max_level(format) < largest) ++format.bits;
  quantization.format = format;
  quantization.codes.clear();
  quantization.codebook.reset();
}

}  // namespace

Network spelled_out(Network network) {
  std::vector<std::string> faults;
  for (const ProjectionId& id : network.projections()) {
    Projection& projection = network.graph[id];
    const auto sources =
        static_cast<std::uint32_t>(network.graph[boost::source(id, network.graph)].shape.size());
    const bool lookup = has_lookup(projection);
    const WeightKind kind = projection.quantization.format.kind;
    const bool other = kind == WeightKind::codebook || kind == WeightKind::power_of_two;
    if (lookup) multiply_out(projection, sources, faults);
    const bool levels = projection.quantization.format.kind != WeightKind::float32;
    if (other || (lookup && levels)) make_uniform(projection.quantization);
  }
  if (!faults.empty()) throw NetworkFault(lines(faults));
  return network;
}

}  // namespace engram::workloads
