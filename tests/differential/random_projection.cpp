#include "tests/differential/random_projection.hpp"

#include <algorithm>
#include <cmath>

#include "workloads/network/geometry.hpp"
#include "workloads/network/random.hpp"

namespace engram::differential {
namespace {

using workloads::Conv2d;
using workloads::ConvWindow;
using workloads::Dense;
using workloads::Pool;
using workloads::Projection;
using workloads::RandomStream;
using workloads::Shape;
using workloads::Sparse;

constexpr std::uint32_t kLargestPopulation = 40;

/// Window and stride of one axis, and a padding that leaves room for the window.
struct Axis {
  std::uint32_t kernel = 1, stride = 1, pad = 0, dilation = 1;
};
Axis random_axis(const Draw& draw, std::uint32_t places, bool dilated) {
  Axis axis;
  axis.kernel = 1 + draw(3);
  axis.stride = 1 + draw(3);
  axis.pad = draw(3);
  axis.dilation = dilated ? 1 + draw(2) : 1;
  const std::uint32_t reach = (axis.kernel - 1) * axis.dilation + 1;
  if (places + 2 * axis.pad < reach) axis.kernel = 1;
  return axis;
}

workloads::AddressStage random_pool(const Draw& draw, const Shape& in) {
  const Axis y = random_axis(draw, in.height, false);
  const Axis x = random_axis(draw, in.width, false);
  return pool_stage(in, Pool{y.kernel, x.kernel, y.stride, x.stride, y.pad, x.pad});
}

/// Any index becomes any other, or reaches nothing.
workloads::AddressStage random_lookup(const Draw& draw, const Shape& in) {
  workloads::AddressStage stage;
  stage.in = in;
  stage.out = {1 + draw(kLargestPopulation), 1, 1};
  RandomStream stream(draw(1U << 30), 4);
  for (std::uint64_t k = 0; k < in.size(); ++k) {
    const auto place = static_cast<std::uint32_t>(stream.below(stage.out.size() + 1));
    stage.lookup.push_back(place == stage.out.size() ? workloads::nowhere : place);
  }
  return stage;
}

/// A divisor of the channels.
std::uint32_t random_groups(const Draw& draw, std::uint32_t channels) {
  std::vector<std::uint32_t> divisors;
  for (std::uint32_t groups = 1; groups <= channels; ++groups) {
    if (channels % groups == 0) divisors.push_back(groups);
  }
  return divisors[draw(static_cast<std::uint32_t>(divisors.size()))];
}

ConvGeometry random_geometry(const Draw& draw, const Shape& in) {
  Axis y = random_axis(draw, in.height, true);
  Axis x = random_axis(draw, in.width, true);
  const std::uint32_t groups = random_groups(draw, in.channels);
  const bool same = draw(4) == 1 && in.height * in.width * groups <= kLargestPopulation;
  const auto geometry = [&](std::uint32_t channels) {
    const ConvWindow window{y.kernel, x.kernel, same ? 1 : y.stride, same ? 1 : x.stride,
                            y.pad,    x.pad,    y.dilation,          x.dilation};
    return same ? same_conv_geometry(in, channels, window, groups)
                : conv_geometry(in, channels, window, groups);
  };
  ConvGeometry chosen = geometry(groups);
  while (chosen.out_height * chosen.out_width * groups > kLargestPopulation && !same) {
    ++y.stride;
    ++x.stride;
    chosen = geometry(groups);
    if (chosen.out_height * chosen.out_width == 1) break;
  }
  const std::uint32_t one = std::max(1U, chosen.out_height * chosen.out_width * groups);
  return geometry(groups * (1 + draw(std::clamp(kLargestPopulation / one, 1U, 4U))));
}

Sparse empty_sparse(std::uint32_t inputs, std::uint32_t outputs) {
  Sparse sparse;
  sparse.inputs = inputs;
  sparse.outputs = outputs;
  sparse.row_begin = {0};
  return sparse;
}

Sparse random_sparse(const Draw& draw, std::uint32_t inputs, std::uint32_t outputs) {
  Sparse sparse = empty_sparse(inputs, outputs);
  const double density = draw(5) / 4.0;
  RandomStream stream(draw(1U << 30), 2);
  for (std::uint32_t row = 0; row < inputs; ++row) {
    for (std::uint32_t target = 0; target < outputs; ++target) {
      if (stream.unit() < density) sparse.target.push_back(target);
    }
    sparse.row_begin.push_back(sparse.target.size());
  }
  sparse.weights.resize(sparse.target.size());
  return sparse;
}

Sparse one_to_one(std::uint32_t neurons) {
  Sparse sparse = empty_sparse(neurons, neurons);
  for (std::uint32_t n = 0; n < neurons; ++n) {
    sparse.target.push_back(n);
    sparse.row_begin.push_back(sparse.target.size());
  }
  sparse.weights.resize(neurons);
  return sparse;
}

Shape random_shape(const Draw& draw) {
  return draw(2) == 0 ? Shape{1 + draw(kLargestPopulation), 1, 1}
                      : Shape{1 + draw(3), 1 + draw(3), 1 + draw(4)};
}

/// The connection behind the pooling, weights still 0, and what it leads to.
std::pair<workloads::Connection, Shape> random_connection(const Draw& draw, const Shape& in,
                                                          const std::optional<Shape>& target) {
  const auto inputs = static_cast<std::uint32_t>(in.size());
  const std::uint32_t kind = draw(4);
  if (kind == 1 && !target) {
    Conv2d conv{random_geometry(draw, in), {}};
    conv.weights.resize(workloads::kernel_size(conv.geometry));
    const Shape out = workloads::output_shape(conv.geometry);
    return {std::move(conv), out};
  }
  if (kind == 3 && in.size() <= kLargestPopulation && (!target || target->size() == inputs)) {
    return {one_to_one(inputs), target.value_or(in)};
  }
  const Shape out = target ? *target : random_shape(draw);
  const auto outputs = static_cast<std::uint32_t>(out.size());
  if (kind == 2) return {random_sparse(draw, inputs, outputs), out};
  return {Dense{inputs, outputs, std::vector<float>(std::size_t{inputs} * outputs)}, out};
}

/// A table of random levels, one for all targets, one a few neighbours or one a neuron; 0 is an
/// entry like others, but names no synapse.
Codebook random_codebook(const Draw& draw, RandomStream& stream, const Projection& projection) {
  Codebook book;
  book.shape.entry_bits = 2 + draw(7);
  book.shape.entries = 1 + draw(6);
  book.shape.span = draw(3);
  book.shape.by_axon = draw(2) == 1;
  const auto targets = static_cast<std::uint32_t>(outputs(projection.connection));
  const std::int32_t half = 1 << (book.shape.entry_bits - 1);
  for (std::uint32_t k = book.shape.tables(targets) * book.shape.entries; k > 0; --k) {
    const std::int32_t level = static_cast<std::int32_t>(stream.below(2 * half)) - half;
    book.levels.push_back(stream.below(3) == 0 ? level : std::abs(level) % half);
  }
  if (!book.shape.by_axon) return book;
  for (std::uint64_t k = inputs(projection.connection); k > 0; --k) {
    book.axon_type.push_back(static_cast<std::uint32_t>(stream.below(book.shape.entries)));
  }
  return book;
}

/// Weights that are looked up. (Convolutions: tests/memory; here a weight belongs to one pair.)
void fill_codebook(const Draw& draw, double density, RandomStream& stream, Projection& projection) {
  workloads::Quantization& quantization = projection.quantization;
  Codebook book = random_codebook(draw, stream, projection);
  std::vector<float>& weight = weights(projection.connection);
  quantization.format = {WeightKind::codebook, book.shape.code_bits()};
  quantization.shift = draw(3);
  quantization.scale = {1.0};
  quantization.levels.assign(weight.size(), 0);
  quantization.codes.assign(weight.size(), 0);
  for (std::uint32_t input = 0; input < inputs(projection.connection); ++input) {
    workloads::for_each_synapse(
        projection.connection, input, [&](std::uint32_t, std::uint32_t target, std::uint64_t at) {
          if (stream.unit() >= density) return;
          const auto code = 1 + static_cast<std::uint32_t>(stream.below(book.shape.largest_code()));
          const std::int32_t level = book.level(input, target, code);
          if (level == 0) return;
          quantization.codes[at] = code;
          quantization.levels.set(at, level);
          weight[at] = static_cast<float>(std::ldexp(level, static_cast<int>(quantization.shift)));
        });
  }
  quantization.codebook = std::move(book);
}

void fill_levels(const Draw& draw, double density, RandomStream& stream, Projection& projection) {
  workloads::Quantization& quantization = projection.quantization;
  quantization.format = {WeightKind::uniform, 2 + draw(7)};
  quantization.shift = draw(3);
  quantization.scale = {1.0};
  const std::int32_t most = max_level(quantization.format);
  for (float& weight : weights(projection.connection)) {
    const auto size = static_cast<std::int32_t>(stream.below(most + 1));
    const std::int32_t level = stream.unit() >= density ? 0 : stream.below(3) == 0 ? -size : size;
    quantization.levels.push_back(level);
    weight = static_cast<float>(std::ldexp(level, static_cast<int>(quantization.shift)));
  }
}

/// Signs and exponents of levels up to 64, so that sums stay small.
void fill_powers(const Draw& draw, double density, RandomStream& stream, Projection& projection) {
  workloads::Quantization& quantization = projection.quantization;
  quantization.format = {WeightKind::power_of_two, 2 + draw(3)};
  quantization.shift = draw(3);
  quantization.scale = {1.0};
  const std::uint64_t exponents = (1U << (quantization.format.bits - 1)) - 1;
  for (float& weight : weights(projection.connection)) {
    const auto size = std::int32_t{1} << stream.below(exponents);
    const std::int32_t level = stream.unit() >= density ? 0 : stream.below(3) == 0 ? -size : size;
    quantization.levels.push_back(level);
    weight = static_cast<float>(std::ldexp(level, static_cast<int>(quantization.shift)));
  }
}

/// Mostly positive, so that spikes travel. With `wide`, magnitudes lie so far apart that sums of
/// doubles are rounded: their order shows.
void fill_floats(double density, bool round_numbers, bool wide, RandomStream& stream,
                 Projection& projection) {
  for (float& weight : weights(projection.connection)) {
    double value = 1.5 * stream.unit() - 0.5;
    if (round_numbers) value = std::round(value * 4) / 4;
    if (wide) value = std::ldexp(value, -static_cast<int>(stream.below(50)));
    weight = stream.unit() < density ? static_cast<float>(value) : 0.0F;
  }
}

}  // namespace

std::pair<Projection, Shape> random_projection(const Draw& draw, const Manner& manner,
                                               const Shape& source,
                                               const std::optional<Shape>& target) {
  Projection projection;
  Shape shape = source;
  if (draw(6) == 1) {
    projection.stages.push_back(random_lookup(draw, shape));
    shape = projection.stages.back().out;
  }
  for (std::uint32_t pools = draw(4) == 1 ? 1 + draw(2) : 0; pools > 0; --pools) {
    projection.stages.push_back(random_pool(draw, shape));
    shape = projection.stages.back().out;
  }
  auto [connection, out] = random_connection(draw, shape, target);
  projection.connection = std::move(connection);
  const double density = 1.0 - draw(5) / 4.0;
  const bool wide = draw(3) == 1;
  RandomStream stream(draw(1U << 30), 3);
  const bool pairs = !std::holds_alternative<Conv2d>(projection.connection);
  if (manner.quantized && pairs && draw(3) == 1) {
    fill_codebook(draw, density, stream, projection);
  } else if (manner.quantized && draw(4) == 1) {
    fill_powers(draw, density, stream, projection);
  } else if (manner.quantized) {
    fill_levels(draw, density, stream, projection);
  } else {
    fill_floats(density, manner.round_numbers, wide, stream, projection);
  }
  return {std::move(projection), out};
}

}  // namespace engram::differential
