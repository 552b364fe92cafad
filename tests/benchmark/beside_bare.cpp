#include "tests/benchmark/beside_bare.hpp"

#include "tests/benchmark/bare_network.hpp"

namespace engram::bench {

Figures beside_bare(ChipUnderTest& chip, int repetitions) {
  BareNetwork bare(sim::prepare_network(chip.config()), chip.prepared().samples.front(),
                   chip.result());
  const Least least = least_of(
      repetitions, [&] { chip.run(); }, [&] { bare.run(); });
  return {{"rate", static_cast<double>(chip.synaptic_operations()) / least.ours},
          {"to_bare", least.bare / least.ours},
          {"seconds", least.ours}};
}

}  // namespace engram::bench
