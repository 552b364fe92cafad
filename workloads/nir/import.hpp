#pragma once

#include <filesystem>
#include <stdexcept>

#include "workloads/network/dynamics.hpp"
#include "workloads/network/network.hpp"

namespace engram::workloads {

/// A file that is no valid NIR graph, or that asks for what Engram has not. what() has one fault a
/// line: "file: /node/nodes/3/weight: what is wrong (found ..., expected ...)".
class NirFault : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Reads a NIR file (HDF5; reference: neuromorphs/NIR). Chains of pooling, flatten and one weighted
/// node between two populations become one projection, named after the weighted node (a chain
/// without weights becomes one-to-one). Biases go to the target population. Edges that close a loop
/// get the recurrent delay (default 1), all others 0.
Network import_nir(const std::filesystem::path& file, const DynamicsChoice& dynamics);

}  // namespace engram::workloads
