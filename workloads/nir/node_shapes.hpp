#pragma once

#include <optional>
#include <vector>

#include "workloads/network/network.hpp"

/// Which nodes of an exported graph are maps (channels, height, width) and which are flat: NIR has
/// a Flatten, but no way back, and every edge must join equal shapes.
namespace engram::workloads {

/// How a projection is written.
enum class NirForm {
  conv2d,  ///< pooling, then a Conv2d; from map to map
  scale,   ///< pooling, then one weight a neuron; keeps the shape
  matrix   ///< flattened, then a dense matrix; with the pooling in it where the source is flat
};

struct NodeShapes {
  std::vector<std::optional<Shape>> map;  ///< by population; absent: flat
  std::vector<NirForm> form;              ///< by projection
  std::vector<bool> unrolled;             ///< by projection: form matrix, pooling or kernel inside
  /// The projection that carries the bias of a population, where there is a bias and one can.
  std::vector<std::optional<std::size_t>> bias_carrier;
};

NodeShapes choose_node_shapes(const Network& network);

/// Whether each neuron leads to the neuron of its own index alone, and there is a weight for each.
bool is_one_to_one(const Connection& connection);

/// Neurons a channel of a convolution's output.
std::uint64_t plane_of(const ConvGeometry& geometry);

/// (c, h, w), or (n) where `map` is absent.
std::vector<std::uint64_t> dimensions(const std::optional<Shape>& map, std::uint64_t neurons);

/// Whether windows are as pool_stage and conv_geometry or same_conv_geometry make them.
bool is_plain(const AddressStage& stage);
bool is_plain(const ConvGeometry& geometry);
bool is_same_padded(const ConvGeometry& geometry);

}  // namespace engram::workloads
