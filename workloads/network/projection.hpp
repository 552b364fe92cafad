#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "memory/synapse_matrix.hpp"
#include "workloads/network/level_array.hpp"
#include "workloads/network/weight_source.hpp"

namespace engram::workloads {

/// (channels, height, width) of a map, C order; a vector of n neurons is {n, 1, 1}.
struct Shape {
  std::uint32_t channels = 0, height = 1, width = 1;
  std::uint64_t size() const { return std::uint64_t{channels} * height * width; }
  friend bool operator==(const Shape&, const Shape&) = default;
};
std::string to_string(const Shape& shape);

/// Sum pooling: rewrites an event's address (DESIGN definition 10). Windows beyond the border do
/// not exist; overlapping windows turn one event into several.
struct Pool {
  std::uint32_t kernel_y = 1, kernel_x = 1, stride_y = 1, stride_x = 1, pad_y = 0, pad_x = 0;
};

/// In AddressStage::lookup: the event reaches nothing.
inline constexpr std::uint32_t nowhere = ~std::uint32_t{0};

/// Address rewriting between a source population and the weighted connection, in order. Flattening
/// keeps C-order indices, so it only changes the shape and needs no entry.
struct AddressStage {
  Shape in, out;
  Pool pool;
  /// Not empty: in place of the pool, index i becomes lookup[i] (below out.size()), or reaches
  /// `nowhere`. Several may become the same.
  std::vector<std::uint32_t> lookup = {};
};

/// weights[out * inputs + in].
struct Dense {
  std::uint32_t inputs = 0, outputs = 0;
  std::vector<float> weights;
  /// Where the weights come from while they are not there: only in a network that was asked for
  /// like that, until it is compressed.
  WeightSource source = {};
};

/// Listed synapses in compressed rows by presynaptic neuron; a listed weight may be 0.
struct Sparse {
  std::uint32_t inputs = 0, outputs = 0;
  std::vector<std::uint64_t> row_begin;
  std::vector<std::uint32_t> target;
  std::vector<float> weights;
};

/// weights[((out * in/groups + in) * kh + ky) * kw + kx].
struct Conv2d {
  ConvGeometry geometry;
  std::vector<float> weights;
};

using Connection = std::variant<Dense, Sparse, Conv2d>;

/// How weights became stored codes. Weight w is stored as level round(w / scale); the accumulator
/// adds level << shift, in units of the target population's `unit` (Population::unit).
struct Quantization {
  WeightFormat format;        ///< float32: levels, shifts are unused
  LevelArray levels;          ///< parallel to the connection's weights
  std::vector<double> scale;  ///< one, or one an output channel (dense: an output neuron)
  unsigned shift = 0;
  /// Format codebook: `levels` are the weights all the same, and level 0 is no synapse. codes[k] is
  /// 0 where levels[k] is 0, else names the entry of the target's table that holds it. Tables are
  /// those of the whole projection (shape.first 0), axon types by connection input.
  std::vector<std::uint32_t> codes = {};
  std::optional<Codebook> codebook = std::nullopt;
};

struct Projection {
  std::string name;                  ///< unique; e.g. the name of the weighted NIR node
  std::uint32_t delay = 0;           ///< timesteps
  std::vector<AddressStage> stages;  ///< before the connection
  Connection connection;
  Quantization quantization;  ///< format float32 until compressed
  std::string origin;         ///< where it came from, for messages ("/node/nodes/3")
};

std::uint64_t inputs(const Connection& connection);
std::uint64_t outputs(const Connection& connection);
const std::vector<float>& weights(const Connection& connection);
std::vector<float>& weights(Connection& connection);

/// The connection-input indices that an event of source neuron `index` becomes: ascending, and one
/// a path, so an index repeats where two overlapping stages lead to it twice. Empty where no window
/// holds the neuron. Precondition: stages as Network::connect takes them.
std::vector<std::uint32_t> rewrite_address(const std::vector<AddressStage>& stages,
                                           std::uint32_t index);

}  // namespace engram::workloads
