#include "workloads/recordings/sensor_chips.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace engram::workloads {
namespace {

struct Chip {
  std::string_view name;  ///< lower case
  SensorSize size;
};

constexpr std::array<Chip, 7> kChips = {{{"dvs128", {128, 128}},
                                         {"davis128", {128, 128}},
                                         {"davis208", {208, 192}},
                                         {"davis240", {240, 180}},
                                         {"davis346", {346, 260}},
                                         {"davis640", {640, 480}},
                                         {"dvxplorer_lite", {320, 240}}}};

}  // namespace

bool names(std::string_view text, std::string_view word) {
  const auto same = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == static_cast<unsigned char>(b);
  };
  return std::search(text.begin(), text.end(), word.begin(), word.end(), same) != text.end();
}

SensorSize sensor_of_chip(std::string_view text) {
  for (const Chip& chip : kChips) {
    if (names(text, chip.name)) return chip.size;
  }
  return {};
}

}  // namespace engram::workloads
