#pragma once

#include <cstdint>
#include <vector>

#include "workloads/compress/channels.hpp"
#include "workloads/compress/quantize_task.hpp"

namespace engram::workloads {

/// The levels of one table each slice: k-means on the values that are not 0, each centre rounded to
/// a level. Ascending, none 0, at most 2^bits - 1.
using Entries = std::vector<std::vector<std::int32_t>>;
Entries find_entries(const QuantizeTask& task, const Channels& channels);

/// Format, tables and codes for levels that are entries or 0: entry e of a slice has code e + 1. A
/// table that is not full ends with entries of 0, which no code names.
void write_codebook(const Entries& entries, const Channels& channels,
                    const QuantizeOptions& options, Quantization& quantization);

}  // namespace engram::workloads
