#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/results/distribution.hpp"
#include "sim/results/summary.hpp"

namespace engram::sim {

/// One sample of a batch.
struct SampleFigures {
  std::string name;
  std::optional<std::uint32_t> label;
  int predicted = -1;  ///< -1: no output spike
  Count events_used = 0, events_dropped = 0, events_filtered = 0;
  Summary summary;  ///< of this sample alone
  bool right() const {
    return label && predicted >= 0 && *label == static_cast<unsigned>(predicted);
  }
};

/// All samples, and how they spread.
struct Batch {
  std::vector<SampleFigures> samples;
  Count labelled = 0, correct = 0;
  /// Labelled samples by (label, predicted).
  std::map<std::pair<std::uint32_t, int>, Count> confusion;
  Distribution energy_pj, latency_us, spikes, synaptic_operations;
  /// Of the labelled samples; nothing where there are none.
  std::optional<double> accuracy() const;
};

Batch batch_of(const Prepared& prepared, const Outcome& outcome);

}  // namespace engram::sim
