#include "sim/config/typed_source.hpp"

#include "sim/config/network_file.hpp"
#include "sim/config/typed.hpp"
#include "sim/config/typed_ranc.hpp"

namespace engram::sim {
namespace {

constexpr const char* kNirOnly[] = {"dynamics", "dt_us", "spikes",  "compare",
                                    "reset",    "clip",  "current", "recurrent_delay"};

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
}

void refuse_nir_keys(const TypedReader& network, const char* which) {
  for (const char* key : kNirOnly) {
    if (!network.has(key)) continue;
    network.fault(key, std::string("concerns NIR files only; ") + which + " says it itself");
  }
}

void read_native(const TypedReader& network, NetworkConfig& config) {
  refuse_nir_keys(network, "a native network");
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
  int given = inline_network ? 1 : 0;
  for (const char* key : {"nir", "ranc", "json"}) given += network.has(key) ? 1 : 0;
  if (given != 1) {
    network.fault("", "found " + std::to_string(given) +
                          " networks, expected exactly one of nir, ranc, json, populations "
                          "with projections");
    return config;
  }
  if (!network.has("ranc")) refuse_ranc_keys(network);
  if (network.has("ranc")) {
    refuse_nir_keys(network, "RANC");
    if (network.sound()) read_ranc(network, config);
  } else if (!network.has("nir")) {
    read_native(network, config);
  } else if (network.sound()) {
    read_nir(network, config);
  }
  return config;
}

}  // namespace engram::sim
