#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "workloads/hdf5/hdf5_file.hpp"
#include "workloads/network/dynamics.hpp"
#include "workloads/network/geometry.hpp"

/// A NIR file as typed nodes and edges, checked field by field, before any meaning is given to it.
namespace engram::workloads {

struct NirInput {
  Shape shape;
};
struct NirOutput {};

/// Affine, Linear: weight (outputs, inputs), bias (outputs) or empty.
struct NirLinear {
  std::uint32_t outputs = 0, inputs = 0;
  std::vector<double> weight, bias;
};

/// Conv2d: weight (out, in / groups, kh, kw). `same`: padding by name, so that size is kept.
struct NirConv2d {
  std::uint32_t in_channels = 0, out_channels = 0, groups = 1;
  ConvWindow window;
  bool same = false;
  std::optional<std::pair<std::uint32_t, std::uint32_t>> input_size;  ///< (height, width), if given
  std::vector<double> weight, bias;
};

struct NirPool {
  Pool pool;
  bool average = false;
};
/// Whatever its dimensions, flattening leaves C-order indices alone (real files disagree on
/// start_dim), so its fields are not read.
struct NirFlatten {};
struct NirScale {
  double factor = 1.0;
};
struct NirNeuron {
  NeuronParameters parameters;
  std::uint64_t size = 1;  ///< largest parameter: 1 means broadcast
};

struct NirNode {
  std::string path;  ///< "/node/nodes/<name>"
  std::variant<NirInput, NirOutput, NirLinear, NirConv2d, NirPool, NirFlatten, NirScale, NirNeuron>
      content;
};

struct NirGraph {
  std::map<std::string, NirNode> nodes;
  std::vector<std::pair<std::string, std::string>> edges;  ///< sorted, unique
  /// Names of nodes that `name` leads to, sorted.
  std::vector<std::string> successors(const std::string& name) const;
};

/// Throws FileFault with the first fault of each node and every fault of the edges.
NirGraph read_nir_graph(const Hdf5File& file);

/// One node, by its type; throws FileFault.
NirNode read_nir_node(const Hdf5File& file, const std::string& path);

}  // namespace engram::workloads
