#include <gtest/gtest.h>

#include "tests/hw/hand_made.hpp"

/// Fidelity `cycle`: time alone differs from `fast`.
namespace engram::hw::testing {
namespace {

// Host: a flit a cycle, the last over one link: there in cycle 6. Three rows of one word that is
// there a cycle after it is asked for, decoded, added: 3 + 2. A step takes 4 cycles, its flit
// leaves in the next and crosses two links: sent in 20, there in 22. Barriers of 4.
TEST(CycleFidelity, AChainStretchByStretch) {
  ChipSpec spec = chain();
  spec.fidelity = Fidelity::cycle;
  Chip chip(spec);
  RunOptions options;
  options.timesteps = 1;
  options.spans_end = 1;
  const SampleResult result = chip.run({{0, {{0, 0, 3}}}}, options);
  EXPECT_EQ(spans_text(result.spans),
            "timestep 0.0 0-38\n"
            "level 0.0 0-11\n"
            "host input 0.0 0-6\n"
            "barrier 0.0 7-11\n"
            "level 0.1 11-27\n"
            "0 integrate 0.1 11-16\n"
            "1 integrate 0.1 11-16\n"
            "0 update 0.1 16-21\n"
            "1 update 0.1 16-20\n"
            "barrier 0.1 23-27\n"
            "level 0.2 27-38\n"
            "2 integrate 0.2 27-30\n"
            "2 update 0.2 30-34\n"
            "barrier 0.2 34-38\n");
}

}  // namespace
}  // namespace engram::hw::testing
