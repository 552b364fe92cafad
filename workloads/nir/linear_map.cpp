#include "workloads/nir/linear_map.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "workloads/network/geometry.hpp"
#include "workloads/nir/compose_kernels.hpp"

namespace engram::workloads {
namespace {

/// Calls visit(output, weight) for every weight of one input, ascending by output.
template <class Visit>
void for_each_weight(const LinearMap& map, std::uint32_t input, Visit visit) {
  const auto found = [&](std::uint32_t, std::uint32_t output, std::uint64_t at) {
    visit(output, map.weights[at]);
  };
  if (const auto* conv = std::get_if<ConvGeometry>(&map.form)) {
    synapse_walk::walk(Conv2d{*conv, {}}, input, found);
  } else if (const auto* matrix = std::get_if<MatrixForm>(&map.form)) {
    synapse_walk::walk(Dense{matrix->inputs, matrix->outputs, {}}, input, found);
  } else {
    const auto& rows = std::get<RowsForm>(map.form);
    for (std::uint64_t at = rows.row_begin[input]; at < rows.row_begin[input + 1]; ++at) {
      found(input, rows.target[at], at);
    }
  }
}

/// The product, row by row.
class Product {
 public:
  Product(const LinearMap& first, const LinearMap& second)
      : first_(first), second_(second), sums_(outputs(second)), met_(outputs(second)) {
    rows_.inputs = static_cast<std::uint32_t>(inputs(first));
    rows_.outputs = static_cast<std::uint32_t>(outputs(second));
  }

  LinearMap form() {
    rows_.row_begin.push_back(0);
    for (std::uint32_t input = 0; input < rows_.inputs; ++input) add_row(input);
    if (weights_.size() == std::uint64_t{rows_.inputs} * rows_.outputs) return as_matrix();
    return {std::move(rows_), std::move(weights_)};
  }

 private:
  void add_row(std::uint32_t input) {
    std::vector<std::uint32_t> targets;
    for_each_weight(first_, input, [&](std::uint32_t between, double weight) {
      for_each_weight(second_, between, [&](std::uint32_t output, double factor) {
        if (!met_[output]) targets.push_back(output);
        met_[output] = true;
        sums_[output] += weight * factor;
      });
    });
    if (weights_.size() + targets.size() > most_composed_weights) {
      throw NetworkFault("composing it with what comes before gives more than " +
                         std::to_string(most_composed_weights) + " weights");
    }
    std::sort(targets.begin(), targets.end());
    for (const std::uint32_t target : targets) {
      rows_.target.push_back(target);
      weights_.push_back(sums_[target]);
      sums_[target] = 0.0;
      met_[target] = false;
    }
    rows_.row_begin.push_back(weights_.size());
  }

  LinearMap as_matrix() const {
    LinearMap map{MatrixForm{rows_.inputs, rows_.outputs}, std::vector<double>(weights_.size())};
    for (std::uint64_t input = 0; input < rows_.inputs; ++input) {
      for (std::uint64_t output = 0; output < rows_.outputs; ++output) {
        map.weights[output * rows_.inputs + input] = weights_[input * rows_.outputs + output];
      }
    }
    return map;
  }

