#include <gtest/gtest.h>

#include <map>
#include <numeric>

#include "workloads/nir/import.hpp"

namespace engram::workloads {
namespace {

class RealFiles : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::is_directory(folder_)) {
      GTEST_SKIP() << "reference data not found at " << folder_;
    }
  }
  Network import(const std::string& name, const DynamicsChoice& dynamics,
                 const NirOptions& options = {}) const {
    return import_nir(folder_ / name, dynamics, options);
  }
  std::string fault(const std::string& name, const DynamicsChoice& dynamics,
                    const NirOptions& options = {}) const {
    try {
      import(name, dynamics, options);
    } catch (const FileFault& fault) {
      return fault.what();
    }
    return "";
  }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

 private:
  std::filesystem::path folder_ = std::filesystem::path(ENGRAM_REFERENCE_DIR) / "real" / "nir";
};

std::map<std::string, Shape> shapes(const Network& network) {
  std::map<std::string, Shape> found;
  for (PopulationId id = 0; id < boost::num_vertices(network.graph); ++id) {
    found[network.graph[id].name] = network.graph[id].shape;
  }
  return found;
}

/// "source -> target" and delay of each projection.
std::map<std::string, std::pair<std::string, std::uint32_t>> edges(const Network& network) {
  std::map<std::string, std::pair<std::string, std::uint32_t>> found;
  for (const ProjectionId& id : network.projections()) {
    const Graph& g = network.graph;
    found[g[id].name] = {g[boost::source(id, g)].name + " -> " + g[boost::target(id, g)].name,
                         g[id].delay};
  }
  return found;
}

const Projection& projection(const Network& network, const std::string& name) {
  for (const ProjectionId& id : network.projections()) {
    if (network.graph[id].name == name) return network.graph[id];
  }
  throw std::out_of_range(name);
}

