#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "workloads/network/file_fault.hpp"
#include "workloads/network/network.hpp"

namespace engram::workloads {

/// What a lava-dl file does not say.
struct LavaOptions {
  /// Lava, Loihi and slayerPytorch: greater; lava-dl's own training (slayer CUBA): greater_equal.
  Compare compare = Compare::greater;
  /// Timesteps from a layer to the next; the first layer reads the input in its own step. 1 in
  /// lava-dl (delay_shift) and Lava.
  std::uint32_t layer_delay = 1;
  /// A spike needs more than vThMant << v_th_shift (Loihi, Lava, lava-dl: 6).
  unsigned v_th_shift = 6;
  /// (channels, height, width) of the events, where the file has no input layer. Needed by a first
  /// layer that is a convolution or pool.
  std::optional<Shape> input_shape;
  /// NumPy array (x, y, channel) of whole numbers, added to the membrane of the input layer's
  /// neurons every step, as Lava's netx gives an image to them. That layer then takes no events.
  std::filesystem::path input_bias;
};

/// Reads a network that lava-dl exported for Lava (`netx`, HDF5: /layer/<number>/...).
///
/// Layers in order of their numbers; types input, dense, dense_rec, conv, pool, flatten, average;
/// neurons CUBA and LOIHI (network/integer_neuron.hpp). Populations and projections have the name
/// of the layer, type and number ("conv1"), a recurrent projection ".recurrent" behind it, and one
/// that was split by axon delays ".delay3". Maps are (channel, y, x), kernels are not flipped.
/// Recurrent spikes arrive one step later. Axon delays of a layer's neurons add to the delay of
/// what leaves it, not to its own recurrence; those of the last layer only say when its output is
/// read and have no effect here. An average layer is a readout: one integrator a group, whose
/// membrane is the mean of the group's spikes, added up over the steps.
///
/// An input layer without neurons is the input population "input"; so is what stands before a file
/// without one. An input layer with neurons gets one synapse a neuron from "input", of its weight,
/// and its bias every step; or the constant `input_bias` alone.
///
/// Throws FileFault with all faults that can be told at once, each with its HDF5 path: unknown
/// types and neurons, layers that are missing, shapes that do not follow from each other, values
/// that are not whole or out of range.
Network import_lava(const std::filesystem::path& file, const LavaOptions& options);

}  // namespace engram::workloads
