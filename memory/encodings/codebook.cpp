#include "memory/encodings/layout.hpp"

namespace engram {
namespace {

// codebook: [table][entry], a table in a row.
Region table_region(const Codebook& book, std::uint32_t targets, const Organisation& organisation) {
  const unsigned b = book.shape.entry_bits;
  const std::uint32_t n = book.shape.entries;
  const std::uint64_t stride = row_bits(std::uint64_t{n} * b, organisation);
  const std::uint32_t tables = book.shape.tables(targets);
  Region region =
      make_region(RegionKind::codebook, "codebook", stride * tables, organisation.word_bits);
  for (std::uint64_t table = 0; table < tables; ++table) {
    for (std::uint64_t entry = 0; entry < n; ++entry) {
      const auto level = static_cast<std::uint32_t>(book.levels[table * n + entry]);
      region.data.write(table * stride + entry * b, b, level);
    }
  }
  return region;
}

// axon_types: one a row, always packed, as pointers are.
Region type_region(const Codebook& book, unsigned word_bits) {
  const unsigned bits = book.shape.type_bits();
  Region region = make_region(RegionKind::axon_types, "axon_types",
                              std::uint64_t{book.axon_type.size()} * bits, word_bits);
  for (std::uint64_t row = 0; row < book.axon_type.size(); ++row) {
    region.data.write(row * bits, bits, book.axon_type[row]);
  }
  return region;
}

}  // namespace

void lay_out_codebook(const SynapseMatrix& matrix, const Organisation& organisation,
                      MemoryImage& image) {
  const Codebook& book = *matrix.codebook;
  image.codebook = book.shape;
  if (book.shape.by_axon) image.regions.push_back(type_region(book, organisation.word_bits));
  image.regions.push_back(table_region(book, matrix.targets, organisation));
}

}  // namespace engram
