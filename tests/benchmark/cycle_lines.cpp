#include "tests/benchmark/chip_under_test.hpp"
#include "tests/benchmark/lines.hpp"
#include "tests/benchmark/measure.hpp"
#include "tests/benchmark/verdict.hpp"
#include "tests/benchmark/workload.hpp"

namespace engram::bench {
namespace {

Verdict cycle(double density, const char* encoding) {
  const Figures figures = apart([&] {
    Workload workload{{1024, 1024}, density, encoding};
    workload.timesteps = density < 1 ? 100 : 20;
    workload.fidelity = "cycle";
    ChipUnderTest chip(config_text(workload));
    const double seconds = least_of(5, [&] { chip.run(); });
    return Figures{{"rate", static_cast<double>(chip.synaptic_operations()) / seconds}};
  });
  return {figures.at("rate") / 1e6, {}};
}

}  // namespace

void add_cycle_lines() {
  add({"4 cycle, dense", "MSOP/s", Bound::at_least, 40, [] { return cycle(1, "crossbar"); }});
  add({"4 cycle, sparse", "MSOP/s", Bound::at_least, 10, [] { return cycle(0.1, "index"); }});
}

}  // namespace engram::bench
