#include <cmath>
#include <tuple>

#include "energy/memory_technology.hpp"

namespace engram::energy {
namespace {

/// How one macro type makes up the memory.
struct Composition {
  const SramMacro* macro = nullptr;
  std::uint64_t rows = 0, columns = 0;
  double area_um2 = 0;
  Energy read;
};

std::uint64_t ceil_divide(std::uint64_t a, std::uint64_t b) {
  return a / b + (a % b != 0);
}

double macros(const Composition& made, unsigned banks) {
  return static_cast<double>(made.rows) * static_cast<double>(made.columns) * banks;
}

Composition compose(const SramMacro& macro, const MemoryShape& shape) {
  Composition made;
  made.macro = &macro;
  made.rows = ceil_divide(bank_words(shape), macro.words);
  made.columns = ceil_divide(shape.word_bits, macro.bits);
  made.area_um2 = macros(made, shape.banks) * macro.area_um2;
  made.read = macro.read * made.columns;
  return made;
}

bool better(const Composition& a, const Composition& b) {
  return std::tie(a.area_um2, a.read, a.macro->name) < std::tie(b.area_um2, b.read, b.macro->name);
}

std::string described(const Composition& made, const MemoryShape& shape) {
  std::string text =
      std::to_string(made.rows) + " x " + std::to_string(made.columns) + " of " + made.macro->name;
  if (shape.banks > 1) text = std::to_string(shape.banks) + " banks, each " + text;
  return text;
}

void check(const Table& table, const SramMacro& macro) {
  if (macro.words == 0 || macro.bits == 0) {
    throw std::invalid_argument("energy table " + table.name + ": macro " + macro.name +
                                " has no words or no bits");
  }
}

}  // namespace

MemoryPrice price_macros(const Table& table, const std::vector<SramMacro>& library,
                         const MemoryShape& shape) {
  Composition best;
  double smallest_bits = INFINITY;
  for (const SramMacro& macro : library) {
    check(table, macro);
    if (macro.ports < shape.ports) continue;
    const Composition made = compose(macro, shape);
    if (!best.macro || better(made, best)) best = made;
    smallest_bits = std::fmin(smallest_bits, static_cast<double>(macro.words) * macro.bits);
  }
  if (!best.macro) {
    throw MissingRow("energy table " + table.name + ": no SRAM macro with " +
                     std::to_string(shape.ports) + " or more ports, for " + described(shape));
  }
  const SramMacro& macro = *best.macro;
  MemoryPrice price;
  price.read = best.read;
  price.write = macro.write * best.columns;
  price.leakage_nw = macros(best, shape.banks) * macro.leakage_nw;
  price.area_um2 = best.area_um2;
  price.min_period_ps = macro.access_ps + macro.setup_ps;
  price.composition = described(best, shape);
  price.row = macro.name;
  if (static_cast<double>(bank_words(shape)) * shape.word_bits < smallest_bits) {
    price.note = "below the smallest macro of the table: a whole macro is used";
  }
  price.provenance = macro.provenance;
  if (best.columns > 1) {
    add_derivation(price.provenance,
                   std::to_string(best.columns) + " macros side by side fire an access");
  }
  price.read_provenance = price.provenance;
  return price;
}

}  // namespace engram::energy
