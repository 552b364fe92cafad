#include "energy/characterise/synthesis.hpp"

#include "energy/characterise/gate_verilog.hpp"
#include "energy/characterise/tool.hpp"

namespace engram::energy {

std::string read_rtl(const RtlDesign& design) {
  std::string text = "read_verilog -sv";
  for (const std::string& folder : design.include_folders) text += " -I" + folder;
  for (const std::string& source : design.sources) text += " " + source;
  return text + "\nhierarchy -check -top " + design.top + "\nproc\nflatten\nopt_clean\n";
}

MappedDesign synthesise(const RtlDesign& design, const LibertyLibrary& library,
                        const std::string& liberty_file, const GateConditions& conditions,
                        const std::filesystem::path& work) {
  // Not `synth`: its rounds of `opt` take most of the time, and abc does as well without. Of abc's
  // own script what looks for equal signals is left out: long chains of logic take it minutes.
  write_file(work / "map.ys",
             read_rtl(design) +
                 "opt_expr\nwreduce\nopt_expr\nopt_merge\nopt_clean\nalumacc\nopt_dff\ntechmap\n"
                 "opt -fast\ndfflibmap -liberty " +
                 liberty_file + "\nabc -script +strash;dc2;strash;&get,-n;&nf;&put -liberty " +
                 liberty_file +
                 "\nopt_clean -purge\nsetundef -zero\nwrite_verilog -noattr mapped.v\n"
                 "rename -enumerate\nwrite_blif mapped.blif\n");
  run_tool({"yosys", "-q", "map.ys"}, work);
  MappedDesign mapped;
  const std::filesystem::path blif = work / "mapped.blif";
  mapped.netlist = read_blif(read_file(blif), blif.string(), library);
  mapped.timing = time_gates(mapped.netlist, library, conditions);
  write_file(work / "cells.v", cell_models(mapped.netlist, library, true));
  write_file(work / "gates.v", gate_verilog(mapped.netlist, library, mapped.timing, "gates"));
  return mapped;
}

}  // namespace engram::energy
