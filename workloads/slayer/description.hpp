#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "workloads/network/geometry.hpp"
#include "workloads/network/neuron.hpp"

/// What SLAYER's text weights do not say: shapes and neurons.
namespace engram::workloads {

/// Whole numbers, as network/integer_neuron.hpp says.
struct SlayerNeuron {
  std::int64_t current_decay = 1024, voltage_decay = 128, threshold = 80;
  Compare compare = Compare::greater;
  friend bool operator==(const SlayerNeuron&, const SlayerNeuron&) = default;
};

struct SlayerLayer {
  enum class Kind { dense, conv, pool, flatten };
  Kind kind = Kind::dense;
  std::string name;                    ///< of population and projection
  std::filesystem::path weights;       ///< text, C order; a pool may have `weight` instead
  std::optional<std::int64_t> weight;  ///< pool: of every tap
  std::uint32_t outputs = 0;           ///< dense: neurons; conv: channels
  ConvWindow window;                   ///< conv, pool
  std::uint32_t groups = 1;            ///< conv
  std::optional<std::uint32_t> delay;  ///< timesteps from the layer before; absent: 0 in the first
                                       ///< layer with neurons, 1 in all others
  SlayerNeuron neuron;
  std::string place;  ///< of this layer in its description, for faults
};

struct SlayerNetwork {
  Shape input;
  std::vector<SlayerLayer> layers;
};

}  // namespace engram::workloads
