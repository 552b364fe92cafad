#pragma once

#include <array>
#include <vector>

#include "energy/characterise/gate_netlist.hpp"

namespace engram::energy {

/// What layout and surroundings add to a netlist.
struct GateConditions {
  double wire_pf_per_sink = 0.004;  ///< capacitance of wire for each input a net reaches
  double input_slew_ns = 0.05;      ///< at the ports of the module, the clock too
};

/// Loads, transition times and delays of a netlist without layout. A net with several transition
/// times has the mean of rise and fall.
struct GateTiming {
  std::vector<double> load_pf;  ///< by net: pins and wire
  std::vector<double> slew_ns;  ///< by net
  /// By gate and pin: delay of an output by Edge, the mean over its arcs; 0 of inputs.
  std::vector<std::vector<std::array<double, 2>>> delay_ns;
};

/// Transition times are worked out gate by gate until they no longer change (loops end at
/// flip-flops; at most 64 rounds).
GateTiming time_gates(const GateNetlist& netlist, const LibertyLibrary& library,
                      const GateConditions& conditions);

}  // namespace engram::energy
