#include "random_network.hpp"

#include "workloads/compress/quantize.hpp"
#include "workloads/network/random.hpp"

namespace engram::workloads {
namespace {

class Builder {
 public:
  explicit Builder(std::uint64_t seed) : random_(seed, 1) {}

  Network build() {
    PopulationId last =
        add_population(network_, "input", {between(1, 3), between(3, 7), between(3, 7)}, true);
    const std::uint32_t layers = between(1, 3);
    for (std::uint32_t layer = 0; layer < layers; ++layer) {
      const PopulationId source = last;
      last = add_layer(source, layer);
      if (between(0, 2) == 0) extra(last, last, 1);                  // a self loop
      if (between(0, 2) == 0) extra(network_.inputs()[0], last, 0);  // a second way in
    }
    if (between(0, 1) == 1) {
      quantize(network_, {{"", {.bits = between(2, 9), .channels_a_scale = between(0, 1)}}});
    }
    return std::move(network_);
  }

 private:
  std::uint32_t between(std::uint32_t low, std::uint32_t high) {
    return low + static_cast<std::uint32_t>(random_.below(high - low + 1));
  }

  std::vector<float> draw(std::size_t count) {
    std::vector<float> values(count);
    for (float& value : values) {
      value = between(0, 2) == 0 ? 0.0F : static_cast<float>(random_.normal());
    }
    return values;
  }

  PopulationId add_layer(PopulationId source, std::uint32_t layer) {
    Projection projection;
    projection.name = std::to_string(network_.projections().size());
    Population population;
    population.name = "layer";
    population.name += std::to_string(layer);
    const Shape shape = add_pool(network_.graph[source].shape, projection);
    if (between(0, 2) > 0 && shape.height > 1 && shape.width > 1) {
      const Conv2d conv = make_conv(shape);
      const ConvGeometry& g = conv.geometry;
      population.shape = {g.out_channels, g.out_height, g.out_width};
      projection.connection = conv;
    } else {
      population.shape = {between(1, 40), 1, 1};
      projection.connection = make_flat(shape, population.shape);
    }
    const PopulationId target = network_.add(std::move(population));
    network_.connect(source, target, std::move(projection));
    return target;
  }

  void extra(PopulationId source, PopulationId target, std::uint32_t delay) {
    Projection projection;
    projection.name = std::to_string(network_.projections().size());
    projection.delay = delay;
    projection.connection = make_flat(network_.graph[source].shape, network_.graph[target].shape);
    network_.connect(source, target, std::move(projection));
  }

  /// Windows of 2 with stride 1 or 2: the first overlap.
  Shape add_pool(const Shape& in, Projection& projection) {
    if (between(0, 1) == 0 || in.height < 3 || in.width < 3) return in;
    const std::uint32_t stride = between(1, 2);
    const Pool pool{.kernel_y = 2, .kernel_x = 2, .stride_y = stride, .stride_x = stride};
    const Shape out{in.channels, (in.height - 2) / stride + 1, (in.width - 2) / stride + 1};
    projection.stages.push_back({in, out, pool});
    return out;
  }

  Conv2d make_conv(const Shape& in) {
    ConvGeometry g;
    g.in_channels = in.channels;
    g.in_height = in.height;
    g.in_width = in.width;
    g.groups = between(0, 1) == 0 ? in.channels : 1;
    g.out_channels = g.groups * between(1, 2);
    g.kernel_height = between(1, 3);
    g.kernel_width = between(1, 3);
    g.stride_y = between(1, 2);
    g.stride_x = between(1, 2);
    g.dilation_y = between(1, 2);
    g.pad_y = 4;  // room for every kernel above
    g.pad_x = between(2, 3);
    g.out_height =
        (in.height + 2 * g.pad_y - g.dilation_y * (g.kernel_height - 1) - 1) / g.stride_y + 1;
    g.out_width = (in.width + 2 * g.pad_x - (g.kernel_width - 1) - 1) / g.stride_x + 1;
    return {g, draw(std::size_t{g.out_channels} * (g.in_channels / g.groups) * g.kernel_height *
                    g.kernel_width)};
  }

  Connection make_flat(const Shape& from, const Shape& to) {
    const auto inputs = static_cast<std::uint32_t>(from.size());
    const auto outputs = static_cast<std::uint32_t>(to.size());
    if (between(0, 1) == 0) return Dense{inputs, outputs, draw(std::size_t{inputs} * outputs)};
    Sparse sparse{inputs, outputs, {0}, {}, {}};
    for (std::uint32_t i = 0; i < inputs; ++i) {
      for (std::uint32_t o = 0; o < outputs; ++o) {
        if (between(0, 4) == 0) sparse.target.push_back(o);
      }
      sparse.row_begin.push_back(sparse.target.size());
    }
    sparse.weights = draw(sparse.target.size());
    return sparse;
  }

  RandomStream random_;
  Network network_;
};

}  // namespace

Network random_network(std::uint64_t seed) {
  return Builder(seed).build();
}

PopulationId add_population(Network& network, const std::string& name, const Shape& shape,
                            bool input) {
  Population population;
  population.name = name;
  population.shape = shape;
  if (input) population.step.model = NeuronModel::input;
  return network.add(std::move(population));
}

Network dense_network(std::uint32_t inputs, std::uint32_t neurons) {
  Network network;
  const PopulationId source = add_population(network, "in", {inputs, 1, 1}, true);
  const PopulationId target = add_population(network, "out", {neurons, 1, 1});
  Projection projection;
  projection.name = "d";
  projection.connection =
      Dense{inputs, neurons, std::vector<float>(std::size_t{inputs} * neurons, 1.0F)};
  network.connect(source, target, std::move(projection));
  return network;
}

}  // namespace engram::workloads
