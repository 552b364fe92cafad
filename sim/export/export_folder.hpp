#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "sim/config/config.hpp"
#include "sim/run/prepare.hpp"
#include "sim/run/simulate.hpp"

namespace engram::sim {

/// Everything that a bench needs which knows nothing of Engram, as file name -> bytes: memories
/// (image_files.hpp), events and bus transactions (event_files.hpp), chip.json. Simulates sample
/// `window.sample` at fidelity `cycle`; transactions are those of the window's timesteps.
/// Preconditions: the sample is there, nothing learns, `prepared` is of fidelity `cycle`.
std::map<std::string, std::string> export_files(Config config, Prepared prepared,
                                                TraceWindow window, const Progress& progress);

}  // namespace engram::sim
