#pragma once

#include <filesystem>

#include "workloads/hdf5/hdf5_file.hpp"
#include "workloads/network/dynamics.hpp"
#include "workloads/network/file_fault.hpp"
#include "workloads/network/network.hpp"

namespace engram::workloads {

/// Reads a NIR file (HDF5; format: neuromorphs/NIR, docs/source/primitives.md).
///
/// Populations are the Input and neuron nodes (IF, LIF, LI, CubaLIF, CubaLI), by their names; those
/// with an edge to an Output are marked output. A chain of SumPool2d, AvgPool2d, Flatten, Scale and
/// one weighted node (Affine, Linear, Conv2d) between two populations becomes one projection, named
/// after the weighted node (".2", ".3", ... where one node serves several chains). Pooling stands
/// before the weights; averages and scales are folded into them. A chain without weights becomes
/// one-to-one synapses, named "source->target". Biases go to the target population.
///
/// Edges that close a loop (both ends in one strongly connected component) get the recurrent delay
/// (default 1), all others 0. Edge order and repeated edges do not matter. Populations are numbered
/// from the Inputs on, breadth first, by name.
///
/// Throws FileFault with all faults that can be told at once: first those of the file and its nodes
/// (the first of each node), then those of the graph.
Network import_nir(const std::filesystem::path& file, const DynamicsChoice& dynamics);
/// The same of an open file.
Network import_nir(const Hdf5File& file, const DynamicsChoice& dynamics);

}  // namespace engram::workloads
