#include "memory/kernel_shape.hpp"

#include <algorithm>

namespace engram {

KernelShape::KernelShape(const ConvSlice& slice, std::uint32_t slice_targets)
    : kernel_height_(slice.geometry.kernel_height),
      kernel_width_(slice.geometry.kernel_width),
      inputs_per_group_(slice.geometry.in_channels / slice.geometry.groups),
      outputs_per_group_(slice.geometry.out_channels / slice.geometry.groups) {
  const std::uint32_t plane = slice.geometry.out_height * slice.geometry.out_width;
  first_channel = slice.first_output / plane;
  last_channel = (slice.first_output + std::max(1U, slice_targets) - 1) / plane;
  const std::uint32_t first_group = first_channel / outputs_per_group_;
  const std::uint32_t last_group = last_channel / outputs_per_group_;
  first_input_channel = first_group * inputs_per_group_;
  input_channels = (last_group - first_group + 1) * inputs_per_group_;
  rows = input_channels * kernel_height_ * kernel_width_;
  for (std::uint32_t group = first_group; group <= last_group; ++group) {
    const Channels channels = channels_of(group * inputs_per_group_);
    targets = std::max(targets, channels.high - channels.low);
  }
}

KernelShape::Channels KernelShape::channels_of(std::uint32_t input) const {
  const std::uint32_t group = input / inputs_per_group_;
  return {std::max(first_channel, group * outputs_per_group_),
          std::min(last_channel + 1, (group + 1) * outputs_per_group_)};
}

SynapseMatrix kernel_matrix(const ConvSlice& slice, WeightFormat format,
                            std::uint32_t slice_targets) {
  const ConvGeometry& g = slice.geometry;
  const KernelShape shape(slice, slice_targets);
  const std::uint32_t per_group = g.in_channels / g.groups;
  SynapseMatrix matrix;
  matrix.rows = shape.rows;
  matrix.targets = shape.targets;
  matrix.format = format;
  matrix.row_begin.push_back(0);
  for (std::uint32_t k = 0; k < shape.input_channels; ++k) {
    const std::uint32_t input = shape.first_input_channel + k;
    const KernelShape::Channels channels = shape.channels_of(input);
    for (std::uint32_t tap = 0; tap < g.kernel_height * g.kernel_width; ++tap) {
      for (std::uint32_t channel = channels.low; channel < channels.high; ++channel) {
        const std::size_t at = (std::size_t{channel} * per_group + input % per_group) *
                                   g.kernel_height * g.kernel_width +
                               tap;
        if (slice.kernel[at] == 0) continue;
        matrix.target.push_back(channel - channels.low);
        matrix.code.push_back(slice.kernel[at]);
      }
      matrix.row_begin.push_back(matrix.target.size());
    }
  }
  return matrix;
}

}  // namespace engram
