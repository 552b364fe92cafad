#include "workloads/tasks/manifolds.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "workloads/network/random.hpp"

namespace engram::workloads {
namespace {

TEST(SineOfTurns, IsTheSine) {
  for (double turns = 0; turns < 3; turns += 1.0 / 777) {
    EXPECT_NEAR(sine_of_turns(turns), std::sin(2 * std::numbers::pi * turns), 1e-9) << turns;
  }
  EXPECT_NEAR(sine_of_turns(1000.25), 1, 1e-9);
}

TEST(Manifolds, EqualTheFormula) {
  constexpr std::uint32_t kUnits = 3, kDimensions = 2;
  const Manifolds manifolds(5, 2, kUnits, kDimensions, 1.5);
  EXPECT_EQ(manifolds.terms(), 100U);  // 1e-3^(-1/1.5)
  const double x[] = {0.3, 0.8};
  double product = 1;
  for (std::uint32_t d = 0; d < kDimensions; ++d) {
    double sum = 0;
    for (std::uint32_t i = 0; i < 100; ++i) {
      const auto draw = [&](unsigned k) {
        return random_unit(5, 1 * kUnits + 2, std::uint64_t{d} * 100 + i, k);
      };
      const double a = i == 0 ? 0 : draw(0);
      sum += a / (std::pow(i + 1.0, 1.5) + 1) *
             std::sin(2 * std::numbers::pi * (i * x[d] * draw(1) + draw(2)));
    }
    product *= sum;
  }
  EXPECT_NEAR(manifolds.value(1, 2, x), product, 1e-5);
}

TEST(Manifolds, TermsAreCutWhereTheyVanish) {
  EXPECT_EQ(Manifolds(1, 1, 1, 1, 1.0).terms(), 1000U);
  EXPECT_EQ(Manifolds(1, 1, 1, 1, 2.0).terms(), 32U);
  EXPECT_EQ(Manifolds(1, 1, 1, 1, 3.0).terms(), 10U);
}

/// |f'| is at most the sum of all amplitudes times all frequencies.
TEST(Manifolds, AreSmooth) {
  const Manifolds manifolds(3, 1, 4, 1, 2.0);
  double steepest = 0;
  for (std::uint32_t i = 1; i < 32; ++i)
    steepest += 2 * std::numbers::pi * i / ((i + 1.0) * (i + 1.0) + 1);
  for (std::uint32_t unit = 0; unit < 4; ++unit) {
    double before = 0, turns = 0;
    for (int step = 0; step <= 1000; ++step) {
      const double x[] = {step / 1000.0};
      const double now = manifolds.value(0, unit, x);
      if (step > 0) {
        EXPECT_LE(std::abs(now - before), steepest / 1000 + 1e-6);
        turns += std::abs(now - before);
      }
      before = now;
    }
    EXPECT_GT(turns, 0.05);  // it moves
  }
}

}  // namespace
}  // namespace engram::workloads
