#pragma once

#include "energy/table.hpp"

namespace engram::energy {

/// What figures of another node or voltage are, relative to the base table.
struct Factors {
  double energy = 1, delay = 1, area = 1, leakage = 1;
  Provenance provenance;  ///< of the factors: the rule's source and how they were worked out
};

/// `base` with every energy, delay, area and leakage multiplied. Name, node, voltage, temperature
/// and corner stay those of the base: the caller sets them.
///
/// A row's method becomes `scaled` (an `assumed` row stays assumed), its source names both sources,
/// its derivation the factor and the original method. Leakage becomes `assumed` throughout
/// (Table::leakage): no scaling rule is published for it, the factor is a choice that `provenance`
/// explains. Times are rounded to whole picoseconds.
/// Throws std::invalid_argument unless every factor is finite and positive.
Table scale(const Table& base, const Factors& factors);

}  // namespace engram::energy
