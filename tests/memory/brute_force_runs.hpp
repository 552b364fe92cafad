#pragma once

#include "brute_force_bits.hpp"

/// Runs counted up position by position. Shares no code with memory/.
namespace engram::brute_force {

/// The rows as run_length stores them: fillers among the synapses, with the position that each
/// takes and code 0 (which no synapse has).
StoredRows with_fillers(const StoredRows& rows, const Organisation& organisation);

/// Run, mark and weight.
unsigned run_entry_bits(const StoredRows& rows, const Organisation& organisation);

/// Entries of a row, fillers among them, that are read until one lies at `last` or beyond.
std::uint64_t entries_until(const StoredRows& filled, std::uint64_t row, std::uint32_t last);

}  // namespace engram::brute_force
