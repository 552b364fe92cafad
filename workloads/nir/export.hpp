#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "workloads/network/file_fault.hpp"
#include "workloads/network/network.hpp"

namespace engram::workloads {

/// How time constants stand for the decays of a network: the rule by which an importer turns them
/// into factors again (presets norse, snntorch, nir: Euler; sinabs, rockpool: exponential).
enum class NirDecay {
  euler,       ///< decay = 1 - dt / tau
  exponential  ///< decay = exp(-dt / tau)
};

struct NirExport {
  double dt = 1e-3;  ///< seconds a timestep, above 0
  NirDecay decay = NirDecay::euler;
};

/// Most weights of a projection that NIR can only say as a dense matrix.
inline constexpr std::uint64_t largest_matrix = std::uint64_t{1} << 26;

/// Writes a network as a NIR graph for any tool (nir 1.0: float arrays of the shape of their
/// population, Input and Output nodes, an edge list). Populations are Input and neuron nodes of
/// their own names; a projection is a chain of Delay, SumPool2d, Flatten and one weighted node
/// (Conv2d, Linear, Affine, Scale, or none) named after it. NIR has no sparse matrix and no way
/// back from flat to a map: such projections become dense matrices. Levels of a quantized network
/// are written as the weights that they stand for, thresholds in the same units.
///
/// What NIR cannot say goes under /node/metadata/engram: with it the preset "engram" of import_nir
/// gives back the same network, spike for spike. Returned is what other tools will therefore not
/// know, a line a thing.
///
/// `file` appears complete or not at all. Throws NetworkFault (all faults: a decay outside 0 to 1,
/// a matrix beyond largest_matrix, no population) and FileFault (cannot be written).
std::vector<std::string> export_nir(const Network& network, const NirExport& options,
                                    const std::filesystem::path& file);

}  // namespace engram::workloads
