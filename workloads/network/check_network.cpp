#include "workloads/network/check_network.hpp"

#include <algorithm>
#include <utility>

#include "workloads/network/geometry.hpp"

namespace engram::workloads {
namespace {

using Faults = std::vector<std::string>;

bool fits(const Shape& shape) {
  const std::uint64_t plane = std::uint64_t{shape.height} * shape.width;
  return plane <= largest_map && plane * shape.channels <= largest_map && shape.size() > 0;
}

/// A population of the same shape, or a flat one of the same size.
bool serves(const Shape& population, const Shape& map) {
  const bool flat = population.height == 1 && population.width == 1;
  return population == map || (flat && population.size() == map.size());
}

void check_dense(const Dense& dense, Faults& faults) {
  const std::uint64_t expected = std::uint64_t{dense.inputs} * dense.outputs;
  const std::uint64_t found = dense.source ? dense.source.count : dense.weights.size();
  if (found != expected) {
    faults.push_back("has " + std::to_string(found) + " weights, its shape needs " +
                     std::to_string(expected));
  }
}

void check_conv(const Conv2d& conv, Faults& faults) {
  const ConvGeometry& g = conv.geometry;
  if (g.groups == 0 || g.in_channels % g.groups != 0 || g.out_channels % g.groups != 0) {
    faults.push_back("groups (" + std::to_string(g.groups) + ") do not divide the channels");
    return;
  }
  if (g.kernel_height == 0 || g.kernel_width == 0 || g.stride_y == 0 || g.stride_x == 0 ||
      g.dilation_y == 0 || g.dilation_x == 0) {
    faults.push_back("kernel, stride and dilation must be at least 1");
  }
  if (conv.weights.size() != kernel_size(g)) {
    faults.push_back("has " + std::to_string(conv.weights.size()) + " weights, its kernel needs " +
                     std::to_string(kernel_size(g)));
  }
}

void check_sparse(const Sparse& sparse, Faults& faults) {
  if (sparse.row_begin.size() != std::uint64_t{sparse.inputs} + 1 ||
      sparse.row_begin.front() != 0 || sparse.row_begin.back() != sparse.target.size() ||
      sparse.target.size() != sparse.weights.size()) {
    faults.push_back("its rows, targets and weights do not have matching sizes");
    return;
  }
  for (std::uint32_t row = 0; row < sparse.inputs; ++row) {
    const std::uint64_t begin = sparse.row_begin[row], end = sparse.row_begin[row + 1];
    if (end < begin || end > sparse.target.size()) {
      faults.push_back("row " + std::to_string(row) + " ends before it begins");
      return;
    }
    for (std::uint64_t at = begin; at < end; ++at) {
      const bool rises = at == begin || sparse.target[at] > sparse.target[at - 1];
      if (rises && sparse.target[at] < sparse.outputs) continue;
      faults.push_back("row " + std::to_string(row) + " must list targets below " +
                       std::to_string(sparse.outputs) + " in ascending order, each once");
      return;
    }
  }
}

void check_connection(const Connection& connection, Faults& faults) {
  if (const auto* dense = std::get_if<Dense>(&connection)) check_dense(*dense, faults);
  if (const auto* conv = std::get_if<Conv2d>(&connection)) check_conv(*conv, faults);
  if (const auto* sparse = std::get_if<Sparse>(&connection)) check_sparse(*sparse, faults);
}

bool legal(const AddressStage& stage) {
  if (!fits(stage.in) || !fits(stage.out)) return false;
  if (!stage.lookup.empty()) {
    return stage.lookup.size() == stage.in.size() &&
           std::all_of(stage.lookup.begin(), stage.lookup.end(),
                       [&](std::uint32_t to) { return to == nowhere || to < stage.out.size(); });
  }
  const Pool& pool = stage.pool;
  return stage.in.channels == stage.out.channels && pool.kernel_y > 0 && pool.kernel_x > 0 &&
         pool.stride_y > 0 && pool.stride_x > 0;
}

void check_ends(const Population& source, const Population& target, const Projection& projection,
                Faults& faults) {
  Shape shape = source.shape;
  for (const AddressStage& stage : projection.stages) {
    if (!serves(shape, stage.in)) {
      faults.push_back("a pooling stage takes " + to_string(stage.in) + ", it is given " +
                       to_string(shape));
    }
    if (!legal(stage)) {
      faults.push_back("a pooling stage from " + to_string(stage.in) + " to " +
                       to_string(stage.out) + " is not legal");
    }
    shape = stage.out;
  }
  const auto* conv = std::get_if<Conv2d>(&projection.connection);
  const auto as_map = [](std::uint64_t size) {
    return Shape{static_cast<std::uint32_t>(size), 1, 1};
  };
  const Shape in = conv ? input_shape(conv->geometry) : as_map(inputs(projection.connection));
  const Shape out = conv ? output_shape(conv->geometry) : as_map(outputs(projection.connection));
  if (conv ? !serves(shape, in) : shape.size() != in.size()) {
    faults.push_back("takes " + std::to_string(in.size()) + " inputs " + to_string(in) +
                     ", population '" + source.name + "' gives " + std::to_string(shape.size()) +
                     " " + to_string(shape));
  }
  if (conv ? !serves(target.shape, out) : target.shape.size() != out.size()) {
    faults.push_back("has " + std::to_string(out.size()) + " outputs " + to_string(out) +
                     ", population '" + target.name + "' has " +
                     std::to_string(target.shape.size()) + " neurons " + to_string(target.shape));
  }
  if (target.step.model == NeuronModel::input) {
    faults.push_back("ends in input population '" + target.name + "'");
  }
}

Faults prefixed(const std::string& prefix, Faults faults) {
  for (std::string& fault : faults) fault = prefix + fault;
  return faults;
}

void check_powers(const Quantization& quantization, Faults& faults) {
  if (quantization.format.kind != WeightKind::power_of_two) return;
  if (quantization.format.bits < 2 || quantization.format.bits > kMostPowerBits) {
    faults.push_back("has power_of_two weights of " + std::to_string(quantization.format.bits) +
                     " bits (expected 2 to 5)");
    return;
  }
  for (const std::int32_t level : quantization.levels) {
    if (is_level(quantization.format, level)) continue;
    faults.push_back("has level " + std::to_string(level) + ", which " +
                     to_string(quantization.format) + " has no code for");
    return;
  }
}

}  // namespace

std::vector<std::string> population_faults(const Population& population) {
  Faults faults;
  if (population.name.empty()) faults.push_back("has no name");
  if (!fits(population.shape)) {
    faults.push_back("its shape " + to_string(population.shape) + " must have 1 to " +
                     std::to_string(largest_map) + " neurons");
    return prefixed("population '" + population.name + "': ", std::move(faults));
  }
  const NeuronStep& s = population.step;
  const std::pair<const char*, const PerNeuron*> parameters[] = {
      {"current decay", &s.current_decay},
      {"current gain", &s.current_gain},
      {"membrane decay", &s.membrane_decay},
      {"membrane gain", &s.membrane_gain},
      {"membrane offset", &s.membrane_offset},
      {"threshold", &s.threshold},
      {"reset value", &s.reset_value},
      {"bias", &s.bias},
      {"unit", &population.unit},
      {"low threshold", s.low_threshold ? &*s.low_threshold : &s.bias},
      {"low reset", &s.low_reset},
      {"clip", s.clip_low ? &*s.clip_low : &s.bias}};
  for (const auto& [name, values] : parameters) {
    if (values->size() == 1 || values->size() == population.shape.size()) continue;
    faults.push_back(std::string(name) + " has " + std::to_string(values->size()) + " values for " +
                     std::to_string(population.shape.size()) + " neurons");
  }
  return prefixed("population '" + population.name + "': ", std::move(faults));
}

std::vector<std::string> projection_faults(const Population& source, const Population& target,
                                           const Projection& projection) {
  Faults faults;
  if (projection.name.empty()) faults.push_back("has no name");
  check_ends(source, target, projection, faults);
  check_connection(projection.connection, faults);
  const std::size_t levels = projection.quantization.levels.size();
  if (projection.quantization.format.kind != WeightKind::float32 &&
      levels != weight_count(projection)) {
    faults.push_back("has " + std::to_string(levels) + " levels for " +
                     std::to_string(weight_count(projection)) + " weights");
  }
  if (faults.empty()) check_powers(projection.quantization, faults);
  if (faults.empty()) check_codebook(projection, faults);
  return prefixed("projection '" + projection.name + "': ", std::move(faults));
}

std::string lines(const std::vector<std::string>& faults) {
  std::string text;
  for (const std::string& fault : faults) text += (text.empty() ? "" : "\n") + fault;
  return text;
}

}  // namespace engram::workloads
