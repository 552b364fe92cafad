#include "tests/benchmark/chip_under_test.hpp"
#include "tests/benchmark/lines.hpp"
#include "tests/benchmark/measure.hpp"
#include "tests/benchmark/verdict.hpp"
#include "tests/benchmark/workload.hpp"

namespace engram::bench {
namespace {

/// 1024 x 1024 synapses, every input in every timestep: a million updates each.
Verdict updates() {
  const Figures figures = apart([] {
    Workload workload{{1024, 1024}};
    workload.timesteps = 10;
    workload.spike_probability = 0.9999;
    workload.more = R"("learning": { "rule": "stdp", "rate_shift": 8, "stdp": { "window": 1,
      "potentiation": [1], "depression": [1] } }, )";
    ChipUnderTest chip(config_text(workload));
    const double seconds = least_of(5, [&] { chip.run(); });
    return Figures{{"rate", static_cast<double>(chip.weight_updates()) / seconds}};
  });
  return {figures.at("rate") / 1e6, {}};
}

}  // namespace

void add_learning_lines() {
  add({"8 learning, 1024x1024, stdp", "Mupdates/s", Bound::at_least, 100, updates});
}

}  // namespace engram::bench
