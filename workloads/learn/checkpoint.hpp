#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "workloads/learn/optimizer.hpp"
#include "workloads/learn/training_options.hpp"
#include "workloads/learn/training_task.hpp"
#include "workloads/network/network.hpp"

/// The state of a training run between two epochs, as a file:
///   8 bytes "ENGRTRN" and 0, u32 version, u64 fingerprint, u64 size of the rest without checksum,
///   the numbers below (arrays: u64 length, then values), u64 FNV-1a of everything before.
/// Little endian.
namespace engram::workloads::learn {

struct Checkpoint {
  std::uint64_t epochs = 0, batches = 0;
  std::vector<std::vector<float>> weights;     ///< by projection
  std::vector<PruneMask> masks;                ///< by projection
  std::vector<std::uint8_t> viewed;            ///< by projection: 1 where a view has begun
  std::vector<std::vector<float>> parameters;  ///< of the views, by projection
  std::vector<std::vector<float>> biases;      ///< of the populations whose biases are trained
  Optimizer::Memory optimizer;
};

/// Of everything that a checkpoint depends on: the network, the shapes of the task, the options.
std::uint64_t fingerprint_of(const Network& network, const TrainingTask& task,
                             const TrainingOptions& options);

/// Writes beside the file and moves into place. Throws FileFault.
void write_checkpoint(const std::filesystem::path& file, const Checkpoint& checkpoint,
                      std::uint64_t fingerprint);
/// Throws FileFault: no checkpoint, another version, damaged, of another fingerprint.
Checkpoint read_checkpoint(const std::filesystem::path& file, std::uint64_t fingerprint);

}  // namespace engram::workloads::learn
