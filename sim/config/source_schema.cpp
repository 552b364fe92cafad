#include "sim/config/run_schema.hpp"
#include "sim/config/typed_lava.hpp"
#include "sim/config/typed_nir.hpp"
#include "sim/config/typed_ranc.hpp"

namespace engram::sim {

SchemaPtr source_schema() {
  std::vector<SchemaField> fields = nir_fields();
  const auto append = [&](std::vector<SchemaField> more) {
    for (SchemaField& field : more) fields.push_back(std::move(field));
  };
  append(lava_fields());
  append({optional("slayer", path("SLAYER network: JSON that names its text weights"))});
  append(ranc_fields());
  append({optional("json", path("native network file (JSON)"))});
  std::vector<SchemaField> in_place = network_fields();
  for (SchemaField& field : in_place) field.presence = SchemaField::Presence::optional;
  append(std::move(in_place));
  return object(
      "the network: exactly one of nir, lava, slayer, ranc, json, populations with projections",
      std::move(fields));
}

}  // namespace engram::sim
