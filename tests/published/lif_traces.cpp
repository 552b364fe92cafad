#include "tests/published/lif_traces.hpp"

#include <filesystem>
#include <fstream>

#include "workloads/nir/import.hpp"

namespace engram::published {
namespace {

std::filesystem::path traces() {
  return std::filesystem::path(ENGRAM_REFERENCE_DIR) / "real";
}

}  // namespace

std::vector<LifStep> lif_trace(const std::string& name) {
  std::ifstream file(traces() / "traces" / (name + ".csv"));
  std::vector<LifStep> steps;
  char comma = ' ';
  for (LifStep s; file >> s.input >> comma >> s.membrane >> comma >> s.spike;) steps.push_back(s);
  return steps;
}

workloads::SpikeTrain input_of(const std::vector<LifStep>& trace) {
  workloads::SpikeTrain train;
  train.neurons = 1;
  train.timesteps = static_cast<std::uint32_t>(trace.size());
  for (std::uint32_t step = 0; step < train.timesteps; ++step) {
    const auto count = static_cast<std::uint32_t>(trace[step].input);
    if (count > 0) train.events.push_back({step, 0, count});
  }
  return train;
}

std::vector<std::uint32_t> spikes_of(const std::vector<LifStep>& trace) {
  std::vector<std::uint32_t> steps;
  for (std::uint32_t step = 0; step < trace.size(); ++step) {
    if (trace[step].spike != 0) steps.push_back(step);
  }
  return steps;
}

bool nir_present(const std::string& file) {
  return std::filesystem::exists(traces() / "nir" / file);
}

workloads::Network nir_network(const std::string& file, const std::string& preset, double dt) {
  workloads::DynamicsChoice dynamics;
  dynamics.preset = preset;
  dynamics.dt = dt;
  return workloads::import_nir(traces() / "nir" / file, dynamics);
}

}  // namespace engram::published
