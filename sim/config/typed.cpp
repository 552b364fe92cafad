#include "sim/config/typed.hpp"

#include "sim/config/network_file.hpp"
#include "sim/config/typed_chip.hpp"
#include "sim/config/typed_reader.hpp"

namespace engram::sim {
namespace {

constexpr const char* kNirOnly[] = {"dynamics", "dt_us", "spikes",  "compare",
                                    "reset",    "clip",  "current", "recurrent_delay"};

void read_nir(const TypedReader& network, NetworkConfig& config) {
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

NetworkConfig read_network(const TypedReader& network) {
  NetworkConfig config;
  const bool inline_network = network.has("populations") || network.has("projections");
  const int given =
      (network.has("nir") ? 1 : 0) + (network.has("json") ? 1 : 0) + (inline_network ? 1 : 0);
  if (given != 1) {
    network.fault("", "found " + std::to_string(given) +
                          " networks, expected exactly one of nir, json, populations with "
                          "projections");
    return config;
  }
  if (network.has("nir")) {
    read_nir(network, config);
    return config;
  }
  for (const char* key : kNirOnly) {
    if (network.has(key))
      network.fault(key, "concerns NIR files only; a native network says it itself");
  }
  if (network.has("json")) {
    config.json = network.text("json");
    config.native = read_network_file(config.json, network.faults());
  } else if (!network.has("populations") || !network.has("projections")) {
    network.fault("", "a network given in place has populations and projections");
  } else {
    config.native = typed_network(network.object(), network.pointer(), network.faults());
  }
  return config;
}

InputConfig read_input(const TypedReader& input) {
  InputConfig config;
  const int given = (input.has("events") ? 1 : 0) + (input.has("poisson") ? 1 : 0) +
                    (input.has("regular") ? 1 : 0);
  if (given != 1) {
    input.fault("", "found " + std::to_string(given) +
                        " inputs, expected exactly one of events, poisson, regular");
  }
  config.format = input.text("format");
  config.timestep_us = input.number("timestep_us");
  config.timesteps = input.count("timesteps");
  config.binning = input.text("binning");
  config.merge = input.text("merge");
  config.samples = input.count("samples");
  if (input.has("events")) {
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

std::vector<std::string> read_tables(const TypedReader& energy) {
  if (energy.has("table") && energy.has("tables")) {
    energy.fault("tables", "found both table and tables, expected one of them");
  }
  const auto named = [](const JsonValue& value) {
    const bool is_path = value.text.find('/') != std::string::npos || value.text.ends_with(".json");
    if (!is_path || !value.source) return value.text;
    return std::filesystem::weakly_canonical(value.source->folder / value.text).string();
  };
  if (energy.has("table")) return {named(energy.value("table"))};
  if (!energy.has("tables")) return {"ihp-sg13g2-130nm"};
  std::vector<std::string> tables;
  for (const JsonValue& value : energy.value("tables").items) tables.push_back(named(value));
  return tables;
}

void check_together(const TypedReader& root, const Config& config) {
  if (config.chip.neuron.fixed && !config.quantize) {
    root.child("chip").child("core").child("neuron").fault(
        "arithmetic", "fixed arithmetic needs integer weights: add /compression/quantize");
  }
  if (config.name.empty() || config.name.find('/') != std::string::npos) {
    root.fault("name", "found '" + config.name + "', expected a name without '/'");
  }
}

}  // namespace

Config typed_config(const JsonValue& tree, std::vector<Fault>& faults) {
  const TypedReader root(tree, "", faults);
  Config config;
  config.name = root.text("name");
  config.seed = static_cast<std::uint64_t>(root.value("seed").integer);
  config.fidelity = root.text("fidelity");
  config.network = read_network(root.child("workload").child("network"));
  config.input = read_input(root.child("workload").child("input"));
  config.quantize = read_quantize(root.child("compression"));
  config.chip = typed_chip(root.child("chip"));
  config.tables = read_tables(root.child("energy"));
  config.write_spikes = root.child("results").flag("spikes");
  check_together(root, config);
  return config;
}

}  // namespace engram::sim
