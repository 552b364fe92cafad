#include <array>
#include <cmath>
#include <cstdio>

#include "sim/results/screen.hpp"

namespace engram::sim {
namespace {

struct Unit {
  double size;
  const char* name;
};

template <std::size_t N>
std::string with_unit(double value, const std::array<Unit, N>& units) {
  if (!std::isfinite(value)) return "-";
  const Unit* unit = &units.front();
  for (const Unit& candidate : units) {
    if (std::abs(value) >= candidate.size) unit = &candidate;
  }
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.4g %s", value / unit->size, unit->name);
  return text.data();
}

}  // namespace

std::string grouped(Count value) {
  std::string digits = std::to_string(value);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, " ");
  return digits;
}

std::string energy_text(double picojoules) {
  static constexpr std::array<Unit, 5> units{
      {{1e-3, "fJ"}, {1.0, "pJ"}, {1e3, "nJ"}, {1e6, "uJ"}, {1e9, "mJ"}}};
  return with_unit(picojoules, units);
}

std::string area_text(double um2) {
  static constexpr std::array<Unit, 1> small{{{1.0, "um2"}}};
  static constexpr std::array<Unit, 1> large{{{1e6, "mm2"}}};
  return um2 >= 1e4 ? with_unit(um2, large) : with_unit(um2, small);
}

std::string time_text(double us) {
  static constexpr std::array<Unit, 4> units{{{1e-3, "ns"}, {1.0, "us"}, {1e3, "ms"}, {1e6, "s"}}};
  return with_unit(us, units);
}

}  // namespace engram::sim
