#include "brute_force.hpp"

#include <algorithm>

#include "brute_force_bits.hpp"
#include "brute_force_runs.hpp"

namespace engram::brute_force {

unsigned bits_to_tell(std::uint64_t x) {
  unsigned bits = 1;
  while ((std::uint64_t{1} << bits) < x) ++bits;
  return bits;
}

std::uint64_t up_to_word(std::uint64_t bits, const Organisation& organisation) {
  while (!organisation.packed && bits % organisation.word_bits != 0) ++bits;
  return bits;
}

std::uint64_t list_begin(const StoredRows& rows, std::uint64_t row, unsigned bits,
                         const Organisation& organisation) {
  std::uint64_t begin = 0;
  for (std::uint64_t r = 0; r < row; ++r) {
    begin += up_to_word(rows.rows[r].size() * bits, organisation);
  }
  return begin;
}

unsigned pointer_bits(const StoredRows& rows, const std::vector<unsigned>& entry_bits,
                      const Organisation& organisation) {
  if (organisation.packed) return bits_to_tell(rows.stored() + 1);
  std::uint64_t words = 0;
  for (const unsigned bits : entry_bits) {
    const std::uint64_t end = list_begin(rows, rows.rows.size(), bits, organisation);
    words = std::max(words, end / organisation.word_bits);
  }
  return bits_to_tell(words + 1);
}

namespace {

std::uint64_t read_crossbar(const StoredRows& rows, std::uint64_t row, std::uint32_t first,
                            std::uint32_t last, const Organisation& organisation,
                            Touched& touched) {
  const unsigned w = rows.weight_bits;
  const std::uint64_t begin = row * up_to_word(std::uint64_t{rows.targets} * w, organisation);
  touched.mark(kWeights, begin + std::uint64_t{first} * w, std::uint64_t{last - first + 1} * w);
  return last - first + 1;
}

std::uint64_t in_range(const StoredRows& rows, std::uint64_t row, std::uint32_t first,
                       std::uint32_t last) {
  std::uint64_t count = 0;
  for (const auto& [target, code] : rows.rows[row]) count += target >= first && target <= last;
  return count;
}

std::uint64_t read_index(const StoredRows& rows, std::uint64_t row, std::uint32_t first,
                         std::uint32_t last, const Organisation& organisation, Touched& touched) {
  const unsigned t = bits_to_tell(rows.targets);
  const unsigned w = rows.weight_bits;
  const std::vector<unsigned> lists =
      organisation.split_entries ? std::vector<unsigned>{t, w} : std::vector<unsigned>{t + w};
  const std::uint64_t record = std::uint64_t{pointer_bits(rows, lists, organisation)} *
                               (organisation.packed ? 1 : lists.size());
  touched.mark(kPointers, row * record, 2 * record);
  for (std::size_t k = 0; k < lists.size(); ++k) {
    const Part part = organisation.split_entries && k == 0 ? kMetadata : kWeights;
    touched.mark(part, list_begin(rows, row, lists[k], organisation),
                 rows.rows[row].size() * lists[k]);
  }
  return in_range(rows, row, first, last);
}

std::uint64_t read_bitmap(const StoredRows& rows, std::uint64_t row, std::uint32_t first,
                          std::uint32_t last, const Organisation& organisation, Touched& touched) {
  const unsigned w = rows.weight_bits;
  const unsigned p = pointer_bits(rows, {w}, organisation);
  touched.mark(kPointers, row * p, p);
  // The ones before the range say how many weights to skip.
  touched.mark(kMetadata, row * up_to_word(rows.targets, organisation), last + std::uint64_t{1});
  const std::uint64_t skipped = first == 0 ? 0 : in_range(rows, row, 0, first - 1);
  const std::uint64_t wanted = in_range(rows, row, first, last);
  touched.mark(kWeights, list_begin(rows, row, w, organisation) + skipped * w, wanted * w);
  return wanted;
}

/// The ones from the first tap on say where weights begin.
std::uint64_t read_kernel_bitmap(const StoredRows& rows, std::uint64_t row, std::uint32_t first,
                                 std::uint32_t last, const Organisation& organisation,
                                 Touched& touched) {
  const unsigned w = rows.weight_bits;
  touched.mark(kMetadata, 0, row * up_to_word(rows.targets, organisation) + last + 1);
  const std::uint64_t skipped = first == 0 ? 0 : in_range(rows, row, 0, first - 1);
  const std::uint64_t wanted = in_range(rows, row, first, last);
  touched.mark(kWeights, list_begin(rows, row, w, organisation) + skipped * w, wanted * w);
  return wanted;
}

bool has_kernel_bitmap(const EncodingChoice& choice) {
  return choice.encoding == Encoding::functional &&
         choice.organisation.functional_mode == FunctionalMode::bitmap;
}

std::uint64_t read_run_length(const StoredRows& rows, std::uint64_t row, std::uint32_t first,
                              std::uint32_t last, const Organisation& organisation,
                              Touched& touched) {
  const StoredRows filled = with_fillers(rows, organisation);
  const unsigned bits = run_entry_bits(rows, organisation);
  const unsigned p = pointer_bits(filled, {bits}, organisation);
  touched.mark(kPointers, row * p, 2 * std::uint64_t{p});
  touched.mark(kWeights, list_begin(filled, row, bits, organisation),
               entries_until(filled, row, last) * bits);
  return in_range(rows, row, first, last);
}

}  // namespace

std::uint64_t StoredRows::stored() const {
  std::uint64_t sum = 0;
  for (const auto& row : rows) sum += row.size();
  return sum;
}

StoredRows unrolled(const SynapseMatrix& matrix) {
  StoredRows stored;
  stored.targets = matrix.targets;
  stored.weight_bits = matrix.format.bits;
  stored.rows.resize(matrix.rows);
  for (std::uint32_t row = 0; row < matrix.rows; ++row) {
    for (std::uint64_t k = matrix.row_begin[row]; k < matrix.row_begin[row + 1]; ++k) {
      stored.rows[row].emplace_back(matrix.target[k], matrix.code[k]);
    }
  }
  return stored;
}

Taps whole_row(const StoredRows& rows, std::uint64_t row) {
  return {{row, {0, rows.targets - 1}}};
}

Cost cost(const StoredRows& rows, const Taps& taps, const EncodingChoice& choice) {
  const Organisation& organisation = choice.organisation;
  Touched touched(organisation.word_bits);
  Cost cost;
  for (const auto& [row, range] : taps) {
    const auto [first, last] = range;
    const bool runs = choice.encoding == Encoding::run_length;
    const auto read = choice.encoding == Encoding::index    ? read_index
                      : choice.encoding == Encoding::bitmap ? read_bitmap
                      : has_kernel_bitmap(choice)           ? read_kernel_bitmap
                      : runs                                ? read_run_length
                                                            : read_crossbar;
    const std::uint64_t delivered = read(rows, row, first, last, organisation, touched);
    cost.delivered += delivered;
    if (runs)
      cost.skipped += entries_until(with_fillers(rows, organisation), row, last) - delivered;
  }
  cost.words = {touched.count(kPointers), touched.count(kMetadata), touched.count(kWeights)};
  if (organisation.access == Access::per_weight) {
    cost.words[kWeights] = cost.delivered + cost.skipped;
  }
  return cost;
}

std::uint64_t formula(const StoredRows& rows, const EncodingChoice& choice) {
  const std::uint64_t n = rows.rows.size();
  const std::uint64_t w = rows.weight_bits;
  const std::uint64_t pointers = (n + 1) * bits_to_tell(rows.stored() + 1);
  switch (choice.encoding) {
    case Encoding::index:
      return rows.stored() * (w + bits_to_tell(rows.targets)) + pointers;
    case Encoding::bitmap:
      return n * rows.targets + pointers + rows.stored() * w;
    case Encoding::run_length: {
      const std::uint64_t entries = with_fillers(rows, choice.organisation).stored();
      return entries * run_entry_bits(rows, choice.organisation) +
             (n + 1) * bits_to_tell(entries + 1);
    }
    case Encoding::functional:
      if (has_kernel_bitmap(choice)) return n * rows.targets + rows.stored() * w;
      break;
    case Encoding::crossbar:
      break;
  }
  return n * rows.targets * w;
}

}  // namespace engram::brute_force
