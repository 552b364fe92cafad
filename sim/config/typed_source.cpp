#include "sim/config/typed_source.hpp"

#include <set>

#include "sim/config/network_file.hpp"
#include "sim/config/slayer_file.hpp"
#include "sim/config/typed.hpp"

namespace engram::sim {
namespace {

constexpr const char* kNirOnly[] = {"dynamics", "dt_us", "spikes",  "compare",
                                    "reset",    "clip",  "current", "recurrent_delay"};

constexpr const char* kLavaOnly[] = {"layer_delay", "v_th_shift", "input_shape", "input_bias"};

/// Keys that say what another kind of file leaves open.
void refuse_others(const TypedReader& network, const std::set<std::string>& own) {
  for (const char* key : kNirOnly) {
    if (!network.has(key) || own.contains(key)) continue;
    network.fault(key, "concerns NIR files only; this network says it itself");
  }
  for (const char* key : kLavaOnly) {
    if (network.has(key) && !own.contains(key)) {
      network.fault(key, "concerns lava-dl files only");
    }
  }
}

workloads::Shape read_input_shape(const TypedReader& network) {
  const auto& sizes = network.value("input_shape").items;
  const auto size = [&](std::size_t at) { return static_cast<std::uint32_t>(sizes[at].integer); };
  if (sizes.size() == 3) return {size(0), size(1), size(2)};
  if (sizes.size() == 1) return {size(0), 1, 1};
  network.fault("input_shape", "found 2 sizes, expected [neurons] or [channels, height, width]");
  return {};
}

void read_lava(const TypedReader& network, NetworkConfig& config) {
  refuse_others(network, {"compare", "layer_delay", "v_th_shift", "input_shape", "input_bias"});
  network.check_file("lava", false);
  config.lava = network.text("lava");
  workloads::LavaOptions& options = config.lava_options;
  if (network.maybe_text("compare").value_or("greater") == "greater_equal") {
    options.compare = workloads::Compare::greater_equal;
  }
  options.layer_delay = network.maybe_count("layer_delay").value_or(options.layer_delay);
  options.v_th_shift = network.maybe_count("v_th_shift").value_or(options.v_th_shift);
  if (network.has("input_shape")) options.input_shape = read_input_shape(network);
  if (!network.has("input_bias")) return;
  network.check_file("input_bias", false);
  options.input_bias = network.text("input_bias");
}

void read_slayer(const TypedReader& network, NetworkConfig& config) {
  refuse_others(network, {});
  const std::size_t before = network.faults().size();
  network.check_file("slayer", false);
  config.slayer = network.text("slayer");
  if (network.faults().size() > before) return;
  config.slayer_network = read_slayer_file(config.slayer, network.faults());
}

void read_nir(const TypedReader& network, NetworkConfig& config) {
  for (const char* key : kLavaOnly) {
    if (network.has(key)) network.fault(key, "concerns lava-dl files only");
  }
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

void read_native(const TypedReader& network, NetworkConfig& config) {
  for (const char* key : kLavaOnly) {
    if (network.has(key)) network.fault(key, "concerns lava-dl files only");
  }
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
  int given = inline_network ? 1 : 0;
  for (const char* key : {"nir", "lava", "slayer", "json"}) given += network.has(key) ? 1 : 0;
  if (given != 1) {
    network.fault("", "found " + std::to_string(given) +
                          " networks, expected exactly one of nir, lava, slayer, json, "
                          "populations with projections");
  } else if (network.has("json") || inline_network) {
    read_native(network, config);
  } else if (!network.sound()) {
    return config;
  } else if (network.has("lava")) {
    read_lava(network, config);
  } else if (network.has("slayer")) {
    read_slayer(network, config);
  } else {
    read_nir(network, config);
  }
  return config;
}

}  // namespace engram::sim
