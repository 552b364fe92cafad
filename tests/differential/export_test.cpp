#include "workloads/nir/export.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "tests/differential/cases.hpp"
#include "tests/differential/random_network.hpp"
#include "workloads/network/random.hpp"
#include "workloads/nir/import.hpp"
#include "workloads/reference/reference.hpp"

/// Any network written to a NIR file and read back does the same, bit for bit.
namespace engram::differential {
namespace {

using workloads::Network;
using workloads::ReferenceResult;

std::uint32_t rapidcheck_draw(std::uint32_t below) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::uint32_t>(0, below));
}

class File {
 public:
  File() : path_(testing::TempDir() + "engram_export_" + std::to_string(::getpid()) + ".nir") {}
  ~File() { std::filesystem::remove(path_); }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::vector<workloads::PopulationId> membranes(const Network& network) {
  std::vector<workloads::PopulationId> traced;
  for (workloads::PopulationId id = 0; id < boost::num_vertices(network.graph); ++id) {
    if (network.graph[id].step.model != workloads::NeuronModel::input) traced.push_back(id);
  }
  return traced;
}

void expect_same(const RandomCase& random, const Network& again) {
  RC_ASSERT(boost::num_vertices(again.graph) == boost::num_vertices(random.network.graph));
  RC_ASSERT(boost::num_edges(again.graph) == boost::num_edges(random.network.graph));
  RC_ASSERT(again.outputs() == random.network.outputs());
  const auto traced = membranes(random.network);
  for (const auto& trains : random.samples) {
    ReferenceResult before, after;
    try {
      before = simulate_reference(random.network, trains, random.timesteps, traced);
    } catch (const std::overflow_error&) {
      RC_DISCARD("spikes without end");
    }
    after = simulate_reference(again, trains, random.timesteps, traced);
    RC_ASSERT(after.spikes == before.spikes);
    RC_ASSERT(after.synaptic_operations == before.synaptic_operations);
    RC_ASSERT(after.traces == before.traces);
  }
}

bool has_table(const workloads::Projection& projection) {
  return std::any_of(projection.stages.begin(), projection.stages.end(),
                     [](const auto& stage) { return !stage.lookup.empty(); });
}

/// Behind an address table every neuron reaches one input at most: where it reaches several, the
/// file has one synapse for all ways to a target, and the counts of operations differ. With
/// floating-point weights the table keeps the order of the neurons too: the file has a matrix from
/// the neurons instead, so that sums are taken, and rounded, in their order.
bool tables_lead_one_way(const Network& network, Arithmetic arithmetic) {
  for (const auto& id : network.projections()) {
    if (!has_table(network.graph[id])) continue;
    const auto neurons = network.graph[boost::source(id, network.graph)].shape.size();
    std::uint32_t last = 0;
    for (std::uint32_t neuron = 0; neuron < neurons; ++neuron) {
      const auto inputs = workloads::rewrite_address(network.graph[id].stages, neuron);
      if (inputs.size() > 1) return false;
      if (inputs.empty()) continue;
      if (arithmetic == Arithmetic::floating && inputs.front() < last) return false;
      last = inputs.front();
    }
  }
  return true;
}

bool survives_a_file(Arithmetic arithmetic, workloads::NirDecay decay) {
  draw_cases(40);
  const File file;
  return rc::check([&] {
    const RandomCase random = random_case(rapidcheck_draw, arithmetic);
    RC_PRE(tables_lead_one_way(random.network, arithmetic));
    RC_LOG() << describe(random.network);
    workloads::export_nir(random.network, {1e-3, decay}, file.path());
    expect_same(random, workloads::import_nir(file.path(), {"engram"}));
  });
}

TEST(Export, Float32NetworksComeBackBitForBit) {
  EXPECT_TRUE(survives_a_file(Arithmetic::floating, workloads::NirDecay::euler));
}

TEST(Export, ExponentialTimeConstantsDoToo) {
  EXPECT_TRUE(survives_a_file(Arithmetic::floating, workloads::NirDecay::exponential));
}

TEST(Export, QuantizedNetworksComeBackBitForBit) {
  EXPECT_TRUE(survives_a_file(Arithmetic::quantized, workloads::NirDecay::euler));
}

TEST(Export, IntegerNetworksComeBackBitForBit) {
  EXPECT_TRUE(survives_a_file(Arithmetic::fixed, workloads::NirDecay::euler));
}

/// What another tool sees: fields, element types, and shapes that agree along every edge.
TEST(Export, FilesHaveTheLayoutOfNir) {
  const std::string python = "/usr/bin/python3";  // Debian's, which has python3-h5py
  if (std::system((python + " -c 'import h5py' > /dev/null 2>&1").c_str()) != 0) {
    GTEST_SKIP() << python << " has no h5py (package python3-h5py)";
  }
  const std::filesystem::path folder =
      testing::TempDir() + "engram_layout_" + std::to_string(::getpid());
  std::filesystem::create_directories(folder);
  for (std::uint32_t seed = 0; seed < 24; ++seed) {
    workloads::RandomStream stream(seed, workloads::hash_name("layout"));
    const Draw draw = [&](std::uint32_t below) {
      return static_cast<std::uint32_t>(stream.below(below));
    };
    const RandomCase random = random_case(draw, static_cast<Arithmetic>(seed % 3));
    workloads::export_nir(random.network, {1e-3}, folder / (std::to_string(seed) + ".nir"));
  }
  const std::string command =
      python + " " ENGRAM_SOURCE_DIR "/tests/differential/check_nir.py " + folder.string();
  EXPECT_EQ(std::system(command.c_str()), 0);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace engram::differential
