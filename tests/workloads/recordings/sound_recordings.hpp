#pragma once

#include <string>
#include <vector>

namespace engram::workloads {

struct SoundRecording {
  std::string format;
  std::string bytes;
  std::size_t events;
};

/// A small sound file of every format but shd, AEDAT 4 in every compression.
std::vector<SoundRecording> sound_recordings();

}  // namespace engram::workloads
