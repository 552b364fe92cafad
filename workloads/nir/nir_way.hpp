#pragma once

#include <optional>
#include <string>
#include <vector>

#include "workloads/nir/linear_map.hpp"
#include "workloads/nir/nir_graph.hpp"
#include "workloads/nir/nir_paths.hpp"

namespace engram::workloads {

/// Largest map, in neurons: 2^24. Throws NetworkFault for a larger one.
inline constexpr std::uint64_t largest_nir_map = std::uint64_t{1} << 24;
void check_map_size(const Shape& shape);

/// What the nodes met since a population do to its spikes: pooling, then a linear map, biases, a
/// delay. Every pass_ function appends one node, in double. They throw NetworkFault, the text
/// beginning with the field at fault.
class NirWay {
 public:
  explicit NirWay(const Shape& shape) : shape_(shape), pooled_(shape) {}

  void pass_linear(const std::string& name, NirLinear linear, bool accept_transposed);
  void pass_conv(const std::string& name, const NirConv& conv);
  void pass_pool(const NirPool& node);
  void pass_scale(const NirScale& scale);
  void pass_flatten() { shape_ = {static_cast<std::uint32_t>(shape_.size()), 1, 1}; }
  void pass_port(const NirPort& port);
  /// One way for every delay that occurs: each takes the places that have it.
  std::vector<NirWay> pass_delay(const NirDelay& delay, double dt, bool unit_is_stated) const;

  /// The node is part of what follows the biases so far.
  void extend_keys(const std::string& name);

  const Shape& shape() const { return shape_; }
  bool plain() const {
    return !map_ && !as_read_ && stages_.empty() && factor_ == 1.0 && delay_ == 0;
  }
  /// Names of the weighted nodes, joined by '+'; empty: none.
  const std::string& weighted() const { return weighted_; }
  const std::string& first_weighted() const { return first_weighted_; }
  std::uint64_t weight_count() const;
  /// The weights are those of one node.
  bool as_in_file() const { return !weighted_.empty() && !composed_; }
  /// Moves stages, connection, delay, shape and biases out.
  void end(NirPath& path);

 private:
  /// A first map of float32, while nothing is multiplied into it.
  struct AsRead {
    decltype(LinearMap::form) form;
    std::vector<float> weights;
    WeightSource source;  ///< in their place
  };
  void append(LinearMap map);
  void append_matrix(NirLinear linear);
  void name_weighted(const std::string& name, std::vector<double> bias);
  /// Makes `as_read_` a map as all others.
  void widen();

  Shape shape_;
  Shape pooled_;  ///< of the population, or what pooling made of it: what the map takes
  std::vector<AddressStage> stages_;
  double factor_ = 1.0;           ///< of average pooling and scales before the map
  std::optional<LinearMap> map_;  ///< one of the two, or none
  std::optional<AsRead> as_read_;
  std::vector<NirBias> biases_;
  std::uint32_t delay_ = 0;
  bool composed_ = false;
  std::string weighted_, first_weighted_;
};

}  // namespace engram::workloads
