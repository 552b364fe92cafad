#include <algorithm>

#include "brute_force_backward.hpp"

namespace engram::brute_force {
namespace {

/// Output channels of group `group` that the slice reaches into, and the first input channel held.
struct Held {
  const ConvGeometry& g;
  std::uint32_t plane, first_output, last_output;

  explicit Held(const SynapseMatrix& matrix)
      : g(matrix.conv->geometry),
        plane(g.out_height * g.out_width),
        first_output(matrix.conv->first_output),
        last_output(matrix.conv->first_output + matrix.targets - 1) {}
  bool channel(std::uint32_t c) const {
    return c >= first_output / plane && c <= last_output / plane;
  }
  std::uint32_t group(std::uint32_t c) const { return c / (g.out_channels / g.groups); }
  std::uint32_t lowest_of_group(std::uint32_t wanted) const {
    std::uint32_t c = 0;
    while (!channel(c) || group(c) != wanted) ++c;
    return c;
  }
  std::uint32_t first_input_channel() const {
    return group(first_output / plane) * (g.in_channels / g.groups);
  }
};

}  // namespace

StoredRows kernel(const SynapseMatrix& matrix) {
  const Held held(matrix);
  const ConvGeometry& g = held.g;
  const std::uint32_t per_group = g.in_channels / g.groups;
  StoredRows stored;
  stored.weight_bits = matrix.format.bits;
  for (std::uint32_t input = 0; input < g.in_channels; ++input) {
    std::vector<std::uint32_t> fed;  // output channels of the slice that this input feeds
    for (std::uint32_t c = 0; c < g.out_channels; ++c) {
      if (held.channel(c) && held.group(c) == input / per_group) fed.push_back(c);
    }
    if (fed.empty()) continue;
    stored.targets = std::max(stored.targets, static_cast<std::uint32_t>(fed.size()));
    for (std::uint32_t ky = 0; ky < g.kernel_height; ++ky) {
      for (std::uint32_t kx = 0; kx < g.kernel_width; ++kx) {
        auto& row = stored.rows.emplace_back();
        stored.slots.push_back(static_cast<std::uint32_t>(fed.size()));
        for (const std::uint32_t c : fed) {
          const std::size_t at =
              ((std::size_t{c} * per_group + input % per_group) * g.kernel_height + ky) *
                  g.kernel_width +
              kx;
          if (matrix.conv->kernel[at] != 0) row.emplace_back(c - fed[0], matrix.conv->kernel[at]);
        }
      }
    }
  }
  return stored;
}

Taps taps(const SynapseMatrix& matrix, std::uint32_t axon) {
  const Held held(matrix);
  const ConvGeometry& g = held.g;
  const std::int64_t input = matrix.conv->axon_input[axon];
  const std::int64_t in_channel = input / (g.in_height * g.in_width);
  Taps found;
  for (std::uint32_t output = held.first_output; output <= held.last_output; ++output) {
    const std::uint32_t c = output / held.plane;
    if (held.group(c) != in_channel / (g.in_channels / g.groups)) continue;
    const std::int64_t top = std::int64_t{output % held.plane / g.out_width} * g.stride_y - g.pad_y;
    const std::int64_t left = std::int64_t{output % g.out_width} * g.stride_x - g.pad_x;
    for (std::int64_t ky = 0; ky < g.kernel_height; ++ky) {
      for (std::int64_t kx = 0; kx < g.kernel_width; ++kx) {
        if (top + ky * g.dilation_y != input / g.in_width % g.in_height) continue;
        if (left + kx * g.dilation_x != input % g.in_width) continue;
        const std::int64_t row =
            ((in_channel - held.first_input_channel()) * g.kernel_height + ky) * g.kernel_width +
            kx;
        const std::uint32_t target = c - held.lowest_of_group(held.group(c));
        auto& range =
            found.try_emplace(static_cast<std::uint64_t>(row), target, target).first->second;
        range.first = std::min(range.first, target);
        range.second = std::max(range.second, target);
      }
    }
  }
  return found;
}

Column sources(const SynapseMatrix& matrix, std::uint32_t target) {
  const Held held(matrix);
  const ConvGeometry& g = held.g;
  const std::uint32_t output = held.first_output + target;
  const std::uint32_t c = output / held.plane;
  const std::int64_t top = std::int64_t{output % held.plane / g.out_width} * g.stride_y - g.pad_y;
  const std::int64_t left = std::int64_t{output % g.out_width} * g.stride_x - g.pad_x;
  Column column{c - held.lowest_of_group(held.group(c)), {}, {}};
  for (std::uint32_t axon = 0; axon < matrix.rows; ++axon) {
    const std::uint32_t input = matrix.conv->axon_input[axon];
    const std::uint32_t in_channel = input / (g.in_height * g.in_width);
    if (in_channel / (g.in_channels / g.groups) != held.group(c)) continue;
    for (std::uint32_t tap = 0; tap < g.kernel_height * g.kernel_width; ++tap) {
      const std::int64_t y = top + std::int64_t{tap / g.kernel_width} * g.dilation_y;
      const std::int64_t x = left + std::int64_t{tap % g.kernel_width} * g.dilation_x;
      if (y != input / g.in_width % g.in_height || x != input % g.in_width) continue;
      const std::uint64_t channels_before = in_channel - held.first_input_channel();
      column.rows.push_back(channels_before * g.kernel_height * g.kernel_width + tap);
      column.axons.push_back(axon);
    }
  }
  return column;
}

}  // namespace engram::brute_force
