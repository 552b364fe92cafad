#include <numeric>

#include "memory/encodings/layout.hpp"
#include "memory/field_width.hpp"

namespace engram {
namespace {

/// The matrix by columns: entry numbers of each target's synapses, ascending by row.
struct Columns {
  std::vector<std::uint64_t> begin;   ///< targets + 1 offsets into `entry`
  std::vector<std::uint64_t> entry;   ///< number of the synapse in row order
  std::vector<std::uint32_t> row_of;  ///< by entry number
};

Columns by_column(const SynapseMatrix& matrix) {
  Columns columns;
  columns.begin.assign(matrix.targets + std::size_t{1}, 0);
  for (const std::uint32_t target : matrix.target) ++columns.begin[target + std::size_t{1}];
  std::partial_sum(columns.begin.begin(), columns.begin.end(), columns.begin.begin());
  columns.entry.resize(matrix.synapses());
  columns.row_of.resize(matrix.synapses());
  std::vector<std::uint64_t> next = columns.begin;
  for (std::uint32_t row = 0; row < matrix.rows; ++row) {
    for (std::uint64_t k = matrix.row_begin[row]; k < matrix.row_begin[row + 1]; ++k) {
      columns.entry[next[matrix.target[k]]++] = k;
      columns.row_of[k] = row;
    }
  }
  return columns;
}

}  // namespace

// reverse_pointers: targets + 1. reverse_list: {axon, weight address}, axon in the low bits. A
// weight address is the number of the entry (packed), or {bit, word} of the weight's first bit, the
// bit low (aligned): numbers do not lead to entries there, since rows end in free bits.
void lay_out_reverse(const SynapseMatrix& matrix, const WeightPlaces& weights,
                     const Organisation& organisation, MemoryImage& image) {
  const unsigned word = organisation.word_bits;
  const bool packed = organisation.packed;
  const Columns columns = by_column(matrix);
  const unsigned a = lg(matrix.rows);
  const unsigned address = image.pointer_bits + (packed ? 0 : lg(word));
  std::vector<std::uint64_t> starts{0};
  for (std::uint32_t target = 0; target < matrix.targets; ++target) {
    const std::uint64_t stored = columns.begin[target + std::size_t{1}] - columns.begin[target];
    starts.push_back(starts.back() + row_bits(stored * (a + address), organisation));
  }
  const unsigned p = packed ? image.pointer_bits : lg(starts.back() / word + 1);
  image.axon_bits = a;
  image.weight_address_bits = address;
  image.reverse_pointer_bits = p;

  Region pointers = make_region(RegionKind::reverse_pointers, "reverse_pointers",
                                (std::uint64_t{matrix.targets} + 1) * p, word);
  Region list = make_region(RegionKind::reverse_list, "reverse_list", starts.back(), word);
  for (std::uint64_t target = 0; target <= matrix.targets; ++target) {
    pointers.data.write(target * p, p, packed ? columns.begin[target] : starts[target] / word);
    if (target == matrix.targets) break;
    std::uint64_t at = starts[target];
    for (std::uint64_t k = columns.begin[target]; k < columns.begin[target + 1]; ++k) {
      const std::uint64_t entry = columns.entry[k];
      const std::uint32_t row = columns.row_of[entry];
      const std::uint64_t bit =
          weights.row_start[row] + weights.offset + (entry - matrix.row_begin[row]) * weights.step;
      list.data.write(at, a, row);
      list.data.write(at + a, address, packed ? entry : (bit / word) << lg(word) | bit % word);
      at += a + address;
    }
  }
  image.regions.push_back(std::move(pointers));
  image.regions.push_back(std::move(list));
}

}  // namespace engram
