#pragma once

#include "workloads/network/network.hpp"

/// The body of for_each_synapse (network.hpp), one overload a kind of connection.
namespace engram::workloads::synapse_walk {

template <class Visit>
void walk(const Dense& dense, std::uint32_t input, Visit& visit) {
  for (std::uint32_t output = 0; output < dense.outputs; ++output) {
    visit(input, output, std::uint64_t{output} * dense.inputs + input);
  }
}

template <class Visit>
void walk(const Sparse& sparse, std::uint32_t input, Visit& visit) {
  for (std::uint64_t at = sparse.row_begin[input]; at < sparse.row_begin[input + 1]; ++at) {
    visit(input, sparse.target[at], at);
  }
}

/// Outputs of one axis whose taps read `input`: calls found(output, tap), ascending by output.
template <class Found>
void outputs_reading(std::uint32_t input, std::uint32_t outputs, std::uint32_t taps,
                     std::uint32_t stride, std::uint32_t dilation, std::uint32_t pad, Found found) {
  const std::uint64_t place = std::uint64_t{input} + pad;
  const std::uint64_t reach = std::uint64_t{taps - 1} * dilation;
  const std::uint64_t first = place <= reach ? 0 : (place - reach + stride - 1) / stride;
  for (std::uint64_t output = first; output < outputs && output * stride <= place; ++output) {
    const std::uint64_t offset = place - output * stride;
    if (offset % dilation == 0) {
      found(static_cast<std::uint32_t>(output), static_cast<std::uint32_t>(offset / dilation));
    }
  }
}

template <class Visit>
void walk(const Conv2d& conv, std::uint32_t input, Visit& visit) {
  const ConvGeometry& g = conv.geometry;
  const std::uint32_t channel = input / (g.in_height * g.in_width);
  const std::uint32_t y = input / g.in_width % g.in_height;
  const std::uint32_t x = input % g.in_width;
  const std::uint32_t inputs_a_group = g.in_channels / g.groups;
  const std::uint32_t outputs_a_group = g.out_channels / g.groups;
  const std::uint32_t first_out = channel / inputs_a_group * outputs_a_group;
  for (std::uint32_t out = first_out; out < first_out + outputs_a_group; ++out) {
    const std::uint64_t kernel =
        (std::uint64_t{out} * inputs_a_group + channel % inputs_a_group) * g.kernel_height;
    outputs_reading(y, g.out_height, g.kernel_height, g.stride_y, g.dilation_y, g.pad_y,
                    [&](std::uint32_t oy, std::uint32_t ky) {
                      outputs_reading(x, g.out_width, g.kernel_width, g.stride_x, g.dilation_x,
                                      g.pad_x, [&](std::uint32_t ox, std::uint32_t kx) {
                                        visit(input, (out * g.out_height + oy) * g.out_width + ox,
                                              (kernel + ky) * g.kernel_width + kx);
                                      });
                    });
  }
}

}  // namespace engram::workloads::synapse_walk

namespace engram::workloads {

template <class Visit>
void for_each_synapse(const Connection& connection, std::uint32_t input, Visit visit) {
  std::visit([&](const auto& kind) { synapse_walk::walk(kind, input, visit); }, connection);
}

}  // namespace engram::workloads
