#include "sim/config/load.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "sim/config/config_fault.hpp"
#include "tests/sim/config/files.hpp"

namespace engram::sim {
namespace {

namespace fs = std::filesystem;

/// DESIGN section 6, as printed there.
constexpr const char* kDesignExample = R"({
  "name": "nmnist-bitmap",
  "workload": {
    "network": { "nir": "cnn_sinabs.nir", "dynamics": "sinabs", "dt_us": 1000 },
    "input":   { "events": "60001.bs2", "format": "nmnist", "timestep_us": 1000, "timesteps": 300 }
  },
  "compression": { "quantize": { "format": "uniform", "bits": 4 } },
  "chip": {
    "clock_mhz": 100,
    "mesh": [8, 8],
    "core": {
      "neurons": 1024,
      "synapse_memory_kib": 256, "lanes": 4, "accumulator": "registers",
      "synapse_memory": { "encoding": "bitmap", "word_bits": 64, "banks": 1 }
    }
  },
  "energy": { "table": "ihp-sg13g2-130nm" },
  "fidelity": "fast",
  "seed": 1
}
)";

TEST(Load, DesignExample) {
  const Files files;
  files.write("cnn_sinabs.nir", "");
  files.write("60001.bs2", "");
  files.write("run.json", kDesignExample);
  const Config config = load_config(files.folder() / "run.json", {}).config;
  EXPECT_EQ(config.name, "nmnist-bitmap");
  EXPECT_EQ(config.network.nir, files.folder() / "cnn_sinabs.nir");
  EXPECT_EQ(config.network.dynamics, "sinabs");
  EXPECT_EQ(config.network.dt_us, 1000);
  EXPECT_FALSE(config.network.overrides.spikes.has_value());
  EXPECT_EQ(config.input.kind, InputKind::events);
  EXPECT_EQ(config.input.events, files.folder() / "60001.bs2");
  EXPECT_EQ(config.input.format, "nmnist");
  EXPECT_EQ(config.input.timesteps, 300U);
  ASSERT_TRUE(config.quantize.has_value());
  EXPECT_EQ(config.quantize->at("").bits, 4U);
  EXPECT_EQ(config.quantize->at("").channels_a_scale, 0U);
  EXPECT_EQ(config.chip.mesh_width, 8U);
  EXPECT_EQ(config.chip.lanes, 4U);
  EXPECT_EQ(config.chip.synapse_memory.default_encoding, Encoding::bitmap);
  EXPECT_TRUE(config.chip.synapse_memory.organisation.packed);
  EXPECT_EQ(config.tables, std::vector<std::string>{"ihp-sg13g2-130nm"});
  EXPECT_EQ(config.seed, 1U);
}

TEST(Load, EncodingsByProjection) {
  const Files files;
  files.write("net.nir", "");
  files.write("run.json", replaced(good_config(), "\"index\"",
                                   "{ \"default\": \"index\", \"conv1\": \"functional\" }"));
  const SynapseMemoryConfig memory =
      load_config(files.folder() / "run.json", {}).config.chip.synapse_memory;
  EXPECT_EQ(memory.default_encoding, Encoding::index);
  EXPECT_EQ(memory.encodings,
            (std::map<std::string, EncodingSetting>{{"conv1", Encoding::functional}}));
}

TEST(Load, FixedSizeMeansSharedMacros) {
  const Files files;
  files.write("net.nir", "");
  files.write("run.json", replaced(good_config(), "\"banks\": 2", "\"sizing\": \"fixed\""));
  const LoadedConfig loaded = load_config(files.folder() / "run.json", {});
  EXPECT_TRUE(loaded.config.chip.synapse_memory.fixed_size);
  EXPECT_TRUE(loaded.config.chip.synapse_memory.shared_macros);
  EXPECT_NE(loaded.resolved.find("\"macros\": \"shared\""), std::string::npos);
}

