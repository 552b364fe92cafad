#pragma once

#include <string>

#include "sim/config/config.hpp"
#include "sim/results/summary.hpp"

namespace engram::sim {

/// The short summary a person reads after a run: spikes, energy by part, area, latency, the three
/// biggest consumers, provenance shares, the band over tables, what is not included.
std::string screen_summary(const Config& config, const Prepared& prepared, const Outcome& outcome,
                           const Summary& summary);

/// 1234567 -> "1 234 567".
std::string grouped(Count value);

/// Four significant digits with a unit fitting its size: "12.34 nJ", "1.235 mm2", "56.78 us".
std::string energy_text(double picojoules);
std::string area_text(double um2);
std::string time_text(double us);

}  // namespace engram::sim
