#include "workloads/learn/connections/unfolding.hpp"

#include <algorithm>

namespace engram::workloads::learn {

Unfolding::Unfolding(const ConvGeometry& g)
    : geometry_(g),
      whole_maps_(g.stride_x == 1 && g.stride_y == 1 && g.in_width == g.out_width),
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

/// visit(to, from, count) for every run of output positions that reads the maps: where it begins
/// among the unfolded, where in the maps. A run is a line, or all lines of a tap.
template <class Visit>
void Unfolding::for_each_run(Visit visit) const {
  const ConvGeometry& g = geometry_;
  std::size_t plane = 0;
  for (std::uint32_t channel = 0; channel < g.in_channels / g.groups; ++channel) {
    for (const Reach& down : vertical_) {
      for (const Reach& across : horizontal_) {
        const std::uint32_t lines = down.end - down.begin, count = across.end - across.begin;
        std::size_t to = plane + std::size_t{down.begin} * g.out_width + across.begin;
        std::size_t from =
            (std::size_t{channel} * g.in_height + down.first) * g.in_width + across.first;
        plane += columns_;
        if (lines == 0 || count == 0) continue;
        if (whole_maps_) {
          visit(to, from, (lines - 1) * std::size_t{g.out_width} + count);
          continue;
        }
        for (std::uint32_t line = 0; line < lines; ++line) {
          visit(to, from, std::size_t{count});
          to += g.out_width;
          from += std::size_t{g.stride_y} * g.in_width;
        }
      }
    }
  }
}

/// Places in the padding that a run over several lines takes along.
template <class Scalar>
void Unfolding::clear_between_lines(Scalar* unfolded) const {
  if (!whole_maps_) return;
  const std::size_t width = geometry_.out_width;
  for (std::uint32_t channel = 0; channel < geometry_.in_channels / geometry_.groups; ++channel) {
    for (const Reach& down : vertical_) {
      for (const Reach& across : horizontal_) {
        const std::size_t gap = width - (across.end - across.begin);
        for (std::size_t line = down.begin; gap > 0 && line + 1 < down.end; ++line) {
          Scalar* const from = unfolded + line * width + across.end;
          for (std::size_t k = 0; k < gap; ++k) from[k] = 0;
        }
        unfolded += columns_;
      }
    }
  }
}

template <class Scalar>
void Unfolding::unfold(const Scalar* maps, Scalar* unfolded) const {
  const std::size_t stride = geometry_.stride_x;
  for_each_run([&](std::size_t to, std::size_t from, std::size_t count) {
    if (stride == 1) {
      std::copy_n(maps + from, count, unfolded + to);
    } else {
      for (std::size_t k = 0; k < count; ++k) unfolded[to + k] = maps[from + k * stride];
    }
  });
  clear_between_lines(unfolded);
}

template <class Scalar>
void Unfolding::fold(Scalar* unfolded, Scalar* maps) const {
  clear_between_lines(unfolded);
  const std::size_t stride = geometry_.stride_x;
  for_each_run([&](std::size_t to, std::size_t from, std::size_t count) {
    const Scalar* const __restrict read = unfolded + to;
    Scalar* const __restrict sum = maps + from;
    if (stride == 1) {
      for (std::size_t k = 0; k < count; ++k) sum[k] += read[k];
    } else {
      for (std::size_t k = 0; k < count; ++k) sum[k * stride] += read[k];
    }
  });
}

template void Unfolding::unfold(const float*, float*) const;
template void Unfolding::unfold(const double*, double*) const;
template void Unfolding::fold(float*, float*) const;
template void Unfolding::fold(double*, double*) const;

}  // namespace engram::workloads::learn
