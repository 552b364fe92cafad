#include "sim/config/run_schema.hpp"
#include "workloads/network/dynamics.hpp"

namespace engram::sim {
namespace {

std::vector<std::string> preset_names() {
  std::vector<std::string> names;
  for (const auto& preset : workloads::dynamics_presets()) names.push_back(preset.name);
  names.push_back(workloads::engram_dynamics().name);
  return names;
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
      optional("compare", choice("membrane against threshold; overrides the preset",
                                 {"greater", "greater_equal"})),
      optional("reset",
               choice("after a spike; overrides the preset", {"zero", "subtract", "value"})),
      optional("clip", boolean("keep v >= -threshold after the reset; overrides the preset")),
      optional("current",
               choice("which current drives the membrane of CubaLIF; overrides the preset",
                      {"same_step", "previous_step"})),
      optional("recurrent_delay",
               integer("delay of edges that close a loop; NIR only", 1, 1000, "timesteps"))};
  for (SchemaField& field : network_fields()) {
    field.presence = SchemaField::Presence::optional;
    fields.push_back(std::move(field));
  }
  return object("the network: exactly one of nir, json, populations with projections",
                std::move(fields));
}

}  // namespace engram::sim
