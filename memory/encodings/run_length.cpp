#include "memory/encodings/layout.hpp"
#include "memory/field_width.hpp"

namespace engram {
namespace {

struct RunEntry {
  std::uint32_t run, code;
  bool synapse;  ///< else a filler
};

/// The entries of all rows, and where each row begins among them.
struct RunEntries {
  std::vector<RunEntry> entries;
  std::vector<std::uint64_t> row_begin{0};
};

/// A filler is a full run and no synapse: it stands for as many positions as any entry with that
/// run, 2^r. Nothing is stored for what follows the last synapse of a row.
RunEntries entries_of(const SynapseMatrix& matrix, unsigned r) {
  const std::uint32_t full = (std::uint32_t{1} << r) - 1;
  RunEntries all;
  all.entries.reserve(matrix.synapses());
  all.row_begin.reserve(std::size_t{matrix.rows} + 1);
  for (std::uint32_t row = 0; row < matrix.rows; ++row) {
    std::uint32_t next = 0;  // first target that no entry speaks of
    for (std::uint64_t k = matrix.row_begin[row]; k < matrix.row_begin[row + 1]; ++k) {
      std::uint32_t gap = matrix.target[k] - next;
      for (; gap > full; gap -= full + 1) all.entries.push_back({full, 0, false});
      all.entries.push_back({gap, matrix.code[k], true});
      next = matrix.target[k] + 1;
    }
    all.row_begin.push_back(all.entries.size());
  }
  return all;
}

}  // namespace

// pointers: rows + 1; an entry number (packed) or a word address (aligned). list: {run, weight},
// run in the low bits; with learning {run, synapse, weight}. Free bits at the end of an aligned row
// are 0: an entry that is no synapse and no full run marks them.
void lay_out_run_length(const SynapseMatrix& matrix, const Organisation& organisation,
                        MemoryImage& image) {
  const unsigned word = organisation.word_bits;
  const unsigned w = matrix.format.bits;
  const unsigned r = organisation.run_bits;
  const unsigned mark = organisation.learning ? 1 : 0;
  const unsigned entry_bits = r + mark + w;
  const RunEntries all = entries_of(matrix, r);
  std::vector<std::uint64_t> starts{0};
  for (std::uint32_t row = 0; row < matrix.rows; ++row) {
    const std::uint64_t entries = all.row_begin[row + 1] - all.row_begin[row];
    starts.push_back(starts.back() + row_bits(entries * entry_bits, organisation));
  }
  image.run_bits = r;
  image.synapse_flags = organisation.learning;
  image.pointer_bits =
      organisation.packed ? lg(all.entries.size() + 1) : lg(starts.back() / word + 1);
  const unsigned p = image.pointer_bits;

  Region pointers =
      make_region(RegionKind::pointers, "pointers", (std::uint64_t{matrix.rows} + 1) * p, word);
  Region list = make_region(RegionKind::weights, "list", starts.back(), word);
  for (std::uint32_t row = 0; row <= matrix.rows; ++row) {
    const std::uint64_t value = organisation.packed ? all.row_begin[row] : starts[row] / word;
    pointers.data.write(std::uint64_t{row} * p, p, value);
    if (row == matrix.rows) break;
    std::uint64_t at = starts[row];
    for (std::uint64_t k = all.row_begin[row]; k < all.row_begin[row + 1]; ++k, at += entry_bits) {
      const RunEntry& entry = all.entries[k];
      const std::uint64_t flag = mark != 0 && entry.synapse ? 1 : 0;
      list.data.write(at, r + mark, entry.run | flag << r);
      list.data.write(at + r + mark, w, entry.code);
    }
  }
  image.regions = {std::move(pointers), std::move(list)};
}

}  // namespace engram
