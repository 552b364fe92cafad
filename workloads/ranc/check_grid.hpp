#pragma once

#include <filesystem>
#include <optional>

#include "workloads/ranc/import.hpp"
#include "workloads/ranc/ranc_core.hpp"

namespace engram::workloads::ranc {

/// Core that the neuron of core `from` sends to, if it lies inside the grid.
std::optional<std::uint32_t> target_of(const Neuron& neuron, std::uint32_t from,
                                       const RancOptions& options, std::size_t cores);

/// What the files of all cores say together: see import_ranc. Throws FileFault.
void check_grid(const std::filesystem::path& folder, const std::vector<Core>& cores,
                const RancOptions& options);

}  // namespace engram::workloads::ranc
