#pragma once

#include "energy/table.hpp"
#include "sim/config/typed_reader.hpp"

namespace engram::sim {

/// A resolved energy table (table_schema). Faults that concern several rows are appended; where
/// there are faults, only sound rows are looked at and the result is good for nothing.
energy::Table read_table(const TypedReader& root);

/// {method, source, derivation}.
energy::Provenance read_provenance(const TypedReader& provenance);

}  // namespace engram::sim
