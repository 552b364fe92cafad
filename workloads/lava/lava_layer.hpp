#pragma once

#include <optional>
#include <string>
#include <vector>

#include "workloads/lava/lava_fields.hpp"
#include "workloads/network/geometry.hpp"
#include "workloads/network/integer_neuron.hpp"

namespace engram::workloads {

/// The neuron of a layer; its lists are not yet held against the size of the layer.
struct LavaNeuron {
  IntegerNeuron values;
  unsigned weight_shift = 0;  ///< wgtExp: a weight counts 2^wgtExp levels
};

/// One group /layer/<number> as it stands in the file, its own fields checked.
struct LavaLayer {
  enum class Kind { input, dense, conv, pool, flatten, average };
  std::string group;  ///< "/layer/3"
  std::string name;   ///< "conv3"
  Kind kind = Kind::dense;
  Shape shape;                              ///< of what leaves it
  std::vector<std::uint64_t> weight_shape;  ///< dense: (out, in); conv, pool: (out, in, ky, kx)
  std::vector<float> weights;               ///< input: of its one-to-one synapses
  std::vector<float> recurrent;             ///< dense_rec: (out, out)
  std::vector<std::int64_t> bias;           ///< empty: none
  std::vector<std::uint32_t> delays;        ///< of its axons; empty: none
  ConvWindow window;                        ///< conv, pool
  std::uint32_t groups = 1;                 ///< conv
  std::optional<LavaNeuron> neuron;         ///< absent: a layer without neurons
};

/// Reads every group below /layer in order of its number. Faults are appended; where there are any
/// the layers are good for nothing.
std::vector<LavaLayer> read_layers(const Hdf5File& file, std::vector<std::string>& faults);

/// Reads the group "neuron" of a layer.
std::optional<LavaNeuron> read_lava_neuron(const LavaFields& fields);

}  // namespace engram::workloads
