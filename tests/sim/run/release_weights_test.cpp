#include "sim/run/release_weights.hpp"

#include <gtest/gtest.h>

#include "sim/config/load.hpp"
#include "tests/sim/config/files.hpp"

namespace engram::sim {
namespace {

constexpr const char* kPopulations = R"({ "populations": [
    { "name": "in", "shape": [1, 4, 4], "neuron": { "model": "input" } },
    { "name": "map", "shape": [2, 4, 4], "neuron": { "model": "if" } },
    { "name": "fc", "shape": [8], "output": true, "neuron": { "model": "if" } } ],
  "projections": [
    { "name": "conv", "source": "in", "target": "map", "type": "conv2d", "kernel": 3, "padding": 1,
      "weights": { "distribution": "uniform", "low": -1, "high": 1 } },
    { "name": "all", "source": "map", "target": "fc", "type": "dense",
      "weights": { "distribution": "uniform", "low": -1, "high": 1 } },
    { "name": "some", "source": "fc", "target": "fc", "delay": 1, "type": "sparse",
      "weights": { "distribution": "uniform", "low": -1, "high": 1, "density": 0.5 } } ] })";

Config config_of(const Files& files, const std::string& compression) {
  files.write("net.json", kPopulations);
  files.write("run.json", R"({ "workload": { "network": { "json": "net.json" },
      "input": { "regular": { "interval": 1 }, "timesteps": 1 } })" +
                              compression + " }");
  return load_config(files.folder() / "run.json", {}).config;
}

TEST(ReleaseWeights, LeavesImagesAndWhatResultsSay) {
  const Files files;
  for (const char* compression : {"", R"(, "compression": { "quantize": { "bits": 8 } })",
                                  R"(, "compression": { "quantize": { "format": "codebook" } })"}) {
    const Config config = config_of(files, compression);
    const Prepared kept = prepare(config, Weights::kept);
    const Prepared released = prepare(config);
    const auto bits = stored_bits(config, kept), still = stored_bits(config, released);
    ASSERT_EQ(bits.size(), 3u);
    for (std::size_t p = 0; p < bits.size(); ++p) {
      const auto& before = kept.network.graph[kept.network.projections()[p]];
      const auto& after = released.network.graph[released.network.projections()[p]];
      EXPECT_FALSE(workloads::weights(before.connection).empty());
      EXPECT_TRUE(workloads::weights(after.connection).empty());
      EXPECT_TRUE(after.quantization.levels.empty() && after.quantization.codes.empty());
      EXPECT_EQ(workloads::inputs(after.connection), workloads::inputs(before.connection));
      EXPECT_EQ(bits[p].by_encoding, still[p].by_encoding);
      EXPECT_EQ(bits[p].chosen, still[p].chosen);
      EXPECT_EQ(synapses_of(kept, p), synapses_of(released, p));
    }
    const hw::CoreSpec &a = kept.chip.cores.at(0), &b = released.chip.cores.at(0);
    ASSERT_EQ(a.images.size(), b.images.size());
    for (std::size_t image = 0; image < a.images.size(); ++image) {
      const auto &x = a.images[image].image->regions, &y = b.images[image].image->regions;
      ASSERT_EQ(x.size(), y.size());
      for (std::size_t k = 0; k < x.size(); ++k) EXPECT_EQ(x[k].data, y[k].data);
    }
  }
}

}  // namespace
}  // namespace engram::sim
