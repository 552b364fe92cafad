#include "sim/run/compress_network.hpp"

#include <functional>

#include "sim/run/compression.hpp"

namespace engram::sim {
namespace {

using workloads::Network;
using workloads::NetworkFault;

/// By projection, by weight: whether it is 0.
using Zeros = std::vector<std::vector<bool>>;

Zeros zeros_of(const Network& network) {
  Zeros zeros;
  for (const auto& id : network.projections()) {
    const std::vector<float>& values = workloads::weights(network.graph[id].connection);
    std::vector<bool>& zero = zeros.emplace_back(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) zero[i] = values[i] == 0;
  }
  return zeros;
}

/// Runs one step and adds what it made 0 to `member`; faults are collected.
void count_zeros(std::vector<ZeroCauses>& causes, std::uint64_t ZeroCauses::*member,
                 const Network& network, std::string& faults, const std::function<void()>& step) {
  const Zeros before = zeros_of(network);
  try {
    step();
  } catch (const NetworkFault& fault) {
    faults += (faults.empty() ? "" : "\n") + std::string(fault.what());
    return;
  }
  const Zeros after = zeros_of(network);
  for (std::size_t p = 0; p < causes.size(); ++p) {
    for (std::size_t i = 0; i < after[p].size(); ++i) {
      causes[p].*member += after[p][i] && !before[p][i];
    }
  }
}

}  // namespace

double ZeroCauses::sparsity() const {
  return weights == 0 ? 0 : static_cast<double>(zeros()) / static_cast<double>(weights);
}

Compressed compress_network(const Config& config, Network& network) {
  Compressed compressed;
  for (const auto& id : network.projections()) {
    const workloads::Projection& projection = network.graph[id];
    ZeroCauses& causes = compressed.zeros.emplace_back();
    causes.projection = projection.name;
    for (const float value : workloads::weights(projection.connection)) {
      ++causes.weights;
      causes.before += value == 0;
    }
  }
  std::string faults;
  const auto prune = [&] {
    if (!config.prune) return;
    count_zeros(compressed.zeros, &ZeroCauses::pruned, network, faults, [&] {
      workloads::apply_masks(network, workloads::prune_masks(network, *config.prune));
    });
  };
  const auto quantize = [&] {
    count_zeros(compressed.zeros, &ZeroCauses::quantized, network, faults,
                [&] { compressed.quantization = compress(config, network); });
  };
  if (!config.quantize_first) prune();
  quantize();
  if (config.quantize_first) prune();
  if (!faults.empty()) throw NetworkFault(faults);
  return compressed;
}

}  // namespace engram::sim
