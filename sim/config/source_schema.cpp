#include "sim/config/run_schema.hpp"
#include "workloads/network/dynamics.hpp"

namespace engram::sim {
namespace {

std::vector<std::string> preset_names() {
  std::vector<std::string> names;
  for (const auto& preset : workloads::dynamics_presets()) names.push_back(preset.name);
  return names;
}

/// Networks that are integers where they come from.
std::vector<SchemaField> integer_sources() {
  return {optional("lava", path("lava-dl network (.net, HDF5)")),
          optional("layer_delay",
                   integer("lava: from a layer to the next; default 1", 0, 1000, "timesteps")),
          optional("v_th_shift",
                   integer("lava: threshold is vThMant << v_th_shift; default 6", 0, 16, "bit")),
          optional("input_shape", list_of("lava: [neurons] or [channels, height, width] of the "
                                          "events, where the file has no input layer",
                                          integer("", 1, 1 << 24), 1, 3)),
          optional("input_bias", path("lava: constant input of an input layer's neurons, a NumPy "
                                      "array (x, y, channel) of whole numbers")),
          optional("slayer", path("SLAYER network: JSON that names its text weights"))};
}

}  // namespace

SchemaPtr source_schema() {
  std::vector<SchemaField> fields = {
      optional("nir", path("NIR file (HDF5)")),
      optional("json", path("native network file (JSON)")),
      optional("dynamics", choice("how a NIR file's time constants become a step (engram list "
                                  "dynamics)",
                                  preset_names())),
      optional("dt_us",
               number("length of a timestep for time constants; NIR only", 0, 1e9, true, "us")),
      optional("spikes", choice("spikes a neuron may emit in a step; overrides the preset",
                                {"single", "multi"})),
      optional("compare", choice("membrane against threshold; NIR: overrides the preset, lava: "
                                 "default greater",
                                 {"greater", "greater_equal"})),
      optional("reset",
               choice("after a spike; overrides the preset", {"zero", "subtract", "value"})),
      optional("clip", boolean("keep v >= -threshold after the reset; overrides the preset")),
      optional("current",
               choice("which current drives the membrane of CubaLIF; overrides the preset",
                      {"same_step", "previous_step"})),
      optional("recurrent_delay",
               integer("delay of edges that close a loop; NIR only", 1, 1000, "timesteps"))};
  for (SchemaField& field : integer_sources()) fields.push_back(std::move(field));
  for (SchemaField& field : network_fields()) {
    field.presence = SchemaField::Presence::optional;
    fields.push_back(std::move(field));
  }
  return object("the network: exactly one of nir, lava, slayer, json, populations with projections",
                std::move(fields));
}

}  // namespace engram::sim
