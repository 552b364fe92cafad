#include "tests/benchmark/workload.hpp"

#include <cmath>
#include <sstream>

namespace engram::bench {
namespace {

constexpr const char* kFiring =
    R"("neuron": { "model": "if", "threshold": 1, "bias": 0.1, "reset": "subtract" })";

std::string rate_text(double probability) {
  return std::to_string(-std::log1p(-probability) * 1000);  // of one timestep of a millisecond
}

std::string weights_text(double density, double reach) {
  std::ostringstream text;
  text << R"("weights": { "distribution": "uniform", "low": )" << -reach << R"(, "high": )" << reach
       << R"(, "density": )" << density << " }";
  return text.str();
}

}  // namespace

std::string config_text(const Workload& workload) {
  std::ostringstream populations, projections;
  std::uint64_t neurons = 0;
  for (std::size_t k = 0; k < workload.sizes.size(); ++k) {
    const std::uint32_t size = workload.sizes[k];
    if (k == 0) {
      populations << R"({ "name": "p0", "shape": [)" << size
                  << R"(], "neuron": { "model": "input" } })";
      continue;
    }
    neurons += size;
    populations << R"(, { "name": "p)" << k << R"(", "shape": [)" << size << R"(], "output": )"
                << (k + 1 == workload.sizes.size() ? "true" : "false")
                << R"(, "neuron": { "model": "if", "threshold": )" << workload.threshold << " } }";
    projections << (k > 1 ? ", " : "") << R"({ "name": "w)" << k << R"(", "source": "p)" << k - 1
                << R"(", "target": "p)" << k << R"(", "type": ")"
                << (workload.density < 1 ? "sparse" : "dense") << "\", "
                << weights_text(workload.density, 1) << " }";
  }
  std::ostringstream text;
  text << "{ " << workload.more << R"("fidelity": ")" << workload.fidelity << "\",\n"
       << R"("workload": { "network": { "populations": [)" << populations.str()
       << R"(], "projections": [)" << projections.str() << "] },\n"
       << R"("input": { "poisson": { "rate_hz": )" << rate_text(workload.spike_probability)
       << R"( }, "timestep_us": 1000, "timesteps": )" << workload.timesteps << " } },\n"
       << R"("compression": { "quantize": { "format": "uniform", "bits": )" << workload.bits
       << " } },\n"
       << R"("chip": { "mesh": [1, 1], "core": { "neurons": )" << neurons
       << R"(, "synapse_memory_kib": 4194304, "lanes": 4, "synapse_memory": { "encoding": ")"
       << workload.encoding << R"(", "word_bits": 64 } } } })";
  return text.str();
}

std::string ring_text(std::uint32_t cores, std::uint32_t timesteps) {
  std::ostringstream populations, projections;
  for (std::uint32_t k = 0; k < cores; ++k) {
    populations << R"(, { "name": "p)" << k << R"(", "shape": [256], "output": )"
                << (k == 0 ? "true" : "false") << ", " << kFiring << " }";
    projections << R"(, { "name": "w)" << k << R"(", "source": "p)" << k << R"(", "target": "p)"
                << (k + 1) % cores << R"(", "delay": 1, "type": "dense", )" << weights_text(1, 0.02)
                << " }";
  }
  std::uint32_t width = 1;
  while (width * width < cores) width *= 2;
  std::ostringstream text;
  text << R"({ "workload": { "network": { "populations": [)"
       << R"({ "name": "start", "shape": [16], "neuron": { "model": "input" } })"
       << populations.str() << R"(], "projections": [)"
       << R"({ "name": "first", "source": "start", "target": "p0", "type": "dense", )"
       << weights_text(1, 0.02) << " }" << projections.str() << "] },\n"
       << R"("input": { "regular": { "interval": 10 }, "timesteps": )" << timesteps << " } },\n"
       << R"("compression": { "quantize": { "bits": 8 } },)"
       << "\n"
       << R"("chip": { "mesh": [)" << width << ", " << (cores + width - 1) / width
       << R"(], "core": { "neurons": 256, "synapse_memory_kib": 128 } } })";
  return text.str();
}

std::string recurrent_text(std::uint32_t timesteps) {
  std::ostringstream text;
  text << R"({ "workload": { "network": { "populations": [)"
       << R"({ "name": "start", "shape": [16], "neuron": { "model": "input" } },)"
       << R"({ "name": "all", "shape": [10000], "output": true, )" << kFiring << " }],\n"
       << R"("projections": [{ "name": "first", "source": "start", "target": "all", )"
       << R"("type": "sparse", )" << weights_text(0.1, 0.05) << " },\n"
       << R"({ "name": "loop", "source": "all", "target": "all", "delay": 1, "type": "sparse", )"
       << weights_text(0.01, 0.05) << " }] },\n"
       << R"("input": { "regular": { "interval": 10 }, "timesteps": )" << timesteps << " } },\n"
       << R"("compression": { "quantize": { "bits": 8 } },)"
       << "\n"
       << R"("chip": { "mesh": [4, 3], "core": { "neurons": 1024, "synapse_memory_kib": 1024, )"
       << R"("synapse_memory": { "encoding": "index" } } } })";
  return text.str();
}

}  // namespace engram::bench
