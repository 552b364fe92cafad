#include "workloads/learn/connections/unfolding.hpp"

#include <algorithm>

namespace engram::workloads::learn {

Unfolding::Unfolding(const ConvGeometry& g)
    : geometry_(g),
      rows_(std::size_t{g.in_channels} / g.groups * g.kernel_height * g.kernel_width),
      columns_(std::size_t{g.out_height} * g.out_width),
      vertical_(
          reaches(g.in_height, g.out_height, g.kernel_height, g.stride_y, g.dilation_y, g.pad_y)),
      horizontal_(
          reaches(g.in_width, g.out_width, g.kernel_width, g.stride_x, g.dilation_x, g.pad_x)) {}

std::vector<Unfolding::Reach> Unfolding::reaches(std::uint32_t inputs, std::uint32_t outputs,
                                                 std::uint32_t taps, std::uint32_t stride,
                                                 std::uint32_t dilation, std::uint32_t pad) {
  std::vector<Reach> all(taps);
  for (std::uint32_t tap = 0; tap < taps; ++tap) {
    const std::int64_t offset = std::int64_t{tap} * dilation - pad;
    const auto place = [&](std::uint32_t position) {
      return std::int64_t{position} * stride + offset;
    };
    Reach& reach = all[tap];
    while (reach.begin < outputs && place(reach.begin) < 0) ++reach.begin;
    reach.end = reach.begin;
    while (reach.end < outputs && place(reach.end) < inputs) ++reach.end;
    if (reach.begin < reach.end) reach.first = static_cast<std::uint32_t>(place(reach.begin));
  }
  return all;
}

/// visit(line, first, reach) for every line of output positions that reads the maps: where it
/// begins among the unfolded, where the first place it reads lies in the maps.
template <class Visit>
void Unfolding::for_each_line(Visit visit) const {
  const ConvGeometry& g = geometry_;
  std::size_t line = 0;
  for (std::uint32_t channel = 0; channel < g.in_channels / g.groups; ++channel) {
    for (const Reach& down : vertical_) {
      for (const Reach& across : horizontal_) {
        for (std::uint32_t y = 0; y < g.out_height; ++y, line += g.out_width) {
          if (y < down.begin || y >= down.end || across.begin == across.end) continue;
          const std::size_t place = down.first + std::size_t{y - down.begin} * g.stride_y;
          visit(line, (channel * std::size_t{g.in_height} + place) * g.in_width + across.first,
                across);
        }
      }
    }
  }
}

template <class Scalar>
void Unfolding::unfold(const Scalar* maps, Scalar* unfolded) const {
  const std::size_t stride = geometry_.stride_x;
  for_each_line([&](std::size_t line, std::size_t first, const Reach& across) {
    Scalar* to = unfolded + line + across.begin;
    const std::size_t count = across.end - across.begin;
    if (stride == 1) {
      std::copy_n(maps + first, count, to);
    } else {
      for (std::size_t k = 0; k < count; ++k) to[k] = maps[first + k * stride];
    }
  });
}

template <class Scalar>
void Unfolding::fold(const Scalar* unfolded, Scalar* maps) const {
  const std::size_t stride = geometry_.stride_x;
  for_each_line([&](std::size_t line, std::size_t first, const Reach& across) {
    const Scalar* from = unfolded + line + across.begin;
    const std::size_t count = across.end - across.begin;
    Scalar* to = maps + first;
    if (stride == 1) {
      for (std::size_t k = 0; k < count; ++k) to[k] += from[k];
    } else {
      for (std::size_t k = 0; k < count; ++k) to[k * stride] += from[k];
    }
  });
}

template void Unfolding::unfold(const float*, float*) const;
template void Unfolding::unfold(const double*, double*) const;
template void Unfolding::fold(const float*, float*) const;
template void Unfolding::fold(const double*, double*) const;

}  // namespace engram::workloads::learn
