#pragma once

#include <memory>
#include <vector>

#include "memory/controllers/column_reader.hpp"
#include "memory/learning_controller.hpp"

namespace engram {

/// One event of the learning path on an image: the words it reads, and what it cost.
class LearningEvent {
 public:
  /// With a `log`, also notes every field in it.
  explicit LearningEvent(const MemoryImage& image, ReadLog* log = nullptr)
      : image_(image), words_(image, log) {}
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
  std::uint64_t weights_read_ = 0;
};

/// The words of one event that finds fields (any type with a place `at`) and reads the weights
/// there, in their order. `find(words, found)` appends to `found` as it finds.
template <class Field, class Find>
std::vector<std::uint64_t> trace_reads(const MemoryImage& image, const Find& find,
                                       AccessTrace& trace) {
  std::vector<Field> found;
  ReadLog log([&found] { return found.size(); });
  LearningEvent event(image, &log);
  find(event.words(), found);
  std::vector<std::uint64_t> places;
  for (const Field& field : found) places.push_back(field.at);
  for (const std::uint64_t place : places) event.read(0, place);
  log.finish(image, trace);
  return places;
}
/// The words that an event which overwrites the weights at `places`, in order, writes back.
std::vector<WordAccess> trace_writes(const MemoryImage& image,
                                     std::span<const std::uint64_t> places);
/// Both.
template <class Field, class Find>
void trace_update(const MemoryImage& image, const Find& find, UpdateTrace& trace) {
  const std::vector<std::uint64_t> places = trace_reads<Field>(image, find, trace.reads);
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
