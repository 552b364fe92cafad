#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "hw/chip/chip_spec.hpp"
#include "hw/learning/learning_counts.hpp"

namespace engram::hw {

/// What a core sends to one source neuron.
struct PartialSum {
  std::uint32_t population = 0, neuron = 0;
  std::int64_t sum = 0;
  std::uint64_t walked = 0;  ///< words of the axon table read for it and for those before it
};

/// Partial sums of errors on their way back through one core: one a row of every image whose errors
/// someone waits for (it learns, has no delay, and its source is no input). Rows become source
/// neurons by the axon table: the record of a source neuron lists the rows that its events reach,
/// so its partial sum is that of those rows, as often as they stand there.
class ErrorSums {
 public:
  /// `spec` must outlive the sums.
  ErrorSums(const ChipSpec& spec, std::uint32_t core);

  /// Whether someone waits for the errors of an image.
  bool wanted(std::uint32_t image) const { return !rows_[image].empty(); }
  void clear();
  /// Adds weight x error to a row's sum. Throws std::overflow_error. Precondition: wanted(image).
  void add(std::uint32_t image, std::uint32_t row, std::int64_t weight, std::int64_t error);
  /// A column of the image was read, whatever it added: the sums of its level are gathered.
  void touch(std::uint32_t image) { dirty_[level_of(image)] = 1; }
  /// The partial sums of `level` that are not 0, ascending by axon record; their rows are cleared.
  /// The axon table is walked only if a column was read: then its words, and the sums read and
  /// cleared, count. Valid until the next call.
  std::span<const PartialSum> gather(unsigned level, LearningCounts& counts);

 private:
  struct Source {
    std::uint32_t population, neuron, record;
  };
  void find_sources(const ChipSpec& spec, std::uint32_t core);
  unsigned level_of(std::uint32_t image) const;

  const ChipSpec& spec_;
  const CoreSpec& core_;
  std::uint64_t axon_words_;                     ///< of a record of the axon table
  std::vector<std::vector<std::int64_t>> rows_;  ///< [image][row]; empty where unwanted
  std::vector<std::vector<Source>> sources_;     ///< by level of the targets, ascending by record
  std::vector<std::uint8_t> dirty_;              ///< by level
  std::vector<PartialSum> gathered_;
};

}  // namespace engram::hw
