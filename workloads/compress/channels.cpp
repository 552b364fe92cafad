#include "workloads/compress/channels.hpp"

namespace engram::workloads {

Channels::Channels(const Connection& connection, bool per_channel) : neurons_(outputs(connection)) {
  if (!per_channel) return;
  if (const auto* dense = std::get_if<Dense>(&connection)) {
    count_ = dense->outputs;
    neurons_ = 1;
    weights_a_channel_ = dense->inputs;
  } else if (const auto* sparse = std::get_if<Sparse>(&connection)) {
    count_ = sparse->outputs;
    neurons_ = 1;
    target_ = sparse->target.data();
  } else {
    const ConvGeometry& g = std::get<Conv2d>(connection).geometry;
    count_ = g.out_channels;
    neurons_ = std::uint64_t{g.out_height} * g.out_width;
    weights_a_channel_ = std::uint64_t{g.in_channels} / g.groups * g.kernel_height * g.kernel_width;
  }
}

std::uint64_t Channels::of(std::uint64_t index) const {
  if (target_ != nullptr) return target_[index];
  return weights_a_channel_ == 0 ? 0 : index / weights_a_channel_;
}

}  // namespace engram::workloads
