#include "sim/config/energy_table_schema.hpp"

namespace engram::sim {
namespace {

// Bounds against slips of the unit, wide of anything real; they keep exact sums inside 128 bits.
constexpr double kMostPj = 1e6, kMostNw = 1e12, kMostUm2 = 1e12, kMostNs = 1e6;
constexpr double kMostFactor = 1e3;

SchemaPtr positive(const char* doc, double most, const char* unit) {
  return number(doc, 0, most, true, unit);
}
SchemaPtr not_negative(const char* doc, double most, const char* unit) {
  return number(doc, 0, most, false, unit);
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
                     required("read_pj", positive("one access", kMostPj, "pJ")),
                     required("write_pj", positive("one access", kMostPj, "pJ")),
                     required("leakage_nw", not_negative("", kMostNw, "nW")),
                     required("area_um2", positive("", kMostUm2, "um2")),
                     required("access_ns", positive("clock to output", kMostNs, "ns")),
                     required("setup_ns", not_negative("", kMostNs, "ns")),
                     required("provenance", text("key of sources"))});
}

SchemaPtr logic_schema() {
  return object("", {required("operation", text("")), required("variant", text("")),
                     required("bits", integer("", 1, 4096)),
                     required("energy_pj", not_negative("one operation", kMostPj, "pJ")),
                     required("leakage_nw", not_negative("", kMostNw, "nW")),
                     required("area_um2", not_negative("", kMostUm2, "um2")),
                     required("provenance", text("key of sources")),
                     optional("derivation", text("overrides the source's"))});
}

std::vector<SchemaField> heading() {
  return {required("schema", choice("", {"engram-energy-table"})),
          required("schema_version", integer("", 1, 1)), required("name", text("")),
          required("voltage_v", positive("", 100, "V"))};
}

}  // namespace

SchemaPtr table_schema() {
  std::vector<SchemaField> fields = heading();
  fields.push_back(optional("node_nm", positive("left out: not known", 1e5, "nm")));
  const SchemaPtr point = list_of(
      "[capacity_bytes, word_bits, read_pj, write_pj, leakage_nw, "
      "area_um2, access_ns]",
      not_negative("", kMostNw, ""), 7, 7);
  for (SchemaField& field : std::vector<SchemaField>{
           required("licence", text("")),
           required("temperature_c", number("", -273.15, 1000, false, "C")),
           required("corner", text("")), required("sources", map_of("", provenance_schema())),
           required(
               "sram",
               object("", {optional("macros", list_of("", macro_schema(), 1)),
                           optional(
                               "grid",
                               object("", {required("ports", integer("", 1, 2)),
                                           required("provenance", text("key of sources")),
                                           optional("wider_words",
                                                    choice("than the widest point; default refused",
                                                           {"refused", "side_by_side"})),
                                           required("points", list_of("", point, 1))}))})),
           required("logic", list_of("", logic_schema()))}) {
    fields.push_back(field);
  }
  return object("an energy table", std::move(fields));
}

SchemaPtr scaled_table_schema() {
  std::vector<SchemaField> fields = heading();
  fields.push_back(required("node_nm", positive("", 1e5, "nm")));
  fields.push_back(required("scaled_from", text("a shipped table, or a file beside this one")));
  fields.push_back(
      required("factors",
               object("", {required("energy", number("", 1 / kMostFactor, kMostFactor, false)),
                           required("delay", number("", 1 / kMostFactor, kMostFactor, false)),
                           required("area", number("", 1 / kMostFactor, kMostFactor, false)),
                           required("leakage", number("", 1 / kMostFactor, kMostFactor, false))})));
  fields.push_back(required("provenance", provenance_schema()));
  return object("a table computed from another", std::move(fields));
}

}  // namespace engram::sim
