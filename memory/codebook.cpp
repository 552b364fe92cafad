#include "memory/codebook.hpp"

#include <algorithm>

#include "memory/field_width.hpp"
#include "memory/synapse_matrix.hpp"

namespace engram {
namespace {

constexpr std::uint32_t kMostEntries = 65535;

std::string number(std::uint64_t value) {
  return std::to_string(value);
}

std::string shape_fault(const CodebookShape& shape) {
  if (shape.entry_bits < 2 || shape.entry_bits > 16) {
    return "codebook entries of " + number(shape.entry_bits) + " bits: they have 2 to 16";
  }
  if (shape.entries == 0 || shape.entries > kMostEntries) {
    return "a codebook of " + number(shape.entries) + " entries: a table has 1 to 65535";
  }
  if (shape.first != 0 && shape.first >= shape.span) {
    return "the first table begins " + number(shape.first) + " targets early, tables serve " +
           number(shape.span);
  }
  return "";
}

std::string table_fault(const Codebook& book, std::uint32_t targets) {
  const std::uint64_t expected = std::uint64_t{book.shape.tables(targets)} * book.shape.entries;
  if (book.levels.size() != expected) {
    return "a codebook of " + number(book.levels.size()) + " levels, its tables need " +
           number(expected);
  }
  const std::int32_t top = (std::int32_t{1} << (book.shape.entry_bits - 1)) - 1;
  for (const std::int32_t level : book.levels) {
    if (level >= -top - 1 && level <= top) continue;
    return "codebook level " + std::to_string(level) + " does not fit " +
           number(book.shape.entry_bits) + " bits";
  }
  return "";
}

std::string code_fault(const SynapseMatrix& matrix, const CodebookShape& shape) {
  const std::uint32_t largest = shape.largest_code();
  const auto beyond = [largest](std::uint32_t code) { return code > largest; };
  const bool wrong =
      std::any_of(matrix.code.begin(), matrix.code.end(), beyond) ||
      (matrix.conv && std::any_of(matrix.conv->kernel.begin(), matrix.conv->kernel.end(), beyond));
  return wrong ? "a codebook code is above " + number(largest) : "";
}

std::string type_fault(const Codebook& book, std::uint32_t rows) {
  const std::uint64_t expected = book.shape.by_axon ? rows : 0;
  if (book.axon_type.size() != expected) {
    return "a codebook with " + number(book.axon_type.size()) + " axon types, expected " +
           number(expected);
  }
  const auto beyond = [&](std::uint32_t type) { return type >= book.shape.entries; };
  const bool wrong = std::any_of(book.axon_type.begin(), book.axon_type.end(), beyond);
  return wrong ? "an axon type names no entry of " + number(book.shape.entries) : "";
}

}  // namespace

unsigned CodebookShape::code_bits() const {
  return by_axon ? 1 : lg(std::uint64_t{entries} + 1);
}

unsigned CodebookShape::type_bits() const {
  return lg(entries);
}

std::uint32_t CodebookShape::tables(std::uint32_t targets) const {
  return targets == 0 ? 0 : table_of(targets - 1) + 1;
}

std::string codebook_fault(const Codebook& book, const WeightFormat& format, std::uint32_t rows,
                           std::uint32_t targets) {
  if (std::string fault = shape_fault(book.shape); !fault.empty()) return fault;
  if (format.bits != book.shape.code_bits()) {
    return "codebook codes of " + number(format.bits) + " bits, the table needs " +
           number(book.shape.code_bits());
  }
  if (std::string fault = table_fault(book, targets); !fault.empty()) return fault;
  return type_fault(book, rows);
}

std::string codebook_fault(const SynapseMatrix& matrix) {
  const bool looked_up = matrix.format.kind == WeightKind::codebook;
  if (looked_up != matrix.codebook.has_value()) {
    return looked_up ? "codebook weights without a codebook"
                     : "a codebook for weights that are " + to_string(matrix.format);
  }
  if (!looked_up) return "";
  const Codebook& book = *matrix.codebook;
  std::string fault = codebook_fault(book, matrix.format, matrix.rows, matrix.targets);
  return fault.empty() ? code_fault(matrix, book.shape) : fault;
}

}  // namespace engram
