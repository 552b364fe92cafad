#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "energy/activity.hpp"
#include "hw/chip/chip_spec.hpp"

namespace engram::hw {

/// schedule `layer_by_layer`: lines of what a core of the machine is layer after layer become lines
/// of that one core. A memory has the words and the width of the largest layer, and the accesses of
/// all; each kind of logic stands once for area; flip-flops are as many as the widest layer has.
class ReusedCores {
 public:
  /// Both must outlive this.
  ReusedCores(const ChipSpec& spec, Activity& machine) : spec_(spec), machine_(machine) {}

  /// Adds the lines of entry `core` of ChipSpec::cores, all of that block.
  void join(std::uint32_t core, Activity layer);

 private:
  using Name = std::pair<std::string, std::string>;
  void join(MemoryActivity memory);
  void join(LogicActivity logic);
  void join(const ClockActivity& clock);

  const ChipSpec& spec_;
  Activity& machine_;
  std::map<Name, std::size_t> memories_, clocks_;  ///< by block and name
  std::set<std::tuple<std::string, std::string, std::string, unsigned>> logic_;
};

}  // namespace engram::hw
