#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "energy/liberty/boolean_function.hpp"
#include "energy/liberty/lookup_table.hpp"

/// A library of standard cells as a Liberty file describes it: what power analysis, delay
/// calculation and functional simulation need. Units: ns, pF, V, nW, pJ, um2, whatever the file's.
namespace engram::energy {

enum class Edge { rise, fall };
inline constexpr std::array<Edge, 2> kEdges = {Edge::rise, Edge::fall};

/// An internal_power group: energy of one transition of the pin that holds it (pJ), caused by
/// `related_pins` (of outputs), while `when` is true of the other pins.
struct CellPower {
  std::vector<std::string> related_pins;
  std::optional<BooleanFunction> when;
  std::array<LookupTable, 2> energy;  ///< by Edge
};

/// A timing group that is a delay, not a constraint.
struct CellDelay {
  std::string related_pin;
  std::array<LookupTable, 2> delay, transition;  ///< ns, by Edge of the output
};

struct CellPin {
  std::string name;
  bool output = false, clock = false;
  double capacitance_pf = 0;
  std::optional<BooleanFunction> function;  ///< of an output; over pins and state variables
  std::vector<CellPower> powers;
  std::vector<CellDelay> delays;
};

/// Leakage while `when` is true of the pins.
struct CellLeakage {
  BooleanFunction when;
  double nw = 0;
};

/// An edge-triggered flip-flop (`ff` group).
struct CellFlipFlop {
  std::string state, inverse;  ///< names of the state variables
  BooleanFunction next_state, clocked_on;
  std::optional<BooleanFunction> clear, preset;
};

struct LibertyCell {
  std::string name;
  int line = 0;
  double area_um2 = 0;
  double leakage_nw = 0;  ///< where no state is given
  std::vector<CellLeakage> leakages;
  std::vector<CellPin> pins;
  std::optional<CellFlipFlop> flip_flop;

  const CellPin* pin(std::string_view name) const;
};

struct LibertyLibrary {
  std::string name;
  double voltage_v = 0, temperature_c = 0;
  std::vector<LibertyCell> cells;  ///< latches, tristates and test cells left out

  const LibertyCell* cell(std::string_view name) const;
};

/// Reads a library of standard cells. Throws LibertyFault with all faults of the file.
LibertyLibrary read_liberty(std::string_view text, const std::string& file);
/// The same from a file.
LibertyLibrary read_liberty_file(const std::string& file);

/// The text of a file. Throws LibertyFault where it cannot be read.
std::string liberty_text(const std::string& file);

}  // namespace engram::energy