std::uint64_t total(const std::vector<std::uint64_t>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

/// Position pairs along one axis: windows times taps, less those beyond the border.
std::uint64_t pairs(std::int64_t in, std::int64_t out, std::int64_t kernel, std::int64_t stride,
                    std::int64_t pad) {
  std::uint64_t count = 0;
  for (std::int64_t o = 0; o < out; ++o) {
    for (std::int64_t k = 0; k < kernel; ++k) {
      const std::int64_t at = o * stride + k - pad;
      if (at >= 0 && at < in) ++count;
    }
  }
  return count;
}

TEST_F(RealFiles, CnnSinabsHasItsStructure) {
  const Network network = import("cnn_sinabs.nir", {"sinabs"});
  EXPECT_EQ(shapes(network), (std::map<std::string, Shape>{{"input", {2, 34, 34}},
                                                           {"1", {16, 16, 16}},
                                                           {"3", {16, 16, 16}},
                                                           {"6", {8, 8, 8}},
                                                           {"10", {256, 1, 1}},
                                                           {"12", {10, 1, 1}}}));
  using Edge = std::pair<std::string, std::uint32_t>;
  EXPECT_EQ(edges(network), (std::map<std::string, Edge>{{"0", {"input -> 1", 0}},
                                                         {"2", {"1 -> 3", 0}},
                                                         {"5", {"3 -> 6", 0}},
                                                         {"9", {"6 -> 10", 0}},
                                                         {"11", {"10 -> 12", 0}}}));
  EXPECT_EQ(levels(network), (std::vector<unsigned>{0, 1, 2, 3, 4, 5}));
  EXPECT_EQ(network.outputs(), (std::vector<PopulationId>{*network.find("12")}));
  EXPECT_EQ(projection(network, "0").stages.size(), 0U);
  ASSERT_EQ(projection(network, "5").stages.size(), 1U);
  EXPECT_EQ(projection(network, "5").stages[0].out, (Shape{16, 8, 8}));
  ASSERT_EQ(projection(network, "9").stages.size(), 1U);
  EXPECT_EQ(projection(network, "9").stages[0].out, (Shape{8, 4, 4}));
}

TEST_F(RealFiles, CnnSinabsHasItsSynapses) {
  const Network network = import("cnn_sinabs.nir", {"sinabs"});
  const std::map<std::string, std::size_t> sizes{
      {"0", 800}, {"2", 2304}, {"5", 1152}, {"9", 32768}, {"11", 2560}};
  for (const auto& [name, size] : sizes) {
    EXPECT_EQ(weights(projection(network, name).connection).size(), size) << name;
  }
  EXPECT_FLOAT_EQ(weights(projection(network, "0").connection)[0], -0.2573422F);
  EXPECT_FLOAT_EQ(weights(projection(network, "11").connection)[1], 0.01601038F);
  // No weight of the file is 0, so a synapse is a position pair.
  const std::map<std::string, std::uint64_t> fans{
      {"1", 16 * 2 * pairs(34, 16, 5, 2, 1) * pairs(34, 16, 5, 2, 1)},
      {"3", 16 * 16 * pairs(16, 16, 3, 1, 1) * pairs(16, 16, 3, 1, 1)},
      {"6", 8 * 16 * pairs(8, 8, 3, 1, 1) * pairs(8, 8, 3, 1, 1)},
      {"10", 32768},
      {"12", 2560}};
  for (const auto& [name, synapses] : fans) {
    EXPECT_EQ(total(fan_in(network, *network.find(name))), synapses) << name;
  }
  EXPECT_EQ(total(fan_out(network, *network.find("input"))), fans.at("1"));
  // Windows of 2 with stride 2 lead every neuron to one address, so 4 neurons share each fan-out.
  EXPECT_EQ(total(fan_out(network, *network.find("3"))), 4 * fans.at("6"));
}

TEST_F(RealFiles, CnnSinabsTakesBothVariants) {
  const Network multi = import("cnn_sinabs.nir", {"sinabs"});
  const NeuronStep& b = multi.graph[*multi.find("3")].step;
  EXPECT_TRUE(b.multi_spike);
  EXPECT_EQ(b.compare, Compare::greater_equal);
  EXPECT_EQ(b.reset, Reset::subtract);
  EXPECT_EQ(b.threshold.values(), std::vector<double>{1.0});
  EXPECT_EQ(b.clip_low->values(), std::vector<double>{-1.0});
  EXPECT_EQ(b.bias.values(), std::vector<double>{0.0});
  const Network single = import("cnn_sinabs.nir", {"sinabs_single"});
  EXPECT_FALSE(single.graph[*single.find("3")].step.multi_spike);
  EXPECT_FALSE(single.graph[*single.find("3")].step.clip_low);
}

TEST_F(RealFiles, SpyxHoldsTheSameNetworkWithAnotherStartDim) {
  const Network sinabs = import("cnn_sinabs.nir", {"sinabs"});
  const Network spyx = import("spyx_scnn_mnist.nir", {"sinabs"});
  EXPECT_EQ(shapes(sinabs), shapes(spyx));
  EXPECT_EQ(edges(sinabs), edges(spyx));
  for (const char* name : {"0", "2", "5", "9", "11"}) {
    EXPECT_EQ(weights(projection(sinabs, name).connection),
              weights(projection(spyx, name).connection));
  }
}

TEST_F(RealFiles, LifNorse) {
  const Network network = import("lif_norse.nir", {"norse", 1e-4});
  using Edge = std::pair<std::string, std::uint32_t>;
  EXPECT_EQ(edges(network), (std::map<std::string, Edge>{{"0", {"input -> 1", 0}}}));
  const NeuronStep& step = network.graph[*network.find("1")].step;
  EXPECT_NEAR(step.membrane_gain[0], 0.04, 1e-8);
  EXPECT_EQ(step.threshold[0], static_cast<double>(0.1F));
}

TEST_F(RealFiles, TwoLifNeurons) {
  const Network network = import("two_lif_neurons.nir", {"nir", 1e-3});
  using Edge = std::pair<std::string, std::uint32_t>;
  EXPECT_EQ(edges(network), (std::map<std::string, Edge>{{"linear1", {"in -> lif1", 0}},
                                                         {"linear2", {"lif1 -> lif2", 0}}}));
  EXPECT_DOUBLE_EQ(network.graph[*network.find("lif1")].step.membrane_offset[0], 0.12);
  EXPECT_EQ(fault("two_lif_neurons.nir", {"snntorch", 1e-3}),
            path("two_lif_neurons.nir") +
                ": /node/nodes/lif1: v_leak must be 0: snnTorch's neurons have no leak potential");
}

TEST_F(RealFiles, BrailleRecursWithADelay) {
  for (const char* name : {"braille_noDelay_bias_zero.nir", "braille_nirtorch.nir"}) {
    for (const char* preset : {"snntorch", "norse", "nir"}) {
      const Network network = import(name, {preset, 1e-4});
      using Edge = std::pair<std::string, std::uint32_t>;
      EXPECT_EQ(edges(network),
                (std::map<std::string, Edge>{{"fc1", {"input -> lif1.lif", 0}},
                                             {"lif1.w_rec", {"lif1.lif -> lif1.lif", 1}},
                                             {"fc2", {"lif1.lif -> lif2", 0}}}));
      EXPECT_EQ(loops(network), (std::vector<std::vector<std::string>>{{"lif1.lif"}}));
      EXPECT_EQ(levels(network), (std::vector<unsigned>{0, 1, 2}));
      EXPECT_EQ(total(fan_in(network, *network.find("lif1.lif"))), 38U * 12 + 38 * 38);
    }
  }
}

TEST_F(RealFiles, BrailleSumsTheBiasesIntoAPopulation) {
  const Network network = import("braille_nirtorch.nir", {"snntorch", 1e-4});
  const PerNeuron& bias = network.graph[*network.find("lif1.lif")].step.bias;
  ASSERT_EQ(bias.size(), 38U);
  EXPECT_NEAR(bias[0], -0.6147675 - 0.41651303, 1e-6);
  EXPECT_NEAR(bias[1], 0.26367632 + 0.01105557, 1e-6);
}

TEST_F(RealFiles, BrailleTakesAnotherRecurrentDelay) {
  DynamicsChoice choice{"snntorch", 1e-4};
  choice.recurrent_delay = 3;
  const Network network = import("braille_nirtorch.nir", choice);
  EXPECT_EQ(edges(network)["lif1.w_rec"].second, 3U);
  EXPECT_EQ(edges(network)["fc2"].second, 0U);
  choice.recurrent_delay = 0;
  EXPECT_EQ(fault("braille_nirtorch.nir", choice),
            path("braille_nirtorch.nir") +
                ": a loop without delay through 'lif1.lif': every loop needs a delay of at least 1 "
                "timestep");
}

TEST_F(RealFiles, TimeConstantsNeedALength) {
  const std::string found = fault("braille_nirtorch.nir", {"snntorch"});
  EXPECT_NE(found.find(path("braille_nirtorch.nir") + ": /node/nodes/lif1.lif: a time constant "
                                                      "needs dt > 0"),
            std::string::npos)
      << found;
  EXPECT_NE(found.find("/node/nodes/lif2: a time constant"), std::string::npos) << found;
}

/// Its inner edges name 'lif', its inner node is 'lif1'.
TEST_F(RealFiles, TheMalformedSubgraphIsRefused) {
  const std::string name = "braille_noDelay_bias_zero_subgraph.nir";
  const std::string at = path(name) + ": /node/nodes/lif1/edges: the edge ";
  EXPECT_EQ(fault(name, {"snntorch", 1e-4}), at + "input -> lif names 'lif', no such node\n" + at +
                                                 "lif -> lin names 'lif', no such node\n" + at +
                                                 "lin -> lif names 'lif', no such node\n" + at +
                                                 "lif -> output names 'lif', no such node");
}

/// Matched by type, it is the network of the flat files.
TEST_F(RealFiles, TheMalformedSubgraphIsTakenWhereItIsAskedFor) {
  NirOptions options;
  options.match_missing_nodes = true;
  const Network network =
      import("braille_noDelay_bias_zero_subgraph.nir", {"snntorch", 1e-4}, options);
  using Edge = std::pair<std::string, std::uint32_t>;
  EXPECT_EQ(edges(network),
            (std::map<std::string, Edge>{{"fc1", {"input -> lif1.lif1", 0}},
                                         {"lif1.lin", {"lif1.lif1 -> lif1.lif1", 1}},
                                         {"fc2", {"lif1.lif1 -> lif2", 0}}}));
  EXPECT_EQ(network.outputs(), std::vector<PopulationId>{*network.find("lif2")});
  EXPECT_NEAR(network.graph[*network.find("lif1.lif1")].step.current_decay[0], 0.55, 1e-6);
}

/// The Euler decays of the presets that need the file's own parameters to be legal.
TEST_F(RealFiles, EveryPresetTakesTheFilesItCan) {
  for (const DynamicsPreset& preset : dynamics_presets()) {
    EXPECT_EQ(fault("lif_norse.nir", {preset.name, 1e-4}), "") << preset.name;
    EXPECT_EQ(fault("cnn_sinabs.nir", {preset.name}), "") << preset.name;
    EXPECT_EQ(fault("spyx_scnn_mnist.nir", {preset.name}), "") << preset.name;
    EXPECT_EQ(fault("braille_noDelay_bias_zero.nir", {preset.name, 1e-4}), "") << preset.name;
  }
  for (const char* preset : {"lava", "lava_fixed", "exact", "norse", "nir"}) {
    EXPECT_EQ(fault("two_lif_neurons.nir", {preset, 1e-3}), "") << preset;
  }
}

/// Time constants of 0.22 ms to 10 ms: no step of 1 s, no number of timesteps.
TEST_F(RealFiles, TheirTimeConstantsAreSeconds) {
  NirOptions options;
  options.time_unit = NirTimeUnit::timesteps;
  EXPECT_NE(fault("braille_nirtorch.nir", {"nir", 0}, options)
                .find("lif2: dt (1 s) is longer than tau_mem (0.000222222 s)"),
            std::string::npos)
      << fault("braille_nirtorch.nir", {"nir", 0}, options);
}

TEST_F(RealFiles, LfsPointersAreCalledThat) {
  for (const char* name : {"conv1d_nir4s.nir", "li_nir4s.nir", "lif_nir4s.nir"}) {
    EXPECT_EQ(fault(name, {"nir", 1e-4}),
              path(name) + ": a Git LFS pointer, not the file itself (fetch it with git lfs pull)");
  }
}

}  // namespace
}  // namespace engram::workloads
