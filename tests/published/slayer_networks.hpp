#pragma once

#include <optional>
#include <ostream>
#include <vector>

#include "tests/published/run_counts.hpp"

/// SLAYER's N-MNIST and DVS Gesture networks, and what they give (reference/real/EXPECTED.md
/// sections 3 and 4).
namespace engram::published {

bool slayer_nmnist_present();
bool slayer_gesture_present();

workloads::Network slayer_nmnist();
workloads::Network slayer_gesture();

inline constexpr std::uint32_t kNmnistTimesteps = 300;
inline constexpr std::uint32_t kGestureTimesteps = 1450;
workloads::SpikeTrain nmnist_train(std::uint64_t sample);
workloads::SpikeTrain gesture_train(std::uint64_t sample);

/// A row of numbers as expected_slayer_nmnist.csv and expected_slayer_gesture.csv have it; the
/// label is not ours to make and taken over from `expected`.
using Row = std::vector<std::uint64_t>;
Row nmnist_row(const Row& expected, const workloads::SpikeTrain& train, const RunCounts& counts);
Row gesture_row(const Row& expected, const workloads::SpikeTrain& train, const RunCounts& counts);

}  // namespace engram::published
