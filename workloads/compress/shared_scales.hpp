#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Scales of all projections that enter one population. One accumulator adds level << shift for all
/// of them, so their scales may differ by powers of two only (DESIGN definition 9).
namespace engram::workloads {

/// What one projection asks for.
struct ScaleDemand {
  std::string projection;
  std::optional<double> given;        ///< a scale from the config: kept as it is
  bool per_channel = false;           ///< or a scale every few channels
  std::uint64_t channel_neurons = 1;  ///< target neurons a scale; the last may have fewer
  /// Smallest scale that clips no more than is wanted, one a channel: where nothing is to be
  /// clipped, max|w| / max level. 0 where all are zero.
  std::vector<double> smallest;
};

struct ChosenScale {
  std::vector<double> scale;  ///< one, or one a channel
  unsigned shift = 0;         ///< scale = unit * 2^shift
};

struct SharedScales {
  std::vector<double> unit;  ///< one, or one for every `unit_neurons` neurons
  std::uint64_t unit_neurons = 1;
  std::vector<ChosenScale> scales;  ///< parallel to the demands
};

/// `demands` is not empty; `neurons` is the size of the population. Found scales become the
/// smallest power-of-two multiples that are large enough: of the given scale where there is one,
/// else of the smallest found scale. A channel without a weight takes the unit of the tensor; a
/// population without a weight takes 1. Appends a line to `faults` (and returns nothing) for given
/// scales whose ratio is no power of two and for scales too far apart for one accumulator.
std::optional<SharedScales> choose_scales(const std::vector<ScaleDemand>& demands,
                                          std::uint64_t neurons, const std::string& population,
                                          std::vector<std::string>& faults);

}  // namespace engram::workloads
