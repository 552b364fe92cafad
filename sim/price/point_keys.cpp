#include "sim/price/point_keys.hpp"

#include <algorithm>
#include <array>

#include "sim/config/json_text.hpp"
#include "sim/price/digest.hpp"

namespace engram::sim {
namespace {

/// They say nothing to the simulation.
constexpr std::array kPrices{"/name", "/energy", "/results"};

/// They change how long rows and updates take, how long a cycle is, and in which memory what lies:
/// what Recount may differ in from the chip whose work it prices (hw/chip/recount.hpp).
constexpr std::array kTimes{"/chip/clock_mhz",
                            "/chip/timing",
                            "/chip/clock_gating",
                            "/chip/core/lanes",
                            "/chip/core/accumulator",
                            "/chip/core/synapse_memory/banks",
                            "/chip/core/synapse_memory/ports",
                            "/chip/core/synapse_memory/macros"};

/// Spikes depend on none of them, nor on what is in /chip/core/synapse_memory (DESIGN section 1);
/// of the chip only /chip/core/neuron is left.
constexpr std::array kPlaces{"/chip/mesh",
                             "/chip/noc",
                             "/chip/schedule",
                             "/chip/dram",
                             "/chip/payload",
                             "/chip/mapping",
                             "/chip/core/neurons",
                             "/chip/core/synapse_memory_kib",
                             "/chip/core/accumulator_bits",
                             "/chip/core/update"};

template <class Pointers>
bool among(const Pointers& pointers, const std::string& pointer) {
  return std::find(pointers.begin(), pointers.end(), pointer) != pointers.end();
}

/// What of the tree belongs to a key, as text: members that belong to an earlier one are left out.
struct Parts {
  JsonWriter workload, placement, counts;
};

void write_part(const JsonValue& value, const std::string& pointer, Parts& parts) {
  for (const auto& [name, member] : value.members) {
    const std::string at = child_pointer(pointer, name);
    if (among(kPrices, at)) continue;
    const bool inside = at == "/chip" || at == "/chip/core" || at == "/chip/core/synapse_memory";
    if (inside && member.type == JsonValue::Type::object) {
      write_part(member, at, parts);
      continue;
    }
    const bool places = among(kPlaces, at) || pointer == "/chip/core/synapse_memory";
    JsonWriter& part = among(kTimes, at) ? parts.counts : places ? parts.placement : parts.workload;
    part.key(at);
    write_json(member, part);
  }
}

}  // namespace

PointKeys point_keys(const JsonValue& tree) {
  Parts parts;
  for (JsonWriter* part : {&parts.workload, &parts.placement, &parts.counts}) part->open_object();
  write_part(tree, "", parts);
  for (JsonWriter* part : {&parts.workload, &parts.placement, &parts.counts}) part->close();
  PointKeys keys;
  keys.workload = digest_of(parts.workload.text());
  keys.placement = digest_of(keys.workload + parts.placement.text());
  keys.counts = digest_of(keys.placement + parts.counts.text());
  return keys;
}

bool can_be_priced(const Config& config) {
  return config.chip.fidelity == hw::Fidelity::fast && !config.learning &&
         config.chip.schedule != "layer_by_layer" && !chooses_encodings(config.chip.synapse_memory);
}

}  // namespace engram::sim
