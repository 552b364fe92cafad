#pragma once

#include <filesystem>
#include <string>

#include "tests/sim/command/program.hpp"

namespace engram::sim {

/// A folder with run.json, a network of 2 inputs and 2 neurons over 3 timesteps, and sweeps of it.
class SweepFolder {
 public:
  SweepFolder() {
    scratch_.write("run.json", R"({ "name": "base", "workload": {
      "network": { "populations": [
          { "name": "in", "shape": [2], "neuron": { "model": "input" } },
          { "name": "out", "shape": [2], "output": true, "neuron": { "model": "if" } } ],
        "projections": [ { "name": "p", "source": "in", "target": "out", "type": "dense",
          "weights": { "values": [2, 1, 4, 3] } } ] },
      "input": { "regular": { "interval": 1 }, "timesteps": 3 } } })");
  }
  const std::filesystem::path& path() const { return scratch_.path(); }
  /// sweep.json: `inside` follows its name and base.
  std::filesystem::path sweep(const std::string& inside) const {
    return scratch_.write("sweep.json", R"({ "name": "s", "base": "run.json", )" + inside + " }");
  }

 private:
  Scratch scratch_;
};

/// 12 points.
inline const std::string kTwelvePoints = R"(
  "axes": {
    "/chip/core/synapse_memory/encoding": ["crossbar", "index", "bitmap"],
    "/compression/quantize/bits": [2, 4],
    "/workload/input/timesteps": [2, 3] },
  "columns": ["energy_per_sample_pj", "synaptic_operations_per_sample", "stored_bits"],
  "objectives": { "stored_bits": "least", "energy_per_sample_pj": "least" })";

}  // namespace engram::sim
