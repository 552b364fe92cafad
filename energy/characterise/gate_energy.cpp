#include "energy/characterise/gate_energy.hpp"

#include <algorithm>

namespace engram::energy {
namespace {

constexpr double kHoldsLoad = 0.5;  ///< of V^2 / 2 per farad

/// Mean rise of a table from its last load but one to its last, per pF.
double rise_per_pf(const LookupTable& table) {
  const std::size_t columns = table.loads.size();
  if (columns < 2) return 0;
  double sum = 0;
  for (std::size_t row = 0; row < table.values.size(); row += columns) {
    sum += table.values[row + columns - 1] - table.values[row + columns - 2];
  }
  const double rows = static_cast<double>(table.values.size() / columns);
  return sum / rows / (table.loads[columns - 1] - table.loads[columns - 2]);
}

std::size_t edge_to(char value) {
  return static_cast<std::size_t>(value == '1' ? Edge::rise : Edge::fall);
}

}  // namespace

GateEnergyMeter::GateEnergyMeter(const GateNetlist& netlist, const LibertyLibrary& library,
                                 const GateTiming& timing)
    : netlist_(netlist),
      library_(library),
      half_v2_(library.voltage_v * library.voltage_v / 2),
      clock_(netlist.nets, false),
      sinks_(netlist.nets),
      drivers_(netlist.nets, Sink{kNoNet, 0}),
      cause_(netlist.gates.size(), kNoNet),
      values_(netlist.nets, 'x') {
  values_[0] = '0';
  values_[1] = '1';
  for (const double load : timing.load_pf) load_pj_.push_back(load * half_v2_);
  prepare(timing);
}

void GateEnergyMeter::prepare(const GateTiming& timing) {
  for (std::uint32_t index = 0; index < netlist_.gates.size(); ++index) {
    const Gate& gate = netlist_.gates[index];
    const LibertyCell& cell = library_.cells[gate.cell];
    powers_.emplace_back(cell.pins.size());
    for (std::uint32_t pin = 0; pin < cell.pins.size(); ++pin) {
      const CellPin& described = cell.pins[pin];
      if (described.clock) cause_[index] = pin;
      const std::uint32_t net = gate.nets[pin];
      if (net == kNoNet) continue;
      if (described.output) {
        drivers_[net] = {index, pin};
      } else {
        sinks_[net].push_back({index, pin});
        clock_[net] = clock_[net] || described.clock;
      }
      for (const CellPower& power : described.powers) {
        powers_.back()[pin].push_back(price(gate, pin, power, timing));
      }
    }
  }
}

GateEnergyMeter::Power GateEnergyMeter::price(const Gate& gate, std::size_t pin,
                                              const CellPower& power,
                                              const GateTiming& timing) const {
  const LibertyCell& cell = library_.cells[gate.cell];
  const double load = timing.load_pf[gate.nets[pin]];
  double slew = timing.slew_ns[gate.nets[pin]];
  Power priced;
  for (std::size_t from = 0; from < cell.pins.size(); ++from) {
    const auto& names = power.related_pins;
    const bool related = std::find(names.begin(), names.end(), cell.pins[from].name) != names.end();
    priced.related.push_back(related);
    if (related && gate.nets[from] != kNoNet) slew = timing.slew_ns[gate.nets[from]];
  }
  if (power.when) {
    priced.when = &*power.when;
    for (const std::string& name : power.when->pins()) {
      priced.signals.push_back(signal(gate, name));
    }
  }
  for (std::size_t edge = 0; edge < 2; ++edge) {
    const LookupTable& table = power.energy[edge];
    priced.pj[edge] = table.at(slew, load);
    if (cell.pins[pin].output && rise_per_pf(table) > kHoldsLoad * half_v2_) {
      priced.pj[edge] -= load * half_v2_;
    }
  }
  return priced;
}

/// A pin is on a net; an open output and a state variable of a flip-flop are read off an output
/// that shows the same state, or its inverse.
GateEnergyMeter::Signal GateEnergyMeter::signal(const Gate& gate, const std::string& name) const {
  const LibertyCell& cell = library_.cells[gate.cell];
  std::string state = name;
  for (std::size_t pin = 0; pin < cell.pins.size(); ++pin) {
    if (cell.pins[pin].name != name) continue;
    if (gate.nets[pin] != kNoNet) return {gate.nets[pin], false};
    const auto& function = cell.pins[pin].function;
    if (function && function->pins().size() == 1) state = function->pins()[0];
  }
  for (std::size_t pin = 0; pin < cell.pins.size(); ++pin) {
    const auto& function = cell.pins[pin].function;
    if (!cell.flip_flop || !function || function->pins().size() != 1) continue;
    if (gate.nets[pin] != kNoNet) return {gate.nets[pin], function->pins()[0] != state};
  }
  return {};
}

bool GateEnergyMeter::holds(const Power& power) const {
  return power.when == nullptr || power.when->evaluate([&](std::uint32_t pin) {
    const Signal& at = power.signals[pin];
    return (values_[at.net] == '1') != at.inverted;
  });
}

double GateEnergyMeter::internal(std::uint32_t index, std::uint32_t pin, std::size_t edge) const {
  const bool output = library_.cells[netlist_.gates[index].cell].pins[pin].output;
  const std::uint32_t cause = output ? cause_[index] : kNoNet;
  double sum[2] = {0, 0};
  int groups[2] = {0, 0};
  for (const Power& power : powers_[index][pin]) {
    if (!holds(power)) continue;
    const bool caused = cause != kNoNet && power.related[cause];
    sum[caused] += power.pj[edge];
    ++groups[caused];
  }
  if (groups[1] > 0) return sum[1] / groups[1];
  return groups[0] > 0 ? sum[0] / groups[0] : 0;
}

void GateEnergyMeter::change(std::uint32_t net, char value) {
  const char before = values_[net];
  const bool counts = (before == '0' && value == '1') || (before == '1' && value == '0');
  if (counts) {
    const std::size_t edge = edge_to(value);
    ++energy_.transitions;
    (clock_[net] ? energy_.clock_pj : energy_.load_pj) += load_pj_[net];
    const Sink driver = drivers_[net];
    if (driver.gate != kNoNet) energy_.internal_pj += internal(driver.gate, driver.pin, edge);
    for (const Sink& sink : sinks_[net]) {
      const bool clock = library_.cells[netlist_.gates[sink.gate].cell].pins[sink.pin].clock;
      (clock ? energy_.clock_pj : energy_.internal_pj) += internal(sink.gate, sink.pin, edge);
    }
  }
  if (before != value) {
    for (const Sink& sink : sinks_[net]) {
      if (!library_.cells[netlist_.gates[sink.gate].cell].flip_flop) cause_[sink.gate] = sink.pin;
    }
  }
  values_[net] = value;
}

}  // namespace engram::energy
