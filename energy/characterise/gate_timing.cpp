#include "energy/characterise/gate_timing.hpp"

#include <algorithm>
#include <cmath>

namespace engram::energy {
namespace {

std::vector<double> loads(const GateNetlist& netlist, const LibertyLibrary& library,
                          const GateConditions& conditions) {
  std::vector<double> load(netlist.nets, 0);
  for (const Gate& gate : netlist.gates) {
    const std::vector<CellPin>& pins = library.cells[gate.cell].pins;
    for (std::size_t pin = 0; pin < pins.size(); ++pin) {
      if (pins[pin].output || gate.nets[pin] == kNoNet) continue;
      load[gate.nets[pin]] += pins[pin].capacitance_pf + conditions.wire_pf_per_sink;
    }
  }
  for (const NetlistPort& port : netlist.ports) {
    for (const std::uint32_t net : port.nets) {
      if (port.output) load[net] += conditions.wire_pf_per_sink;
    }
  }
  return load;
}

std::size_t pin_index(const LibertyCell& cell, const std::string& name) {
  std::size_t index = 0;
  while (index < cell.pins.size() && cell.pins[index].name != name) ++index;
  return index;
}

/// Means over the arcs of an output, by edge, of one of their tables.
template <class Table>
std::array<double, 2> mean(const Gate& gate, const LibertyCell& cell, const CellPin& output,
                           const GateTiming& timing, double load, Table table) {
  std::array<double, 2> sum{};
  std::array<int, 2> arcs{};
  for (const CellDelay& delay : output.delays) {
    const std::size_t from = pin_index(cell, delay.related_pin);
    // A constant moves nothing.
    if (from == cell.pins.size() || gate.nets[from] < 2 || gate.nets[from] == kNoNet) continue;
    for (std::size_t edge = 0; edge < 2; ++edge) {
      const LookupTable& found = table(delay)[edge];
      if (found.empty()) continue;
      sum[edge] += std::max(0.0, found.at(timing.slew_ns[gate.nets[from]], load));
      ++arcs[edge];
    }
  }
  for (std::size_t edge = 0; edge < 2; ++edge) sum[edge] /= std::max(arcs[edge], 1);
  return sum;
}

constexpr int kMostRounds = 64;
constexpr double kSettledNs = 1e-9;

void settle_slews(const GateNetlist& netlist, const LibertyLibrary& library, GateTiming& timing) {
  double change = 1;
  for (int round = 0; round < kMostRounds && change > kSettledNs; ++round) {
    change = 0;
    for (const Gate& gate : netlist.gates) {
      const LibertyCell& cell = library.cells[gate.cell];
      for (std::size_t pin = 0; pin < cell.pins.size(); ++pin) {
        const std::uint32_t net = gate.nets[pin];
        if (!cell.pins[pin].output || net == kNoNet || cell.pins[pin].delays.empty()) continue;
        const auto edges = mean(
            gate, cell, cell.pins[pin], timing, timing.load_pf[net],
            [](const CellDelay& delay) -> const auto& { return delay.transition; });
        const double slew = (edges[0] + edges[1]) / 2;
        change = std::max(change, std::abs(slew - timing.slew_ns[net]));
        timing.slew_ns[net] = slew;
      }
    }
  }
}

}  // namespace

GateTiming time_gates(const GateNetlist& netlist, const LibertyLibrary& library,
                      const GateConditions& conditions) {
  GateTiming timing;
  timing.load_pf = loads(netlist, library, conditions);
  timing.slew_ns.assign(netlist.nets, conditions.input_slew_ns);
  settle_slews(netlist, library, timing);
  for (const Gate& gate : netlist.gates) {
    const LibertyCell& cell = library.cells[gate.cell];
    std::vector<std::array<double, 2>> delays(cell.pins.size());
    for (std::size_t pin = 0; pin < cell.pins.size(); ++pin) {
      if (!cell.pins[pin].output || gate.nets[pin] == kNoNet) continue;
      delays[pin] = mean(
          gate, cell, cell.pins[pin], timing, timing.load_pf[gate.nets[pin]],
          [](const CellDelay& delay) -> const auto& { return delay.delay; });
    }
    timing.delay_ns.push_back(std::move(delays));
  }
  return timing;
}

}  // namespace engram::energy
