#include "workloads/network/draw_weights.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "workloads/network/number_text.hpp"

namespace engram::workloads {
namespace {

using Kind = WeightDescription::Kind;

/// Bounds of what is drawn: float32 holds the whole range, and not all of it rounds to 0.
constexpr double largest = 1e30, smallest = 1e-30;
constexpr double largest_integer = 1 << 24;  // float32 holds every integer up to here

std::string range_fault(const WeightDescription& d) {
  const double reach = std::max(std::abs(d.a), std::abs(d.b));
  const std::string found = " (found " + number_text(d.a) + ", " + number_text(d.b) + ")";
  if (!(reach <= largest)) return "numbers must be finite and at most 1e30" + found;
  switch (d.kind) {
    case Kind::values:
      return "";
    case Kind::constant:
      return std::abs(d.a) >= smallest ? "" : "a constant of 0 gives no synapse" + found;
    case Kind::uniform:
      if (!(d.a < d.b)) return "a uniform range needs a lower and a higher end" + found;
      return reach >= smallest ? "" : "the range holds only 0" + found;
    case Kind::normal:
      if (d.b < 0) return "a deviation must not be negative" + found;
      return reach >= smallest ? "" : "the distribution holds only 0" + found;
    case Kind::fan_in_uniform:
    case Kind::fan_in_normal:
      return d.a >= smallest ? "" : "a gain must be above 0" + found;
    case Kind::uniform_int:
      break;
  }
  if (d.a != std::floor(d.a) || d.b != std::floor(d.b) || reach > largest_integer) {
    return "the ends must be whole numbers up to 2^24" + found;
  }
  if (d.a > d.b || reach == 0) return "a range of integers must hold one that is not 0" + found;
  return "";
}

}  // namespace

std::vector<std::string> weight_faults(const WeightDescription& d, std::uint64_t positions) {
  std::vector<std::string> faults;
  if (!(d.density >= 0 && d.density <= 1)) {
    faults.push_back("density must be from 0 to 1 (found " + number_text(d.density) + ")");
  }
  if (const std::string fault = range_fault(d); !fault.empty()) faults.push_back(fault);
  if (d.kind != Kind::values) return faults;
  if (d.values.size() != positions) {
    faults.push_back("found " + std::to_string(d.values.size()) + " weights, expected " +
                     std::to_string(positions));
  }
  if (!std::all_of(d.values.begin(), d.values.end(), [](float v) { return std::isfinite(v); })) {
    faults.push_back("a weight is not finite");
  }
  if (d.density != 1) faults.push_back("given weights leave no room for a density");
  return faults;
}

WeightDescription with_fan_in(WeightDescription d, double fan_in) {
  const bool uniform = d.kind == Kind::fan_in_uniform;
  if (!uniform && d.kind != Kind::fan_in_normal) return d;
  const double deviation = d.a / std::sqrt(std::max(1.0, d.density * fan_in));
  d.kind = uniform ? Kind::uniform : Kind::normal;
  d.b = uniform ? deviation * std::sqrt(3.0) : deviation;
  d.a = uniform ? -d.b : 0;
  return d;
}

float draw_weight(const WeightDescription& d, RandomStream& stream) {
  float weight = 0;
  while (weight == 0) {
    switch (d.kind) {
      case Kind::values:
      case Kind::constant:
        return static_cast<float>(d.a);
      case Kind::uniform:
        weight = static_cast<float>(d.a + (d.b - d.a) * stream.unit());
        // Rounding to float32 may reach the end that does not belong to the range.
        if (weight >= d.b) weight = std::nextafter(weight, -std::numeric_limits<float>::max());
        break;
      case Kind::fan_in_uniform:
      case Kind::fan_in_normal:
        throw std::logic_error("a fan-in must be resolved before weights are drawn");
      case Kind::normal:
        weight = static_cast<float>(d.a + d.b * stream.normal());
        break;
      case Kind::uniform_int: {
        const auto span = static_cast<std::uint64_t>(d.b - d.a) + 1;
        weight = static_cast<float>(d.a + static_cast<double>(stream.below(span)));
        break;
      }
    }
  }
  return weight;
}

}  // namespace engram::workloads