/// The resolved text loads to the same text, wherever it lies and whatever was given.
TEST(Resolved, IsAFixedPoint) {
  const Files files;
  files.write("net.nir", "");
  files.write("batch/1.bin", "");
  files.write("mine.json", "{}");
  files.write("run.json", good_config());
  const std::vector<std::vector<std::string>> choices = {
      {},
      {"/energy={}"},
      {"/energy={\"tables\": [\"ihp-28nm\", \"cacti-45nm-hp\"]}"},
      {"/energy/table=" +
       (files.folder() / "../" / files.folder().filename() / "mine.json").string()},
      {"/workload/network/spikes=single", "/workload/network/clip=false",
       "/workload/network/recurrent_delay=2", "/workload/network/dt_us=0.1"},
      {"/workload/input={\"events\": \"" + (files.folder() / "batch").string() +
       "\", \"timesteps\": 3}"},
      {"/chip/core/synapse_memory/sharing={\"z\": \"kernel\", \"default\": \"none\"}",
       "/chip/core/synapse_memory/sizing=fixed"},
      {"/compression/quantize/projections={\"b\": {\"scale\": 0.1}, \"a\": {\"bits\": 3}}"},
      {"/name=\"\\u00e9 \\\" x\"", "/seed=9007199254740991", "/chip/clock_mhz=1e2"}};
  for (const auto& sets : choices) {
    const LoadedConfig first = load_config(files.folder() / "run.json", sets);
    files.write("results/deep/resolved.json", first.resolved);
    const LoadedConfig second = load_config(files.folder() / "results/deep/resolved.json", {});
    EXPECT_EQ(second.resolved, first.resolved);
  }
}

TEST(Resolved, HasEveryDefaultAndAbsolutePaths) {
  const Files files;
  files.write("net.nir", "");
  files.write("run.json", good_config());
  const LoadedConfig loaded = load_config(files.folder() / "run.json", {});
  for (const char* pointer :
       {"/name", "/fidelity", "/workload/input/format", "/workload/input/binning",
        "/compression/quantize/granularity", "/chip/clock_gating", "/chip/mapping/strategy",
        "/chip/core/synapse_memory/index_list", "/chip/core/synapse_memory/run_bits",
        "/chip/core/synapse_memory/functional_mode", "/chip/core/synapse_memory/macros",
        "/results/spikes"}) {
    EXPECT_NE(loaded.tree.at(pointer), nullptr) << pointer;
  }
  EXPECT_EQ(loaded.tree.at("/workload/network/nir")->text, (files.folder() / "net.nir").string());
}

/// Every run config that is shipped loads; those on reference data only where that is there.
TEST(Shipped, RunConfigsLoad) {
  const bool reference = fs::exists(ENGRAM_REFERENCE_DIR);
  int loaded = 0;
  for (const auto& entry : fs::directory_iterator(ENGRAM_SOURCE_DIR "/configs/runs")) {
    try {
      load_config(entry.path(), {});
      ++loaded;
    } catch (const ConfigFault& fault) {
      for (const Fault& one : fault.faults()) {
        EXPECT_TRUE(!reference && one.message.starts_with("no such file")) << one.text();
      }
    }
  }
  EXPECT_GE(loaded, 2);
}

TEST(DataFolder, IsWhereTheEnvironmentSays) {
  const Files files;
  files.write("net.nir", "");
  files.write("run.json", good_config());
  ::setenv("ENGRAM_DATA", files.folder().c_str(), 1);
  const std::string without = files.faults("run.json");
  files.write("energy/other.json", "{}");
  const std::string other = files.faults("run.json");
  ::unsetenv("ENGRAM_DATA");
  EXPECT_EQ(without,
            "run.json:8: /energy/table: no folder energy with shipped tables; set ENGRAM_DATA");
  EXPECT_EQ(other, "run.json:8: /energy/table: no shipped table 'ihp-28nm'");
}

}  // namespace
}  // namespace engram::sim
