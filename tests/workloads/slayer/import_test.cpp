#include "workloads/slayer/import.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "workloads/reference/reference.hpp"
#include "workloads/spikes/recording.hpp"

namespace engram::workloads {
namespace {

using Kind = SlayerLayer::Kind;

class SlayerImport : public testing::Test {
 protected:
  SlayerImport() {
    std::string name = (std::filesystem::temp_directory_path() / "engram_slayer_XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~SlayerImport() override { std::filesystem::remove_all(folder_); }

  SlayerLayer layer(Kind kind, const std::string& name, const std::string& weights,
                    std::uint32_t outputs = 0) const {
    SlayerLayer made;
    made.kind = kind;
    made.name = name;
    made.place = "net.json: " + name;
    made.outputs = outputs;
    made.weights = folder_ / (name + ".txt");
    made.neuron = {4096, 0, 10, Compare::greater};
    std::ofstream(made.weights) << weights;
    return made;
  }
  static SlayerLayer windowed(SlayerLayer layer, std::uint32_t kernel, std::uint32_t stride) {
    layer.window.kernel_y = layer.window.kernel_x = kernel;
    layer.window.stride_y = layer.window.stride_x = stride;
    return layer;
  }
  std::string faults(const SlayerNetwork& network) const {
    try {
      import_slayer(network);
    } catch (const FileFault& fault) {
      std::string text = fault.what();
      const std::string prefix = folder_.string() + "/";
      for (std::size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix)) {
        text.erase(at, prefix.size());
      }
      return text;
    }
    return "";
  }

  std::filesystem::path folder_;
};

TEST_F(SlayerImport, LayersNeuronsAndDelays) {
  SlayerLayer conv = windowed(layer(Kind::conv, "c", "1 2 3 4 5 6 7 8", 2), 2, 1);
  conv.neuron.current_decay = 1024;
  conv.neuron.compare = Compare::greater_equal;
  SlayerLayer late = layer(Kind::dense, "d", "1 2 3 4 5 6 7 -128", 1);
  late.delay = 7;
  const Network network = import_slayer({{1, 3, 3}, {conv, layer(Kind::flatten, "f", ""), late}});
  ASSERT_EQ(boost::num_vertices(network.graph), 3U);
  const Population& first = network.graph[1];
  EXPECT_EQ(first.shape, (Shape{2, 2, 2}));
  EXPECT_EQ(first.fixed->current_decay, std::vector<std::int64_t>{3072});
  EXPECT_EQ(first.fixed->threshold, std::vector<std::int64_t>{640});
  EXPECT_EQ(first.step.compare, Compare::greater_equal);
  EXPECT_EQ(first.step.model, NeuronModel::cuba_lif);
  EXPECT_EQ(network.graph[2].step.model, NeuronModel::if_) << "no current, no leak";
  EXPECT_FALSE(first.output);
  EXPECT_TRUE(network.graph[2].output);
  const auto ids = network.projections();
  EXPECT_EQ(network.graph[ids[0]].delay, 0U);
  EXPECT_EQ(network.graph[ids[1]].delay, 7U);
  EXPECT_EQ(network.graph[ids[0]].quantization.levels,
            (std::vector<std::int32_t>{1, 2, 3, 4, 5, 6, 7, 8}));
  EXPECT_EQ(network.graph[ids[0]].quantization.format.bits, 5U) << "-8..8 need 5";
  EXPECT_EQ(network.graph[ids[1]].quantization.format.bits, 9U) << "-128 has no level in 8";
}

/// A map of 3 x 3 under windows of 2 x 2: SLAYER pads it, so that there are 2 x 2 of them.
TEST_F(SlayerImport, PoolsThatTheBorderCuts) {
  SlayerLayer pool = windowed(layer(Kind::pool, "p", "11 0 0 5"), 2, 2);
  const Network network = import_slayer({{2, 3, 3}, {pool}});
  ASSERT_EQ(network.graph[1].shape, (Shape{2, 2, 2}));
  SpikeTrain train{"", 18, 1, {}};
  train.events = {{0, 2, 1}, {0, 4, 1}, {0, 8, 1}, {0, 9, 1}};
  const ReferenceResult result = simulate_reference(network, {train}, 1);
  // (0, 0, 2): first tap of window (0, 1): 11 spikes. (0, 1, 1): last tap of (0, 0): 5 does not.
  // (0, 2, 2): first tap of (1, 1). (1, 0, 0): the other channel.
  const std::vector<ReferenceSpike> expected = {{1, 1, 0, 1}, {1, 3, 0, 1}, {1, 4, 0, 1}};
  EXPECT_EQ(result.spikes, expected);
}

TEST_F(SlayerImport, APoolMayHaveOneWeight) {
  SlayerLayer pool = windowed(layer(Kind::pool, "p", ""), 2, 2);
  pool.weights.clear();
  pool.weight = 28;
  const Network network = import_slayer({{1, 2, 2}, {pool}});
  EXPECT_EQ(network.graph[network.projections()[0]].quantization.levels,
            (std::vector<std::int32_t>(4, 28)));
}

TEST_F(SlayerImport, FaultsComeTogether) {
  SlayerLayer first = layer(Kind::dense, "a", "1 2 3", 2);
  first.neuron.current_decay = 5000;
  SlayerLayer second = layer(Kind::dense, "b", "1 y", 1);
  EXPECT_EQ(faults({{2, 1, 1}, {first, second}}),
            "net.json: a: found iDecay 5000, expected 0 to 4096\n"
            "a.txt:1: found 3 weights, expected 4\n"
            "b.txt:1: found 'y', expected a whole number");
}

TEST_F(SlayerImport, ShapesThatDoNotFollow) {
  EXPECT_NE(
      faults({{1, 2, 2}, {windowed(layer(Kind::conv, "c", "1", 1), 3, 1)}}).find("net.json: c: "),
      std::string::npos);
  EXPECT_EQ(faults({{1, 2, 2},
                    {layer(Kind::flatten, "f", ""), windowed(layer(Kind::pool, "p", "1"), 1, 1)}}),
            "net.json: p: a map follows flatten, which leaves none");
  EXPECT_EQ(faults({{1, 2, 2}, {layer(Kind::flatten, "f", "")}}), "no layer with neurons");
  EXPECT_NE(faults({{0, 1, 1}, {layer(Kind::dense, "d", "1", 1)}}).find("must have 1 to"),
            std::string::npos);
  EXPECT_NE(faults({{1, 1, 1}, {layer(Kind::dense, "d", "1", 1), layer(Kind::dense, "d", "1", 1)}})
                .find("the name is taken"),
            std::string::npos);
}

/// Refused before anything is allocated.
TEST_F(SlayerImport, HugeLayers) {
  EXPECT_NE(faults({{1 << 20, 1, 1}, {layer(Kind::dense, "d", "1", 1 << 24)}})
                .find("weights, expected at most 268435456"),
            std::string::npos);
  EXPECT_NE(faults({{1 << 24, 1, 1}, {[&] {
                      SlayerLayer pool = windowed(layer(Kind::pool, "p", "1"), 65000, 65000);
                      pool.window.pad_y = pool.window.pad_x = 65000;
                      return pool;
                    }()}})
                .find("needs more than"),
            std::string::npos);
}

}  // namespace
}  // namespace engram::workloads
