#include "sim/config/network_file.hpp"

#include <gtest/gtest.h>

#include "tests/sim/config/files.hpp"
#include "tests/sim/config/show_config.hpp"

namespace engram::sim {
namespace {

using workloads::NeuronModel;
using workloads::ProjectionDescription;
using workloads::WeightDescription;

NetworkDescription read(const std::string& text) {
  const Files files;
  std::vector<Fault> faults;
  NetworkDescription network = read_network_file(files.write("net.json", text), faults);
  for (const Fault& fault : faults) ADD_FAILURE() << fault.text();
  return network;
}

TEST(NetworkFile, PopulationsAndNeurons) {
  const NetworkDescription network = read(R"({ "populations": [
    { "name": "in", "shape": [2, 3, 4], "neuron": { "model": "input" } },
    { "name": "a", "shape": [2], "output": true, "neuron": { "model": "cuba_lif",
      "threshold": [1, 2], "decay": 0.5, "current_decay": 0.25, "gain": 3, "current_gain": 4,
      "offset": 5, "bias": [6, 7], "compare": "greater_equal", "reset": "value", "reset_value": -1,
      "refractory": 2, "clip_low": -8, "current": "previous_step" } },
    { "name": "b", "shape": [1], "neuron": { "model": "li" } }], "projections": [] })");
  ASSERT_EQ(network.populations.size(), 3U);
  EXPECT_EQ(network.populations[0].shape, (workloads::Shape{2, 3, 4}));
  EXPECT_EQ(network.populations[0].step.model, NeuronModel::input);
  EXPECT_FALSE(network.populations[0].output);
  EXPECT_EQ(network.populations[1].shape, (workloads::Shape{2, 1, 1}));
  EXPECT_TRUE(network.populations[1].output);
  const workloads::NeuronStep& step = network.populations[1].step;
  EXPECT_EQ(step.model, NeuronModel::cuba_lif);
  EXPECT_TRUE(step.has_current);
  EXPECT_TRUE(step.previous_current);
  EXPECT_EQ(step.threshold.values(), (std::vector<double>{1, 2}));
  EXPECT_EQ(step.membrane_decay[0], 0.5);
  EXPECT_EQ(step.current_decay[0], 0.25);
  EXPECT_EQ(step.membrane_gain[0], 3);
  EXPECT_EQ(step.current_gain[0], 4);
  EXPECT_EQ(step.membrane_offset[0], 5);
  EXPECT_EQ(step.bias.values(), (std::vector<double>{6, 7}));
  EXPECT_EQ(step.compare, workloads::Compare::greater_equal);
  EXPECT_EQ(step.reset, workloads::Reset::value);
  EXPECT_EQ(step.reset_value[0], -1);
  EXPECT_EQ(step.refractory, 2U);
  EXPECT_EQ((*step.clip_low)[0], -8);
  EXPECT_FALSE(network.populations[2].step.spiking);
  EXPECT_FALSE(network.populations[2].step.has_current);
}

