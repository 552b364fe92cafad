#include "sim/config/typed.hpp"

#include <algorithm>

#include "sim/config/energy_table_file.hpp"
#include "sim/config/json_writer.hpp"
#include "sim/config/typed_chip.hpp"
#include "sim/config/typed_input.hpp"
#include "sim/config/typed_learning.hpp"
#include "sim/config/typed_prune.hpp"
#include "sim/config/typed_quantize.hpp"
#include "sim/config/typed_reader.hpp"
#include "sim/config/typed_source.hpp"
#include "sim/config/typed_tables.hpp"
#include "sim/config/typed_task.hpp"

namespace engram::sim {
namespace {

constexpr const char* kDefaultTable = "ihp-sg13g2-130nm";

void read_pruning(const TypedReader& root, Config& config) {
  const auto compression = root.below("/compression");
  if (!compression) return;
  if (compression->has("prune")) {
    config.prune = typed_prune(compression->child("prune"), config.seed);
  }
  config.quantize_first =
      compression->sound("order") && compression->is("order", "quantize_then_prune");
}

/// A table by name, or the absolute path of its file.
std::string read_table(const JsonValue& value, const std::string& pointer,
                       std::vector<Fault>& faults) {
  std::string table = value.text;
  if (is_table_path(table) && value.source) {
    table = std::filesystem::weakly_canonical(value.source->folder / table).string();
  }
  const std::string missing = missing_table(table);
  if (!missing.empty()) faults.push_back({value.source->name, value.line, pointer, missing});
  return table;
}

/// Samples of a task: how long they are is the task's to say.
void read_task_input(const TypedReader& input, Config& config) {
  if (config.input.kind != InputKind::task || !input.sound("task")) return;
  config.task = TaskInput{typed_task(input.child("task"))};
  if (input.maybe_text("split") == "train") config.task->split = workloads::Split::train;
  config.input.timesteps = timesteps_of(config.task->task);
  config.input.timestep_us = timestep_us_of(config.task->task);
}

void check_arithmetic(const TypedReader& root) {
  const auto neuron = root.below("/chip/core/neuron");
  if (!neuron || !neuron->sound() || !neuron->is("arithmetic", "fixed")) return;
  // What these hold is known later: sim/run/compression asks the network itself.
  const auto network = root.below("/workload/network");
  if (network && (network->has("lava") || network->has("slayer"))) return;
  if (network && network->has("nir") && network->sound("dynamics") &&
      network->is("dynamics", "engram"))
    return;
  const JsonValue* compression = root.object().find("compression");
  if (compression->type != JsonValue::Type::object || compression->find("quantize")) return;
  neuron->fault("arithmetic", "fixed arithmetic needs integer weights: add /compression/quantize");
}

/// A neuron that nothing touched compares nothing, so it has no derivative.
void check_update(const TypedReader& root) {
  const auto core = root.below("/chip/core");
  if (!core || !core->sound("update") || !core->is("update", "touched")) return;
  const auto learning = root.below("/learning");
  if (!learning || !learning->sound("rule") || learning->is("rule", "stdp")) return;
  core->fault("update", "learning from errors compares every neuron in every timestep: " +
                            learning->text("rule") + " needs sweep");
}

/// Which weights a convolution shares, and so what it learns, hangs on its encoding.
void check_chosen(const TypedReader& root, const SynapseMemoryConfig& config) {
  const auto memory = root.below("/chip/core/synapse_memory");
  if (!memory || !root.has("learning") || !chooses_encodings(config)) return;
  memory->fault("encoding",
                "auto is for inference: what a convolution learns depends on how it is stored; "
                "name the encoding");
}

}  // namespace

std::vector<std::string> typed_tables(const TypedReader& energy) {
  if (energy.has("table") && energy.has("tables")) {
    energy.fault("tables", "found both table and tables, expected one of them");
  }
  if (energy.has("table")) {
    return {read_table(energy.value("table"), energy.pointer() + "/table", energy.faults())};
  }
  if (!energy.has("tables")) {
    const std::string missing = missing_table(kDefaultTable);
    if (!missing.empty()) energy.fault("", missing);
    return {kDefaultTable};
  }
  std::vector<std::string> tables;
  for (const JsonValue& value : energy.value("tables").items) {
    const std::string pointer = energy.pointer() + "/tables/" + std::to_string(tables.size());
    const std::string table = read_table(value, pointer, energy.faults());
    if (std::find(tables.begin(), tables.end(), table) != tables.end()) {
      energy.faults().push_back(
          {value.source->name, value.line, pointer, "the table '" + table + "' is given twice"});
    }
    tables.push_back(table);
  }
  return tables;
}

void check_run_name(const TypedReader& root) {
  const std::string name = root.text("name");
  const bool control = std::any_of(name.begin(), name.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  if (!name.empty() && name.find('/') == std::string::npos && !control && name != "." &&
      name != "..") {
    return;
  }
  root.fault("name", "found " + json_quoted(name) + ", expected the name of a folder, without '/'");
}

Config typed_config(const JsonValue& tree, std::vector<Fault>& faults) {
  const TypedReader root(tree, "", faults);
  Config config;
  if (tree.type != JsonValue::Type::object) return config;
  if (root.sound("name")) check_run_name(root);
  config.name = root.text("name");
  config.seed = static_cast<std::uint64_t>(root.value("seed").integer);
  if (const auto network = root.below("/workload/network")) config.network = typed_source(*network);
  const auto workload = root.below("/workload");
  config.dense_activity =
      workload && workload->sound("activity") && workload->is("activity", "dense");
  if (const auto input = root.below("/workload/input")) {
    config.input = typed_input(*input, config.dense_activity);
    read_task_input(*input, config);
  }
  if (root.sound("compression")) {
    config.quantize = typed_quantize(root.child("compression"), config.seed);
  }
  read_pruning(root, config);
  if (root.sound("learning")) config.learning = typed_learning(root.child("learning"));
  config.chip = typed_chip(root.child("chip"));
  if (root.is("fidelity", "cycle")) config.chip.fidelity = hw::Fidelity::cycle;
  if (root.sound("energy")) config.tables = typed_tables(root.child("energy"));
  if (root.sound("results")) {
    const TypedReader results = root.child("results");
    config.write_spikes = results.flag("spikes");
    config.write_timestep_energy = results.flag("timestep_energy");
    config.write_weights = results.flag("weights");
    if (config.write_weights && !root.has("learning")) {
      results.fault("weights", "weights change by learning only: give /learning");
    }
  }
  check_arithmetic(root);
  check_update(root);
  check_chosen(root, config.chip.synapse_memory);
  return config;
}

}  // namespace engram::sim
