#include "energy/characterise/synthesis.hpp"

#include "energy/characterise/gate_verilog.hpp"
#include "energy/characterise/tool.hpp"

namespace engram::energy {
namespace {

std::string read_rtl(const RtlDesign& design) {
  std::string text = "read_verilog -sv";
  for (const std::string& folder : design.include_folders) text += " -I" + folder;
  for (const std::string& source : design.sources) text += " " + source;
  return text + "\nhierarchy -check -top " + design.top + "\nproc\nflatten\nopt_clean\n";
}

}  // namespace

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

void prove_equivalence(const RtlDesign& design, const MappedDesign& mapped,
                       const LibertyLibrary& library, const std::filesystem::path& work) {
  write_file(work / "functions.v", cell_models(mapped.netlist, library, false));
  // Only registers and outputs are paired: wires between them may differ where nothing depends on
  // them (kHide leaves no other name).
  constexpr const char* kHide =
      "select -set keep gold/t:$dff %co1:+[Q] gold/w:* %i\n"
      "select -set hidden gold/w:* gold/i:* %d gold/o:* %d @keep %d\nrename -hide @hidden\n";
  write_file(work / "prove.ys",
             read_rtl(design) + "rename " + design.top + " gold\n" + kHide +
                 "read_verilog functions.v mapped.v\nrename " + design.top +
                 " gate\nproc\nflatten gate\n"
                 "equiv_make gold gate equiv\nhierarchy -top equiv\nasync2sync\nopt_clean\n"
                 "equiv_simple\nequiv_induct\nequiv_status -assert\n");
  run_tool({"yosys", "-q", "prove.ys"}, work);
}

}  // namespace engram::energy
