#include "sim/config/slayer_file.hpp"

#include <gtest/gtest.h>

#include "tests/sim/config/files.hpp"

namespace engram::sim {
namespace {

using workloads::SlayerLayer;

workloads::SlayerNetwork read(const std::string& text) {
  const Files files;
  files.write("w.txt", "");
  std::vector<Fault> faults;
  auto network = read_slayer_file(files.write("net.json", text), faults);
  for (const Fault& fault : faults) ADD_FAILURE() << fault.text();
  return network;
}

std::string faults_in(const std::string& text) {
  const Files files;
  files.write("w.txt", "");
  std::vector<Fault> faults;
  read_slayer_file(files.write("net.json", text), faults);
  std::string lines;
  for (const Fault& fault : faults) lines += (lines.empty() ? "" : "\n") + fault.text();
  return files.without_folder(lines);
}

TEST(SlayerFile, LayersAndTheirDefaults) {
  const auto network = read(R"({ "input": [2, 8, 8], "neuron": { "vTh": 7 }, "layers": [
    { "type": "pool", "kernel": [4, 2], "weight": 28 },
    { "type": "conv", "channels": 3, "kernel": 3, "padding": [0, 1], "stride": 2, "dilation": 4,
      "groups": 2, "weights": "w.txt", "delay": 5, "neuron": { "iDecay": 1, "compare": "greater_equal" } },
    { "type": "flatten" },
    { "name": "last", "type": "dense", "neurons": 10, "weights": "w.txt" },
    { "type": "dense", "neurons": 11, "weights": "w.txt" }] })");
  EXPECT_EQ(network.input, (workloads::Shape{2, 8, 8}));
  ASSERT_EQ(network.layers.size(), 5U);
  const SlayerLayer& pool = network.layers[0];
  EXPECT_EQ(pool.kind, SlayerLayer::Kind::pool);
  EXPECT_EQ(pool.name, "pool1");
  EXPECT_EQ(pool.weight, 28);
  EXPECT_EQ(pool.window.stride_y, 4U) << "a pool steps by its kernel";
  EXPECT_EQ(pool.window.stride_x, 2U);
  EXPECT_FALSE(pool.delay);
  EXPECT_EQ(pool.neuron, (workloads::SlayerNeuron{1024, 128, 7, workloads::Compare::greater}));
  const SlayerLayer& conv = network.layers[1];
  EXPECT_EQ(conv.outputs, 3U);
  EXPECT_EQ(conv.window.pad_y, 0U);
  EXPECT_EQ(conv.window.pad_x, 1U);
  EXPECT_EQ(conv.window.stride_x, 2U);
  EXPECT_EQ(conv.window.dilation_y, 4U);
  EXPECT_EQ(conv.groups, 2U);
  EXPECT_EQ(conv.delay, 5U);
  EXPECT_EQ(conv.neuron, (workloads::SlayerNeuron{1, 128, 7, workloads::Compare::greater_equal}));
  EXPECT_EQ(conv.weights.filename(), "w.txt");
  EXPECT_TRUE(conv.weights.is_absolute()) << "relative to the description";
  EXPECT_EQ(network.layers[2].kind, SlayerLayer::Kind::flatten);
  EXPECT_EQ(network.layers[3].name, "last");
  EXPECT_EQ(network.layers[4].name, "dense2") << "named layers count too";
}

TEST(SlayerFile, FaultsComeTogether) {
  EXPECT_EQ(
      faults_in("{ \"input\": [2, 8],\n \"layers\": [\n"
                "{ \"type\": \"pool\", \"weights\": \"w.txt\", \"weight\": 1 },\n"
                "{ \"type\": \"conv\", \"kernel\": 3, \"neurons\": 3, \"weights\": \"no.txt\" },\n"
                "{ \"type\": \"flatten\", \"delay\": 1 },\n"
                "{ \"type\": \"dense\", \"neurons\": 3 }] }"),
      "net.json:1: /input: found 2 sizes, expected [channels, height, width] or [neurons]\n"
      "net.json:3: /layers/0: a layer of type pool needs kernel\n"
      "net.json:3: /layers/0: a layer of type pool needs either weights or weight\n"
      "net.json:4: /layers/1/neurons: concerns no layer of type conv\n"
      "net.json:4: /layers/1: a layer of type conv needs channels\n"
      "net.json:4: /layers/1/weights: no such file: no.txt\n"
      "net.json:5: /layers/2/delay: concerns no layer of type flatten\n"
      "net.json:6: /layers/3: a layer of type dense needs weights");
  EXPECT_EQ(faults_in("{ \"input\": [2], \"neuron\": { \"iDecay\": 4097 }, \"layers\": [] }"),
            "net.json:1: /neuron/iDecay: found the number 4097, expected a whole number from 0 to "
            "4096\n"
            "net.json:1: /layers: found a list of 0, expected a list of at least 1 entry");
}

/// In a run config the keys of one kind of network are refused beside another.
TEST(NetworkSources, RefuseForeignKeys) {
  const Files files;
  files.write("net.nir", "");
  files.write("w.txt", "");
  files.write(
      "net.json",
      R"({ "input": [2], "layers": [{ "type": "dense", "neurons": 1, "weights": "w.txt" }] })");
  const auto faults = [&](const std::string& network) {
    files.write("run.json", "{ \"workload\": { \"network\": {" + network +
                                "}, \"input\": { \"regular\": { \"interval\": 1 }, \"timesteps\": "
                                "1 } } }");
    return files.faults("run.json");
  };
  EXPECT_EQ(faults(R"("lava": "net.nir", "compare": "greater", "layer_delay": 0)"), "");
  EXPECT_EQ(faults(R"("slayer": "net.json")"), "");
  EXPECT_EQ(
      faults(R"("lava": "net.nir", "dt_us": 1, "dynamics": "norse")"),
      "run.json:1: /workload/network/dynamics: concerns NIR files only; a lava-dl file says it "
      "itself\n"
      "run.json:1: /workload/network/dt_us: concerns NIR files only; a lava-dl file says it "
      "itself");
  EXPECT_EQ(
      faults(R"("slayer": "net.json", "compare": "greater", "layer_delay": 1)"),
      "run.json:1: /workload/network/compare: concerns NIR files only; a SLAYER network says it "
      "itself\n"
      "run.json:1: /workload/network/layer_delay: concerns lava-dl files only");
  EXPECT_EQ(faults(R"("nir": "net.nir", "dynamics": "norse", "v_th_shift": 6)"),
            "run.json:1: /workload/network/v_th_shift: concerns lava-dl files only");
  EXPECT_EQ(faults(R"("lava": "net.nir", "slayer": "net.json")"),
            "run.json:1: /workload/network: found 2 networks, expected exactly one of nir, lava, "
            "slayer, ranc, json, populations with projections");
  EXPECT_EQ(faults(R"("slayer": "none.json")"),
            "run.json:1: /workload/network/slayer: no such file: none.json");
  EXPECT_EQ(faults(R"("lava": "net.nir", "input_shape": [1, 2])"),
            "run.json:1: /workload/network/input_shape: found 2 sizes, expected [neurons] or "
            "[channels, height, width]");
}

}  // namespace
}  // namespace engram::sim
