#include "workloads/network/generate.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "workloads/network/random.hpp"

namespace engram::workloads {
namespace {

double draw(const WeightDescription& w, RandomStream& stream) {
  switch (w.kind) {
    case WeightDescription::Kind::values:
      break;
    case WeightDescription::Kind::constant:
      return w.a;
    case WeightDescription::Kind::uniform:
      return w.a + (w.b - w.a) * stream.unit();
    case WeightDescription::Kind::normal:
      return w.a + w.b * stream.normal();
    case WeightDescription::Kind::uniform_int: {
      const auto span = static_cast<std::uint64_t>(w.b - w.a) + 1;
      double value = 0.0;
      while (value == 0.0) value = w.a + static_cast<double>(stream.below(span));
      return value;
    }
  }
  return 0.0;
}

/// Positions that carry a weight: exactly round(density * positions), ascending, drawn by
/// selection sampling (Knuth, TAOCP 2, algorithm 3.4.2 S).
std::vector<std::uint64_t> drawn_positions(std::uint64_t positions, double density,
                                           RandomStream& stream) {
  auto wanted = static_cast<std::uint64_t>(std::llround(density * static_cast<double>(positions)));
  std::vector<std::uint64_t> chosen;
  chosen.reserve(wanted);
  for (std::uint64_t at = 0; at < positions && wanted > 0; ++at) {
    if (stream.below(positions - at) >= wanted) continue;
    chosen.push_back(at);
    --wanted;
  }
  return chosen;
}

std::vector<float> draw_weights(const WeightDescription& description, std::uint64_t positions,
                                RandomStream& stream) {
  if (description.kind == WeightDescription::Kind::values) return description.values;
  std::vector<float> weights(positions, 0.0F);
  for (const std::uint64_t at : drawn_positions(positions, description.density, stream)) {
    weights[at] = static_cast<float>(draw(description, stream));
  }
  return weights;
}

Sparse draw_sparse(const ProjectionDescription& p, std::uint32_t inputs, std::uint32_t outputs,
                   RandomStream& stream) {
  Sparse sparse{inputs, outputs, {0}, {}, {}};
  std::vector<std::uint64_t> chosen;
  if (p.kind == ProjectionDescription::Kind::one_to_one) {
    for (std::uint64_t neuron = 0; neuron < inputs; ++neuron) {
      chosen.push_back(neuron * outputs + neuron);
    }
  } else {
    chosen = drawn_positions(std::uint64_t{inputs} * outputs, p.weights.density, stream);
  }
  std::size_t next = 0;
  for (std::uint32_t input = 0; input < inputs; ++input) {
    for (; next < chosen.size() && chosen[next] / outputs == input; ++next) {
      sparse.target.push_back(static_cast<std::uint32_t>(chosen[next] % outputs));
      sparse.weights.push_back(p.weights.kind == WeightDescription::Kind::values
                                   ? p.weights.values.at(next)
                                   : static_cast<float>(draw(p.weights, stream)));
    }
    sparse.row_begin.push_back(sparse.target.size());
  }
  return sparse;
}

std::uint32_t window_count(std::uint32_t size, std::uint32_t pad, std::uint32_t reach,
                           std::uint32_t stride) {
  const std::uint64_t padded = std::uint64_t{size} + 2 * std::uint64_t{pad};
  return padded < reach ? 0 : static_cast<std::uint32_t>((padded - reach) / stride + 1);
}

ConvGeometry geometry(const ProjectionDescription& p, const Shape& in, const Shape& out) {
  ConvGeometry g{in.channels, in.height,  in.width,     out.channels, 0,
                 0,           p.kernel_y, p.kernel_x,   p.stride_y,   p.stride_x,
                 p.pad_y,     p.pad_x,    p.dilation_y, p.dilation_x, p.groups};
  g.out_height = window_count(in.height, p.pad_y, (p.kernel_y - 1) * p.dilation_y + 1, p.stride_y);
  g.out_width = window_count(in.width, p.pad_x, (p.kernel_x - 1) * p.dilation_x + 1, p.stride_x);
  return g;
}

std::vector<AddressStage> stages(const ProjectionDescription& p, Shape& shape) {
  std::vector<AddressStage> all;
  for (const Pool& pool : p.pools) {
    const Shape out{shape.channels,
                    window_count(shape.height, pool.pad_y, pool.kernel_y, pool.stride_y),
                    window_count(shape.width, pool.pad_x, pool.kernel_x, pool.stride_x)};
    all.push_back({shape, out, pool});
    shape = out;
  }
  return all;
}

Connection connection(const ProjectionDescription& p, const Shape& in, const Shape& out,
                      RandomStream& stream) {
  const auto inputs = static_cast<std::uint32_t>(in.size());
  const auto outputs = static_cast<std::uint32_t>(out.size());
  switch (p.kind) {
    case ProjectionDescription::Kind::dense:
      return Dense{inputs, outputs, draw_weights(p.weights, in.size() * out.size(), stream)};
    case ProjectionDescription::Kind::conv2d: {
      const ConvGeometry g = geometry(p, in, out);
      if (p.groups == 0 || in.channels % p.groups != 0 || out.channels % p.groups != 0) {
        throw NetworkFault("projection '" + p.name + "': groups " + std::to_string(p.groups) +
                           " do not divide the channels");
      }
      const std::uint64_t positions =
          std::uint64_t{out.channels} * (in.channels / p.groups) * p.kernel_y * p.kernel_x;
      return Conv2d{g, draw_weights(p.weights, positions, stream)};
    }
    case ProjectionDescription::Kind::one_to_one:
      if (inputs != outputs) {
        throw NetworkFault("projection '" + p.name + "': one to one between " +
                           std::to_string(inputs) + " and " + std::to_string(outputs) + " neurons");
      }
      return draw_sparse(p, inputs, outputs, stream);
    case ProjectionDescription::Kind::sparse:
      break;
  }
  return draw_sparse(p, inputs, outputs, stream);
}

void connect(const ProjectionDescription& p, std::uint64_t seed, Network& network) {
  const auto source = network.find(p.source);
  const auto target = network.find(p.target);
  if (!source || !target) {
    throw NetworkFault("projection '" + p.name + "': no population '" +
                       (source ? p.target : p.source) + "'");
  }
  Projection projection;
  projection.name = p.name;
  projection.delay = p.delay;
  projection.origin = "projection '" + p.name + "'";
  Shape shape = network.graph[*source].shape;
  projection.stages = stages(p, shape);
  RandomStream stream(seed, hash_name(p.name));
  projection.connection = connection(p, shape, network.graph[*target].shape, stream);
  network.connect(*source, *target, std::move(projection));
}

}  // namespace

Network generate(const NetworkDescription& description, std::uint64_t seed) {
  Network network;
  std::string faults;
  const auto note = [&](const std::string& text) { faults += (faults.empty() ? "" : "\n") + text; };
  std::map<std::string, int> names;
  for (const PopulationDescription& p : description.populations) {
    if (++names["population '" + p.name + "'"] == 2)
      note("population '" + p.name + "' is given twice");
    network.add({p.name, p.shape, p.step, std::nullopt, 1.0, p.output});
  }
  for (const ProjectionDescription& p : description.projections) {
    if (++names["projection '" + p.name + "'"] == 2)
      note("projection '" + p.name + "' is given twice");
    try {
      connect(p, seed, network);
    } catch (const NetworkFault& fault) {
      note(fault.what());
    }
  }
  if (!faults.empty()) throw NetworkFault(faults);
  return network;
}

}  // namespace engram::workloads
