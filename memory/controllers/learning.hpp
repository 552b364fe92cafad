#pragma once

#include <memory>
#include <vector>

#include "memory/controllers/column_reader.hpp"
#include "memory/learning_controller.hpp"

namespace engram {

/// One event of the learning path on an image: the words it reads, and what it cost.
class LearningEvent {
 public:
  explicit LearningEvent(const MemoryImage& image) : image_(image), words_(image) {}
  WordReader& words() { return words_; }
  /// Reads the weight at bit `at`.
  ColumnSynapse read(std::uint32_t axon, std::uint64_t at);
  /// Reads and overwrites the weights at `places`, in order; fills in the whole cost.
  void overwrite(const std::vector<std::uint64_t>& places, std::span<const std::uint32_t> codes,
                 MemoryImage& image, UpdateCost& cost);
  /// Words read by region, where `weights` weights were read (entries skipped come on top).
  std::array<Count, kRegionKinds> read_words(Count weights);

 private:
  const MemoryImage& image_;
  WordReader words_;
};

/// A weight a synapse. `writable` is the image, or null where only columns are read.
std::unique_ptr<LearningController> learning_by_synapse(const MemoryImage& image,
                                                        MemoryImage* writable);
/// A weight a tap and channel.
std::unique_ptr<LearningController> learning_by_kernel(const MemoryImage& image,
                                                       MemoryImage* writable);

}  // namespace engram
