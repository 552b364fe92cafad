#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "workloads/hdf5/hdf5_file.hpp"
#include "workloads/network/dynamics.hpp"
#include "workloads/network/geometry.hpp"
#include "workloads/nir/nir_options.hpp"

/// A NIR file as typed nodes and edges, checked field by field, before any meaning is given to it.
namespace engram::workloads {

/// The readings of an Input's shape, the likeliest first: (neurons), (channels, length) or
/// (channels, height, width), and the same without leading dimensions (batch, time).
struct NirInput {
  std::vector<Shape> shapes;
};
struct NirOutput {};

/// Input or Output of a nested graph. An Input's shape names the map of what passes.
struct NirPort {
  std::vector<Shape> shapes;
};

/// Affine, Linear: weight (batches, outputs, inputs), bias (batches, outputs) or empty. Batch b of
/// the outputs sees batch b of the inputs only (NIR: the leading dimensions of weight are those of
/// input and output too). A bias of as many values as there are inputs is kept: the matrix may turn
/// out to be transposed (NirOptions).
/// Weights of float32 stay as they are in the file, or in the file (NirOptions::parts_from): they
/// are most of what there is to read.
struct NirLinear {
  std::uint32_t batches = 1, outputs = 0, inputs = 0;
  std::variant<std::vector<float>, std::vector<double>, WeightSource> weight;
  std::vector<double> bias;
};

/// Conv1d (height 1), Conv2d: weight (out, in / groups, kh, kw). `same`: padding by name, so that
/// size is kept.
struct NirConv {
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

/// Numbers to be spread over a map, by the rules of NumPy (nir_fields.hpp, spread()).
struct NirScale {
  Hdf5Numbers factors;
};
struct NirDelay {
  Hdf5Numbers delays;  ///< seconds, or as NirOptions::time_unit says; none negative
};

struct NirNeuron {
  NeuronParameters parameters;
  std::uint64_t size = 1;  ///< largest parameter: 1 means broadcast
  bool scalar = true;      ///< all parameters are scalars, so that size 1 says nothing
};

struct NirNode {
  std::string path;  ///< "/node/nodes/<name>"
  std::variant<NirInput, NirOutput, NirPort, NirLinear, NirConv, NirPool, NirFlatten, NirScale,
               NirDelay, NirNeuron>
      content;
};

/// Nested graphs are dissolved: their nodes are named "outer.inner", and their Inputs and Outputs
/// have become ports.
struct NirGraph {
  std::map<std::string, NirNode> nodes;
  std::vector<std::pair<std::string, std::string>> edges;  ///< sorted, unique
  /// Names of nodes that `name` leads to, sorted.
  std::vector<std::string> successors(const std::string& name) const;
  /// Whether a single chain of edges leads from a population to `name`, so that following all paths
  /// meets it once at most.
  bool is_met_once(const std::string& name) const;
};

/// Throws FileFault with the first fault of each node and every fault of the edges.
NirGraph read_nir_graph(const Hdf5File& file, const NirOptions& options = {});

/// One node that is no graph, by its type; throws FileFault.
NirNode read_nir_node(const Hdf5File& file, const std::string& path,
                      const NirOptions& options = {});

}  // namespace engram::workloads
