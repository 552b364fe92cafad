#include <algorithm>
#include <cmath>
#include <limits>

#include "workloads/network/geometry.hpp"
#include "workloads/nir/engram_metadata.hpp"
#include "workloads/nir/read_exported.hpp"
#include "workloads/nir/written_weights.hpp"

namespace engram::workloads {
namespace {

constexpr std::int64_t largest_size = std::int64_t{1} << 28;

constexpr std::uint64_t most_ways = std::uint64_t{1} << 32;

/// An upper bound of the inputs that one neuron becomes, as overlapping windows multiply it.
std::uint64_t ways(const Projection& projection) {
  std::uint64_t count = 1;
  for (const AddressStage& stage : projection.stages) {
    const Pool& p = stage.pool;
    const auto windows = [](std::uint32_t kernel, std::uint32_t stride, std::uint32_t out) {
      return std::min<std::uint64_t>((std::uint64_t{kernel} + stride - 1) / stride, out);
    };
    const std::uint64_t here = windows(p.kernel_y, p.stride_y, stage.out.height) *
                               windows(p.kernel_x, p.stride_x, stage.out.width);
    if (count > most_ways / std::max<std::uint64_t>(here, 1)) return most_ways;
    count *= here;
  }
  return count;
}

enum class Kind { dense, sparse, one_to_one, conv2d };

std::uint32_t narrow(std::int64_t value) {
  return static_cast<std::uint32_t>(value);
}

void read_pools(const MetadataFields& fields, Shape& shape, Projection& projection) {
  constexpr std::size_t numbers = 6;
  const auto all = fields.wholes("pools", 0, 0, largest_size);
  if (all.empty() || all.size() % numbers != 0) fields.fail("pools", "expected 6 numbers a stage");
  for (std::size_t at = 0; at < all.size(); at += numbers) {
    const Pool pool{narrow(all[at]),     narrow(all[at + 1]), narrow(all[at + 2]),
                    narrow(all[at + 3]), narrow(all[at + 4]), narrow(all[at + 5])};
    projection.stages.push_back(pool_stage(shape, pool));
    shape = projection.stages.back().out;
  }
}

ConvGeometry read_geometry(const MetadataFields& fields, const Shape& shape) {
  const auto w = fields.wholes("window", 8, 0, largest_size);
  const auto conv = fields.wholes("conv", 3, 0, largest_size);
  const ConvWindow window{narrow(w[0]), narrow(w[1]), narrow(w[2]), narrow(w[3]),
                          narrow(w[4]), narrow(w[5]), narrow(w[6]), narrow(w[7])};
  const std::uint32_t channels = narrow(conv[0]), groups = narrow(conv[1]);
  return conv[2] == 1 ? same_conv_geometry(shape, channels, window, groups)
                      : conv_geometry(shape, channels, window, groups);
}

/// Numbers of a node's field, of which there must be `count`.
std::vector<double> read_counted(const MetadataFields& node, const std::string& field,
                                 std::uint64_t count) {
  std::vector<double> values = node.numbers(field);
  if (values.size() != count) {
    node.fail(field, "found " + std::to_string(values.size()) + " weights, expected " +
                         std::to_string(count));
  }
  return values;
}

/// Weights as written_weights gave them; empty connection weights are sized.
class Weights {
 public:
  Weights(const MetadataFields& fields, std::uint64_t sources, std::uint64_t targets)
      : fields_(fields), sources_(sources), targets_(targets) {}

  std::vector<double> read(Kind kind, Projection& projection, std::uint64_t inputs) {
    const auto in = narrow(static_cast<std::int64_t>(inputs));
    const auto out = narrow(static_cast<std::int64_t>(targets_));
    switch (kind) {
      case Kind::dense:
        projection.connection = Dense{in, out, {}};
        return one_matrix(inputs * targets_);
      case Kind::conv2d:
        return one_matrix(kernel_size(std::get<Conv2d>(projection.connection).geometry));
      case Kind::one_to_one:
        return diagonal(projection, in);
      case Kind::sparse:
        break;
    }
    return listed(projection, in, out);
  }

  /// The unrolled matrix in the node must still be that of the kernel in the metadata.
  void check_unrolled(const Projection& projection, const std::vector<double>& kernel) const {
    if (!fields_.has("kernel") || !fields_.has("node")) return;
    const MetadataFields node = fields_.node("node");
    const auto found = read_counted(node, "weight", sources_ * targets_);
    if (ways(projection) > most_ways / found.size()) fields_.fail("pools", "overlap too often");
    const auto wanted = unrolled(projection, kernel, sources_);
    for (std::size_t index = 0; index < found.size(); ++index) {
      if (std::abs(found[index] - wanted[index]) <= 1e-5 * std::max(1.0, std::abs(wanted[index]))) {
        continue;
      }
      node.fail("weight",
                "was changed since Engram exported this file, and stands for a kernel "
                "that cannot be found again: choose another dynamics preset");
    }
  }

 private:
  std::vector<double> one_matrix(std::uint64_t count) const {
    if (fields_.has("kernel")) return read_counted(fields_, "kernel", count);
    return read_counted(fields_.node("node"), "weight", count);
  }

