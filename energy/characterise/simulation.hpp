#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "energy/characterise/gate_energy.hpp"
#include "energy/characterise/synthesis.hpp"

namespace engram::energy {

/// One run of a bench on a mapped design.
struct GateRun {
  std::map<std::string, std::uint64_t> counts;  ///< what the bench printed as "count NAME VALUE"
  GateEnergy energy;                            ///< of the time that the bench dumped
  std::vector<std::uint64_t> transitions;       ///< by net
};

/// Compiles bench.v in `work` (module `bench`, with an instance `gates` of module `gates`) with the
/// netlist, the cells and the design beside them: Icarus Verilog.
void compile_bench(const RtlDesign& design, const std::filesystem::path& work);

/// Runs it with plusargs ("+x=1"). The bench dumps the instance to the file of +dump=FILE, which is
/// read as it was written and removed. Throws ToolFault, also where the bench printed "mismatch".
GateRun run_bench(const MappedDesign& mapped, const LibertyLibrary& library,
                  const std::vector<std::string>& plusargs, const std::filesystem::path& work);

}  // namespace engram::energy
