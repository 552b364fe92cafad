#include "workloads/network/projection.hpp"

#include <algorithm>

namespace engram::workloads {
namespace {

/// First window of an axis that holds `place` (counted with padding): the windows up to
/// place / stride hold it too, until the map ends.
std::uint32_t first_window(std::uint32_t place, std::uint32_t kernel, std::uint32_t stride) {
  return place < kernel ? 0 : (place - kernel) / stride + 1;
}

/// Adds the pooled indices that input `index` of a stage becomes.
void pool(const AddressStage& stage, std::uint32_t index, std::vector<std::uint32_t>& out) {
  const Pool& p = stage.pool;
  const std::uint32_t channel = index / (stage.in.height * stage.in.width);
  const std::uint32_t y = index / stage.in.width % stage.in.height + p.pad_y;
  const std::uint32_t x = index % stage.in.width + p.pad_x;
  const std::uint32_t last_y = std::min(y / p.stride_y + 1, stage.out.height);
  const std::uint32_t last_x = std::min(x / p.stride_x + 1, stage.out.width);
  for (std::uint32_t oy = first_window(y, p.kernel_y, p.stride_y); oy < last_y; ++oy) {
    for (std::uint32_t ox = first_window(x, p.kernel_x, p.stride_x); ox < last_x; ++ox) {
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
    for (const std::uint32_t at : indices) {
      if (stage.lookup.empty()) {
        pool(stage, at, next);
      } else if (stage.lookup[at] != nowhere) {
        next.push_back(stage.lookup[at]);
      }
    }
    std::sort(next.begin(), next.end());
    indices = std::move(next);
  }
  return indices;
}

}  // namespace engram::workloads
