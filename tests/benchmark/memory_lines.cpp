#include <benchmark/benchmark.h>
#include <hdf5.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <stdexcept>
#include <vector>

#include "sim/config/load.hpp"
#include "sim/run/network_source.hpp"
#include "tests/benchmark/chip_under_test.hpp"
#include "tests/benchmark/lines.hpp"
#include "tests/benchmark/measure.hpp"
#include "tests/benchmark/verdict.hpp"
#include "tests/benchmark/workload.hpp"
#include "tests/workloads/nir/nir_writer.hpp"

namespace engram::bench {
namespace {

constexpr std::uint32_t kSide = 3163;  // 10 M synapses

Figures memory_of(const std::string& text) {
  return apart([&] {
    const double before = static_cast<double>(resident_bytes());
    ChipUnderTest chip(text);
    double synapses = 0;
    for (const auto& id : chip.prepared().network.projections()) {
      synapses +=
          static_cast<double>(workloads::inputs(chip.prepared().network.graph[id].connection)) *
          static_cast<double>(workloads::outputs(chip.prepared().network.graph[id].connection));
    }
    const double resident = static_cast<double>(resident_bytes()) - before;
    return Figures{{"resident", resident / synapses},
                   {"peak", (static_cast<double>(peak_bytes()) - before) / synapses}};
  });
}

Workload dense() {
  Workload workload{{kSide, kSide}};
  workload.spike_probability = 0.9999;  // every row is decoded
  workload.timesteps = 2;
  return workload;
}

Workload sparse() {
  Workload workload = dense();
  workload.sizes = {10000, 10000};
  workload.density = 0.1;
  workload.encoding = "index";
  return workload;
}

/// A dense network of 10 M float32 weights as a NIR file.
class NirFile {
 public:
  NirFile() : path_(std::filesystem::temp_directory_path() / "engram_bench_dense.nir") {
    std::vector<double> weights(std::size_t{kSide} * kSide);
    for (std::size_t k = 0; k < weights.size(); ++k) {
      weights[k] = static_cast<double>(k * 2654435761U % 65536) / 65536 - 0.5;
    }
    workloads::NirWriter file(path_);
    file.input("input", {kSide});
    file.node("fc", "Linear").field("weight", weights, {kSide, kSide}, H5T_IEEE_F32LE);
    file.integrate_and_fire("if", kSide);
    file.output("output");
    file.edges({{"input", "fc"}, {"fc", "if"}, {"if", "output"}});
    file.finish();
  }
  ~NirFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  NirFile(const NirFile&) = delete;
  NirFile& operator=(const NirFile&) = delete;
  std::string config() const {
    return R"({ "workload": { "network": { "nir": ")" + path_.string() +
           R"(", "dynamics": "nir", "dt_us": 1000 },)"
           R"( "input": { "regular": { "interval": 1 }, "timesteps": 1 } },)"
           R"( "compression": { "quantize": { "bits": 8 } },)"
           R"( "chip": { "core": { "neurons": 4096, "synapse_memory_kib": 65536 } } })";
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// The same without a network: opened and read into one array.
void read_bare(const std::filesystem::path& path) {
  std::vector<float> weights(std::size_t{kSide} * kSide);
  const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  const hid_t data = H5Dopen2(file, "/node/nodes/fc/weight", H5P_DEFAULT);
  if (H5Dread(data, H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, weights.data()) < 0) {
    throw std::runtime_error("cannot read " + path.string());
  }
  benchmark::DoNotOptimize(weights.data());
  H5Dclose(data);
  H5Fclose(file);
}

double loading() {
  const NirFile nir;
  const ConfigFile config(nir.config());
  const sim::Config loaded = sim::load_config(config.path(), {}).config;
  return apart([&] {
           return Figures{{"seconds", least_of(2, [&] { sim::prepare(loaded); })}};
         })
      .at("seconds");
}

/// Times of reading alone. A result has to lie somewhere: every read has a process of its own, so
/// that ours and the bare one begin with memory that the system has yet to give.
double reading_to_bare() {
  const NirFile nir;
  const ConfigFile config(nir.config());
  const sim::Config loaded = sim::load_config(config.path(), {}).config;
  const auto seconds = [](const std::function<void()>& work) {
    return apart([&] { return Figures{{"seconds", least_of(1, work)}}; }).at("seconds");
  };
  Least read{std::numeric_limits<double>::max(), std::numeric_limits<double>::max()};
  for (int k = 0; k < 5; ++k) {
    read.ours = std::min(read.ours, seconds([&] { sim::load_network(loaded); }));
    read.bare = std::min(read.bare, seconds([&] { read_bare(nir.path()); }));
  }
  return read.ours / read.bare;
}

}  // namespace

void add_memory_lines() {
  add({"5 resident, dense 8-bit, 10 M synapses", "B/synapse", Bound::at_most, 2, [] {
         return Verdict{memory_of(config_text(dense())).at("resident"), {}};
       }});
  // Twice what may stay, not twice what stays: less of the latter is no fault.
  add({"5 peak of the same", "B/synapse", Bound::at_most, 4, [] {
         return Verdict{memory_of(config_text(dense())).at("peak"), {}};
       }});
  add({"5 resident, sparse, 10 M synapses", "B/synapse", Bound::at_most, 8, [] {
         return Verdict{memory_of(config_text(sparse())).at("resident") / 0.1, {}};
       }});
  add({"5 NIR file of 10 M synapses: loaded", "s", Bound::at_most, 2, [] {
         return Verdict{loading(), {}};
       }});
  add({"5 NIR file of 10 M synapses: read", "x bare", Bound::at_most, 1.5, [] {
         return Verdict{reading_to_bare(), {}};
       }});
}

}  // namespace engram::bench
