#include "sim/config/typed_nir.hpp"

#include "workloads/network/dynamics.hpp"

namespace engram::sim {
namespace {

std::vector<std::string> preset_names() {
  std::vector<std::string> names;
  for (const auto& preset : workloads::dynamics_presets()) names.push_back(preset.name);
  names.push_back(workloads::engram_dynamics().name);
  return names;
}

SchemaPtr nir_options() {
  return object(
      "what to accept of NIR files that leave the standard; refused where absent",
      {optional("time_unit", choice("what time constants and delays are counted in; absent: "
                                    "seconds, unless they look like timesteps",
                                    {"seconds", "timesteps"})),
       optional("transposed_weights",
                choice("matrices that fit only if turned round", {"refuse", "accept"})),
       optional("missing_node",
                choice("edges that name no node: the one unnamed node whose type has that name",
                       {"refuse", "match_by_type"}))});
}

void read_nir_options(const TypedReader& network, NetworkConfig& config) {
  if (!network.has("nir_options")) return;
  const TypedReader options = network.child("nir_options");
  config.nir_options = {options.maybe_text("time_unit"), options.maybe_text("transposed_weights"),
                        options.maybe_text("missing_node")};
  if (config.nir_options.time_unit == "timesteps" && network.has("dt_us")) {
    network.fault("dt_us", "has no use where nir_options count in timesteps");
  }
}

}  // namespace

std::vector<SchemaField> nir_fields() {
  return {optional("nir", path("NIR file (HDF5)")),
          optional("dynamics", choice("how a NIR file's time constants become a step (engram list "
                                      "dynamics)",
                                      preset_names())),
          optional("dt_us",
                   number("length of a timestep for time constants; NIR only", 0, 1e9, true, "us")),
          optional("spikes", choice("spikes a neuron may emit in a step; overrides the preset",
                                    {"single", "multi"})),
          optional("compare",
                   choice("membrane against threshold; overrides the preset (NIR), or of all "
                          "neurons (lava; default greater)",
                          {"greater", "greater_equal"})),
          optional("reset",
                   choice("after a spike; overrides the preset", {"zero", "subtract", "value"})),
          optional("clip", boolean("keep v >= -threshold after the reset; overrides the preset")),
          optional("current",
                   choice("which current drives the membrane of CubaLIF; overrides the preset",
                          {"same_step", "previous_step"})),
          optional("recurrent_delay",
                   integer("delay of edges that close a loop; NIR only", 1, 1000, "timesteps")),
          optional("nir_options", nir_options())};
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

}  // namespace engram::sim