  const LinearMap& first_;
  const LinearMap& second_;
  std::vector<double> sums_;
  std::vector<bool> met_;
  RowsForm rows_;
  std::vector<double> weights_;
};

bool is_full_diagonal(const LinearMap& map) {
  const auto* rows = std::get_if<RowsForm>(&map.form);
  if (rows == nullptr || rows->inputs != rows->outputs || map.weights.size() != rows->inputs) {
    return false;
  }
  for (std::uint32_t input = 0; input < rows->inputs; ++input) {
    if (rows->row_begin[input] != input || rows->target[input] != input) return false;
  }
  return true;
}

}  // namespace

std::uint64_t inputs(const LinearMap& map) {
  if (const auto* conv = std::get_if<ConvGeometry>(&map.form)) return input_shape(*conv).size();
  if (const auto* matrix = std::get_if<MatrixForm>(&map.form)) return matrix->inputs;
  return std::get<RowsForm>(map.form).inputs;
}

std::uint64_t outputs(const LinearMap& map) {
  if (const auto* conv = std::get_if<ConvGeometry>(&map.form)) return output_shape(*conv).size();
  if (const auto* matrix = std::get_if<MatrixForm>(&map.form)) return matrix->outputs;
  return std::get<RowsForm>(map.form).outputs;
}

LinearMap diagonal(const std::vector<double>& factors, const std::vector<bool>& chosen) {
  RowsForm rows;
  rows.inputs = rows.outputs = static_cast<std::uint32_t>(factors.size());
  std::vector<double> weights;
  rows.row_begin.push_back(0);
  for (std::uint32_t at = 0; at < rows.inputs; ++at) {
    if (chosen.empty() || chosen[at]) {
      rows.target.push_back(at);
      weights.push_back(factors[at]);
    }
    rows.row_begin.push_back(weights.size());
  }
  return {std::move(rows), std::move(weights)};
}

LinearMap pooling(const AddressStage& stage) {
  ConvGeometry g;
  g.in_channels = g.out_channels = g.groups = stage.in.channels;
  g.in_height = stage.in.height;
  g.in_width = stage.in.width;
  g.out_height = stage.out.height;
  g.out_width = stage.out.width;
  g.kernel_height = stage.pool.kernel_y;
  g.kernel_width = stage.pool.kernel_x;
  g.stride_y = stage.pool.stride_y;
  g.stride_x = stage.pool.stride_x;
  g.pad_y = stage.pool.pad_y;
  g.pad_x = stage.pool.pad_x;
  g.dilation_y = g.dilation_x = 1;
  if (kernel_size(g) > most_composed_weights) throw NetworkFault("its windows are too large");
  return {g, std::vector<double>(kernel_size(g), 1.0)};
}

LinearMap composed(const LinearMap& first, const LinearMap& second) {
  const auto* before = std::get_if<ConvGeometry>(&first.form);
  const auto* after = std::get_if<ConvGeometry>(&second.form);
  std::optional<LinearMap> kernel;
  if (before != nullptr && after != nullptr) {
    kernel = composed_kernels(*before, first.weights, *after, second.weights);
  } else if (before != nullptr && is_full_diagonal(second)) {
    kernel = scaled_outputs(*before, first.weights, second.weights);
  } else if (after != nullptr && is_full_diagonal(first)) {
    kernel = scaled_inputs(*after, second.weights, first.weights);
  }
  return kernel ? std::move(*kernel) : Product(first, second).form();
}

LinearMap listed(const LinearMap& map) {
  return Product(diagonal(std::vector<double>(inputs(map), 1.0)), map).form();
}

std::vector<double> applied(const LinearMap& map, const std::vector<double>& values) {
  std::vector<double> results(outputs(map), 0.0);
  for (std::uint32_t input = 0; input < values.size(); ++input) {
    if (values[input] == 0.0) continue;
    for_each_weight(map, input, [&](std::uint32_t output, double weight) {
      results[output] += weight * values[input];
    });
  }
  return results;
}

Connection connection_of(LinearMap map) {
  std::vector<float> weights;
  weights.reserve(map.weights.size());
  for (const double weight : map.weights) {
    weights.push_back(static_cast<float>(weight));
    if (!std::isfinite(weights.back())) {
      throw NetworkFault("a product of weights and scales is beyond float32");
    }
  }
  if (const auto* conv = std::get_if<ConvGeometry>(&map.form)) {
    return Conv2d{*conv, std::move(weights)};
  }
  if (const auto* matrix = std::get_if<MatrixForm>(&map.form)) {
    return Dense{matrix->inputs, matrix->outputs, std::move(weights)};
  }
  auto& rows = std::get<RowsForm>(map.form);
  return Sparse{rows.inputs, rows.outputs, std::move(rows.row_begin), std::move(rows.target),
                std::move(weights)};
}

}  // namespace engram::workloads
