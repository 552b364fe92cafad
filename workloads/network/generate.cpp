#include "workloads/network/generate.hpp"

#include <algorithm>

#include "workloads/network/check_network.hpp"
#include "workloads/network/draw_weights.hpp"
#include "workloads/network/geometry.hpp"
#include "workloads/network/large_pages.hpp"
#include "workloads/network/random.hpp"

namespace engram::workloads {
namespace {

using Kind = ProjectionDescription::Kind;

/// Stored weights of one projection, and places that are gone through to draw a sparse one.
constexpr std::uint64_t most_weights = std::uint64_t{1} << 28;
constexpr std::uint64_t most_places = std::uint64_t{1} << 32;

/// Draws where weights are and what they are from keys of their own, so that a new density leaves
/// the sequence of values alone.
struct Streams {
  Streams(std::uint64_t seed, const std::string& name)
      : places(seed, hash_name(name + "/places")), values(seed, hash_name(name + "/values")) {}
  RandomStream places, values;
};

/// The weights of all positions, 0 where none is drawn, part by part.
void draw_parts(const WeightDescription& description, std::uint64_t positions, Streams streams,
                const WeightVisit& visit) {
  std::vector<float> part;
  std::uint64_t begin = 0;
  const auto next_part = [&] {
    part.assign(std::min<std::uint64_t>(kWeightPart, positions - begin), 0.0F);
  };
  const auto visit_before = [&](std::uint64_t position) {
    while (begin < positions && position >= begin + part.size()) {
      visit(part);
      begin += part.size();
      next_part();
    }
  };
  next_part();
  draw_positions(positions, description.density, streams.places, [&](std::uint64_t at) {
    visit_before(at);
    part[at - begin] = draw_weight(description, streams.values);
  });
  visit_before(positions);
}

/// Precondition: the weights are not given.
WeightSource drawn(const WeightDescription& description, std::uint64_t positions,
                   const Streams& streams) {
  return {positions,
          [=](const WeightVisit& visit) { draw_parts(description, positions, streams, visit); }};
}

std::vector<float> given_or_drawn(const WeightDescription& description, std::uint64_t positions,
                                  const Streams& streams) {
  if (description.kind == WeightDescription::Kind::values) return description.values;
  return all_weights(drawn(description, positions, streams));
}

/// Lists drawn (input, output) places; given weights are one a place, in that order.
class Listing {
 public:
  Listing(const WeightDescription& description, std::uint32_t inputs, std::uint32_t outputs,
          std::uint64_t most, RandomStream& values)
      : description_(description), values_(values) {
    sparse_.inputs = inputs;
    sparse_.outputs = outputs;
    sparse_.row_begin.resize(std::uint64_t{inputs} + 1, 0);
    reserve_large(sparse_.target, most);
    reserve_large(sparse_.weights, most);
  }
  /// In ascending order.
  void add(std::uint32_t input, std::uint32_t output) {
    ++sparse_.row_begin[std::uint64_t{input} + 1];
    sparse_.target.push_back(output);
    sparse_.weights.push_back(description_.kind == WeightDescription::Kind::values
                                  ? description_.values[sparse_.weights.size()]
                                  : draw_weight(description_, values_));
  }
  Sparse take() {
    for (std::uint64_t row = 0; row < sparse_.inputs; ++row) {
      sparse_.row_begin[row + 1] += sparse_.row_begin[row];
    }
    return std::move(sparse_);
  }

