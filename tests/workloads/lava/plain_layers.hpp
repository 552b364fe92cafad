#pragma once

#include <cstdint>
#include <vector>

/// A lava-dl network evaluated from its definition, with nothing of the importer: maps as nested
/// loops over outputs, the integer neuron as its equations, delays as a look into the past.
namespace engram::workloads::plain {

struct Map {
  int channels = 1, height = 1, width = 1;
  int size() const { return channels * height * width; }
};

struct Layer {
  enum class Kind { dense, conv, pool } kind = Kind::dense;
  Map in, out;
  int kernel_y = 1, kernel_x = 1, stride = 1, padding = 0, dilation = 1, groups = 1;
  std::vector<int> weights;  ///< dense: (out, in); conv: (out, in / groups, ky, kx); pool: (ky, kx)
  std::vector<int> recurrent;                     ///< (out, out); empty: none
  std::vector<int> bias;                          ///< one a channel, or one a neuron
  std::vector<int> delays;                        ///< one a neuron, of its axon; empty: none
  std::vector<int> current_decay, voltage_decay;  ///< one a neuron
  int threshold = 1;
  int refractory = 0;
};

/// input[t][neuron] is a count; returns spikes[layer][t][neuron], 0 or 1.
using Trains = std::vector<std::vector<int>>;
std::vector<Trains> evaluate(const std::vector<Layer>& layers, const Trains& input, bool equal,
                             int layer_delay);

}  // namespace engram::workloads::plain