  std::vector<double> diagonal(Projection& projection, std::uint32_t neurons) const {
    Sparse sparse;
    sparse.inputs = sparse.outputs = neurons;
    if (neurons != targets_) {
      fields_.fail("kind", "one-to-one from " + std::to_string(neurons) + " to " +
                               std::to_string(targets_) + " neurons");
    }
    sparse.row_begin.reserve(std::size_t{neurons} + 1);
    sparse.target.reserve(neurons);
    for (std::uint32_t neuron = 0; neuron < neurons; ++neuron) {
      sparse.row_begin.push_back(neuron);
      sparse.target.push_back(neuron);
    }
    sparse.row_begin.push_back(neurons);
    projection.connection = std::move(sparse);
    if (!fields_.has("node")) return std::vector<double>(neurons, 1.0);
    if (fields_.has("kernel")) return read_counted(fields_, "kernel", neurons);
    const MetadataFields node = fields_.node("node");
    return read_counted(node, "scale", neurons);
  }

  /// The non-zero weights of a matrix: a stored zero is no synapse.
  std::vector<double> listed(Projection& projection, std::uint32_t in, std::uint32_t out) const {
    Sparse sparse;
    sparse.inputs = in;
    sparse.outputs = out;
    const std::uint64_t count = std::uint64_t{in} * out;
    const auto matrix = fields_.has("kernel") ? read_counted(fields_, "kernel", count)
                                              : read_counted(fields_.node("node"), "weight", count);
    std::vector<double> values;
    sparse.row_begin.push_back(0);
    for (std::uint32_t row = 0; row < in; ++row) {
      for (std::uint32_t target = 0; target < out; ++target) {
        const double weight = matrix[std::uint64_t{target} * in + row];
        if (weight == 0.0) continue;
        sparse.target.push_back(target);
        values.push_back(weight);
      }
      sparse.row_begin.push_back(sparse.target.size());
    }
    projection.connection = std::move(sparse);
    return values;
  }

  const MetadataFields& fields_;
  std::uint64_t sources_, targets_;
};

/// Finds the level that each weight stands for.
void read_levels(const MetadataFields& fields, const std::vector<double>& values,
                 const PerNeuron& unit, Projection& projection) {
  Quantization& quantization = projection.quantization;
  quantization.format = {WeightKind::uniform, static_cast<unsigned>(fields.whole("bits", 2, 16))};
  quantization.shift = static_cast<unsigned>(fields.whole("shift", 0, 31));
  quantization.scale = fields.numbers("scale");
  const LevelValue level(projection, unit);
  const std::vector<std::uint64_t> outputs = weight_outputs(projection.connection);
  const std::int32_t most = max_level(quantization.format);
  for (std::size_t index = 0; index < values.size(); ++index) {
    const double exact = values[index] / level.at_output(outputs[index]);
    const double nearest = std::round(exact);
    if (!(std::abs(exact - nearest) < 1e-2 && std::abs(nearest) <= most)) {
      fields.fail("bits", "weight " + std::to_string(values[index]) + " (number " +
                              std::to_string(index) +
                              ") is no level of these bits and scale: it was changed since Engram "
                              "exported this file");
    }
    quantization.levels.push_back(static_cast<std::int32_t>(nearest));
  }
}

}  // namespace

ReadProjection read_projection(const MetadataFields& fields, const Network& network) {
  ReadProjection read;
  Projection& projection = read.projection;
  const auto last = static_cast<std::int64_t>(boost::num_vertices(network.graph)) - 1;
  read.source = static_cast<PopulationId>(fields.whole("source", 0, last));
  read.target = static_cast<PopulationId>(fields.whole("target", 0, last));
  const Population& source = network.graph[read.source];
  const Population& target = network.graph[read.target];
  projection.name = fields.text("name");
  projection.delay = narrow(fields.whole("delay", 0, std::int64_t{1} << 20));
  const auto kind =
      static_cast<Kind>(fields.choice("kind", {"dense", "sparse", "one_to_one", "conv2d"}));
  Shape shape = source.shape;
  if (fields.has("map")) shape = fields.shape("map");
  if (shape.size() != source.shape.size()) fields.fail("map", "is not of the source's size");
  if (fields.has("pools")) read_pools(fields, shape, projection);
  if (kind == Kind::conv2d) projection.connection = Conv2d{read_geometry(fields, shape), {}};
  Weights weights_of(fields, source.shape.size(), target.shape.size());
  const std::vector<double> values = weights_of.read(kind, projection, shape.size());
  std::vector<float>& stored = weights(projection.connection);
  for (const double value : values) {
    if (std::abs(value) > std::numeric_limits<float>::max()) {
      fields.fail("node", "holds a weight beyond float32");
    }
    stored.push_back(static_cast<float>(value));
  }
  if (fields.has("bits")) read_levels(fields, values, target.unit, projection);
  if (kind == Kind::conv2d && target.shape.size() != outputs(projection.connection)) {
    fields.fail("conv", "has another number of outputs than its target has neurons");
  }
  weights_of.check_unrolled(projection, values);
  return read;
}

}  // namespace engram::workloads
