#pragma once

#include <string>

#include "energy/characterise/gate_netlist.hpp"
#include "energy/characterise/gate_timing.hpp"

namespace engram::energy {

/// Functional Verilog of the cells that a netlist is made of, from the functions in the Liberty
/// file: outputs as assignments, flip-flops as always blocks with asynchronous clear and preset.
/// For simulation with delays RISE_<pin> and FALL_<pin> (ps, parameters, default 0) and flip-flops
/// that begin at 0, for synthesis tools without.
std::string cell_models(const GateNetlist& netlist, const LibertyLibrary& library, bool simulation);

/// A netlist over those models, one scalar wire a net: `n<number>`. Delays are those of `timing`.
std::string gate_verilog(const GateNetlist& netlist, const LibertyLibrary& library,
                         const GateTiming& timing, const std::string& module);

}  // namespace engram::energy
