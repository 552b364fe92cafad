#include <algorithm>

#include "tests/benchmark/beside_bare.hpp"
#include "tests/benchmark/lines.hpp"
#include "tests/benchmark/verdict.hpp"
#include "tests/benchmark/workload.hpp"

namespace engram::bench {
namespace {

Figures dense(std::uint32_t side, std::uint32_t timesteps, int repetitions) {
  return apart([&] {
    Workload workload{{side, side}};
    workload.timesteps = timesteps;
    ChipUnderTest chip(config_text(workload));
    const double peak = static_cast<double>(peak_bytes());
    Figures figures = beside_bare(chip, repetitions);
    figures["peak"] = peak;
    return figures;
  });
}

const Figures& hundred_million() {
  static const Figures figures = dense(10000, 10, 5);
  return figures;
}

Verdict size_scaling() {
  const double small = dense(1000, 500, 9).at("to_bare");
  const double large = hundred_million().at("to_bare");
  return {std::max(small, large) / std::min(small, large), large};
}

/// The ring, a timestep of which is the same work a core for any number of cores.
Figures ring(std::uint32_t cores, int repetitions) {
  return apart([&] {
    ChipUnderTest chip(ring_text(cores, 100));
    return beside_bare(chip, repetitions);
  });
}

/// How much dearer a synaptic operation is on 1024 cores than on one.
Verdict weak_scaling() {
  Figures one = ring(1, 50), many = ring(1024, 5);
  return {one.at("rate") / many.at("rate"), many.at("to_bare")};
}

}  // namespace

void add_scale_lines() {
  add({"6 ratio to bare, 1 M against 100 M synapses", "x", Bound::at_most, 1.5, size_scaling});
  add({"6 peak memory, 100 M synapses", "GB", Bound::at_most, 4, [] {
         return Verdict{hundred_million().at("peak") / 1e9, {}};
       }});
  add({"6 weak scaling, 1 to 1024 cores", "x a SOP", Bound::at_most, 2, weak_scaling});
}

}  // namespace engram::bench
