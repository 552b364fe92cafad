#include "workloads/reference/synapses.hpp"

namespace engram::workloads::reference {
namespace {

/// Sum of a window of the map `in` whose first place is (top, left); places beyond the border do
/// not exist.
std::uint64_t window_sum(const std::vector<std::uint64_t>& counts, const Shape& in,
                         std::uint32_t channel, std::int64_t top, std::int64_t left,
                         const Pool& pool) {
  std::uint64_t sum = 0;
  for (std::int64_t y = top; y < top + pool.kernel_y; ++y) {
    for (std::int64_t x = left; x < left + pool.kernel_x; ++x) {
      if (y < 0 || y >= in.height || x < 0 || x >= in.width) continue;
      sum += counts[(std::uint64_t{channel} * in.height + y) * in.width + x];
    }
  }
  return sum;
}

/// Every index has one place to go, or none.
std::vector<std::uint64_t> looked_up(const AddressStage& stage,
                                     const std::vector<std::uint64_t>& counts) {
  std::vector<std::uint64_t> sums(stage.out.size(), 0);
  for (std::size_t index = 0; index < counts.size(); ++index) {
    if (stage.lookup[index] != nowhere) sums[stage.lookup[index]] += counts[index];
  }
  return sums;
}

std::vector<std::uint64_t> pooled(const AddressStage& stage,
                                  const std::vector<std::uint64_t>& counts) {
  if (!stage.lookup.empty()) return looked_up(stage, counts);
  const Pool& pool = stage.pool;
  std::vector<std::uint64_t> sums;
  sums.reserve(stage.out.size());
  for (std::uint32_t channel = 0; channel < stage.out.channels; ++channel) {
    for (std::int64_t y = 0; y < stage.out.height; ++y) {
      for (std::int64_t x = 0; x < stage.out.width; ++x) {
        sums.push_back(window_sum(counts, stage.in, channel, y * pool.stride_y - pool.pad_y,
                                  x * pool.stride_x - pool.pad_x, pool));
      }
    }
  }
  return sums;
}

/// For every place of one axis, who reads it: tap k of output o reads o * stride + k * dilation -
/// pad.
std::vector<std::vector<Reading>> readings(std::uint32_t places, std::uint32_t outputs,
                                           std::uint32_t taps, std::uint32_t stride,
                                           std::uint32_t dilation, std::uint32_t pad) {
  std::vector<std::vector<Reading>> by_place(places);
  for (std::uint32_t position = 0; position < outputs; ++position) {
    for (std::uint32_t tap = 0; tap < taps; ++tap) {
      const std::int64_t place =
          std::int64_t{position} * stride + std::int64_t{tap} * dilation - pad;
      if (place >= 0 && place < places) by_place[place].push_back({position, tap});
    }
  }
  return by_place;
}

}  // namespace

std::vector<std::uint64_t> pooled(const std::vector<AddressStage>& stages,
                                  std::vector<std::uint64_t> counts) {
  for (const AddressStage& stage : stages) counts = pooled(stage, counts);
  return counts;
}

Synapses::Synapses(const Projection& projection)
    : projection_(projection),
      quantized_(projection.quantization.format.kind != WeightKind::float32) {
  if (const auto* conv = std::get_if<Conv2d>(&projection.connection)) {
    const ConvGeometry& g = conv->geometry;
    rows_ = readings(g.in_height, g.out_height, g.kernel_height, g.stride_y, g.dilation_y, g.pad_y);
    columns_ = readings(g.in_width, g.out_width, g.kernel_width, g.stride_x, g.dilation_x, g.pad_x);
  }
}

template <class Visit>
void Synapses::for_each_of(const Conv2d& conv, std::uint32_t input, Visit visit) const {
  const ConvGeometry& g = conv.geometry;
  const std::uint32_t x = input % g.in_width;
  const std::uint32_t y = input / g.in_width % g.in_height;
  const std::uint32_t channel = input / g.in_width / g.in_height;
  const std::uint32_t group_inputs = g.in_channels / g.groups;
  const std::uint32_t group_outputs = g.out_channels / g.groups;
  const std::uint32_t group = channel / group_inputs;
  for (std::uint32_t k = 0; k < group_outputs; ++k) {
    const std::uint64_t out = group * group_outputs + k;
    const std::uint64_t kernel = out * group_inputs + channel % group_inputs;
    for (const Reading& row : rows_[y]) {
      for (const Reading& column : columns_[x]) {
        visit((out * g.out_height + row.position) * g.out_width + column.position,
              (kernel * g.kernel_height + row.tap) * g.kernel_width + column.tap);
      }
    }
  }
}

/// Calls visit(target, weight index) for every synapse of one connection input.
template <class Visit>
void Synapses::for_each_of(std::uint32_t input, Visit visit) const {
  if (const auto* conv = std::get_if<Conv2d>(&projection_.connection)) {
    for_each_of(*conv, input, visit);
  } else if (const auto* dense = std::get_if<Dense>(&projection_.connection)) {
    for (std::uint64_t target = 0; target < dense->outputs; ++target) {
      visit(target, target * dense->inputs + input);
    }
  } else {
    const auto& sparse = std::get<Sparse>(projection_.connection);
    for (std::uint64_t at = sparse.row_begin[input]; at < sparse.row_begin[input + 1]; ++at) {
      visit(sparse.target[at], at);
    }
  }
}

void Synapses::visit(
    std::uint32_t input,
    const std::function<void(std::uint64_t target, std::uint64_t weight)>& each) const {
  for_each_of(input, each);
}

std::uint64_t Synapses::deliver(const std::vector<std::uint64_t>& counts,
                                Accumulators& into) const {
  const std::vector<float>& weight = weights(projection_.connection);
  const LevelArray& level = projection_.quantization.levels;
  const std::int64_t one = std::int64_t{1} << projection_.quantization.shift;
  std::uint64_t operations = 0;
  for (std::uint32_t input = 0; input < counts.size(); ++input) {
    const std::uint64_t count = counts[input];
    if (count == 0) continue;
    std::uint64_t synapses = 0;
    if (quantized_) {
      for_each_of(input, [&](std::uint64_t target, std::uint64_t at) {
        into.whole[target] += static_cast<std::int64_t>(count) * level[at] * one;
        if (level[at] != 0) ++synapses;
      });
    } else {
      const auto times = static_cast<double>(count);
      for_each_of(input, [&](std::uint64_t target, std::uint64_t at) {
        into.real[target] += times * static_cast<double>(weight[at]);
        if (weight[at] != 0) ++synapses;
      });
    }
    operations += synapses * count;
  }
  return operations;
}

}  // namespace engram::workloads::reference
