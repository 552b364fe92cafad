#pragma once

#include <filesystem>
#include <vector>

#include "sim/config/config_fault.hpp"
#include "sim/config/schema.hpp"
#include "workloads/slayer/description.hpp"

/// The JSON beside SLAYER's text weights: the shapes that the weights do not say.
namespace engram::sim {

SchemaPtr slayer_schema();

/// Reads a SLAYER description; faults are appended, and where there is one the result is good for
/// nothing. Weight files are looked for, not read.
workloads::SlayerNetwork read_slayer_file(const std::filesystem::path& file,
                                          std::vector<Fault>& faults);

}  // namespace engram::sim