 private:
  const WeightDescription& description_;
  RandomStream& values_;
  Sparse sparse_;
};

/// Given (out, in) weights whose zeros are no synapses.
Sparse listed_values(const std::vector<float>& values, std::uint32_t inputs,
                     std::uint32_t outputs) {
  Sparse sparse{inputs, outputs, {0}, {}, {}};
  for (std::uint32_t input = 0; input < inputs; ++input) {
    for (std::uint32_t output = 0; output < outputs; ++output) {
      const float weight = values[std::uint64_t{output} * inputs + input];
      if (weight == 0) continue;
      sparse.target.push_back(output);
      sparse.weights.push_back(weight);
    }
    sparse.row_begin.push_back(sparse.target.size());
  }
  return sparse;
}

void must(const std::vector<std::string>& faults) {
  if (!faults.empty()) throw NetworkFault(lines(faults));
}

void must_not_exceed(std::uint64_t count, std::uint64_t most, const char* what) {
  if (count <= most) return;
  throw NetworkFault(std::to_string(count) + " " + what + ", at most " + std::to_string(most) +
                     " are supported");
}

Connection dense(const ProjectionDescription& p, const Shape& in, const Shape& out,
                 Streams& streams, std::uint64_t parts_from) {
  const std::uint64_t positions = in.size() * out.size();
  must_not_exceed(positions, most_weights, "weights");
  must(weight_faults(p.weights, positions));
  const WeightDescription weights = with_fan_in(p.weights, static_cast<double>(in.size()));
  Dense dense{static_cast<std::uint32_t>(in.size()), static_cast<std::uint32_t>(out.size()), {}};
  if (positions >= parts_from && weights.kind != WeightDescription::Kind::values) {
    dense.source = drawn(weights, positions, streams);
  } else {
    dense.weights = given_or_drawn(weights, positions, streams);
  }
  return dense;
}

Connection sparse(const ProjectionDescription& p, const Shape& in, const Shape& out,
                  Streams& streams, std::uint64_t) {
  const auto inputs = static_cast<std::uint32_t>(in.size());
  const auto outputs = static_cast<std::uint32_t>(out.size());
  const std::uint64_t positions = in.size() * out.size();
  must_not_exceed(positions, most_places, "places");
  must(weight_faults(p.weights, positions));
  if (p.weights.kind == WeightDescription::Kind::values) {
    return listed_values(p.weights.values, inputs, outputs);
  }
  const auto wanted =
      static_cast<std::uint64_t>(p.weights.density * static_cast<double>(positions));
  must_not_exceed(wanted, most_weights, "weights");
  const WeightDescription description = with_fan_in(p.weights, inputs);
  Listing listing(description, inputs, outputs, wanted + 1, streams.values);
  draw_positions(positions, p.weights.density, streams.places, [&](std::uint64_t place) {
    listing.add(static_cast<std::uint32_t>(place / outputs),
                static_cast<std::uint32_t>(place % outputs));
  });
  return listing.take();
}

Connection one_to_one(const ProjectionDescription& p, const Shape& in, const Shape& out,
                      Streams& streams, std::uint64_t) {
  if (in.size() != out.size()) {
    throw NetworkFault("one to one between " + std::to_string(in.size()) + " and " +
                       std::to_string(out.size()) + " neurons");
  }
  must(weight_faults(p.weights, in.size()));
  const auto neurons = static_cast<std::uint32_t>(in.size());
  const WeightDescription description = with_fan_in(p.weights, 1);
  Listing listing(description, neurons, neurons, neurons, streams.values);
  draw_positions(neurons, p.weights.density, streams.places, [&](std::uint64_t place) {
    listing.add(static_cast<std::uint32_t>(place), static_cast<std::uint32_t>(place));
  });
  return listing.take();
}

Connection conv2d(const ProjectionDescription& p, const Shape& in, const Shape& out,
                  Streams& streams, std::uint64_t) {
  const ConvGeometry g = conv_geometry(in, out.channels,
                                       {p.kernel_y, p.kernel_x, p.stride_y, p.stride_x, p.pad_y,
                                        p.pad_x, p.dilation_y, p.dilation_x},
                                       p.groups);
  if (output_shape(g) != out) {
    throw NetworkFault("the convolution gives " + to_string(output_shape(g)) + ", population '" +
                       p.target + "' is " + to_string(out));
  }
  must_not_exceed(std::uint64_t{p.kernel_y} * p.kernel_x, most_weights, "kernel places");
  must_not_exceed(std::uint64_t{g.out_channels} * g.in_channels, most_weights, "kernels");
  must_not_exceed(kernel_size(g), most_weights, "weights");
  must(weight_faults(p.weights, kernel_size(g)));
  const double fan_in = static_cast<double>(kernel_size(g)) / g.out_channels;
  return Conv2d{g, given_or_drawn(with_fan_in(p.weights, fan_in), kernel_size(g), streams)};
}

using Maker = Connection (*)(const ProjectionDescription&, const Shape&, const Shape&, Streams&,
                             std::uint64_t);

Maker maker_of(Kind kind) {
  switch (kind) {
    case Kind::dense:
      return dense;
    case Kind::sparse:
      return sparse;
    case Kind::conv2d:
      return conv2d;
    case Kind::one_to_one:
      break;
  }
  return one_to_one;
}

void connect(const ProjectionDescription& p, std::uint64_t seed, std::uint64_t parts_from,
             Network& network) {
  const auto source = network.find(p.source);
  const auto target = network.find(p.target);
  std::vector<std::string> unknown;
  if (!source) unknown.push_back("no source population '" + p.source + "'");
  if (!target) unknown.push_back("no target population '" + p.target + "'");
  must(unknown);
  Projection projection;
  projection.name = p.name;
  projection.delay = p.delay;
  projection.origin = "projection '" + p.name + "'";
  Shape shape = network.graph[*source].shape;
  for (const Pool& pool : p.pools) {
    projection.stages.push_back(pool_stage(shape, pool));
    shape = projection.stages.back().out;
  }
  Streams streams(seed, p.name);
  projection.connection =
      maker_of(p.kind)(p, shape, network.graph[*target].shape, streams, parts_from);
  network.connect(*source, *target, std::move(projection));
}

/// Adds the lines of a fault, each with the prefix that it does not have yet.
void note(const std::string& prefix, const std::string& text, std::vector<std::string>& faults) {
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string line = text.substr(begin, end - begin);
    faults.push_back(line.starts_with(prefix) ? line : prefix + line);
    begin = end + 1;
  }
}

}  // namespace

Network generate(const NetworkDescription& description, std::uint64_t seed,
                 std::uint64_t parts_from) {
  Network network;
  std::vector<std::string> faults;
  for (const PopulationDescription& p : description.populations) {
    try {
      network.add({p.name, p.shape, p.step, std::nullopt, 1.0, p.output});
    } catch (const NetworkFault& fault) {
      note("population '" + p.name + "': ", fault.what(), faults);
    }
  }
  for (const ProjectionDescription& p : description.projections) {
    try {
      connect(p, seed, parts_from, network);
    } catch (const NetworkFault& fault) {
      note("projection '" + p.name + "': ", fault.what(), faults);
    }
  }
  must(faults);
  levels(network);  // throws where a loop has no delay
  return network;
}

}  // namespace engram::workloads
