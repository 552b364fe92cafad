#include "sim/config/typed.hpp"

#include <algorithm>

#include "sim/config/energy_table_file.hpp"
#include "sim/config/json_writer.hpp"
#include "sim/config/network_file.hpp"
#include "sim/config/typed_chip.hpp"
#include "sim/config/typed_reader.hpp"

namespace engram::sim {
namespace {

constexpr const char* kDefaultTable = "ihp-sg13g2-130nm";
constexpr const char* kNirOnly[] = {"dynamics", "dt_us", "spikes",  "compare",
                                    "reset",    "clip",  "current", "recurrent_delay"};

/// The files that a config names are looked for with everything else; what is in them comes later.
void check_file(const TypedReader& reader, const std::string& key, bool or_folder) {
  const std::filesystem::path path = reader.text(key);
  std::error_code error;
  const bool folder = std::filesystem::is_directory(path, error);
  if (std::filesystem::exists(path, error) && (or_folder || !folder)) return;
  const std::string kind = or_folder ? "file or folder" : "file";
  reader.fault(
      key, (folder ? "is not a file but a folder: " : "no such " + kind + ": ") + path.string());
}

void read_nir(const TypedReader& network, NetworkConfig& config) {
  check_file(network, "nir", false);
  config.nir = network.text("nir");
  if (!network.has("dynamics")) {
    network.fault("nir",
                  "a NIR file does not say how its neurons step: give dynamics (engram list "
                  "dynamics)");
    return;
  }
  config.dynamics = network.text("dynamics");
  config.dt_us = network.maybe_number("dt_us").value_or(0.0);
  config.overrides = {network.maybe_text("spikes"),  network.maybe_text("compare"),
                      network.maybe_text("reset"),   network.maybe_flag("clip"),
                      network.maybe_text("current"), network.maybe_count("recurrent_delay")};
}

void read_native(const TypedReader& network, NetworkConfig& config) {
  for (const char* key : kNirOnly) {
    if (network.has(key))
      network.fault(key, "concerns NIR files only; a native network says it itself");
  }
  if (network.sound("json")) {
    const std::size_t before = network.faults().size();
    check_file(network, "json", false);
    config.json = network.text("json");
    if (network.faults().size() > before) return;
    config.native = read_network_file(config.json, network.faults());
  } else if (!network.has("json")) {
    for (const char* key : {"populations", "projections"}) {
      if (!network.has(key))
        network.fault("", std::string("no ") + key +
                              "; a network given in place has populations and projections");
    }
    config.native = typed_network(network.object(), network.pointer(), network.faults());
  }
}

NetworkConfig read_network(const TypedReader& network) {
  NetworkConfig config;
  if (network.object().type != JsonValue::Type::object) return config;
  const bool inline_network = network.has("populations") || network.has("projections");
  const int given =
      (network.has("nir") ? 1 : 0) + (network.has("json") ? 1 : 0) + (inline_network ? 1 : 0);
  if (given != 1) {
    network.fault("", "found " + std::to_string(given) +
                          " networks, expected exactly one of nir, json, populations with "
                          "projections");
  } else if (!network.has("nir")) {
    read_native(network, config);
  } else if (network.sound()) {
    read_nir(network, config);
  }
  return config;
}

InputConfig read_input(const TypedReader& input) {
  InputConfig config;
  if (input.object().type != JsonValue::Type::object) return config;
  const int given = (input.has("events") ? 1 : 0) + (input.has("poisson") ? 1 : 0) +
                    (input.has("regular") ? 1 : 0);
  if (given != 1) {
    input.fault("", "found " + std::to_string(given) +
                        " inputs, expected exactly one of events, poisson, regular");
  }
  if (!input.sound()) return config;
  config.format = input.text("format");
  config.timestep_us = input.number("timestep_us");
  config.timesteps = input.count("timesteps");
  config.binning = input.text("binning");
  config.merge = input.text("merge");
  config.samples = input.count("samples");
  if (input.has("events")) {
    check_file(input, "events", true);
    config.events = input.text("events");
    if (config.samples != 1) {
      input.fault("samples", "counts generated samples; recordings are counted by their files");
    }
  }
  if (input.has("poisson")) {
    config.kind = InputKind::poisson;
    config.rate_hz = input.child("poisson").number("rate_hz");
  }
  if (input.has("regular")) {
    config.kind = InputKind::regular;
    config.interval = input.child("regular").count("interval");
    config.phase = input.child("regular").count("phase");
  }
  return config;
}

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

std::vector<std::string> read_tables(const TypedReader& energy) {
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

void check_name(const TypedReader& root) {
  const std::string name = root.text("name");
  const bool control = std::any_of(name.begin(), name.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  if (!name.empty() && name.find('/') == std::string::npos && !control && name != "." &&
      name != "..") {
    return;
  }
  root.fault("name", "found " + json_quoted(name) + ", expected the name of a folder, without '/'");
}

void check_arithmetic(const TypedReader& root) {
  const auto neuron = root.below("/chip/core/neuron");
  if (!neuron || !neuron->sound() || !neuron->is("arithmetic", "fixed")) return;
  const JsonValue* compression = root.object().find("compression");
  if (compression->type != JsonValue::Type::object || compression->find("quantize")) return;
  neuron->fault("arithmetic", "fixed arithmetic needs integer weights: add /compression/quantize");
}

}  // namespace

Config typed_config(const JsonValue& tree, std::vector<Fault>& faults) {
  const TypedReader root(tree, "", faults);
  Config config;
  if (tree.type != JsonValue::Type::object) return config;
  if (root.sound("name")) check_name(root);
  config.name = root.text("name");
  config.seed = static_cast<std::uint64_t>(root.value("seed").integer);
  config.fidelity = root.text("fidelity");
  if (const auto network = root.below("/workload/network")) config.network = read_network(*network);
  if (const auto input = root.below("/workload/input")) config.input = read_input(*input);
  if (root.sound("compression")) config.quantize = read_quantize(root.child("compression"));
  config.chip = typed_chip(root.child("chip"));
  if (root.sound("energy")) config.tables = read_tables(root.child("energy"));
  if (root.sound("results")) config.write_spikes = root.child("results").flag("spikes");
  check_arithmetic(root);
  return config;
}

}  // namespace engram::sim
