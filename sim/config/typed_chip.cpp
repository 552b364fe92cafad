#include "sim/config/typed_chip.hpp"

namespace engram::sim {
namespace {

/// One name, or one a projection with "default" for the rest.
template <class Value, class Parse>
void read_choice(const TypedReader& memory, const std::string& key, Parse parse, Value& rest,
                 std::map<std::string, Value>& named) {
  const JsonValue& value = memory.value(key);
  if (value.type == JsonValue::Type::string) {
    rest = parse(value.text);
    return;
  }
  bool has_default = false;
  for (const auto& [name, choice] : value.members) {
    if (name == "default") {
      rest = parse(choice.text);
      has_default = true;
    } else {
      named[name] = parse(choice.text);
    }
  }
  if (!has_default) {
    memory.fault(key, "no \"default\" for the projections that are not named");
  }
}

/// Which machine a layout is; what it cannot be combined with.
void read_layout(const TypedReader& memory, Organisation& organisation) {
  const bool study = memory.is("layout", "schaefer2020");
  organisation.layout = study ? Layout::schaefer2020 : Layout::standard;
  if (!study) return;
  const auto need = [&](bool met, const char* needed) {
    if (!met) memory.fault("layout", std::string("schaefer2020 needs ") + needed);
  };
  need(organisation.word_bits == 16, "word_bits 16");
  need(organisation.access == Access::per_weight, "access per_weight");
  need(organisation.packed, "rows packed");
  need(!organisation.split_entries, "index_list joint");
}

void read_measured(const TypedReader& memory, SynapseMemoryConfig& config) {
  if (!memory.has("auto")) return;
  const TypedReader measured = memory.child("auto");
  config.measured = {measured.maybe_count("samples"), measured.maybe_count("timesteps")};
  if (!chooses_encodings(config)) memory.fault("auto", "no encoding is \"auto\"");
}

void read_synapse_memory(const TypedReader& memory, SynapseMemoryConfig& config) {
  // No encoding is called "auto": the name that leads to none.
  read_choice(memory, "encoding", encoding_from, config.default_encoding, config.encodings);
  read_measured(memory, config);
  read_choice(
      memory, "sharing",
      [](const std::string& name) { return name == "kernel" ? Sharing::kernel : Sharing::none; },
      config.default_sharing, config.sharings);
  Organisation& organisation = config.organisation;
  organisation.word_bits = memory.count("word_bits");
  organisation.packed = memory.is("rows", "packed");
  organisation.access = memory.is("access", "word") ? Access::word : Access::per_weight;
  organisation.split_entries = memory.is("index_list", "split");
  organisation.run_bits = memory.count("run_bits");
  organisation.functional_mode =
      functional_mode_from(memory.text("functional_mode")).value_or(FunctionalMode::rowcol);
  read_layout(memory, organisation);
  config.banks = memory.count("banks");
  config.ports = memory.count("ports");
  config.fixed_size = memory.is("sizing", "fixed");
  config.shared_macros = memory.has("macros") ? memory.is("macros", "shared") : config.fixed_size;
  if (config.fixed_size && !config.shared_macros) {
    memory.fault("macros",
                 "sizing fixed is one memory of synapse_memory_kib: it needs shared macros");
  }
  if (organisation.access == Access::per_weight && organisation.word_bits != 16) {
    memory.fault("access", "per_weight reads one 16-bit word a weight: word_bits is " +
                               std::to_string(organisation.word_bits) + ", it must be 16");
  }
}

void read_neuron(const TypedReader& neuron, NeuronArithmetic& config) {
  config.arithmetic = neuron.text("arithmetic");
  config.state_bits = neuron.maybe_count("state_bits");
  config.fraction_bits = neuron.maybe_count("fraction_bits");
  config.decay_bits = neuron.maybe_count("decay_bits");
  config.rounding = neuron.maybe_text("rounding");
}

void read_mesh(const TypedReader& chip, ChipConfig& config) {
  const auto& mesh = chip.value("mesh").items;
  config.mesh_width = static_cast<std::uint32_t>(mesh[0].integer);
  config.mesh_height = static_cast<std::uint32_t>(mesh[1].integer);
  const std::uint64_t cores = std::uint64_t{config.mesh_width} * config.mesh_height;
  if (cores > kMaxCores) {
    chip.fault("mesh", "found " + std::to_string(cores) + " cores, expected at most " +
                           std::to_string(kMaxCores));
  }
}

std::vector<std::vector<std::uint32_t>> router_lists(const JsonValue& lists) {
  std::vector<std::vector<std::uint32_t>> result;
  for (const JsonValue& list : lists.items) {
    auto& routers = result.emplace_back();
    for (const JsonValue& router : list.items) {
      routers.push_back(static_cast<std::uint32_t>(router.integer));
    }
  }
  return result;
}

void read_noc(const TypedReader& noc, hw::NocSpec& spec) {
  using hw::NocTopology;
  for (const NocTopology topology :
       {NocTopology::mesh, NocTopology::ring, NocTopology::tree, NocTopology::table}) {
    if (noc.is("topology", hw::to_string(topology))) spec.topology = topology;
  }
  spec.arity = noc.count("arity");
  spec.casting = noc.is("casting", "multicast") ? hw::Casting::multicast : hw::Casting::unicast;
  spec.buffer_flits = noc.count("buffer_flits");
  spec.watchdog_cycles = noc.count("watchdog_cycles");
  const bool table = spec.topology == NocTopology::table;
  for (const char* key : {"channels", "next_hops"}) {
    if (noc.has(key) == table) continue;
    noc.fault(key, table ? "missing: topology table is made of channels and next_hops"
                         : "only topology table has it");
  }
  if (!table || !noc.has("channels") || !noc.has("next_hops")) return;
  for (const auto& channel : router_lists(noc.value("channels"))) {
    spec.channels.emplace_back(channel[0], channel[1]);
  }
  spec.next_hops = router_lists(noc.value("next_hops"));
}

void read_schedule(const TypedReader& chip, ChipConfig& config) {
  config.schedule = chip.text("schedule");
  const bool layered = config.schedule == "layer_by_layer";
  if (chip.has("dram") != layered) {
    chip.fault("dram", layered ? "missing: schedule layer_by_layer keeps the network there"
                               : "only schedule layer_by_layer has it");
  }
  if (!layered) return;
  if (chip.has("dram")) config.dram = typed_dram(chip.child("dram"));
  const TypedReader memory = *chip.below("/core/synapse_memory");
  if (!memory.has("macros")) config.synapse_memory.shared_macros = true;
  if (config.synapse_memory.shared_macros) return;
  memory.fault("macros",
               "layers take turns in one synapse memory a core: schedule layer_by_layer "
               "needs shared macros");
}

}  // namespace

hw::DramSpec typed_dram(const TypedReader& dram) {
  return {dram.count("word_bits"), dram.count("burst_words"), dram.count("bits_per_cycle"),
          dram.count("row_bytes"), dram.count("row_miss_cycles")};
}

ChipConfig typed_chip(const TypedReader& chip) {
  ChipConfig config;
  if (chip.sound("mesh")) read_mesh(chip, config);
  const auto noc = chip.below("/noc");
  if (noc && noc->sound()) read_noc(*noc, config.noc);
  const auto memory = chip.below("/core/synapse_memory");
  if (memory && memory->sound()) read_synapse_memory(*memory, config.synapse_memory);
  if (!chip.sound()) return config;
  config.clock_mhz = chip.number("clock_mhz");
  read_schedule(chip, config);
  config.real_time = chip.is("timing", "real_time");
  config.payload_multiply = chip.is("payload", "multiply");
  config.clock_gating = chip.flag("clock_gating");
  config.separate_populations = chip.child("mapping").is("strategy", "separate");
  const TypedReader core = chip.child("core");
  config.core_neurons = core.count("neurons");
  config.synapse_memory_kib = core.count("synapse_memory_kib");
  config.lanes = core.count("lanes");
  config.accumulator_in_sram = core.is("accumulator", "sram");
  config.accumulator_bits = core.count("accumulator_bits");
  config.update_touched = core.is("update", "touched");
  read_neuron(core.child("neuron"), config.neuron);
  return config;
}

}  // namespace engram::sim
