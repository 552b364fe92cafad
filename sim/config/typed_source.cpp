#include "sim/config/typed_source.hpp"

#include "sim/config/network_file.hpp"
#include "sim/config/typed.hpp"

namespace engram::sim {
namespace {

constexpr const char* kNirOnly[] = {"dynamics", "dt_us",   "spikes",          "compare",    "reset",
                                    "clip",     "current", "recurrent_delay", "nir_options"};

void read_nir_options(const TypedReader& network, NetworkConfig& config) {
  if (!network.has("nir_options")) return;
  const TypedReader options = network.child("nir_options");
  config.nir_options = {options.maybe_text("time_unit"), options.maybe_text("transposed_weights"),
                        options.maybe_text("missing_node")};
  if (config.nir_options.time_unit == "timesteps" && network.has("dt_us")) {
    network.fault("dt_us", "has no use where nir_options count in timesteps");
  }
}

void read_nir(const TypedReader& network, NetworkConfig& config) {
  network.check_file("nir", false);
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
  read_nir_options(network, config);
}

void read_native(const TypedReader& network, NetworkConfig& config) {
  for (const char* key : kNirOnly) {
    if (network.has(key))
      network.fault(key, "concerns NIR files only; a native network says it itself");
  }
  if (network.sound("json")) {
    const std::size_t before = network.faults().size();
    network.check_file("json", false);
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

}  // namespace

NetworkConfig typed_source(const TypedReader& network) {
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

}  // namespace engram::sim
