#pragma once

#include <string>

#include "sim/config/json_writer.hpp"
#include "sim/results/batch.hpp"
#include "sim/results/record_table.hpp"

namespace engram::sim {

/// Members of stats.json's summary: `labelled`, `correct`, `accuracy` and `confusion` where a
/// sample has a label; `per_sample` (distributions) where there are several samples.
void write_batch(const Batch& batch, JsonWriter& json);

/// What the screen shows of samples that have labels; empty where none has.
std::string batch_screen(const Batch& batch);

/// The distributions of `per_sample`, one row a figure.
RecordTable distribution_record(const Batch& batch);

}  // namespace engram::sim
