#pragma once

#include <string>
#include <vector>

#include "energy/memory_price.hpp"

/// The three ways to build a memory, behind price_memory. All assume a shape that is not empty.
namespace engram::energy {

/// Composed from one type of macro (memory_price.hpp).
MemoryPrice price_macros(const Table& table, const std::vector<SramMacro>& library,
                         const MemoryShape& shape);

/// Read off a grid, one memory a bank.
MemoryPrice price_grid(const Table& table, const SramGrid& grid, const MemoryShape& shape);

/// Built from flip-flops.
MemoryPrice price_registers(const Table& table, const MemoryShape& shape);

/// Words of one bank, rounded up.
std::uint64_t bank_words(const MemoryShape& shape);

/// A shape in words, for messages: "a memory of 1024 words of 64 bits in 2 banks".
std::string described(const MemoryShape& shape);

/// Appends a sentence to a derivation.
void add_derivation(Provenance& provenance, const std::string& sentence);

}  // namespace engram::energy
