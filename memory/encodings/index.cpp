#include "memory/encodings/layout.hpp"
#include "memory/field_width.hpp"

namespace engram {
namespace {

/// First bit of each row in the list, and one past the last row.
std::vector<std::uint64_t> row_starts(const SynapseMatrix& matrix, unsigned entry_bits,
                                      const Organisation& organisation) {
  std::vector<std::uint64_t> starts{0};
  for (std::uint32_t row = 0; row < matrix.rows; ++row) {
    const std::uint64_t entries = matrix.row_begin[row + 1] - matrix.row_begin[row];
    starts.push_back(starts.back() + row_bits(entries * entry_bits, organisation));
  }
  return starts;
}

}  // namespace

// pointers: rows + 1; a pointer is an entry number (packed) or a word address (aligned).
// list: {target, weight}, target in the low bits; or two lists. Free bits at the end of an aligned
// row are 0: a weight code of 0 marks them, since no stored synapse has it.
void lay_out_index(const SynapseMatrix& matrix, const Organisation& organisation,
                   MemoryImage& image) {
  const unsigned word = organisation.word_bits;
  const unsigned w = matrix.format.bits;
  const unsigned t = lg(matrix.targets);
  const std::vector<std::uint64_t> starts = row_starts(matrix, t + w, organisation);
  image.target_bits = t;
  image.pointer_bits =
      organisation.packed ? lg(matrix.synapses() + 1) : lg(starts.back() / word + 1);
  const unsigned p = image.pointer_bits;

  Region pointers =
      make_region(RegionKind::pointers, "pointers", (std::uint64_t{matrix.rows} + 1) * p, word);
  for (std::uint32_t row = 0; row <= matrix.rows; ++row) {
    const std::uint64_t value = organisation.packed ? matrix.row_begin[row] : starts[row] / word;
    pointers.data.write(std::uint64_t{row} * p, p, value);
  }
  image.regions.push_back(std::move(pointers));

  if (organisation.split_entries) {
    Region targets = make_region(RegionKind::metadata, "targets", matrix.synapses() * t, word);
    Region weights = make_region(RegionKind::weights, "weights", matrix.synapses() * w, word);
    for (std::uint64_t at = 0; at < matrix.synapses(); ++at) {
      targets.data.write(at * t, t, matrix.target[at]);
      weights.data.write(at * w, w, matrix.code[at]);
    }
    image.regions.push_back(std::move(targets));
    image.regions.push_back(std::move(weights));
    return;
  }
  Region list = make_region(RegionKind::weights, "list", starts.back(), word);
  for (std::uint32_t row = 0; row < matrix.rows; ++row) {
    std::uint64_t bit = starts[row];
    for (std::uint64_t at = matrix.row_begin[row]; at < matrix.row_begin[row + 1]; ++at) {
      list.data.write(bit, t, matrix.target[at]);
      list.data.write(bit + t, w, matrix.code[at]);
      bit += t + w;
    }
  }
  image.regions.push_back(std::move(list));
}

}  // namespace engram
