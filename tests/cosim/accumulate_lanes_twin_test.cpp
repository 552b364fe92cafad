#include <gtest/gtest.h>

#include "Vlanes_banked.h"
#include "Vlanes_registers.h"
#include "lanes_lockstep.hpp"
#include "memory/encoding.hpp"

/// The accumulate lanes in SystemVerilog against the row pipeline and the accumulator.
namespace engram::cosim {
namespace {

constexpr std::uint64_t kCycles = 120'000;
constexpr std::uint64_t kFaultCycles = 20'000;

// The two units of twins.cmake.
LanesUnit banked() {
  return {{3, 4, 2, 64, Requester::forward}, 24, 5, 5, 12};
}
LanesUnit registers() {
  return {{4, 0, 1, 64, Requester::forward}, 12, 4, 4, 10};
}

template <class Model>
void lock_step(const LanesUnit& unit, const char* name) {
  LanesLockstep<Model> lockstep(unit, 11);
  lockstep.run(kCycles);
  EXPECT_EQ(lockstep.board().report(), "");
  EXPECT_GE(lockstep.board().cycles(), kCycles);
  lockstep.write_coverage(ENGRAM_COVERAGE_DIR "/" + std::string(name) + ".dat");
}

template <class Model>
void catches(const LanesUnit& unit, std::initializer_list<unsigned> faults) {
  for (const unsigned fault : faults) {
    LanesLockstep<Model> lockstep(unit, 11, fault);
    lockstep.run(kFaultCycles);
    EXPECT_NE(lockstep.board().report(), "") << "fault " << fault << " was not seen";
  }
}

TEST(AccumulateLanesTwin, BanksEqualTheModel) {
  lock_step<Vlanes_banked>(banked(), "lanes_banked");
}
TEST(AccumulateLanesTwin, RegistersEqualTheModel) {
  lock_step<Vlanes_registers>(registers(), "lanes_registers");
}

// Two rows at once, a bank taken twice, a missed stall, a lane free a cycle late, a bank left a
// cycle early, the sign lost, a cleared sum that comes back.
TEST(AccumulateLanesTwin, PlantedFaultsAreSeen) {
  catches<Vlanes_banked>(banked(), {1, 2, 3, 4, 5, 6, 7});
  catches<Vlanes_registers>(registers(), {1, 3, 4, 6, 7});
}

/// Rows: none, all, those of bank 0, only the last target, weights of both ends.
MemoryImage corners(const LanesUnit& unit) {
  const WeightFormat format{WeightKind::uniform, unit.weight_bits};
  const std::int32_t largest = max_level(format);
  std::vector<std::uint32_t> codes;
  for (int row = 0; row < 5; ++row) {
    for (std::uint32_t target = 0; target < unit.targets; ++target) {
      const bool stored[] = {false, true, target % 4 == 0, target + 1 == unit.targets, true};
      const std::int32_t level = row == 4 && target % 2 == 1 ? -largest : largest;
      codes.push_back(stored[row] ? code_from_level(format, level) : 0);
    }
  }
  return encode(dense_matrix(5, unit.targets, format, codes), {Encoding::index, Sharing::none, {}});
}

template <class Model>
void run_corners(const LanesUnit& unit) {
  const MemoryImage image = corners(unit);
  for (const std::uint64_t readiness : {3U, 0U}) {
    LanesLockstep<Model> lockstep(unit, 11);
    lockstep.run(image, {0, 1, 1, 2, 2, 3, 3, 3, 4, 0, 0, 2, 3}, readiness);
    lockstep.run(image, {0}, readiness);
    lockstep.run(image, {}, readiness);
    EXPECT_EQ(lockstep.board().report(), "");
  }
}

TEST(AccumulateLanesTwin, CornersOfBanks) {
  run_corners<Vlanes_banked>(banked());
}
TEST(AccumulateLanesTwin, CornersOfRegisters) {
  run_corners<Vlanes_registers>(registers());
}

}  // namespace
}  // namespace engram::cosim
