#include "small_table.hpp"

namespace engram::energy {

SramMacro macro(const std::string& name, std::uint64_t words, unsigned bits, double area_um2,
                double read_pj) {
  SramMacro made;
  made.name = name;
  made.words = words;
  made.bits = bits;
  made.area_um2 = area_um2;
  made.read = Energy::picojoules(read_pj);
  made.write = Energy::picojoules(2 * read_pj);
  made.leakage_nw = area_um2 / 100;
  made.access_ps = words;
  made.setup_ps = 300;
  made.provenance = {Method::measured, "vendor file", ""};
  return made;
}

Table small_table() {
  Table table;
  table.name = "small";
  table.node_nm = 130;
  table.voltage_v = 1.2;
  std::vector<SramMacro> macros{macro("deep16", 1024, 16, 8000, 20),
                                macro("flat32", 256, 32, 5000, 25),
                                macro("dual16", 256, 16, 6000, 14)};
  macros.back().ports = 2;
  table.sram = macros;
  const Provenance synthesised{Method::synthesised, "synthesis", ""};
  const Provenance assumed{Method::assumed, "judgement", "half of it"};
  table.logic = {
      {"accumulate", "int", 16, Energy::picojoules(0.5), 10, 800, synthesised},
      {"accumulate", "int", 8, Energy::picojoules(0.25), 4, 300, synthesised},
      {"accumulate", "int", 32, Energy::picojoules(1.5), 30, 2000, assumed},
      {"noc_hop", "", 32, Energy::picojoules(40), 300, 20000, {Method::cited, "paper", ""}},
      {"register_read", "", 8, Energy::picojoules(0.1), 0, 0, assumed},
      {"register_read", "", 32, Energy::picojoules(0.4), 0, 0, assumed},
      {"register_write", "", 8, Energy::picojoules(0.2), 4, 400, synthesised},
      {"register_write", "", 32, Energy::picojoules(0.8), 16, 1600, synthesised},
      {"clock", "", 1, Energy::picojoules(0.03), 0, 0, synthesised},
  };
  return table;
}

Table small_grid_table() {
  Table table = small_table();
  table.name = "small-grid";
  SramGrid grid;
  grid.provenance = {Method::cited, "model", "45 nm"};
  grid.points = {
      {1024, 16, 1, 2, 100, 3000, 0.2},    {1024, 64, 4, 5, 110, 3300, 0.2},
      {4096, 16, 2, 3, 400, 12000, 0.3},   {4096, 64, 8, 9, 440, 13000, 0.35},
      {16384, 16, 8, 6, 1600, 50000, 0.4}, {16384, 64, 16, 18, 1800, 52000, 0.5},
  };
  table.sram = grid;
  return table;
}

}  // namespace engram::energy
