#include "workloads/compress/channels.hpp"

#include <algorithm>

namespace engram::workloads {

Channels::Channels(const Connection& connection, std::uint32_t channels_a_scale)
    : neurons_(outputs(connection)) {
  if (channels_a_scale == 0) return;
  std::uint64_t channels = neurons_, plane = 1, weights_a_channel = 0;
  if (const auto* dense = std::get_if<Dense>(&connection)) {
    weights_a_channel = dense->inputs;
  } else if (const auto* sparse = std::get_if<Sparse>(&connection)) {
    target_ = sparse->target.data();
  } else {
    const ConvGeometry& g = std::get<Conv2d>(connection).geometry;
    channels = g.out_channels;
    plane = std::uint64_t{g.out_height} * g.out_width;
    weights_a_channel = std::uint64_t{g.in_channels} / g.groups * g.kernel_height * g.kernel_width;
  }
  const std::uint64_t slice =
      std::clamp<std::uint64_t>(channels_a_scale, 1, std::max<std::uint64_t>(1, channels));
  count_ = (channels + slice - 1) / slice;
  neurons_ = plane * slice;
  weights_a_slice_ = weights_a_channel * slice;
}

std::uint64_t Channels::of(std::uint64_t index) const {
  if (target_ != nullptr) return target_[index] / neurons_;
  return weights_a_slice_ == 0 ? 0 : index / weights_a_slice_;
}

}  // namespace engram::workloads
