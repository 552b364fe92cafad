#pragma once

#include <functional>
#include <vector>

#include "memory/access_trace.hpp"

namespace engram {

/// What a WordReader notes down of one event, field by field, while an AccessTrace is wanted.
class ReadLog {
 public:
  /// `found`: how many deliveries (of a column: synapses) the event has found so far. Fields read
  /// from now on belong to the next one.
  using Found = std::function<std::uint64_t()>;
  explicit ReadLog(Found found) : found_(std::move(found)) {}

  void note(RegionKind kind, std::uint64_t first_word, std::uint64_t last_word) {
    fields_.push_back(
        {kind, first_word, last_word, looking_up_ ? look_up_ : found_(), false});
  }
  /// The field noted last is an entry that is not delivered. Precondition: there is one.
  void skip() { fields_.back().skipped = true; }
  /// From now on fields belong to delivery `delivery`: the look-up walks through them again.
  void look_up(std::uint64_t delivery) {
    looking_up_ = true;
    look_up_ = delivery;
  }
  /// Folds the fields into distinct words, or one a weight (and one an entry skipped).
  void finish(const MemoryImage& image, AccessTrace& trace) const;

 private:
  struct Field {
    RegionKind kind;
    std::uint64_t first_word, last_word, delivery;
    bool skipped;
  };
  void add_distinct(bool per_weight, AccessTrace& trace) const;
  void add_weights(AccessTrace& trace) const;

  Found found_;
  std::vector<Field> fields_;
  bool looking_up_ = false;
  std::uint64_t look_up_ = 0;
};

}  // namespace engram
