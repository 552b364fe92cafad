#include "workloads/lava/import.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <numeric>

#include "tests/workloads/lava/lava_writer.hpp"
#include "workloads/reference/reference.hpp"
#include "workloads/spikes/recording.hpp"

namespace engram::workloads {
namespace {

using Levels = std::vector<std::int32_t>;

const Population& population(const Network& network, const std::string& name) {
  return network.graph[network.find(name).value()];
}

const Projection& projection(const Network& network, const std::string& name) {
  for (const ProjectionId& id : network.projections()) {
    if (network.graph[id].name == name) return network.graph[id];
  }
  throw std::runtime_error("no projection " + name);
}

/// "10" is not the layer behind "1", and the type is in its name.
TEST(LavaImport, LayersComeInOrderOfTheirNumbers) {
  LavaWriter file;
  for (int layer = 0; layer < 11; ++layer) {
    const double weight = layer + 1;
    file.dense(std::to_string(layer), {weight}, 1, 1).neuron(4096, 0, 1);
  }
  const Network network = import_lava(file.close(), {});
  const auto ids = network.projections();
  ASSERT_EQ(ids.size(), 11U);
  for (std::size_t layer = 0; layer < ids.size(); ++layer) {
    const Projection& found = network.graph[ids[layer]];
    EXPECT_EQ(found.name, "dense" + std::to_string(layer));
    EXPECT_EQ(found.quantization.levels, Levels{static_cast<std::int32_t>(layer + 1)});
    EXPECT_EQ(found.delay, layer == 0 ? 0U : 1U);
    EXPECT_EQ(boost::source(ids[layer], network.graph), layer);
  }
  EXPECT_TRUE(population(network, "dense10").output);
  EXPECT_FALSE(population(network, "dense1").output);
}

TEST(LavaImport, NeuronsAndBias) {
  LavaWriter file;
  file.dense("0", {100, -3, 0, 7}, 2, 2)
      .field("bias", {0, -4})
      .field("neuron/refDelay", 3)
      .text("neuron/type", "LOIHI")
      .field("neuron/iDecay", {1000, 4096})
      .field("neuron/vDecay", 128)
      .field("neuron/theta", {640, 128})
      .field("neuron/wgtExp", 2);
  LavaOptions options;
  options.compare = Compare::greater_equal;
  const Network network = import_lava(file.close(), options);
  const Population& neurons = population(network, "dense0");
  const FixedStep& fixed = neurons.fixed.value();
  EXPECT_EQ(fixed.current_decay, (std::vector<std::int64_t>{3096, 0}));
  EXPECT_EQ(fixed.membrane_decay, std::vector<std::int64_t>{3968});
  EXPECT_EQ(fixed.threshold, (std::vector<std::int64_t>{640, 128}));
  EXPECT_EQ(fixed.membrane_offset, (std::vector<std::int64_t>{0, -256}));
  EXPECT_EQ(fixed.bias, std::vector<std::int64_t>{0});
  EXPECT_EQ(neurons.step.compare, Compare::greater_equal);
  EXPECT_EQ(neurons.step.refractory, 2U);
  EXPECT_EQ(neurons.step.model, NeuronModel::cuba_lif);
  const Quantization& stored = projection(network, "dense0").quantization;
  EXPECT_EQ(stored.levels, (Levels{100, -3, 0, 7}));
  EXPECT_EQ(stored.shift, 2U) << "wgtExp";
  EXPECT_EQ(stored.format.bits, 8U) << "the fewest that hold 100";
}

TEST(LavaImport, MapsPoolsAndFlatten) {
  LavaWriter file;
  std::vector<double> kernel(2 * 1 * 2 * 3);
  std::iota(kernel.begin(), kernel.end(), 1);
  file.layer("0", "conv")
      .field("shape", {2, 3, 2})
      .field("kernelSize", {2, 3})
      .field("padding", {0, 1})
      .field("stride", {1, 2})
      .field("weight", kernel, {2, 1, 2, 3, 1})
      .field("bias", {5, 6})
      .neuron(4096, 0, 1);
  file.layer("1", "pool")
      .field("shape", {2, 2, 1})
      .field("kernelSize", {2, 2})
      .field("weight", {3, 3, 3, 4}, {1, 1, 2, 2})
      .neuron(4096, 0, 1);
  file.layer("2", "flatten").field("shape", {4, 1, 1});
  file.dense("3", {1, 2, 3, 4}, 1, 4).neuron(4096, 0, 1);
  LavaOptions options;
  options.input_shape = Shape{1, 4, 4};
  const Network network = import_lava(file.close(), options);
  EXPECT_EQ(population(network, "input").shape, (Shape{1, 4, 4}));
  EXPECT_EQ(
      population(network, "conv0").fixed->membrane_offset,
      (std::vector<std::int64_t>{320, 320, 320, 320, 320, 320, 384, 384, 384, 384, 384, 384}));
  const auto& conv = std::get<Conv2d>(projection(network, "conv0").connection);
  EXPECT_EQ(conv.weights, std::vector<float>(kernel.begin(), kernel.end())) << "not flipped";
  EXPECT_EQ(conv.geometry.pad_x, 1U);
  EXPECT_EQ(conv.geometry.stride_y, 1U);
  // The pool's windows do not divide the three rows: the last one is cut off.
  const auto& pool = std::get<Conv2d>(projection(network, "pool1").connection);
  EXPECT_EQ(population(network, "pool1").shape, (Shape{2, 2, 1}));
  EXPECT_EQ(pool.geometry.groups, 2U);
  EXPECT_EQ(pool.weights, (std::vector<float>{3, 3, 3, 4, 3, 3, 3, 4}));
  EXPECT_EQ(std::get<Dense>(projection(network, "dense3").connection).inputs, 4U);
}

/// x, y, channel in the array; channel, y, x in the network.
TEST(LavaImport, InputBiasTurnsItsAxes) {
  LavaWriter file;
  file.layer("0", "input").field("shape", {2, 2, 3}).neuron(4096, 0, 1);
  std::ofstream array(file.folder() / "bias.npy", std::ios::binary);
  std::string header = "{'descr': '|i1', 'fortran_order': False, 'shape': (3, 2, 2), }";
  header.resize(117, ' ');
  array << "\x93NUMPY" << '\x01' << '\0' << static_cast<char>(118) << '\0' << header << '\n';
  array << std::string("\x01\x02\x03\x04\x05\xfa\x07\x08\x09\x0a\x0b\x0c", 12);
  array.close();
  LavaOptions options;
  options.input_bias = file.folder() / "bias.npy";
  const Network network = import_lava(file.close(), options);
  EXPECT_EQ(boost::num_vertices(network.graph), 1U) << "no events";
  EXPECT_EQ(population(network, "input0").fixed->membrane_offset,
            (std::vector<std::int64_t>{1 * 64, 5 * 64, 9 * 64, 3 * 64, 7 * 64, 11 * 64, 2 * 64,
                                       -6 * 64, 10 * 64, 4 * 64, 8 * 64, 12 * 64}));
}

TEST(LavaImport, InputLayerWithNeuronsTakesEvents) {
  LavaWriter file;
  file.layer("0", "input").field("shape", {2}).field("weight", {36}).field("bias", {-7});
  file.neuron(1024, 0, 1);
  const Network network = import_lava(file.close(), {});
  EXPECT_EQ(network.inputs().size(), 1U);
  EXPECT_EQ(projection(network, "input0").quantization.levels, (Levels{36, 36}));
  EXPECT_EQ(population(network, "input0").fixed->bias, (std::vector<std::int64_t>{-448, -448}))
      << "part of the input, so that the current keeps it";
}

TEST(LavaImport, InputLayerWithoutNeuronsIsTheInput) {
  LavaWriter file;
  file.layer("0", "input").field("shape", {2, 1, 1});
  file.dense("1", {1, 2}, 1, 2).neuron(4096, 0, 1);
  const Network network = import_lava(file.close(), {});
  EXPECT_EQ(network.inputs().size(), 1U);
  EXPECT_EQ(projection(network, "dense1").delay, 0U);
}

/// Delays of axons split what leaves the layer, and only that.
TEST(LavaImport, AxonDelaysSplitAProjection) {
  LavaWriter file;
  file.dense("0", {1, 2, 3}, 3, 1, "dense_rec")
      .field("weight_rec", {1, 0, 0, 0, 1, 0, 0, 0, 1}, {3, 3})
      .field("delay", {4, 0, 4})
      .neuron(4096, 0, 1);
  file.dense("1", {5, 6, 7, 8, 0, 9}, 2, 3).neuron(4096, 0, 1);
  const Network network = import_lava(file.close(), {});
  EXPECT_EQ(projection(network, "dense0.recurrent").delay, 1U);
  const Projection& now = projection(network, "dense1.delay1");
  EXPECT_EQ(now.delay, 1U);
  EXPECT_EQ(now.quantization.levels, Levels{6}) << "the zero is no synapse";
  const Projection& later = projection(network, "dense1.delay5");
  EXPECT_EQ(later.delay, 5U);
  EXPECT_EQ(later.quantization.levels, (Levels{5, 8, 7, 9}));
  const auto& sparse = std::get<Sparse>(later.connection);
  EXPECT_EQ(sparse.row_begin, (std::vector<std::uint64_t>{0, 2, 2, 4}));
  EXPECT_EQ(sparse.target, (std::vector<std::uint32_t>{0, 1, 0, 1}));
}

TEST(LavaImport, OneDelayForAllIsAddedToTheLayers) {
  LavaWriter file;
  file.dense("0", {1}, 1, 1).field("delay", 3).neuron(4096, 0, 1);
  file.dense("1", {5}, 1, 1).neuron(4096, 0, 1);
  LavaOptions options;
  options.layer_delay = 0;
  EXPECT_EQ(projection(import_lava(file.close(), options), "dense1").delay, 3U);
}

/// Groups of neighbours; the membrane is the mean number of their spikes, added up.
TEST(LavaImport, AverageIsAReadout) {
  LavaWriter file;
  file.dense("0", {1, 1, 1, 1}, 4, 1).neuron(4096, 0, 0).field("bias", {0, 0, 0, -9});
  file.layer("1", "average").field("shape", {2, 1, 1});
  LavaOptions options;
  options.layer_delay = 0;
  const Network network = import_lava(file.close(), options);
  const PopulationId readout = network.find("average1").value();
  EXPECT_TRUE(network.graph[readout].output);
  const auto train = regular_train(1, 3, 1, 0);
  const ReferenceResult result = simulate_reference(network, {train}, 3, {readout});
  EXPECT_EQ(result.traces.at(0), (std::vector<double>{1, 0.5, 2, 1, 3, 1.5}));
}

TEST(LavaImport, ThresholdShift) {
  LavaWriter file;
  file.dense("0", {1}, 1, 1).neuron(4096, 0, 10);
  LavaOptions options;
  options.v_th_shift = 3;
  const Network network = import_lava(file.close(), options);
  EXPECT_EQ(population(network, "dense0").fixed->threshold, std::vector<std::int64_t>{80});
}

}  // namespace
}  // namespace engram::workloads
