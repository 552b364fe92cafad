#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "workloads/ranc/ranc_core.hpp"

namespace engram::workloads::ranc {

/// The cores of a folder, by id: csram_000.mem and tc_000.mem, csram_001.mem and so on, without a
/// gap. Only the output bus may lack its files, which it does not use. All have the same axons.
/// Throws FileFault with everything that is wrong.
std::vector<Core> read_folder(const std::filesystem::path& folder,
                              std::optional<std::uint32_t> output_core);

}  // namespace engram::workloads::ranc
