#include "sim/config/typed.hpp"

#include <algorithm>

#include "sim/config/energy_table_file.hpp"
#include "sim/config/json_writer.hpp"
#include "sim/config/typed_chip.hpp"
#include "sim/config/typed_input.hpp"
#include "sim/config/typed_learning.hpp"
#include "sim/config/typed_reader.hpp"
#include "sim/config/typed_source.hpp"
#include "sim/config/typed_tables.hpp"

namespace engram::sim {
namespace {

constexpr const char* kDefaultTable = "ihp-sg13g2-130nm";

std::optional<QuantizeConfig> read_quantize(const TypedReader& compression) {
  if (!compression.has("quantize")) return std::nullopt;
  const TypedReader quantize = compression.child("quantize");
  QuantizeConfig config;
  config.bits = quantize.count("bits");
  config.granularity = quantize.text("granularity");
  config.scale = quantize.maybe_number("scale");
  const TypedReader projections = quantize.child("projections");
  for (const auto& [name, choice] : projections.object().members) {
    const TypedReader one = projections.child(name);
    config.projections[name] = {one.maybe_count("bits"), one.maybe_text("granularity"),
                                one.maybe_number("scale")};
  }
  return config;
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

void check_arithmetic(const TypedReader& root) {
  const auto neuron = root.below("/chip/core/neuron");
  if (!neuron || !neuron->sound() || !neuron->is("arithmetic", "fixed")) return;
  // What these hold is known later: sim/run/compression asks the network itself.
  const auto network = root.below("/workload/network");
  if (network && (network->has("lava") || network->has("slayer"))) return;
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
  }
  if (root.sound("compression")) config.quantize = read_quantize(root.child("compression"));
  if (root.sound("learning")) config.learning = typed_learning(root.child("learning"));
  config.chip = typed_chip(root.child("chip"));
  if (root.is("fidelity", "cycle")) config.chip.fidelity = hw::Fidelity::cycle;
  if (root.sound("energy")) config.tables = typed_tables(root.child("energy"));
  if (root.sound("results")) {
    const TypedReader results = root.child("results");
    config.write_spikes = results.flag("spikes");
    config.write_weights = results.flag("weights");
    if (config.write_weights && !root.has("learning")) {
      results.fault("weights", "weights change by learning only: give /learning");
    }
  }
  check_arithmetic(root);
  check_update(root);
  return config;
}

}  // namespace engram::sim
