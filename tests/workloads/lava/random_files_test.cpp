#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "tests/whole_draw.hpp"
#include "tests/workloads/lava/lava_writer.hpp"
#include "tests/workloads/lava/plain_layers.hpp"
#include "workloads/lava/import.hpp"
#include "workloads/reference/reference.hpp"

/// Random files, written and imported, against an evaluator that knows neither file nor importer.
namespace engram::workloads {
namespace {

using plain::Layer;
using plain::Map;

int draw(int least, int most) {
  return *rc::gen::inRange(least, most + 1);
}
std::vector<int> draws(int count, int least, int most) {
  std::vector<int> values(count);
  for (int& value : values) value = draw(least, most);
  return values;
}
bool chance(int percent) {
  return draw(0, 99) < percent;
}

int windows(int size, int kernel, const Layer& layer) {
  return (size + 2 * layer.padding - layer.dilation * (kernel - 1) - 1) / layer.stride + 1;
}

void draw_window(Layer& layer) {
  layer.kernel_y = draw(1, std::min(3, layer.in.height));
  layer.kernel_x = draw(1, std::min(2, layer.in.width));
  const bool pool = layer.kind == Layer::Kind::pool;
  layer.stride = draw(1, 2);
  layer.padding = draw(0, 1);
  const bool room = 2 * (std::max(layer.kernel_y, layer.kernel_x) - 1) <
                    std::min(layer.in.height, layer.in.width);
  if (!pool && room) layer.dilation = draw(1, 2);
  layer.out = {layer.in.channels, windows(layer.in.height, layer.kernel_y, layer),
               windows(layer.in.width, layer.kernel_x, layer)};
  int kernels = 1;
  if (!pool) {
    layer.groups = layer.in.channels % 2 == 0 ? draw(1, 2) : 1;
    layer.out.channels = layer.groups * draw(1, 2);
    kernels = layer.out.channels * layer.in.channels / layer.groups;
  }
  layer.weights = draws(kernels * layer.kernel_y * layer.kernel_x, -40, 60);
}

Layer draw_layer(const Map& in, bool flat) {
  Layer layer;
  layer.in = in;
  layer.kind = flat         ? Layer::Kind::dense
               : chance(50) ? Layer::Kind::conv
               : chance(50) ? Layer::Kind::pool
                            : Layer::Kind::dense;
  if (layer.kind == Layer::Kind::dense) {
    layer.out = {draw(1, 5), 1, 1};
    layer.weights = draws(layer.out.size() * in.size(), -40, 60);
    if (chance(40)) layer.recurrent = draws(layer.out.size() * layer.out.size(), -30, 30);
  } else {
    draw_window(layer);
  }
  const int neurons = layer.out.size();
  if (layer.kind != Layer::Kind::pool && chance(60)) {
    layer.bias = draws(chance(50) ? layer.out.channels : neurons, -20, 20);
  }
  if (chance(40)) layer.delays = draws(neurons, 0, 3);
  layer.current_decay = chance(30)   ? std::vector<int>(neurons, 4096)
                        : chance(50) ? draws(neurons, 0, 4096)
                                     : std::vector<int>(neurons, draw(0, 4096));
  layer.voltage_decay = std::vector<int>(neurons, draw(0, 4096));
  layer.threshold = draw(0, 80);
  if (chance(30)) layer.refractory = draw(1, 3);
  return layer;
}

std::vector<double> doubles(const std::vector<int>& values) {
  return {values.begin(), values.end()};
}

/// All equal: one number for the layer, as lava-dl writes it.
void write_decay(LavaWriter& file, const std::string& name, const std::vector<int>& decay) {
  const bool same = std::all_of(decay.begin(), decay.end(), [&](int d) { return d == decay[0]; });
  if (same) {
    file.field(name, decay[0]);
  } else {
    file.field(name, doubles(decay));
  }
}

void write_layer(LavaWriter& file, const Layer& layer, const std::string& number) {
  const auto size = [](int value) { return static_cast<hsize_t>(value); };
  if (layer.kind == Layer::Kind::dense) {
    file.dense(number, doubles(layer.weights), size(layer.out.size()), size(layer.in.size()),
               layer.recurrent.empty() ? "dense" : "dense_rec");
    if (!layer.recurrent.empty()) {
      file.field("weight_rec", doubles(layer.recurrent),
                 {size(layer.out.size()), size(layer.out.size())});
    }
  } else {
    const bool pool = layer.kind == Layer::Kind::pool;
    const double stride = layer.stride, padding = layer.padding, dilation = layer.dilation;
    file.layer(number, pool ? "pool" : "conv");
    file.field("shape", doubles({layer.out.channels, layer.out.height, layer.out.width}));
    file.field("kernelSize", doubles({layer.kernel_y, layer.kernel_x}));
    file.field("stride", {stride, stride}).field("padding", {padding, padding});
    file.field("dilation", {dilation, dilation});
    if (!pool) file.field("groups", layer.groups);
    const int out = pool ? 1 : layer.out.channels, in = pool ? 1 : layer.in.channels / layer.groups;
    file.field("weight", doubles(layer.weights),
               {size(out), size(in), size(layer.kernel_y), size(layer.kernel_x), 1});
  }
  if (!layer.bias.empty()) file.field("bias", doubles(layer.bias));
  if (!layer.delays.empty()) file.field("delay", doubles(layer.delays));
  file.text("neuron/type", "CUBA").field("neuron/vThMant", layer.threshold);
  file.field("neuron/refDelay", layer.refractory + 1);
  write_decay(file, "neuron/iDecay", layer.current_decay);
  write_decay(file, "neuron/vDecay", layer.voltage_decay);
}

struct Case {
  std::vector<Layer> layers;
  plain::Trains input;
  std::vector<ReferenceSpike> imported;
  std::vector<PopulationId> populations;  ///< of the layers
  LavaOptions options;
};

SpikeTrain train_of(const plain::Trains& input) {
  SpikeTrain train;
  train.neurons = static_cast<std::uint32_t>(input[0].size());
  train.timesteps = static_cast<std::uint32_t>(input.size());
  for (std::uint32_t t = 0; t < input.size(); ++t) {
    for (std::uint32_t n = 0; n < train.neurons; ++n) {
      const auto count = static_cast<std::uint32_t>(input[t][n]);
      if (count > 0) train.events.push_back({t, n, count});
    }
  }
  return train;
}

Case draw_case() {
  Case c;
  LavaWriter file;
  const Map first{draw(1, 2), draw(1, 5), draw(1, 4)};
  Map map = first;
  bool flat = false;
  int number = 0;
  const int layers = draw(1, 4);
  for (int k = 0; k < layers; ++k) {
    if (!flat && chance(20)) {
      file.layer(std::to_string(number++), "flatten").field("shape", {double(map.size()), 1, 1});
      flat = true;
    }
    c.layers.push_back(draw_layer(map, flat));
    write_layer(file, c.layers.back(), std::to_string(number++));
    map = c.layers.back().out;
    flat = flat || c.layers.back().kind == Layer::Kind::dense;
  }
  const int steps = 12;
  for (int t = 0; t < steps; ++t) c.input.push_back(draws(first.size(), 0, 2));
  c.options.compare = chance(50) ? Compare::greater : Compare::greater_equal;
  c.options.layer_delay = static_cast<std::uint32_t>(draw(0, 2));
  c.options.input_shape =
      Shape{static_cast<std::uint32_t>(first.channels), static_cast<std::uint32_t>(first.height),
            static_cast<std::uint32_t>(first.width)};
  const Network network = import_lava(file.close(), c.options);
  for (PopulationId id = 1; id < boost::num_vertices(network.graph); ++id) {
    c.populations.push_back(id);
  }
  c.imported = simulate_reference(network, {train_of(c.input)}, steps).spikes;
  return c;
}

TEST(LavaProperty, ImportedFilesSpikeAsTheirDefinitionSays) {
  std::size_t spikes_seen = 0;
  const bool held = rc::check("imported = evaluated", [&] {
    const Case c = draw_case();
    const auto expected =
        plain::evaluate(c.layers, c.input, c.options.compare == Compare::greater_equal,
                        static_cast<int>(c.options.layer_delay));
    std::vector<ReferenceSpike> wanted;
    for (std::size_t layer = 0; layer < expected.size(); ++layer) {
      for (std::uint32_t t = 0; t < expected[layer].size(); ++t) {
        for (std::uint32_t n = 0; n < expected[layer][t].size(); ++n) {
          if (expected[layer][t][n] != 0) wanted.push_back({c.populations.at(layer), n, t, 1});
        }
      }
    }
    std::vector<ReferenceSpike> found = c.imported;
    std::sort(found.begin(), found.end());
    std::sort(wanted.begin(), wanted.end());
    spikes_seen += wanted.size();
    RC_ASSERT(found == wanted);
  });
  EXPECT_TRUE(held);
  if (!whole_draw()) return;
  EXPECT_GT(spikes_seen, 500U);
}

}  // namespace
}  // namespace engram::workloads
