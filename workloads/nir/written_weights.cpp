#include "workloads/nir/written_weights.hpp"

#include <cmath>

namespace engram::workloads {

LevelValue::LevelValue(const Projection& projection, const PerNeuron& unit) : unit_(1.0) {
  const Quantization& quantization = projection.quantization;
  if (quantization.format.kind == WeightKind::float32) return;
  quantized_ = true;
  factor_ = std::ldexp(1.0, static_cast<int>(quantization.shift));
  unit_ = unit;
}

std::vector<std::uint64_t> weight_outputs(const Connection& connection) {
  std::vector<std::uint64_t> outputs;
  outputs.reserve(weights(connection).size());
  if (const auto* dense = std::get_if<Dense>(&connection)) {
    for (std::uint64_t out = 0; out < dense->outputs; ++out) {
      outputs.insert(outputs.end(), dense->inputs, out);
    }
  } else if (const auto* sparse = std::get_if<Sparse>(&connection)) {
    outputs.assign(sparse->target.begin(), sparse->target.end());
  } else {
    const ConvGeometry& g = std::get<Conv2d>(connection).geometry;
    const std::uint64_t plane = std::uint64_t{g.out_height} * g.out_width;
    const std::uint64_t a_channel = std::get<Conv2d>(connection).weights.size() / g.out_channels;
    for (std::uint64_t out = 0; out < g.out_channels; ++out) {
      outputs.insert(outputs.end(), a_channel, out * plane);
    }
  }
  return outputs;
}

std::vector<double> written_weights(const Projection& projection, const PerNeuron& unit) {
  const std::vector<float>& stored = weights(projection.connection);
  std::vector<double> written(stored.begin(), stored.end());
  const LevelValue value(projection, unit);
  if (!value.quantized()) return written;
  const std::vector<std::uint64_t> outputs = weight_outputs(projection.connection);
  for (std::size_t index = 0; index < written.size(); ++index) {
    written[index] = projection.quantization.levels[index] * value.at_output(outputs[index]);
  }
  return written;
}

std::vector<double> as_matrix(const Connection& connection, const std::vector<double>& written) {
  const std::uint64_t columns = inputs(connection);
  std::vector<double> matrix(columns * outputs(connection), 0.0);
  for (std::uint32_t input = 0; input < columns; ++input) {
    for_each_synapse(connection, input,
                     [&](std::uint32_t, std::uint32_t output, std::uint64_t weight) {
                       matrix[output * columns + input] = written[weight];
                     });
  }
  return matrix;
}

std::vector<double> unrolled(const Projection& projection, const std::vector<double>& written,
                             std::uint64_t sources) {
  std::vector<double> matrix(sources * outputs(projection.connection), 0.0);
  for (std::uint32_t source = 0; source < sources; ++source) {
    for (const std::uint32_t input : rewrite_address(projection.stages, source)) {
      for_each_synapse(projection.connection, input,
                       [&](std::uint32_t, std::uint32_t output, std::uint64_t weight) {
                         matrix[output * sources + source] += written[weight];
                       });
    }
  }
  return matrix;
}

}  // namespace engram::workloads
