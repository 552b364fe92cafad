#pragma once

#include <memory>
#include <vector>

#include "memory/controllers/column_reader.hpp"
#include "memory/learning_controller.hpp"

namespace engram {

/// One event at a time of the learning path on an image: the words it reads, and what it cost.
class LearningEvent {
 public:
  /// Begins an event. With a `log`, also notes every field in it.
  explicit LearningEvent(const MemoryImage& image, ReadLog* log = nullptr)
      : image_(image), words_(image, log) {}
  /// Begins another event, in the memory of the one before.
  void begin();
  WordReader& words() { return words_; }
  /// Reads the weight at bit `at`.
  ColumnSynapse read(std::uint32_t axon, std::uint64_t at);
  /// Reads and overwrites the weights at `places`, in order; fills in the whole cost.
  void overwrite(std::span<const WeightPlace> places, std::span<const std::uint32_t> codes,
                 MemoryImage& image, UpdateCost& cost);
  /// Words read by region, where `weights` weights were read (entries skipped come on top).
  std::array<Count, kRegionKinds> read_words(Count weights);

 private:
  const MemoryImage& image_;
  WordReader words_;
  TouchedWords written_;
  std::uint64_t weights_read_ = 0;
};

/// The words of one event that finds weights and reads them, in their order; returns where they
/// are. `find(words, found)` appends to `found` as it finds.
template <class Find>
std::vector<WeightPlace> trace_reads(const MemoryImage& image, const Find& find,
                                     AccessTrace& trace) {
  std::vector<WeightPlace> found;
  ReadLog log([&found] { return found.size(); });
  LearningEvent event(image, &log);
  find(event.words(), found);
  for (const WeightPlace& place : found) event.read(0, place.at);
  log.finish(image, trace);
  return found;
}
/// The words that an event which overwrites the weights at `places`, in order, writes back.
std::vector<WordAccess> trace_writes(const MemoryImage& image, std::span<const WeightPlace> places);
/// Both.
template <class Find>
void trace_update(const MemoryImage& image, const Find& find, UpdateTrace& trace) {
  const std::vector<WeightPlace> places = trace_reads(image, find, trace.reads);
  trace.writes = trace_writes(image, places);
  trace.weights = places.size();
}

/// A weight a synapse. `writable` is the image, or null where only columns are read.
std::unique_ptr<LearningController> learning_by_synapse(const MemoryImage& image,
                                                        MemoryImage* writable);
/// A weight a tap and channel.
std::unique_ptr<LearningController> learning_by_kernel(const MemoryImage& image,
                                                       MemoryImage* writable);

}  // namespace engram