TEST(NetworkFile, ProjectionsAndWeights) {
  const NetworkDescription network = read(R"({ "populations": [
    { "name": "in", "shape": [2, 8, 8], "neuron": { "model": "input" } },
    { "name": "a", "shape": [4, 2, 4], "neuron": { "model": "if" } },
    { "name": "b", "shape": [4, 2, 4], "neuron": { "model": "if" } }],
   "projections": [
    { "name": "conv", "source": "in", "target": "a", "type": "conv2d", "delay": 3,
      "pool": [{ "kernel": 2 }, { "kernel": [1, 2], "stride": 1, "padding": [0, 1] }],
      "kernel": [3, 2], "stride": [2, 1], "padding": 1, "dilation": [1, 3], "groups": 2,
      "weights": { "distribution": "normal", "mean": 1, "deviation": 2, "density": 0.5 } },
    { "name": "own", "source": "a", "target": "b", "type": "one_to_one",
      "weights": { "distribution": "constant", "value": -1 } },
    { "name": "some", "source": "a", "target": "b", "type": "sparse",
      "weights": { "distribution": "uniform", "low": -1, "high": 2 } },
    { "name": "all", "source": "a", "target": "b", "type": "dense",
      "weights": { "distribution": "uniform_int", "low": -3, "high": 4 } }] })");
  ASSERT_EQ(network.projections.size(), 4U);
  const ProjectionDescription& conv = network.projections[0];
  EXPECT_EQ(conv.kind, ProjectionDescription::Kind::conv2d);
  EXPECT_EQ(conv.delay, 3U);
  ASSERT_EQ(conv.pools.size(), 2U);
  EXPECT_EQ(conv.pools[0].stride_x, 2U) << "a pool steps by its kernel";
  EXPECT_EQ(conv.pools[1].kernel_x, 2U);
  EXPECT_EQ(conv.pools[1].stride_x, 1U);
  EXPECT_EQ(conv.pools[1].pad_y, 0U);
  EXPECT_EQ(conv.pools[1].pad_x, 1U);
  EXPECT_EQ(conv.kernel_y, 3U);
  EXPECT_EQ(conv.kernel_x, 2U);
  EXPECT_EQ(conv.stride_y, 2U);
  EXPECT_EQ(conv.stride_x, 1U);
  EXPECT_EQ(conv.pad_y, 1U);
  EXPECT_EQ(conv.pad_x, 1U);
  EXPECT_EQ(conv.dilation_x, 3U);
  EXPECT_EQ(conv.groups, 2U);
  EXPECT_EQ(conv.weights.kind, WeightDescription::Kind::normal);
  EXPECT_EQ(conv.weights.a, 1);
  EXPECT_EQ(conv.weights.b, 2);
  EXPECT_EQ(conv.weights.density, 0.5);
  EXPECT_EQ(network.projections[1].kind, ProjectionDescription::Kind::one_to_one);
  EXPECT_EQ(network.projections[1].weights.a, -1);
  EXPECT_EQ(network.projections[2].kind, ProjectionDescription::Kind::sparse);
  EXPECT_EQ(network.projections[2].weights.kind, WeightDescription::Kind::uniform);
  EXPECT_EQ(network.projections[3].weights.kind, WeightDescription::Kind::uniform_int);
  EXPECT_EQ(network.projections[3].weights.b, 4);
}

TEST(NetworkFile, ValuesAreCounted) {
  const auto with = [](const std::string& type, const std::string& values) {
    return R"({ "populations": [
      { "name": "in", "shape": [1, 2, 2], "neuron": { "model": "input" } },
      { "name": "out", "shape": [1, 1, 1], "neuron": { "model": "if" } }],
     "projections": [{ "name": "p", "source": "in", "target": "out", )" +
           type + ", \"weights\": { \"values\": " + values + " } }] }";
  };
  EXPECT_EQ(read(with("\"type\": \"dense\"", "[1, 2, 3, 4]")).projections[0].weights.values,
            (std::vector<float>{1, 2, 3, 4}));
  EXPECT_EQ(read(with("\"type\": \"dense\", \"pool\": [{\"kernel\": 2}]", "[1.5]"))
                .projections[0]
                .weights.values,
            std::vector<float>{1.5F});
  EXPECT_EQ(read(with("\"type\": \"conv2d\", \"kernel\": [2, 2]", "[1, 0, 0, 4]"))
                .projections[0]
                .weights.values.size(),
            4U);
}

/// The same network in a file of its own and in place.
TEST(NetworkFile, IsWhatIsGivenInPlace) {
  const Files files;
  const std::string network = R"("populations": [
      { "name": "in", "shape": [2], "neuron": { "model": "input" } },
      { "name": "out", "shape": [2], "neuron": { "model": "lif", "decay": 0.5 } }],
     "projections": [{ "name": "p", "source": "in", "target": "out", "type": "dense",
      "weights": { "values": [1, 2, 3, 4] } }])";
  const std::string input = R"(, "input": { "poisson": { "rate_hz": 1 }, "timesteps": 1 } } })";
  files.write("net.json", "{" + network + "}");
  files.write("a.json", "{ \"workload\": { \"network\": { \"json\": \"net.json\" }" + input);
  files.write("b.json", "{ \"workload\": { \"network\": {" + network + "}" + input);
  Config of_file = load_config(files.folder() / "a.json", {}).config;
  of_file.network.json.clear();
  EXPECT_EQ(show(of_file), show(load_config(files.folder() / "b.json", {}).config));
}

}  // namespace
}  // namespace engram::sim
