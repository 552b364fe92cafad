#pragma once

#include <set>
#include <tuple>

#include "tests/published/run_counts.hpp"
#include "workloads/lava/import.hpp"

/// Networks of lava-dl and what their tools recorded (reference/real/EXPECTED.md sections 2, 5, 6).
namespace engram::published {

bool oxford_present();
bool tinynet_present();
bool mnist_present();

inline constexpr std::uint32_t kOxfordTimesteps = 2000;
workloads::Network oxford(workloads::Compare compare = workloads::Compare::greater_equal);
enum class Bins { half_even, half_up, floor };
workloads::SpikeTrain oxford_train(Bins bins = Bins::half_even);

/// (timestep, neuron).
using Places = std::set<std::pair<std::uint32_t, std::uint32_t>>;
/// Of ground_truth.npy, in steps of a run whose output is read in its own step: one earlier.
Places oxford_output();
Places places(const RunCounts& counts, workloads::PopulationId population);
/// How many places are in one set only.
std::size_t differences(const Places& a, const Places& b);

/// 15 steps; index t of the recordings is step t - 1.
inline constexpr std::uint32_t kTinyTimesteps = 15;
workloads::Network tinynet(workloads::Compare compare = workloads::Compare::greater);
/// Spikes of input.npy, layer1.npy or output.npy.
Places tinynet_spikes(const std::string& array);
/// current.npy, [timestep][neuron].
std::vector<std::vector<double>> tinynet_current();

inline constexpr std::uint32_t kMnistTimesteps = 32;
workloads::Network mnist();
/// The first `count` test images as spikes of one integrate-and-fire neuron a pixel.
std::vector<workloads::SpikeTrain> mnist_trains(std::uint32_t count);

}  // namespace engram::published
