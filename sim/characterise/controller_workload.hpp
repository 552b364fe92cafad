#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "energy/units.hpp"
#include "memory/memory_image.hpp"

/// What the synthesised controllers are fed: images of random matrices in every encoding, and
/// events.
namespace engram::sim {

/// One image and the controller's parameters that go with it.
struct ControllerSetup {
  std::string name;  ///< "8 bits x 128 targets, half full"
  MemoryImage image;
  std::vector<std::pair<std::string, std::uint64_t>> parameters;  ///< of the module
  unsigned address_bits = 0, line_bits = 0;
  bool alike = false;  ///< all rows have weights in all places: no bands
  bool walks = false;  ///< a column reads all rows up to its target: one is as long as many events
};
inline constexpr unsigned kGradientBits = 16, kRateShift = 4;

/// One controller as hardware: the module, and the setups it is synthesised and run with. Of the
/// first area and leakage are stated, and what learning costs.
struct ControllerKind {
  std::string variant;  ///< name in energy tables
  std::string module;
  std::vector<std::string> sources;  ///< files in memory/rtl
  std::vector<ControllerSetup> setups;
};

/// The controllers that there are twins of, one of them where `variant` is not empty. Words of 64
/// bits, rows aligned, as columns need.
std::vector<ControllerKind> controller_kinds(const std::string& variant);

enum class ControllerPath { forward, backward, update };

/// A stretch of time: events, how they follow each other, how often the receiver is ready.
struct ControllerWorkload {
  std::string name;
  ControllerPath path = ControllerPath::forward;
  unsigned events = 0;
  unsigned gap = 0;        ///< cycles from an acceptance to the next offer
  unsigned not_ready = 0;  ///< of 8 stretches of 8 cycles, on average
  unsigned band = 0;       ///< of rows, 0 sparse to 3 full, or of columns, low to high; 4 all
  bool held_out = false;   ///< not fitted: the fit is tested on it
};

std::vector<ControllerWorkload> workloads_of(const ControllerSetup& setup, bool forward);

/// Events for $readmemh, one a line: {operation[1:0], line[15:0]}, lines in random order.
std::string event_lines(const ControllerSetup& setup, const ControllerWorkload& workload,
                        std::uint64_t seed);
/// All regions in order, one word a line, for $readmemh.
std::string memory_lines(const MemoryImage& image);
/// Counts that the bench cannot see: target addresses, and entries read that are no delivery, of
/// the same events.
struct HiddenCounts {
  Count addresses = 0, skipped = 0;
};
HiddenCounts hidden_counts(const ControllerSetup& setup, const ControllerWorkload& workload,
                           std::uint64_t seed);

}  // namespace engram::sim
