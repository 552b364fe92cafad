#include "workloads/network/projection.hpp"

#include <algorithm>

namespace engram::workloads {
namespace {

/// Adds the pooled indices that input `index` of a stage becomes.
void pool(const AddressStage& stage, std::uint32_t index, std::vector<std::uint32_t>& out) {
  const std::uint32_t channel = index / (stage.in.height * stage.in.width);
  const std::uint32_t y = index / stage.in.width % stage.in.height + stage.pool.pad_y;
  const std::uint32_t x = index % stage.in.width + stage.pool.pad_x;
  for (std::uint32_t oy = 0; oy < stage.out.height; ++oy) {
    const std::uint32_t top = oy * stage.pool.stride_y;
    if (top > y) break;
    if (y - top >= stage.pool.kernel_y) continue;
    for (std::uint32_t ox = 0; ox < stage.out.width; ++ox) {
      const std::uint32_t left = ox * stage.pool.stride_x;
      if (left > x) break;
      if (x - left >= stage.pool.kernel_x) continue;
      out.push_back((channel * stage.out.height + oy) * stage.out.width + ox);
    }
  }
}

}  // namespace

std::string to_string(const Shape& shape) {
  return "(" + std::to_string(shape.channels) + ", " + std::to_string(shape.height) + ", " +
         std::to_string(shape.width) + ")";
}

std::uint64_t inputs(const Connection& connection) {
  if (const auto* conv = std::get_if<Conv2d>(&connection)) {
    const ConvGeometry& g = conv->geometry;
    return std::uint64_t{g.in_channels} * g.in_height * g.in_width;
  }
  if (const auto* dense = std::get_if<Dense>(&connection)) return dense->inputs;
  return std::get<Sparse>(connection).inputs;
}

std::uint64_t outputs(const Connection& connection) {
  if (const auto* conv = std::get_if<Conv2d>(&connection)) {
    const ConvGeometry& g = conv->geometry;
    return std::uint64_t{g.out_channels} * g.out_height * g.out_width;
  }
  if (const auto* dense = std::get_if<Dense>(&connection)) return dense->outputs;
  return std::get<Sparse>(connection).outputs;
}

const std::vector<float>& weights(const Connection& connection) {
  return std::visit([](const auto& kind) -> const std::vector<float>& { return kind.weights; },
                    connection);
}

std::vector<float>& weights(Connection& connection) {
  return std::visit([](auto& kind) -> std::vector<float>& { return kind.weights; }, connection);
}

std::vector<std::uint32_t> rewrite_address(const std::vector<AddressStage>& stages,
                                           std::uint32_t index) {
  std::vector<std::uint32_t> indices{index};
  for (const AddressStage& stage : stages) {
    std::vector<std::uint32_t> next;
    for (const std::uint32_t at : indices) pool(stage, at, next);
    std::sort(next.begin(), next.end());
    indices = std::move(next);
  }
  return indices;
}

}  // namespace engram::workloads
