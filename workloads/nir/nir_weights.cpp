#include "workloads/nir/nir_weights.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace engram::workloads {
namespace {

/// One value an output, or for all batches the same. Empty where the file has none or only zeros.
std::vector<double> read_bias(const NirFields& fields, std::uint64_t batches,
                              std::uint64_t outputs) {
  if (!fields.has("bias")) return {};
  const std::vector<double> found = fields.numbers("bias").values;
  if (found.size() != batches * outputs && found.size() != outputs) {
    fields.fail("bias", "found " + std::to_string(found.size()) + " values, expected " +
                            std::to_string(batches * outputs));
  }
  if (std::all_of(found.begin(), found.end(), [](double b) { return b == 0.0; })) return {};
  std::vector<double> bias;
  while (bias.size() < batches * outputs) bias.insert(bias.end(), found.begin(), found.end());
  return bias;
}

/// A weight that float32 cannot hold would become infinite.
Hdf5Numbers read_weight(const NirFields& fields, std::size_t dimensions, const char* expected) {
  Hdf5Numbers weight = fields.numbers("weight");
  if (weight.shape.size() < dimensions) {
    fields.fail("weight", "found " + std::to_string(weight.shape.size()) +
                              " dimensions, expected " + expected);
  }
  for (const double value : weight.values) {
    if (std::abs(value) > std::numeric_limits<float>::max()) {
      fields.fail("weight", "holds a value beyond float32");
    }
  }
  return weight;
}

/// As read_weight, of float32 where the file has that.
std::vector<std::uint64_t> read_matrix(const NirFields& fields, NirLinear& linear) {
  constexpr const char* expected = "(outputs, inputs)";
  if (std::optional<WeightSource> source = fields.float_source("weight")) {
    const std::vector<std::uint64_t> shape = fields.shape("weight");
    if (shape.size() == 2) {
      linear.weight = std::move(*source);
      return shape;
    }
  }
  if (std::optional<Hdf5Floats> floats = fields.floats("weight")) {
    if (floats->shape.size() < 2) {
      fields.fail("weight", "found " + std::to_string(floats->shape.size()) +
                                " dimensions, expected " + expected);
    }
    linear.weight = std::move(floats->values);
    return floats->shape;
  }
  Hdf5Numbers weight = read_weight(fields, 2, expected);
  linear.weight = std::move(weight.values);
  return weight.shape;
}

std::uint32_t size_of(const NirFields& fields, std::uint64_t size) {
  return fields.size("weight", static_cast<double>(size), 1);
}

void read_padding(const NirFields& fields, unsigned axes, NirConv& conv) {
  if (!fields.has("padding")) return;
  if (!fields.is_string("padding")) {
    if (axes == 1) {
      conv.window.pad_x = fields.whole("padding", 0, 0);
    } else {
      std::tie(conv.window.pad_y, conv.window.pad_x) = fields.pair("padding", 0);
    }
    return;
  }
  const std::string padding = fields.text("padding");
  if (padding != "same" && padding != "valid") {
    fields.fail("padding", "found '" + padding + "', expected numbers, 'same' or 'valid'");
  }
  conv.same = padding == "same";
}

void read_window(const NirFields& fields, unsigned axes, NirConv& conv) {
  ConvWindow& w = conv.window;
  if (axes == 1) {
    w.stride_x = fields.whole("stride", 1, 1);
    w.dilation_x = fields.whole("dilation", 1, 1);
    if (fields.has("input_shape")) conv.input_size = {1, fields.whole("input_shape", 1, 1)};
    return;
  }
  if (fields.has("stride")) std::tie(w.stride_y, w.stride_x) = fields.pair("stride", 1);
  if (fields.has("dilation")) std::tie(w.dilation_y, w.dilation_x) = fields.pair("dilation", 1);
  if (fields.has("input_shape")) conv.input_size = fields.pair("input_shape", 1);
}

}  // namespace

NirLinear read_linear(const NirFields& fields, bool affine) {
  NirLinear linear;
  const std::vector<std::uint64_t> shape = read_matrix(fields, linear);
  const std::size_t leading = shape.size() - 2;
  for (std::size_t axis = 0; axis < leading; ++axis) {
    linear.batches = size_of(fields, std::uint64_t{linear.batches} * size_of(fields, shape[axis]));
  }
  linear.outputs = size_of(fields, shape[leading]);
  linear.inputs = size_of(fields, shape[leading + 1]);
  size_of(fields, std::uint64_t{linear.batches} * std::max(linear.outputs, linear.inputs));
  if (!affine) return linear;
  const bool turned = linear.batches == 1 && linear.inputs != linear.outputs &&
                      fields.has("bias") && fields.numbers("bias").values.size() == linear.inputs;
  linear.bias = read_bias(fields, linear.batches, turned ? linear.inputs : linear.outputs);
  return linear;
}

NirConv read_conv(const NirFields& fields, unsigned axes) {
  const std::size_t dimensions = axes + 2;
  const char* expected =
      axes == 1 ? "(out, in / groups, length)" : "(out, in / groups, height, width)";
  Hdf5Numbers weight = read_weight(fields, dimensions, expected);
  while (weight.shape.size() > dimensions && weight.shape.front() == 1) {
    weight.shape.erase(weight.shape.begin());
  }
  if (weight.shape.size() != dimensions) {
    fields.fail("weight", "found " + std::to_string(weight.shape.size()) +
                              " dimensions, expected " + expected);
  }
  NirConv conv;
  conv.groups = fields.whole("groups", 1, 1);
  conv.out_channels = size_of(fields, weight.shape[0]);
  conv.in_channels = size_of(fields, std::uint64_t{size_of(fields, weight.shape[1])} * conv.groups);
  if (axes == 2) conv.window.kernel_y = size_of(fields, weight.shape[2]);
  conv.window.kernel_x = size_of(fields, weight.shape.back());
  read_window(fields, axes, conv);
  read_padding(fields, axes, conv);
  conv.weight = std::move(weight.values);
  conv.bias = read_bias(fields, 1, conv.out_channels);
  return conv;
}

NirPool read_pool(const NirFields& fields, bool average) {
  NirPool node;
  node.average = average;
  std::tie(node.pool.kernel_y, node.pool.kernel_x) = fields.pair("kernel_size", 1);
  std::tie(node.pool.stride_y, node.pool.stride_x) = fields.pair("stride", 1);
  if (fields.has("padding")) {
    std::tie(node.pool.pad_y, node.pool.pad_x) = fields.pair("padding", 0);
  }
  return node;
}

}  // namespace engram::workloads
