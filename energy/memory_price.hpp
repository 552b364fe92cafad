#pragma once

#include <string>

#include "energy/activity.hpp"
#include "energy/table.hpp"

namespace engram::energy {

/// A memory composed from macros: `rows` deep and `columns` wide, in each of `banks` banks.
/// A read or write fires the columns of one row of one bank.
struct MemoryPrice {
  Energy read, write;               ///< one access of one word
  double leakage_nw = 0;            ///< whole memory
  double area_um2 = 0;              ///< whole memory
  std::uint64_t min_period_ps = 0;  ///< slowest macro: clock to output plus setup
  std::string composition;          ///< e.g. "1 x 2 of RM_IHPSG13_1P_1024x64_c2_bm_bist"
  std::string row;                  ///< of the table: the macro's name, the place in the grid
  std::string note;                 ///< e.g. "below the smallest macro"; empty otherwise
  Provenance provenance;            ///< of writes, leakage and area
  Provenance read_provenance;       ///< of reads: differs where registers have rows of two kinds
};

/// Prices a memory of `shape`. Macro library: the legal composition of one macro type (as many
/// columns, rows and banks as needed) with the least area, then the least read energy, then the
/// name; macros with more ports than asked for are legal. Grid: log-log interpolation of a bank's
/// capacity (whole bytes) and width; below the smallest point the smallest is used and said; a word
/// wider than the widest is refused, or split over memories of that width (SramGrid::side_by_side).
/// Registers: energy, area and leakage of one word from the rows register_read and register_write,
/// variant "", at word_bits.
/// Throws MissingRow: no macro with as many ports, a grid that does not reach that far, a row
/// missing; std::invalid_argument: a shape without words, bits, banks or ports.
MemoryPrice price_memory(const Table& table, const MemoryShape& shape);

}  // namespace engram::energy
