#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "workloads/network/network.hpp"
#include "workloads/reference/reference.hpp"
#include "workloads/spikes/recording.hpp"

namespace engram::published {

/// What one sample makes of a network, by either simulator.
struct RunCounts {
  std::vector<std::uint64_t> spikes;                ///< by population; inputs: what came in
  std::vector<std::uint64_t> outputs;               ///< by neuron of the output population
  std::vector<std::uint64_t> operations;            ///< by projection
  std::vector<workloads::ReferenceSpike> recorded;  ///< of every population with neurons, sorted
  friend bool operator==(const RunCounts&, const RunCounts&) = default;
};

RunCounts on_reference(const workloads::Network& network,
                       const std::vector<workloads::SpikeTrain>& trains, std::uint32_t timesteps);

/// Largest count, lowest index at a tie; -1 where all are 0.
int predicted(const std::vector<std::uint64_t>& outputs);

/// A file of the reference folder (reference/real).
std::filesystem::path real_file(const std::string& name);

/// Lines of a CSV file behind its header, as whole numbers; empty where the file is absent.
std::vector<std::vector<std::uint64_t>> csv_rows(const std::string& name);

/// A recording in N-MNIST's layout: round bins of 1 ms, at most one event a neuron and bin.
workloads::SpikeTrain slayer_train(const std::string& name, const workloads::Shape& shape,
                                   std::uint32_t timesteps);

}  // namespace engram::published
