#include "workloads/learn/plain_functions.hpp"

#include <cmath>
#include <numbers>

namespace engram::workloads::learn {
namespace {

constexpr double kLn2High = 0x1.62e42fefa38p-1;  // 42 bits: products with exponents are exact
constexpr double kLn2Low = std::numbers::ln2_v<long double> - kLn2High;

}  // namespace

double exponential(double x) {
  if (x < -708) return 0;
  if (x > 708) x = 708;
  // x = n ln 2 + r, |r| <= ln 2 / 2: a Taylor series of 14 terms is exact to the last place.
  const double n = std::floor(x / std::numbers::ln2 + 0.5);
  const double r = (x - n * kLn2High) - n * kLn2Low;
  double sum = 1;
  for (int k = 14; k > 0; --k) sum = 1 + r / k * sum;
  return std::ldexp(sum, static_cast<int>(n));
}

double logarithm(double x) {
  // x = m 2^e with m in [1/sqrt 2, sqrt 2): ln m = 2 artanh((m - 1) / (m + 1)).
  int exponent = 0;
  double m = std::frexp(x, &exponent);
  if (m < std::numbers::sqrt2 / 2) {
    m *= 2;
    --exponent;
  }
  const double z = (m - 1) / (m + 1);
  double sum = 0;
  for (int k = 23; k > 0; k -= 2) sum = sum * z * z + 1.0 / k;
  return exponent * kLn2High + (2 * z * sum + exponent * kLn2Low);
}

double cosine_of_half_turns(double x) {
  // cos(pi x) = -sin(pi (x - 1/2)), the argument within a quarter turn.
  const double a = std::numbers::pi * (x - 0.5);
  double sum = 1;
  for (int k = 22; k > 0; k -= 2) sum = 1 - a * a / (k * (k + 1)) * sum;
  return -a * sum;
}

}  // namespace engram::workloads::learn
