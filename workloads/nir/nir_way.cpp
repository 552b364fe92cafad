#include "workloads/nir/nir_way.hpp"

#include <algorithm>
#include <set>

#include "workloads/nir/nir_fields.hpp"
#include "workloads/nir/time_unit.hpp"

namespace engram::workloads {
namespace {

std::string dimensions(const Hdf5Numbers& numbers) {
  std::string text;
  for (const std::uint64_t dim : numbers.shape) {
    text += (text.empty() ? "" : ", ") + std::to_string(dim);
  }
  return "(" + text + ")";
}

std::vector<double> spread_or_refuse(const char* field, const Hdf5Numbers& numbers,
                                     const Shape& map) {
  std::optional<std::vector<double>> values = spread(numbers, map);
  if (values) return std::move(*values);
  throw NetworkFault(std::string(field) + ": found " + std::to_string(numbers.values.size()) +
                     " values " + dimensions(numbers) + ", expected 1 or those of " +
                     to_string(map));
}

/// (outputs, inputs) of a matrix stored the other way round.
void transpose(NirLinear& linear) {
  const auto turn = [&](auto& weight) {
    auto turned = weight;
    for (std::size_t out = 0; out < linear.outputs; ++out) {
      for (std::size_t in = 0; in < linear.inputs; ++in) {
        turned[in * linear.outputs + out] = weight[out * linear.inputs + in];
      }
    }
    weight = std::move(turned);
  };
  if (const auto* source = std::get_if<WeightSource>(&linear.weight)) {
    linear.weight = all_weights(*source);
  }
  if (auto* floats = std::get_if<std::vector<float>>(&linear.weight)) {
    turn(*floats);
  } else {
    turn(std::get<std::vector<double>>(linear.weight));
  }
  std::swap(linear.outputs, linear.inputs);
}

std::vector<double> in_double(const std::vector<float>& values) {
  return {values.begin(), values.end()};
}

/// Several batches are groups of a convolution of single points: its weights are theirs, in order.
decltype(LinearMap::form) form_of(const NirLinear& linear) {
  if (linear.batches == 1) return MatrixForm{linear.inputs, linear.outputs};
  const Shape in{linear.batches * linear.inputs, 1, 1};
  return conv_geometry(in, linear.batches * linear.outputs, {}, linear.batches);
}

}  // namespace

void check_map_size(const Shape& shape) {
  const std::uint64_t plane = std::uint64_t{shape.height} * shape.width;
  if (plane <= largest_nir_map && plane * shape.channels <= largest_nir_map) return;
  throw NetworkFault("found a map of " + to_string(shape) + ", expected at most " +
                     std::to_string(largest_nir_map) + " neurons");
}

std::uint64_t NirWay::weight_count() const {
  if (as_read_) return as_read_->source ? as_read_->source.count : as_read_->weights.size();
  return map_ ? map_->weights.size() : shape_.size();
}

void NirWay::widen() {
  if (!as_read_) return;
  if (as_read_->source) as_read_->weights = all_weights(as_read_->source);
  map_ = LinearMap{std::move(as_read_->form), in_double(as_read_->weights)};
  as_read_.reset();
}

void NirWay::append_matrix(NirLinear linear) {
  auto form = form_of(linear);
  const bool as_it_is = !map_ && !as_read_ && factor_ == 1.0;
  if (auto* source = std::get_if<WeightSource>(&linear.weight)) {
    if (as_it_is) {
      as_read_ = AsRead{std::move(form), {}, std::move(*source)};
      return;
    }
    linear.weight = all_weights(*source);
  }
  auto* floats = std::get_if<std::vector<float>>(&linear.weight);
  if (floats == nullptr) {
    append({std::move(form), std::move(std::get<std::vector<double>>(linear.weight))});
  } else if (!as_it_is) {
    append({std::move(form), in_double(*floats)});
  } else {
    as_read_ = AsRead{std::move(form), std::move(*floats), {}};
  }
}

void NirWay::append(LinearMap map) {
  widen();
  for (NirBias& bias : biases_) bias.values = applied(map, bias.values);
  if (map_) {
    map_ = composed(*map_, map);
    composed_ = true;
    return;
  }
  for (double& weight : map.weights) weight *= factor_;
  factor_ = 1.0;
  map_ = std::move(map);
}

void NirWay::name_weighted(const std::string& name, std::vector<double> bias) {
  if (first_weighted_.empty()) first_weighted_ = name;
  weighted_ += (weighted_.empty() ? "" : "+") + name;
  if (!bias.empty()) biases_.push_back({"", std::move(bias)});
}

void NirWay::pass_linear(const std::string& name, NirLinear linear, bool accept_transposed) {
  const std::uint64_t size = shape_.size();
  const bool fits = std::uint64_t{linear.batches} * linear.inputs == size;
  const bool turns = !fits && linear.batches == 1 && linear.outputs == size;
  if (turns && accept_transposed) {
    transpose(linear);
  } else if (!fits) {
    throw NetworkFault(
        "weight: takes " + std::to_string(std::uint64_t{linear.batches} * linear.inputs) +
        " inputs, found " + std::to_string(size) + " " + to_string(shape_) +
        (turns ? "; the matrix seems transposed: (outputs, inputs) is expected" : ""));
  }
  const std::uint64_t outputs = std::uint64_t{linear.batches} * linear.outputs;
  if (!linear.bias.empty() && linear.bias.size() != outputs) {
    throw NetworkFault("bias: found " + std::to_string(linear.bias.size()) + " values, expected " +
                       std::to_string(outputs));
  }
  std::vector<double> bias = std::move(linear.bias);
  const Shape out{linear.batches * linear.outputs, 1, 1};
  append_matrix(std::move(linear));
  name_weighted(name, std::move(bias));
  shape_ = out;
}

void NirWay::pass_conv(const std::string& name, const NirConv& conv) {
  const std::pair size{shape_.height, shape_.width};
  if (conv.in_channels != shape_.channels) {
    throw NetworkFault("weight: takes " + std::to_string(conv.in_channels) + " channels, found " +
                       to_string(shape_));
  }
  if (conv.input_size.value_or(size) != size) {
    throw NetworkFault("input_shape: (" + std::to_string(conv.input_size->first) + ", " +
                       std::to_string(conv.input_size->second) + "), found " + to_string(shape_));
  }
  const ConvGeometry g =
      conv.same ? same_conv_geometry(shape_, conv.out_channels, conv.window, conv.groups)
                : conv_geometry(shape_, conv.out_channels, conv.window, conv.groups);
  check_map_size(output_shape(g));
  const std::uint32_t plane = g.out_height * g.out_width;
  std::vector<double> bias;
  for (const double value : conv.bias) bias.insert(bias.end(), plane, value);
  append({g, conv.weight});
  name_weighted(name, std::move(bias));
  shape_ = output_shape(g);
}

void NirWay::pass_pool(const NirPool& node) {
  const AddressStage stage = pool_stage(shape_, node.pool);
  check_map_size(stage.out);
  widen();
  if (map_) {
    append(pooling(stage));
  } else {
    stages_.push_back(stage);
    pooled_ = stage.out;
  }
  shape_ = stage.out;
  if (!node.average) return;
  const double windows = static_cast<double>(node.pool.kernel_y) * node.pool.kernel_x;
  if (map_) {
    for (double& weight : map_->weights) weight /= windows;
    for (NirBias& bias : biases_) {
      for (double& value : bias.values) value /= windows;
    }
  } else {
    factor_ /= windows;
  }
}

void NirWay::pass_scale(const NirScale& scale) {
  const std::vector<double> factors = spread_or_refuse("scale", scale.factors, shape_);
  widen();
  const double first = factors.front();
  const bool one =
      std::all_of(factors.begin(), factors.end(), [&](double f) { return f == first; });
  if (!one) return append(diagonal(factors));
  if (!map_) {
    factor_ *= first;
    return;
  }
  for (double& weight : map_->weights) weight *= first;
  for (NirBias& bias : biases_) {
    for (double& value : bias.values) value *= first;
  }
}

void NirWay::pass_port(const NirPort& port) {
  if (port.shapes.empty()) return;
  for (const Shape& shape : port.shapes) {
    if (shape.size() != shape_.size()) continue;
    if (shape_.height == 1 && shape_.width == 1) shape_ = shape;
    return;
  }
  throw NetworkFault("shape: takes " + std::to_string(port.shapes.front().size()) +
                     " values, found " + std::to_string(shape_.size()) + " " + to_string(shape_));
}

std::vector<NirWay> NirWay::pass_delay(const NirDelay& delay, double dt,
                                       bool unit_is_stated) const {
  const std::vector<double> delays = spread_or_refuse("delay", delay.delays, shape_);
  std::vector<std::uint32_t> steps(delays.size());
  std::set<std::uint32_t> different;
  for (std::size_t at = 0; at < delays.size(); ++at) {
    steps[at] = whole_timesteps(delays[at], dt, unit_is_stated);
    different.insert(steps[at]);
  }
  if (different.size() > most_delays) {
    throw NetworkFault("delay: found " + std::to_string(different.size()) +
                       " different delays, expected at most " + std::to_string(most_delays));
  }
  std::vector<NirWay> ways;
  for (const std::uint32_t each : different) {
    NirWay way = *this;
    if (different.size() > 1) {
      std::vector<bool> chosen(steps.size());
      for (std::size_t at = 0; at < steps.size(); ++at) chosen[at] = steps[at] == each;
      way.append(diagonal(std::vector<double>(steps.size(), 1.0), chosen));
      way.extend_keys("@" + std::to_string(each));
    }
    if (std::uint64_t{way.delay_} + each > most_delay) {
      throw NetworkFault("delay: the delays on the way add up to " +
                         std::to_string(std::uint64_t{way.delay_} + each) +
                         " timesteps, expected at most " + std::to_string(most_delay));
    }
    way.delay_ += each;
    ways.push_back(std::move(way));
  }
  return ways;
}

void NirWay::extend_keys(const std::string& name) {
  for (NirBias& bias : biases_) bias.key += "/" + name;
}

void NirWay::end(NirPath& path) {
  const auto* read = as_read_ ? std::get_if<MatrixForm>(&as_read_->form) : nullptr;
  if (read == nullptr) widen();
  if (!map_ && !as_read_) map_ = diagonal(std::vector<double>(shape_.size(), factor_));
  const auto* conv = map_ ? std::get_if<ConvGeometry>(&map_->form) : nullptr;
  const bool flat = pooled_.height == 1 && pooled_.width == 1;
  if (conv != nullptr && !flat && !(input_shape(*conv) == pooled_)) map_ = listed(*map_);
  path.shape = shape_;
  path.projection.stages = std::move(stages_);
  if (read != nullptr) {
    path.projection.connection = Dense{read->inputs, read->outputs, std::move(as_read_->weights),
                                       std::move(as_read_->source)};
  } else {
    path.projection.connection = connection_of(std::move(*map_));
  }
  path.projection.delay = delay_;
  path.biases = std::move(biases_);
}

}  // namespace engram::workloads
