#include <gtest/gtest.h>

#include <random>

#include "sim/config/config_fault.hpp"
#include "sim/config/energy_table_file.hpp"
#include "sim/config/json_document.hpp"
#include "tests/sim/config/energy_table_text.hpp"
#include "tests/sim/config/files.hpp"

/// Documents with a value replaced, removed, doubled or renamed somewhere: each loads or is refused
/// with faults that have a message; nothing else happens.
namespace engram::sim {
namespace {

using Random = std::mt19937;

std::size_t below(std::size_t bound, Random& random) {
  return random() % bound;
}

JsonValue odd_value(Random& random) {
  static const JsonValue all =
      parse_json(R"([null, true, -1, 0, 1, 2.5, 1e30, 99999999999999999999, "", "index", "in", [],
                     [1], [1, 2], [[1]], {}, {"a": 1}, {"default": "bitmap"}])",
                 std::make_shared<const Source>());
  return all.items[below(all.items.size(), random)];
}

/// All values of a tree, the root first.
void collect(JsonValue& value, std::vector<JsonValue*>& all) {
  all.push_back(&value);
  for (JsonValue& item : value.items) collect(item, all);
  for (auto& [name, member] : value.members) collect(member, all);
}

void mutate(JsonValue& root, Random& random) {
  std::vector<JsonValue*> all;
  collect(root, all);
  JsonValue& chosen = *all[below(all.size(), random)];
  const std::size_t kind = below(4, random);
  if (kind > 0 && !chosen.members.empty()) {
    const std::size_t at = below(chosen.members.size(), random);
    if (kind == 1) chosen.members.erase(chosen.members.begin() + static_cast<std::ptrdiff_t>(at));
    if (kind == 2) chosen.members[at].first += "x";
    if (kind == 3) chosen.members[at].second = odd_value(random);
  } else if (kind > 0 && !chosen.items.empty()) {
    const std::size_t at = below(chosen.items.size(), random);
    if (kind == 1) chosen.items.erase(chosen.items.begin() + static_cast<std::ptrdiff_t>(at));
    if (kind == 2) chosen.items.push_back(JsonValue(chosen.items[at]));
    if (kind == 3) chosen.items[at] = odd_value(random);
  } else {
    chosen = odd_value(random);
  }
}

/// Loads mutations of `text`; returns how many were refused.
template <class Load>
int refusals(const Files& files, const std::string& text, int times, Load load) {
  int refused = 0;
  for (int seed = 0; seed < times; ++seed) {
    Random random(static_cast<Random::result_type>(seed));
    JsonValue tree = parse_json(text, std::make_shared<const Source>());
    for (std::size_t more = below(3, random) + 1; more > 0; --more) mutate(tree, random);
    const auto file = files.write("mutated.json", json_text(tree));
    try {
      load(file);
    } catch (const ConfigFault& faults) {
      ++refused;
      for (const Fault& fault : faults.faults()) EXPECT_FALSE(fault.message.empty()) << seed;
    } catch (const std::exception& other) {
      ADD_FAILURE() << "seed " << seed << ": " << other.what() << "\n" << json_text(tree);
    }
  }
  return refused;
}

const char* const kNetworkRun = R"({ "name": "x", "workload": { "network": { "populations": [
    { "name": "in", "shape": [2, 3, 3], "neuron": { "model": "input" } },
    { "name": "mid", "shape": [2, 3, 3], "neuron": { "model": "cuba_lif", "decay": 0.5,
      "current_decay": 0.5, "reset": "subtract", "spikes": "multi", "threshold": 1 } },
    { "name": "out", "shape": [2], "output": true, "neuron": { "model": "li", "bias": [1, 2] } }],
   "projections": [
    { "name": "a", "source": "in", "target": "mid", "type": "conv2d", "kernel": [1, 1],
      "pool": [{ "kernel": 1, "stride": [1, 1] }], "groups": 2, "weights": { "values": [1, 2] } },
    { "name": "b", "source": "mid", "target": "out", "type": "dense",
      "weights": { "distribution": "normal", "mean": 0, "deviation": 1, "density": 0.5 } }] },
  "input": { "regular": { "interval": 2, "phase": 1 }, "timesteps": 5 } },
 "compression": { "quantize": { "bits": 4, "projections": { "a": { "bits": 2, "scale": 0.5 } } } },
 "chip": { "mesh": [2, 2], "core": { "neuron": { "arithmetic": "fixed" },
   "synapse_memory": { "encoding": { "default": "index", "a": "functional" }, "sharing": "kernel",
     "word_bits": 16, "access": "per_weight", "sizing": "fixed" } } },
 "energy": { "tables": ["ihp-28nm", "cacti-45nm-hp"] }, "results": { "spikes": true } })";

TEST(Mutations, OfARunConfig) {
  const Files files;
  files.write("run.json", kNetworkRun);
  ASSERT_EQ(files.faults("run.json"), "");
  const auto load = [](const std::filesystem::path& file) { load_config(file, {}); };
  EXPECT_GT(refusals(files, kNetworkRun, 2000, load), 1000);
}

TEST(Mutations, OfEnergyTables) {
  const Files files;
  files.write("t.json", macro_table());
  const auto load = [](const std::filesystem::path& file) { load_table(file.string()); };
  for (const std::string& text : {macro_table(), grid_table(), scaled_table("t.json")}) {
    EXPECT_GT(refusals(files, text, 700, load), 350);
  }
}

/// Cut anywhere, or with one character changed.
TEST(Mutations, OfTheText) {
  const Files files;
  const std::string good = kNetworkRun;
  for (std::size_t at = 0; at < good.size(); at += 3) {
    files.write("cut.json", good.substr(0, at));
    EXPECT_NE(files.faults("cut.json"), "");
    std::string changed = good;
    changed[at] = static_cast<char>(changed[at] ^ 0x15);
    files.write("changed.json", changed);
    EXPECT_NO_THROW(files.faults("changed.json"));
  }
}

}  // namespace
}  // namespace engram::sim
