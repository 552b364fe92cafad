#include <set>

#include "brute_force.hpp"

namespace engram::brute_force {
namespace {

/// Which table a target has: targets are dealt out one by one.
std::uint64_t table_of(const CodebookShape& shape, std::uint32_t wanted) {
  if (shape.span == 0) return 0;
  std::uint64_t table = 0;
  std::uint32_t room = shape.span - shape.first;
  for (std::uint32_t target = 0; target < wanted; ++target) {
    if (--room > 0) continue;
    room = shape.span;
    ++table;
  }
  return table;
}

std::uint64_t entry_of(const Codebook& book, std::uint32_t row, std::uint32_t code) {
  return book.shape.by_axon ? book.axon_type[row] : code - 1;
}

}  // namespace

std::int32_t level(const SynapseMatrix& matrix, std::uint32_t row, std::uint64_t synapse) {
  const Codebook& book = *matrix.codebook;
  const std::uint64_t table = table_of(book.shape, matrix.target[synapse]);
  return book.levels[table * book.shape.entries + entry_of(book, row, matrix.code[synapse])];
}

void add_look_up(const SynapseMatrix& matrix, std::uint32_t row, const EncodingChoice& choice,
                 Cost& cost) {
  if (!matrix.codebook) return;
  const Codebook& book = *matrix.codebook;
  const std::uint64_t word = choice.organisation.word_bits;
  std::uint64_t stride = std::uint64_t{book.shape.entries} * book.shape.entry_bits;
  while (!choice.organisation.packed && stride % word != 0) ++stride;
  std::set<std::uint64_t> words;
  for (std::uint64_t k = matrix.row_begin[row]; k < matrix.row_begin[row + 1]; ++k) {
    const std::uint64_t begin = table_of(book.shape, matrix.target[k]) * stride +
                                entry_of(book, row, matrix.code[k]) * book.shape.entry_bits;
    for (std::uint64_t bit = begin; bit < begin + book.shape.entry_bits; ++bit) {
      words.insert(bit / word);
    }
  }
  cost.words[kCodebook] = words.size();
  if (!book.shape.by_axon) return;
  const std::uint64_t t = bits_to_tell(book.shape.entries);
  cost.words[kAxonTypes] = (row * t + t - 1) / word - row * t / word + 1;
}

std::uint64_t codebook_formula(const SynapseMatrix& matrix) {
  if (!matrix.codebook) return 0;
  const CodebookShape& shape = matrix.codebook->shape;
  const std::uint64_t tables = table_of(shape, matrix.targets - 1) + 1;
  const std::uint64_t types =
      shape.by_axon ? std::uint64_t{matrix.rows} * bits_to_tell(shape.entries) : 0;
  return tables * shape.entries * shape.entry_bits + types;
}

}  // namespace engram::brute_force
