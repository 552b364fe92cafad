#pragma once

#include <string>

namespace engram::sim {

/// A small good table: line 3 sources, 5 and 6 the macros, 8 and 9 the logic.
inline std::string macro_table() {
  return R"({ "schema": "engram-energy-table", "schema_version": 1, "name": "t", "licence": "CC0",
 "node_nm": 130, "voltage_v": 1.2, "temperature_c": 25, "corner": "tt",
 "sources": { "macros": { "method": "measured", "source": "s1", "derivation": "all of them" }, "logic": { "method": "cited", "source": "s2" } },
 "sram": { "macros": [
  { "name": "m1", "words": 64, "bits": 32, "ports": 1, "read_pj": 1.5, "write_pj": 2.000001, "leakage_nw": 3, "area_um2": 4, "access_ns": 1.5001, "setup_ns": 0, "provenance": "macros" },
  { "name": "m2", "words": 64, "bits": 64, "ports": 2, "read_pj": 3, "write_pj": 4, "leakage_nw": 6, "area_um2": 8, "access_ns": 2, "setup_ns": 0.1, "provenance": "macros" }] },
 "logic": [
  { "operation": "add", "variant": "int", "bits": 8, "energy_pj": 0.25, "leakage_nw": 1, "area_um2": 2, "provenance": "logic" },
  { "operation": "add", "variant": "int", "bits": 16, "energy_pj": 0.5, "leakage_nw": 2, "area_um2": 4, "provenance": "logic", "derivation": "twice the other" }] }
)";
}

/// The same with a grid: its points are in lines 5 to 8.
inline std::string grid_table() {
  std::string text = macro_table();
  const std::size_t begin = text.find("\"macros\": ["), end = text.find("] },\n \"logic\"");
  return text.replace(begin, end + 1 - begin,
                      R"("grid": { "ports": 1, "provenance": "macros", "points": [
  [2048, 8, 1.5, 2, 3, 4, 5],
  [1024, 16, 1.5, 2, 3, 4, 5],
  [2048, 16, 1.5, 2, 3, 4, 5],
  [1024, 8, 1, 2, 3, 4, 5]] })");
}

/// Half the energy of `base`; line 2 names it.
inline std::string scaled_table(const std::string& base) {
  return R"({ "schema": "engram-energy-table", "schema_version": 1, "name": "s",
 "scaled_from": ")" +
         base + R"(", "node_nm": 28, "voltage_v": 0.9,
 "factors": { "energy": 0.5, "delay": 0.5, "area": 0.5, "leakage": 1 },
 "provenance": { "method": "scaled", "source": "a rule", "derivation": "halves" } }
)";
}

}  // namespace engram::sim
