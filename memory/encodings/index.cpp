#include <algorithm>

#include "memory/encodings/layout.hpp"
#include "memory/field_width.hpp"

namespace engram {
namespace {

/// First bit of each row of a list whose entries have `bits` bits, and one past the last row.
std::vector<std::uint64_t> starts(const SynapseMatrix& matrix, unsigned bits,
                                  const Organisation& organisation) {
  std::vector<std::uint64_t> first_bit{0};
  for (std::uint32_t row = 0; row < matrix.rows; ++row) {
    const std::uint64_t entries = matrix.row_begin[row + 1] - matrix.row_begin[row];
    first_bit.push_back(first_bit.back() + row_bits(entries * bits, organisation));
  }
  return first_bit;
}

/// Writes one field of every entry: row r from `first_bit[r]` + offset on, an entry every `step`.
void write_fields(const SynapseMatrix& matrix, const std::vector<std::uint32_t>& values,
                  const std::vector<std::uint64_t>& first_bit, unsigned bits, BitArray& data) {
  for (std::uint32_t row = 0; row < matrix.rows; ++row) {
    std::uint64_t at = first_bit[row];
    for (std::uint64_t k = matrix.row_begin[row]; k < matrix.row_begin[row + 1]; ++k, at += bits) {
      data.write(at, bits, values[k]);
    }
  }
}

/// {target, weight}, target in the low `t` bits.
void write_entries(const SynapseMatrix& matrix, const std::vector<std::uint64_t>& first_bit,
                   unsigned t, unsigned w, BitArray& data) {
  for (std::uint32_t row = 0; row < matrix.rows; ++row) {
    std::uint64_t at = first_bit[row];
    for (std::uint64_t k = matrix.row_begin[row]; k < matrix.row_begin[row + 1]; ++k, at += t + w) {
      data.write(at, t + w, matrix.target[k] | std::uint64_t{matrix.code[k]} << t);
    }
  }
}

/// Pointers to packed rows are entry numbers; to aligned rows, word addresses, one for each list.
Region pointer_region(const SynapseMatrix& matrix,
                      const std::vector<const std::vector<std::uint64_t>*>& lists,
                      const Organisation& organisation, unsigned p) {
  const unsigned word = organisation.word_bits;
  const std::uint64_t per_row = organisation.packed ? 1 : lists.size();
  Region pointers = make_region(RegionKind::pointers, "pointers",
                                (std::uint64_t{matrix.rows} + 1) * per_row * p, word);
  for (std::uint64_t row = 0; row <= matrix.rows; ++row) {
    for (std::uint64_t list = 0; list < per_row; ++list) {
      const std::uint64_t value =
          organisation.packed ? matrix.row_begin[row] : (*lists[list])[row] / word;
      pointers.data.write((row * per_row + list) * p, p, value);
    }
  }
  return pointers;
}

unsigned pointer_width(const SynapseMatrix& matrix, std::uint64_t longest_list_bits,
                       const Organisation& organisation) {
  return organisation.packed ? lg(matrix.synapses() + 1)
                             : lg(longest_list_bits / organisation.word_bits + 1);
}

}  // namespace

// pointers: rows + 1 records. list: {target, weight}, target in the low bits; or a list of targets
// and one of weights. Free bits at the end of an aligned row are 0: target 0 anywhere but in the
// first entry marks a free slot, since targets ascend (a weight of 0 does not: learning stores it).
void lay_out_index(const SynapseMatrix& matrix, const Organisation& organisation,
                   MemoryImage& image) {
  const unsigned word = organisation.word_bits;
  const unsigned w = matrix.format.bits;
  const unsigned t = lg(matrix.targets);
  image.target_bits = t;
  if (organisation.split_entries) {
    const std::vector<std::uint64_t> target_start = starts(matrix, t, organisation);
    const std::vector<std::uint64_t> weight_start = starts(matrix, w, organisation);
    image.pointer_bits =
        pointer_width(matrix, std::max(target_start.back(), weight_start.back()), organisation);
    Region targets = make_region(RegionKind::metadata, "targets", target_start.back(), word);
    Region weights = make_region(RegionKind::weights, "weights", weight_start.back(), word);
    write_fields(matrix, matrix.target, target_start, t, targets.data);
    write_fields(matrix, matrix.code, weight_start, w, weights.data);
    image.regions = {
        pointer_region(matrix, {&target_start, &weight_start}, organisation, image.pointer_bits),
        std::move(targets), std::move(weights)};
    if (organisation.learning) lay_out_reverse(matrix, {weight_start, 0, w}, organisation, image);
    return;
  }
  const std::vector<std::uint64_t> start = starts(matrix, t + w, organisation);
  image.pointer_bits = pointer_width(matrix, start.back(), organisation);
  Region list = make_region(RegionKind::weights, "list", start.back(), word);
  write_entries(matrix, start, t, w, list.data);
  image.regions = {pointer_region(matrix, {&start}, organisation, image.pointer_bits),
                   std::move(list)};
  if (organisation.learning) lay_out_reverse(matrix, {start, t, t + w}, organisation, image);
}

}  // namespace engram
