#include "memory/encodings/layout.hpp"
#include "memory/field_width.hpp"

namespace engram {
namespace {

/// Calls visit(run, code, synapse) for each entry of a row. A filler is a full run and no synapse:
/// it stands for as many positions as any entry with that run, 2^r. Nothing is stored for what
/// follows the last synapse of a row.
template <class Visit>
void visit_entries(const SynapseMatrix& matrix, std::uint32_t row, unsigned r, Visit visit) {
  const std::uint32_t full = (std::uint32_t{1} << r) - 1;
  std::uint32_t next = 0;  // first target that no entry speaks of
  for (std::uint64_t k = matrix.row_begin[row]; k < matrix.row_begin[row + 1]; ++k) {
    std::uint32_t gap = matrix.target[k] - next;
    for (; gap > full; gap -= full + 1) visit(full, 0, false);
    visit(gap, matrix.code[k], true);
    next = matrix.target[k] + 1;
  }
}

/// Where the entries of each row begin among those of all.
std::vector<std::uint64_t> entries_begin(const SynapseMatrix& matrix, unsigned r) {
  std::vector<std::uint64_t> begin{0};
  begin.reserve(std::size_t{matrix.rows} + 1);
  for (std::uint32_t row = 0; row < matrix.rows; ++row) {
    std::uint64_t entries = begin.back();
    visit_entries(matrix, row, r, [&](std::uint32_t, std::uint32_t, bool) { ++entries; });
    begin.push_back(entries);
  }
  return begin;
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
  const std::vector<std::uint64_t> row_begin = entries_begin(matrix, r);
  std::vector<std::uint64_t> starts{0};
  for (std::uint32_t row = 0; row < matrix.rows; ++row) {
    const std::uint64_t entries = row_begin[row + 1] - row_begin[row];
    starts.push_back(starts.back() + row_bits(entries * entry_bits, organisation));
  }
  image.run_bits = r;
  image.synapse_flags = organisation.learning;
  image.pointer_bits =
      organisation.packed ? lg(row_begin.back() + 1) : lg(starts.back() / word + 1);
  const unsigned p = image.pointer_bits;

  Region pointers =
      make_region(RegionKind::pointers, "pointers", (std::uint64_t{matrix.rows} + 1) * p, word);
  Region list = make_region(RegionKind::weights, "list", starts.back(), word);
  for (std::uint32_t row = 0; row <= matrix.rows; ++row) {
    const std::uint64_t value = organisation.packed ? row_begin[row] : starts[row] / word;
    pointers.data.write(std::uint64_t{row} * p, p, value);
    if (row == matrix.rows) break;
    std::uint64_t at = starts[row];
    visit_entries(matrix, row, r, [&](std::uint32_t run, std::uint32_t code, bool synapse) {
      const std::uint64_t flag = mark != 0 && synapse ? 1 : 0;
      list.data.write(at, entry_bits, run | flag << r | std::uint64_t{code} << (r + mark));
      at += entry_bits;
    });
  }
  image.regions = {std::move(pointers), std::move(list)};
}

}  // namespace engram
