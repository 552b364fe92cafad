#include "tests/benchmark/beside_bare.hpp"
#include "tests/benchmark/lines.hpp"
#include "tests/benchmark/verdict.hpp"
#include "tests/benchmark/workload.hpp"

namespace engram::bench {
namespace {

// SANA-FE, one core of a machine like this: million synaptic events a second.
constexpr double kPeerDense = 15.7, kPeerSparse = 10, kPeerRecurrent = 2.6;
constexpr double kPeerLoadSeconds = 25;  // 1.1 M synapses
constexpr double kFaster = 50;

const Figures& recurrent() {
  static const Figures figures = apart([] {
    const double begin = cpu_seconds();
    ChipUnderTest chip(recurrent_text(100));
    const double started = cpu_seconds() - begin;
    const double seconds = least_of(5, [&] { chip.run(); });
    return Figures{{"rate", static_cast<double>(chip.synaptic_operations()) / seconds},
                   {"load", started - seconds}};
  });
  return figures;
}

Verdict pruned(double density) {
  const Figures figures = apart([&] {
    Workload workload{{784, 512, 10}, density, density < 0.5 ? "index" : "crossbar"};
    workload.timesteps = 500;
    workload.threshold = 20;
    ChipUnderTest chip(config_text(workload));
    return beside_bare(chip, 9);
  });
  return {figures.at("rate") / 1e6, figures.at("to_bare")};
}

}  // namespace

void add_peer_lines() {
  add({"9 recurrent, 10,000 neurons, fan-out 100", "MSOP/s", Bound::at_least,
       kFaster * kPeerRecurrent, [] {
         return Verdict{recurrent().at("rate") / 1e6, {}};
       }});
  add({"9 loading it, 1 M synapses", "s", Bound::at_most, kPeerLoadSeconds / kFaster, [] {
         return Verdict{recurrent().at("load"), {}};
       }});
  add({"9 784-512-10, dense", "MSOP/s", Bound::at_least, kFaster * kPeerDense,
       [] { return pruned(1); }});
  add({"9 784-512-10, 50 % pruned", "MSOP/s", Bound::at_least, kFaster * kPeerDense,
       [] { return pruned(0.5); }});
  add({"9 784-512-10, 90 % pruned", "MSOP/s", Bound::at_least, kFaster * kPeerSparse,
       [] { return pruned(0.1); }});
  add({"9 784-512-10, 99 % pruned", "MSOP/s", Bound::at_least, kFaster * kPeerSparse,
       [] { return pruned(0.01); }});
}

}  // namespace engram::bench
