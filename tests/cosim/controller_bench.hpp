#pragma once

#include <functional>

#include "controller_model.hpp"
#include "scoreboard.hpp"

namespace engram::cosim {

/// How a session is driven.
struct Stimulus {
  std::vector<ControllerEvent> events;  ///< offered one after another
  /// Chances, of 16, that an event is offered and that a delivery is let through in a cycle; drawn
  /// anew every so often where `changing`.
  unsigned offered = 16, ready = 16;
  bool changing = false;
  std::uint64_t seed = 1;
};

struct SessionResult {
  bool agrees = false;
  std::string report;        ///< of the first mismatch
  std::uint64_t cycles = 0;  ///< compared
  std::uint64_t busy = 0;    ///< of them, those in which the twin was busy or accepted an event
  std::uint64_t events = 0;  ///< rows and columns
  ControllerCounts twin, model;
};

/// Driver, monitor and scoreboard: resets the twin, offers it the events, serves its memory, and
/// holds every cycle, the counts and the memory at the end against the model.
SessionResult run_session(ControllerTwin& twin, ControllerModel& model, const Stimulus& stimulus);

/// Random events: lines and, out of `operations`, what is done to them.
std::vector<ControllerEvent> random_events(const MemoryImage& image,
                                           const std::vector<Operation>& operations,
                                           std::size_t count, std::uint64_t seed);

}  // namespace engram::cosim
