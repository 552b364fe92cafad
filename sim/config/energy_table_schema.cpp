#include "sim/config/energy_table_schema.hpp"

namespace engram::sim {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

SchemaPtr positive(const char* doc, const char* unit) {
  return number(doc, 0, kInfinity, true, unit);
}
SchemaPtr not_negative(const char* doc, const char* unit) {
  return number(doc, 0, kInfinity, false, unit);
}

SchemaPtr provenance_schema() {
  return object(
      "", {required("method", choice("how the figure was obtained",
                                     {"measured", "synthesised", "cited", "scaled", "assumed"})),
           required("source", text("citation")),
           optional("derivation", text("how the figure follows from the source"))});
}

SchemaPtr macro_schema() {
  return object("", {required("name", text("")), required("words", integer("", 1, 1 << 30)),
                     required("bits", integer("", 1, 4096)), required("ports", integer("", 1, 2)),
                     required("read_pj", positive("one access", "pJ")),
                     required("write_pj", positive("one access", "pJ")),
                     required("leakage_nw", not_negative("", "nW")),
                     required("area_um2", positive("", "um2")),
                     required("access_ns", positive("clock to output", "ns")),
                     required("setup_ns", not_negative("", "ns")),
                     required("provenance", text("key of sources"))});
}

SchemaPtr logic_schema() {
  return object("", {required("operation", text("")), required("variant", text("")),
                     required("bits", integer("", 1, 4096)),
                     required("energy_pj", not_negative("one operation", "pJ")),
                     required("leakage_nw", not_negative("", "nW")),
                     required("area_um2", not_negative("", "um2")),
                     required("provenance", text("key of sources")),
                     optional("derivation", text("overrides the source's"))});
}

std::vector<SchemaField> heading() {
  return {required("schema", choice("", {"engram-energy-table"})),
          required("schema_version", integer("", 1, 1)), required("name", text("")),
          required("node_nm", positive("", "nm")), required("voltage_v", positive("", "V"))};
}

}  // namespace

SchemaPtr table_schema() {
  std::vector<SchemaField> fields = heading();
  const SchemaPtr point = list_of(
      "[capacity_bytes, word_bits, read_pj, write_pj, leakage_nw, "
      "area_um2, access_ns]",
      positive("", ""), 7, 7);
  for (SchemaField& field : std::vector<SchemaField>{
           required("licence", text("")),
           required("temperature_c", number("", -273.15, 1000, false, "C")),
           required("corner", text("")), required("sources", map_of("", provenance_schema())),
           required(
               "sram",
               object("",
                      {optional("macros", list_of("", macro_schema(), 1)),
                       optional("grid", object("", {required("ports", integer("", 1, 2)),
                                                    required("provenance", text("key of sources")),
                                                    required("points", list_of("", point, 1))}))})),
           required("logic", list_of("", logic_schema()))}) {
    fields.push_back(field);
  }
  return object("an energy table", std::move(fields));
}

SchemaPtr scaled_table_schema() {
  std::vector<SchemaField> fields = heading();
  fields.push_back(required("scaled_from", text("a shipped table, or a file beside this one")));
  fields.push_back(required(
      "factors",
      object("", {required("energy", positive("", "")), required("delay", positive("", "")),
                  required("area", positive("", "")), required("leakage", positive("", ""))})));
  fields.push_back(required("provenance", provenance_schema()));
  return object("a table computed from another", std::move(fields));
}

}  // namespace engram::sim
