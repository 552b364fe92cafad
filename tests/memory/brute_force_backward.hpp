#pragma once

#include "brute_force_bits.hpp"
#include "brute_force_runs.hpp"

/// What one error and one update must cost, worked out from the definitions alone. Shares no code
/// with memory/.
namespace engram::brute_force {

/// The rows of a stored matrix that one error reaches into, and the axons that they stand for.
struct Column {
  std::uint32_t target = 0;  ///< of the stored matrix
  std::vector<std::uint64_t> rows;
  std::vector<std::uint32_t> axons;
};

Column whole_column(const StoredRows& rows, std::uint32_t target);
/// Of local neuron `target` on the kernel, by trying every tap on every axon.
Column sources(const SynapseMatrix& matrix, std::uint32_t target);

struct ColumnCost {
  std::array<std::uint64_t, kParts> words{};  ///< read
  std::uint64_t written = 0;                  ///< words of weights, if all of them change
  std::uint64_t walked = 0;                   ///< run_length: entries read
  std::vector<std::pair<std::uint32_t, std::uint32_t>> read;  ///< axon, code; stored zeros too
};

/// Costs on one stored matrix under one choice.
class Backward {
 public:
  Backward(const StoredRows& rows, const EncodingChoice& choice);
  ColumnCost column(const Column& column) const;
  /// Every stored weight of one row, found forward; `read` names no axons.
  ColumnCost row(std::uint64_t row) const;
  /// Every stored weight of a kernel; `read` names no axons.
  ColumnCost sweep() const;
  /// What the reverse regions add to the size of packed rows; 0 but for index.
  std::uint64_t reverse_formula() const;

 private:
  bool is(Encoding encoding) const { return choice_.encoding == encoding; }
  bool kernel_bitmap() const {
    return is(Encoding::functional) &&
           choice_.organisation.functional_mode == FunctionalMode::bitmap;
  }
  bool stores_all() const {
    return is(Encoding::crossbar) || (is(Encoding::functional) && !kernel_bitmap());
  }
  unsigned step() const;
  unsigned entry_bits() const;
  std::uint64_t weight_bit(std::uint64_t row, std::uint64_t place) const;
  void mark_way(std::uint64_t row, std::uint32_t last, Touched& touched) const;
  void mark_runs(std::uint64_t row, std::uint32_t last, Touched& touched, ColumnCost& cost) const;
  void mark_reverse(std::uint32_t target, Touched& touched) const;
  void read_weights(std::uint64_t row, std::uint32_t axon, std::uint32_t first, std::uint32_t last,
                    Touched& written, ColumnCost& cost) const;
  ColumnCost finish(const Touched& read, const Touched& written, ColumnCost cost) const;

  const StoredRows& rows_;
  StoredRows entries_;  ///< fillers among them where there are some
  EncodingChoice choice_;
  unsigned target_bits_, pointer_bits_;
  std::vector<std::uint64_t> begin_;   ///< first bit of each row's entries
  std::vector<std::uint64_t> stored_;  ///< synapses of each target
};

}  // namespace engram::brute_force
