#include "tests/published/run_counts.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace engram::published {

RunCounts on_reference(const workloads::Network& network,
                       const std::vector<workloads::SpikeTrain>& trains, std::uint32_t timesteps) {
  workloads::ReferenceResult result = workloads::simulate_reference(network, trains, timesteps);
  const workloads::PopulationId last = network.outputs().at(0);
  RunCounts counts;
  counts.spikes = std::move(result.spike_counts);
  counts.operations = std::move(result.synaptic_operations);
  counts.outputs.assign(network.graph[last].shape.size(), 0);
  for (const workloads::ReferenceSpike& spike : result.spikes) {
    if (spike.population == last) counts.outputs[spike.neuron] += spike.count;
  }
  counts.recorded = std::move(result.spikes);
  std::sort(counts.recorded.begin(), counts.recorded.end());
  return counts;
}

int predicted(const std::vector<std::uint64_t>& outputs) {
  const auto most = std::max_element(outputs.begin(), outputs.end());
  return most == outputs.end() || *most == 0 ? -1 : static_cast<int>(most - outputs.begin());
}

std::filesystem::path real_file(const std::string& name) {
  return std::filesystem::path(ENGRAM_REFERENCE_DIR) / "real" / name;
}

std::vector<std::vector<std::uint64_t>> csv_rows(const std::string& name) {
  std::ifstream file(real_file(name));
  std::vector<std::vector<std::uint64_t>> rows;
  std::string line;
  std::getline(file, line);  // the header
  while (std::getline(file, line)) {
    std::replace(line.begin(), line.end(), ',', ' ');
    std::istringstream text(line);
    rows.emplace_back();
    for (std::uint64_t value = 0; text >> value;) rows.back().push_back(value);
    if (!text.eof()) throw std::runtime_error(name + ": cannot read line: " + line);
  }
  return rows;
}

workloads::SpikeTrain slayer_train(const std::string& name, const workloads::Shape& shape,
                                   std::uint32_t timesteps) {
  workloads::BinningOptions options;
  options.timesteps = timesteps;
  options.binning = workloads::Binning::round;
  options.merge = workloads::Merge::one;
  return workloads::bin_events(workloads::read_recording(real_file(name)), shape, options, name);
}

}  // namespace engram::published
