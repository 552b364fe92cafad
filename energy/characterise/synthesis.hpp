#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "energy/characterise/gate_netlist.hpp"
#include "energy/characterise/gate_timing.hpp"

namespace engram::energy {

/// SystemVerilog that is to be mapped to cells.
struct RtlDesign {
  std::string top;                           ///< module; parameters at their defaults
  std::vector<std::string> sources;          ///< files, absolute
  std::vector<std::string> include_folders;  ///< absolute
};

/// The lines of a Yosys script that read a design and make one module of it.
std::string read_rtl(const RtlDesign& design);

struct MappedDesign {
  GateNetlist netlist;
  GateTiming timing;
};

/// Maps a design to the cells of a library with Yosys (synth, dfflibmap, abc; flattened, no
/// state-machine extraction, names enumerated) in the folder `work`, which then holds mapped.v,
/// mapped.blif and gates.v (module `gates`: the netlist with delays) beside cells.v. Throws
/// ToolFault, LibertyFault.
MappedDesign synthesise(const RtlDesign& design, const LibertyLibrary& library,
                        const std::string& liberty_file, const GateConditions& conditions,
                        const std::filesystem::path& work);

}  // namespace engram::energy
