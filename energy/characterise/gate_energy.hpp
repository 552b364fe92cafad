#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "energy/characterise/gate_netlist.hpp"
#include "energy/characterise/gate_timing.hpp"

namespace engram::energy {

/// Energy of a simulated stretch of time, in pJ, each part once.
struct GateEnergy {
  double internal_pj = 0;  ///< inside cells, but for clock pins
  double load_pj = 0;      ///< C V^2 / 2 for each transition of a net but the clock
  double clock_pj = 0;     ///< inside cells by transitions of clock pins, and their load
  std::uint64_t transitions = 0;

  double dynamic_pj() const { return internal_pj + load_pj; }
};

/// Adds up the energy of a netlist as its nets change, from the power tables of the library:
///
/// - an output's transition: its internal_power groups whose `when` holds, of those the ones whose
///   related pin changed last (flip-flops: the clock); their mean;
/// - an input's transition: its groups whose `when` holds, the states of outputs before they move;
/// - a net's transition: C V^2 / 2 of the pins and wire on it.
///
/// Liberty leaves the energy of the load out of internal_power; some characterisers leave it in
/// (outputs of IHP's flip-flops: their tables rise by V^2 / 2 per farad, those of its gates do
/// not). Tables that rise by more than half of that have C V^2 / 2 taken off.
class GateEnergyMeter {
 public:
  /// All three must outlive it.
  GateEnergyMeter(const GateNetlist& netlist, const LibertyLibrary& library,
                  const GateTiming& timing);
  /// Net `net` takes `value`; the first value of a net, or one after x, costs nothing.
  void change(std::uint32_t net, char value);
  /// Forgets what was added up, not the values.
  void reset() { energy_ = {}; }
  const GateEnergy& energy() const { return energy_; }

 private:
  struct Sink {
    std::uint32_t gate, pin;
  };
  /// Where the value of a name in a condition is found.
  struct Signal {
    std::uint32_t net = 0;
    bool inverted = false;
  };
  /// One internal_power group at the slew and load of its instance.
  struct Power {
    const BooleanFunction* when = nullptr;  ///< nullptr: always
    std::vector<Signal> signals;            ///< by pin of `when`
    std::vector<bool> related;              ///< by pin of the cell
    std::array<double, 2> pj{};             ///< by Edge
  };
  void prepare(const GateTiming& timing);
  Power price(const Gate& gate, std::size_t pin, const CellPower& power,
              const GateTiming& timing) const;
  Signal signal(const Gate& gate, const std::string& name) const;
  bool holds(const Power& power) const;
  double internal(std::uint32_t gate, std::uint32_t pin, std::size_t edge) const;

  const GateNetlist& netlist_;
  const LibertyLibrary& library_;
  double half_v2_ = 0;
  std::vector<double> load_pj_;                          ///< by net, one transition
  std::vector<bool> clock_;                              ///< by net: it reaches a clock pin
  std::vector<std::vector<Sink>> sinks_;                 ///< by net
  std::vector<Sink> drivers_;                            ///< by net
  std::vector<std::vector<std::vector<Power>>> powers_;  ///< by gate, pin
  /// By gate: the input that moves its outputs, the clock of a flip-flop, else the last to change.
  std::vector<std::uint32_t> cause_;
  std::vector<char> values_;  ///< by net
  GateEnergy energy_;
};

}  // namespace engram::energy
