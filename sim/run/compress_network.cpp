#include "sim/run/compress_network.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "sim/run/compression.hpp"

namespace engram::sim {
namespace {

using workloads::Network;
using workloads::NetworkFault;

/// Weights, and zeros among them, of those that are there.
ZeroCauses counted(const workloads::Projection& projection) {
  ZeroCauses causes;
  causes.projection = projection.name;
  const std::vector<float>& weights = workloads::weights(projection.connection);
  causes.weights = weights.size();
  causes.before = static_cast<std::uint64_t>(std::count(weights.begin(), weights.end(), 0.0F));
  return causes;
}

/// Quantizes. Weights that are not there are counted by their rounding; what is not rounded stays
/// as it is, and so has to be there.
void quantize_counting(const Config& config, Network& network, Compressed& compressed) {
  compressed.quantization = compress(config, network);
  std::map<std::string, const workloads::QuantizationReport*> reports;
  for (const auto& report : compressed.quantization) reports[report.projection] = &report;
  const auto ids = network.projections();
  for (std::size_t p = 0; p < ids.size(); ++p) {
    workloads::Projection& projection = network.graph[ids[p]];
    ZeroCauses& causes = compressed.zeros[p];
    const auto report = reports.find(projection.name);
    if (report == reports.end()) {
      workloads::fetch_weights(projection);
      if (causes.weights == 0) causes = counted(projection);
      continue;
    }
    if (causes.weights == 0) causes.before = report->second->zeros_before;
    causes.weights = report->second->weights;
    causes.quantized = report->second->zeros_made;
  }
}

void prune_counting(const Config& config, Network& network, Compressed& compressed) {
  const auto reports =
      workloads::apply_masks(network, workloads::prune_masks(network, *config.prune));
  for (std::size_t p = 0; p < reports.size(); ++p) compressed.zeros[p].pruned = reports[p].pruned;
}

/// Runs one step; its faults are collected.
void attempt_step(std::string& faults, const std::function<void()>& step) {
  try {
    step();
  } catch (const NetworkFault& fault) {
    faults += (faults.empty() ? "" : "\n") + std::string(fault.what());
  }
}

}  // namespace

double ZeroCauses::sparsity() const {
  return weights == 0 ? 0 : static_cast<double>(zeros()) / static_cast<double>(weights);
}

Compressed compress_network(const Config& config, Network& network) {
  if (config.prune) workloads::fetch_weights(network);  // which go depends on all
  Compressed compressed;
  for (const auto& id : network.projections()) {
    compressed.zeros.push_back(counted(network.graph[id]));
  }
  std::string faults;
  const auto prune = [&] {
    if (config.prune) attempt_step(faults, [&] { prune_counting(config, network, compressed); });
  };
  if (!config.quantize_first) prune();
  attempt_step(faults, [&] { quantize_counting(config, network, compressed); });
  if (config.quantize_first) prune();
  if (!faults.empty()) throw NetworkFault(faults);
  return compressed;
}

}  // namespace engram::sim
