#include "sim/run/compress_network.hpp"

#include <gtest/gtest.h>

#include "sim/config/load.hpp"
#include "sim/run/network_source.hpp"
#include "tests/sim/config/files.hpp"

namespace engram::sim {
namespace {

/// Two parts of weights, a quarter of them 0, and a small projection beside them.
constexpr const char* kTwoParts = R"({ "populations": [
    { "name": "in", "shape": [300], "neuron": { "model": "input" } },
    { "name": "all", "shape": [250], "neuron": { "model": "if" } },
    { "name": "few", "shape": [3], "output": true, "neuron": { "model": "if" } } ],
  "projections": [
    { "name": "large", "source": "in", "target": "all", "type": "dense",
      "weights": { "distribution": "normal", "mean": 0.1, "deviation": 1, "density": 0.75 } },
    { "name": "small", "source": "all", "target": "few", "type": "sparse",
      "weights": { "distribution": "uniform", "low": -1, "high": 1, "density": 0.5 } } ] })";

Config config_with(const Files& files, const std::string& compression) {
  files.write("parts.json", kTwoParts);
  files.write("run.json", R"({ "workload": { "network": { "json": "parts.json" },
      "input": { "regular": { "interval": 1 }, "timesteps": 1 } }, "compression": )" +
                              compression + " }");
  return load_config(files.folder() / "run.json", {}).config;
}

void expect_equal(const workloads::QuantizationReport& a, const workloads::QuantizationReport& b) {
  EXPECT_EQ(a.projection, b.projection);
  EXPECT_EQ(a.scale_max, b.scale_max);
  EXPECT_EQ(a.max_error, b.max_error);
  EXPECT_EQ(a.rms_error, b.rms_error);
  EXPECT_EQ(a.signal_to_noise_db, b.signal_to_noise_db);
  EXPECT_EQ(a.weights, b.weights);
  EXPECT_EQ(a.zeros_before, b.zeros_before);
  EXPECT_EQ(a.zeros_made, b.zeros_made);
  EXPECT_EQ(a.clipped, b.clipped);
  EXPECT_EQ(a.stored_bits, b.stored_bits);
}

/// Whether weights were there while they were compressed changes nothing of what comes out.
TEST(CompressNetwork, RoundsWeightsPartByPartAsItDoesTheWhole) {
  const Files files;
  const std::string formats[] = {
      R"({})",
      R"({ "quantize": { "bits": 8 } })",
      R"({ "quantize": { "bits": 12, "rounding": "stochastic" } })",
      R"({ "quantize": { "bits": 4, "granularity": "channel" } })",
      R"({ "quantize": { "bits": 4, "calibration": "percentile" } })",
      R"({ "quantize": { "bits": 3, "calibration": "mse" } })",
      R"({ "quantize": { "format": "ternary" } })",
      R"({ "quantize": { "format": "power_of_two", "bits": 4 } })",
      R"({ "quantize": { "format": "codebook", "bits": 3 } })",
      R"({ "prune": { "method": "magnitude", "sparsity": 0.5 }, "quantize": { "bits": 8 } })"};
  for (const std::string& format : formats) {
    SCOPED_TRACE(format);
    const Config config = config_with(files, format);
    workloads::Network parts = load_network(config, 1000), whole = load_network(config);
    const auto ids = parts.projections(), all = whole.projections();
    EXPECT_TRUE(workloads::weights(parts.graph[ids[0]].connection).empty());
    const Compressed a = compress_network(config, parts), b = compress_network(config, whole);
    for (std::size_t p = 0; p < 2; ++p) {
      const workloads::Projection &x = parts.graph[ids[p]], &y = whole.graph[all[p]];
      EXPECT_EQ(x.quantization.levels, y.quantization.levels);
      EXPECT_EQ(x.quantization.codes, y.quantization.codes);
      EXPECT_EQ(x.quantization.scale, y.quantization.scale);
      EXPECT_EQ(workloads::weight_count(x) == 0, p == 0 && !config.prune && config.quantize);
      if (workloads::weight_count(x) != 0) {
        EXPECT_EQ(workloads::weights(x.connection), workloads::weights(y.connection));
      }
      EXPECT_EQ(a.zeros[p].projection, x.name);
      EXPECT_EQ(a.zeros[p].weights, b.zeros[p].weights);
      EXPECT_EQ(a.zeros[p].before, b.zeros[p].before);
      EXPECT_EQ(a.zeros[p].pruned, b.zeros[p].pruned);
      EXPECT_EQ(a.zeros[p].quantized, b.zeros[p].quantized);
    }
    EXPECT_EQ(a.zeros[0].before, 18750U);
    ASSERT_EQ(a.quantization.size(), b.quantization.size());
    for (std::size_t k = 0; k < a.quantization.size(); ++k) {
      expect_equal(a.quantization[k], b.quantization[k]);
    }
  }
}

/// Zeros by their causes are those that there are at the end.
TEST(CompressNetwork, CountsEveryZeroOnce) {
  const Files files;
  for (const char* format :
       {R"({ "quantize": { "bits": 3 } })",
        R"({ "prune": { "method": "random", "sparsity": 0.6 }, "quantize": { "bits": 3 } })",
        R"({ "prune": { "method": "random", "sparsity": 0.6 } })"}) {
    const Config config = config_with(files, format);
    workloads::Network network = load_network(config);
    const Compressed compressed = compress_network(config, network);
    const auto& large = network.graph[network.projections()[0]];
    std::uint64_t zeros = 0;
    for (const float weight : workloads::weights(large.connection)) zeros += weight == 0;
    EXPECT_EQ(compressed.zeros[0].zeros(), zeros) << format;
    EXPECT_EQ(compressed.zeros[0].weights, 75000U);
    EXPECT_EQ(compressed.zeros[0].before, 18750U);
    EXPECT_EQ(compressed.zeros[0].pruned > 0, config.prune.has_value());
    EXPECT_EQ(compressed.zeros[0].quantized > 0, config.quantize.has_value());
  }
}

}  // namespace
}  // namespace engram::sim
