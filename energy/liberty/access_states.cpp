#include "energy/liberty/access_states.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>

namespace engram::energy {
namespace {

constexpr std::size_t kMostPins = 16;

/// Enables of a convention; the sign is the pin's value, '-' where the pin does not exist.
struct Convention {
  std::array<const char*, 3> enables;
  const char* read;
  const char* write;
};
constexpr Convention kConventions[] = {{{"MEN", "WEN", "REN"}, "101", "110"},
                                       {{"CEN", "GWEN", ""}, "01", "00"},
                                       {{"CEN", "WEN", ""}, "01", "00"},
                                       {{"CSB", "WEB", ""}, "01", "00"}};

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

/// The pin whose name is that of the clock with CLK (or CK) replaced by `enable`.
std::optional<std::string> same_port(const std::vector<std::string>& pins, const std::string& clock,
                                     const std::string& enable) {
  const std::string name = upper(clock);
  for (const std::string word : {"CLK", "CK"}) {
    const std::size_t at = name.find(word);
    if (at == std::string::npos) continue;
    const std::string wanted = name.substr(0, at) + enable + name.substr(at + word.size());
    const auto found = std::find_if(pins.begin(), pins.end(),
                                    [&](const std::string& pin) { return upper(pin) == wanted; });
    if (found != pins.end()) return *found;
  }
  return std::nullopt;
}

std::string state(const std::vector<std::string>& enables, const char* values) {
  std::string text;
  for (std::size_t index = 0; index < enables.size(); ++index) {
    text +=
        (text.empty() ? "" : " & ") + std::string(values[index] == '1' ? "" : "!") + enables[index];
  }
  return text;
}

}  // namespace

std::optional<std::pair<std::string, std::string>> usual_states(
    const std::vector<std::string>& pins, const std::string& clock) {
  for (const Convention& convention : kConventions) {
    std::vector<std::string> found;
    std::size_t wanted = 0;
    for (const std::string enable : convention.enables) {
      if (enable.empty()) continue;
      ++wanted;
      if (const auto pin = same_port(pins, clock, enable)) found.push_back(*pin);
    }
    if (found.size() == wanted) {
      return std::pair(state(found, convention.read), state(found, convention.write));
    }
  }
  return std::nullopt;
}

bool belongs_to(const BooleanFunction& when, const BooleanFunction& state) {
  std::vector<std::string> pins = when.pins();
  for (const std::string& pin : state.pins()) {
    if (std::find(pins.begin(), pins.end(), pin) == pins.end()) pins.push_back(pin);
  }
  if (pins.size() > kMostPins) return false;
  std::vector<std::size_t> places;
  for (const std::string& pin : state.pins()) {
    places.push_back(
        static_cast<std::size_t>(std::find(pins.begin(), pins.end(), pin) - pins.begin()));
  }
  bool ever = false;
  for (std::uint32_t values = 0; values < (1U << pins.size()); ++values) {
    if (!when.evaluate([&](std::uint32_t pin) { return ((values >> pin) & 1U) != 0; })) continue;
    ever = true;
    if (!state.evaluate([&](std::uint32_t pin) { return ((values >> places[pin]) & 1U) != 0; })) {
      return false;
    }
  }
  return ever;
}

}  // namespace engram::energy
