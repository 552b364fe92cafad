#include "tests/benchmark/beside_bare.hpp"
#include "tests/benchmark/lines.hpp"
#include "tests/benchmark/verdict.hpp"
#include "tests/benchmark/workload.hpp"

namespace engram::bench {
namespace {

Verdict rows(double density, const char* encoding) {
  const Figures figures = apart([&] {
    Workload workload{{1024, 1024}, density, encoding};
    workload.timesteps = 500;
    ChipUnderTest chip(config_text(workload));
    return beside_bare(chip, 15);
  });
  return {figures.at("rate") / 1e9, figures.at("to_bare")};
}

}  // namespace

void add_row_lines() {
  add({"1 dense 1024x1024, 10 % spikes", "GSOP/s", Bound::at_least, 0.5,
       [] { return rows(1, "crossbar"); }, true});
  add({"2 sparse 1024x1024, density 10 %", "GSOP/s", Bound::at_least, 0.5,
       [] { return rows(0.1, "index"); }, true});
}

}  // namespace engram::bench
