#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace engram::sim {

/// A name of something that is known later, and where it stands ("file:line: /pointer").
struct PlacedName {
  std::string name, place;
};

/// "learning": which projections learn, by which rule, towards what. The numbers are those of
/// workloads::LearningTask.
struct LearningConfig {
  std::string rule = "three_factor";                   ///< "three_factor" | "backprop" | "stdp"
  std::optional<std::vector<PlacedName>> projections;  ///< absent: all that can
  std::string place;                                   ///< of "learning" itself
  std::string zero_weights = "keep";                   ///< "keep" | "re-encode"
  std::string rounding = "nearest";                    ///< "nearest" | "stochastic"
  std::uint32_t rate_shift = 16;
  std::uint32_t error_bits = 16, error_gain = 16, backward_shift = 4;
  std::string surrogate = "boxcar";  ///< "boxcar" | "triangle"
  double surrogate_width = 0.5;
  std::uint32_t surrogate_bits = 8;
  std::uint32_t trace_bits = 16, trace_decay = 3686, trace_gain = 64;
  /// One amplitude a timestep of the window; empty unless the rule is stdp.
  std::vector<std::uint32_t> potentiation, depression;
  std::filesystem::path targets;  ///< a table of spikes, or a folder of them; empty with stdp
  std::optional<std::vector<PlacedName>> targeted;  ///< absent: populations that the tables name
};

}  // namespace engram::sim
