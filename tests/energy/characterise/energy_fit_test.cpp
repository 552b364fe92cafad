#include "energy/characterise/energy_fit.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace engram::energy {
namespace {

std::vector<Observation> observed(const std::vector<double>& prices) {
  std::vector<Observation> all;
  for (const std::vector<double>& counts : std::vector<std::vector<double>>{
           {10, 0, 1}, {20, 400, 3}, {1, 7, 90}, {5, 5, 5}, {0, 1000, 2}}) {
    double sum = 0;
    for (std::size_t i = 0; i < 3; ++i) sum += counts[i] * prices[i];
    all.push_back({"", counts, sum});
  }
  return all;
}

TEST(EnergyFit, FindsPricesThatAreThere) {
  const EnergyFit fit = fit_energy(observed({3, 0.5, 12}));
  EXPECT_NEAR(fit.coefficients[0], 3, 1e-9);
  EXPECT_NEAR(fit.coefficients[1], 0.5, 1e-9);
  EXPECT_NEAR(fit.coefficients[2], 12, 1e-9);
  for (const double residual : fit.residuals) EXPECT_NEAR(residual, 0, 1e-8);
}

TEST(EnergyFit, NoPriceIsNegative) {
  // Free, the second would be -1: the best with it at 0 is the relative least squares of the first.
  const std::vector<Observation> all = {{"", {10, 1}, 19}, {"", {10, 4}, 16}, {"", {10, 2}, 18}};
  const EnergyFit fit = fit_energy(all);
  double numerator = 0, denominator = 0;
  for (const Observation& seen : all) {
    numerator += 10 / seen.energy_pj;
    denominator += 100 / (seen.energy_pj * seen.energy_pj);
  }
  EXPECT_NEAR(fit.coefficients[0], numerator / denominator, 1e-12);
  EXPECT_EQ(fit.coefficients[1], 0);
}

TEST(EnergyFit, CountsThatGoTogetherAreStillFitted) {
  const EnergyFit fit = fit_energy({{"", {1, 2}, 6}, {"", {2, 4}, 12}, {"", {3, 6}, 18}});
  EXPECT_NEAR(fit.coefficients[0] + 2 * fit.coefficients[1], 6, 1e-9);
}

TEST(EnergyFit, Refuses) {
  EXPECT_THROW(fit_energy({}), std::invalid_argument);
  EXPECT_THROW(fit_energy({{"", {1, 2}, 3}}), std::invalid_argument);
  EXPECT_THROW(fit_energy({{"", {1}, 0}}), std::invalid_argument);
}

}  // namespace
}  // namespace engram::energy
