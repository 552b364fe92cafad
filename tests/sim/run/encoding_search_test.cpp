#include <gtest/gtest.h>

#include <set>

#include "sim/run/prepare.hpp"
#include "tests/sim/config/files.hpp"
#include "tests/sim/run/brute_force.hpp"
#include "tests/whole_draw.hpp"
#include "workloads/network/random.hpp"

/// Encoding "auto": against runs of every encoding, named one by one.
namespace engram::sim {
namespace {

using workloads::RandomStream;

std::string pick(RandomStream& draw, const std::vector<std::string>& values) {
  return values[draw.below(values.size())];
}

std::string number(RandomStream& draw, std::uint64_t low, std::uint64_t high) {
  return std::to_string(low + draw.below(high - low + 1));
}

/// Shapes of input and target, and the projection's kind.
std::string random_connection(RandomStream& draw, const std::string& kind) {
  if (kind != "conv2d") {
    return R"("populations": [
      { "name": "in", "shape": [)" +
           number(draw, 4, 48) + R"(], "neuron": { "model": "input" } },
      { "name": "out", "shape": [)" +
           number(draw, 4, 48) + R"(], "output": true, "neuron": { "model": "if" } }],
     "projections": [{ "name": "p", "source": "in", "target": "out", "type": ")" +
           kind + "\",";
  }
  const std::string map = ", 6, " + number(draw, 5, 8) + "]";
  return R"("populations": [
      { "name": "in", "shape": [)" +
         number(draw, 1, 3) + map + R"(, "neuron": { "model": "input" } },
      { "name": "out", "shape": [)" +
         number(draw, 1, 4) + map + R"(, "output": true, "neuron": { "model": "if" } }],
     "projections": [{ "name": "p", "source": "in", "target": "out", "type": "conv2d",
       "kernel": 3, "padding": 1,)";
}

std::string random_layer(std::uint64_t seed, const std::string& kind) {
  RandomStream draw(seed, workloads::hash_name(kind));
  return R"({ "seed": )" + std::to_string(seed) + R"(, "workload": { "network": { )" +
         random_connection(draw, kind) + R"( "weights": { "distribution": "normal", "mean": 0.1,
       "deviation": 0.3, "density": 0.)" +
         pick(draw, {"02", "1", "25", "5", "8", "99"}) + R"( } }] },
   "input": { "poisson": { "rate_hz": )" +
         pick(draw, {"20", "100", "400"}) + R"( }, "timesteps": 8 } },
   "compression": { "quantize": { "bits": )" +
         number(draw, 2, 8) + R"( } },
   "chip": { "mesh": [2, 2], "clock_gating": )" +
         pick(draw, {"true", "false"}) + R"(, "core": { "neurons": )" +
         pick(draw, {"48", "64", "256"}) + R"(, "lanes": )" + pick(draw, {"1", "4"}) +
         R"(, "synapse_memory": { "word_bits": )" + pick(draw, {"16", "32", "64"}) +
         R"(, "rows": ")" + pick(draw, {"packed", "aligned"}) + R"(", "macros": ")" +
         pick(draw, {"separate", "shared"}) + R"(", "run_bits": )" + pick(draw, {"2", "4"}) +
         R"( } } },
   "energy": { "table": ")" +
         pick(draw, {"ihp-sg13g2-130nm", "ihp-28nm"}) + "\" } }";
}

/// Returns what was chosen.
std::string expect_brute_force(std::uint64_t seed, const std::string& kind) {
  const Files files;
  const std::string text = random_layer(seed, kind);
  const std::string file = files.write("run.json", text).string();
  const std::vector<NamedRun> runs = run_every_encoding(file);
  const AutoRun chosen = run_auto(file);
  const NamedRun& best = cheapest(runs);
  EXPECT_EQ(to_string(chosen.total), to_string(*best.total)) << best.name << "\n"
                                                             << chosen.csv << text;
  // A dense projection called functional, or with shared kernels, is stored as another candidate.
  EXPECT_EQ(chosen.chosen, std::vector<std::string>{best.name}) << chosen.csv << text;
  return best.name;
}

/// 50 layers in all, a quarter of them under sanitizers (they take 20 times as long there); which
/// encoding wins differs, or the draws would prove little.
void expect_brute_force_of(const std::string& kind, std::uint64_t layers, std::size_t winners) {
  std::set<std::string> won;
  if (!whole_draw()) layers /= 4;
  for (std::uint64_t seed = 1; seed <= layers; ++seed) won.insert(expect_brute_force(seed, kind));
  if (!whole_draw()) return;
  EXPECT_GE(won.size(), winners);
}

TEST(EncodingSearch, EqualsBruteForceOnDenseLayers) {
  expect_brute_force_of("dense", 16, 3);
}

TEST(EncodingSearch, EqualsBruteForceOnSparseLayers) {
  expect_brute_force_of("sparse", 16, 2);
}

TEST(EncodingSearch, EqualsBruteForceOnConvolutions) {
  expect_brute_force_of("conv2d", 18, 3);
}

/// Three layers that want different encodings, on cores that they share.
std::string three_layers(const std::string& memory) {
  return R"({ "workload": { "network": { "populations": [
      { "name": "in", "shape": [2, 6, 6], "neuron": { "model": "input" } },
      { "name": "maps", "shape": [3, 6, 6],
        "neuron": { "model": "if", "threshold": 0.5, "reset": "subtract" } },
      { "name": "mid", "shape": [24], "neuron": { "model": "if", "threshold": 0.3 } },
      { "name": "out", "shape": [12], "output": true, "neuron": { "model": "if" } }],
    "projections": [
      { "name": "p", "source": "in", "target": "maps", "type": "conv2d", "kernel": 3, "padding": 1,
        "weights": { "distribution": "normal", "mean": 0.1, "deviation": 0.4 } },
      { "name": "p.thin", "source": "maps", "target": "mid", "type": "dense",
        "weights": { "distribution": "normal", "mean": 0.1, "deviation": 0.3, "density": 0.04 } },
      { "name": "full", "source": "mid", "target": "out", "type": "dense",
        "weights": { "distribution": "normal", "mean": 0.1, "deviation": 0.4 } }] },
    "input": { "poisson": { "rate_hz": 200 }, "timesteps": 8 } },
  "compression": { "quantize": { "bits": 4 } },
  "chip": { "mesh": [2, 2], "core": { "neurons": 100, "synapse_memory": { "word_bits": 32)" +
         memory + R"( } } } })";
}

TEST(EncodingSearch, AMixtureBeatsEverySingleEncoding) {
  const Files files;
  const std::string file = files.write("run.json", three_layers("")).string();
  const NamedRun best = cheapest(run_every_encoding(file));
  const AutoRun chosen = run_auto(file);
  EXPECT_LT(chosen.total, *best.total) << best.name << "\n" << chosen.csv;
  EXPECT_NE(chosen.chosen.at(1), chosen.chosen.at(2)) << chosen.csv;
}

TEST(EncodingSearch, ANamedSharingBinds) {
  const Files files;
  const std::string sharing = R"(, "sharing": { "default": "kernel", "p": "none" })";
  const std::string file = files.write("run.json", three_layers(sharing)).string();
  const AutoRun chosen = run_auto(file);
  EXPECT_NE(chosen.csv.find("0,index_kernel,the config names the sharing of this projection"),
            std::string::npos)
      << chosen.csv;
  EXPECT_EQ(chosen.csv.find("0,index,the config"), std::string::npos) << chosen.csv;
}

/// One core of 16384 bits. The full layer takes 8832 as a crossbar, some 10400 as a bitmap and more
/// as a list; the thin one 2942 as a list, 6884 as a bitmap and 20736 as a crossbar.
TEST(EncodingSearch, FindsAMixtureWhereNoSingleEncodingFits) {
  const Files files;
  const std::string file = files.write("run.json", three_layers("")).string();
  std::vector<std::string> sets = {
      "/workload/network/populations/2/shape=[48]", "/workload/network/populations/3/shape=[46]",
      "/chip/mesh=[1, 1]", "/chip/core/neurons=1000", "/chip/core/synapse_memory_kib=2"};
  for (const NamedRun& run : run_every_encoding(file, sets)) {
    EXPECT_FALSE(run.total) << run.name;
  }
  const AutoRun chosen = run_auto(file, sets);
  EXPECT_NE(chosen.chosen.at(1), chosen.chosen.at(2)) << chosen.csv;
  EXPECT_NE(chosen.csv.find("1,crossbar,mapping: "), std::string::npos) << chosen.csv;
  sets.back() = "/chip/core/synapse_memory_kib=1";
  EXPECT_THROW(run_auto(file, sets), InputFault);
}

}  // namespace
}  // namespace engram::sim
