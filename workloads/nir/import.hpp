#pragma once

#include <filesystem>

#include "workloads/hdf5/hdf5_file.hpp"
#include "workloads/network/dynamics.hpp"
#include "workloads/network/file_fault.hpp"
#include "workloads/network/network.hpp"
#include "workloads/nir/nir_options.hpp"

namespace engram::workloads {

/// Reads a NIR file (HDF5; format: neuromorphs/NIR, docs/source/primitives.md).
///
/// Populations are the Input and neuron nodes (IF, LIF, LI, CubaLIF, CubaLI, I, Threshold), by
/// their names; those with a plain edge to an Output are marked output. Nodes of a nested graph are
/// named "outer.inner".
///
/// A chain of linear nodes (Affine, Linear, Conv1d, Conv2d, SumPool2d, AvgPool2d, Flatten, Scale)
/// and Delays between two populations becomes one projection, named after its weighted nodes joined
/// by '+' (then ".2", ".3", ... where one chain serves several), or "source->target". Pooling
/// before the first weights stays pooling; all else is composed (linear_map.hpp). Biases, through
/// what follows them, go to the target population; they act from the first timestep on, also behind
/// a Delay. A Delay whose neurons differ makes one projection a delay. A chain that changes values
/// and ends at an Output gets a population of that name: a readout without memory, v = x.
///
/// Delays: those of Delay nodes; edges of a loop that no Delay breaks get the recurrent delay
/// (default 1) on top, all others what the preset says. Edge order and repeated edges do not
/// matter. Populations are numbered from the Inputs on, breadth first, by name.
///
/// Under an integer preset the network computes in integers (dynamics_fixed.hpp).
///
/// Throws FileFault with all faults that can be told at once: first those of the file and its nodes
/// (the first of each node), then those of the graph. Throws std::invalid_argument for a preset
/// that does not exist.
Network import_nir(const std::filesystem::path& file, const DynamicsChoice& dynamics,
                   const NirOptions& options = {});
/// The same of an open file.
Network import_nir(const Hdf5File& file, const DynamicsChoice& dynamics,
                   const NirOptions& options = {});

}  // namespace engram::workloads
