#include <gtest/gtest.h>

#include <set>

#include "tests/sim/config/files.hpp"
#include "tests/sim/run/brute_force.hpp"
#include "tests/sim/run/learning_net.hpp"
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
         pick(draw, {"16", "64", "256"}) + R"(, "lanes": )" + pick(draw, {"1", "4"}) +
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

/// 50 layers in all; which encoding wins differs, or the draws would prove little.
void expect_brute_force_of(const std::string& kind, std::uint64_t layers, std::size_t winners) {
  std::set<std::string> won;
  for (std::uint64_t seed = 1; seed <= layers; ++seed) won.insert(expect_brute_force(seed, kind));
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

}  // namespace
}  // namespace engram::sim
