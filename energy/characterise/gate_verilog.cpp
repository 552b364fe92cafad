#include "energy/characterise/gate_verilog.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace engram::energy {
namespace {

std::string named(const std::string& pin) {
  return pin;
}

/// The condition under which an asynchronous input acts, and the edge that begins it.
std::string edge(const BooleanFunction& function) {
  const bool low = !function.evaluate([](std::uint32_t) { return true; });
  return std::string(low ? "negedge " : "posedge ") + function.pins().front();
}

std::string flip_flop(const CellFlipFlop& ff, bool simulation) {
  std::string text = "  reg " + ff.state + (simulation ? " = 1'b0;\n" : ";\n") + "  wire " +
                     ff.inverse + " = ~" + ff.state + ";\n";
  std::string sensitive = edge(ff.clocked_on), body;
  const auto force = [&](const std::optional<BooleanFunction>& when, const char* value) {
    if (!when || when->pins().empty()) return;
    sensitive += " or " + edge(*when);
    body += "if (" + when->verilog(named) + ") " + ff.state + " <= " + value + ";\n    else ";
  };
  force(ff.clear, "1'b0");
  force(ff.preset, "1'b1");
  return text + "  always @(" + sensitive + ")\n    " + body + ff.state +
         " <= " + ff.next_state.verilog(named) + ";\n";
}

std::string cell_model(const LibertyCell& cell, bool delays) {
  std::string ports, parameters, body;
  for (const CellPin& pin : cell.pins) {
    ports +=
        (ports.empty() ? "" : ", ") + std::string(pin.output ? "output " : "input ") + pin.name;
    if (!pin.output || !pin.function) continue;
    if (delays) {
      parameters += "  parameter RISE_" + pin.name + " = 0, FALL_" + pin.name + " = 0;\n";
    }
    body += "  assign " +
            (delays ? "#(RISE_" + pin.name + ", FALL_" + pin.name + ") " : std::string()) +
            pin.name + " = " + pin.function->verilog(named) + ";\n";
  }
  return "module " + cell.name + "(" + ports + ");\n" + parameters +
         (cell.flip_flop ? flip_flop(*cell.flip_flop, delays) : "") + body + "endmodule\n";
}

std::string net_name(std::uint32_t net) {
  if (net < 2) return net == 0 ? "1'b0" : "1'b1";
  return "n" + std::to_string(net);
}

/// Picoseconds: whole, so that every simulator agrees; at least 1, so that nothing is immediate.
std::string picoseconds(double ns) {
  return std::to_string(std::max(1L, std::lround(ns * 1e3)));
}

std::string instance(const Gate& gate, const LibertyCell& cell,
                     const std::vector<std::array<double, 2>>& delays, std::size_t number) {
  std::string parameters, pins;
  for (std::size_t pin = 0; pin < cell.pins.size(); ++pin) {
    if (gate.nets[pin] == kNoNet) continue;
    const std::string& name = cell.pins[pin].name;
    pins += (pins.empty() ? "." : ", .") + name + "(" + net_name(gate.nets[pin]) + ")";
    if (!cell.pins[pin].output || !cell.pins[pin].function) continue;
    parameters += (parameters.empty() ? ".RISE_" : ", .RISE_") + name + "(" +
                  picoseconds(delays[pin][0]) + "), .FALL_" + name + "(" +
                  picoseconds(delays[pin][1]) + ")";
  }
  return "  " + cell.name + (parameters.empty() ? "" : " #(" + parameters + ")") + " g" +
         std::to_string(number) + "(" + pins + ");\n";
}

std::string range(const NetlistPort& port) {
  return port.nets.size() == 1 ? "" : "[" + std::to_string(port.nets.size() - 1) + ":0] ";
}

std::string connections(const NetlistPort& port) {
  std::string text;
  for (std::size_t bit = 0; bit < port.nets.size(); ++bit) {
    const std::string place =
        port.name + (port.nets.size() == 1 ? "" : "[" + std::to_string(bit) + "]");
    const std::string net = net_name(port.nets[bit]);
    text += "  assign " + (port.output ? place + " = " + net : net + " = " + place) + ";\n";
  }
  return text;
}

}  // namespace

std::string cell_models(const GateNetlist& netlist, const LibertyLibrary& library,
                        bool simulation) {
  std::vector<bool> used(library.cells.size(), false);
  for (const Gate& gate : netlist.gates) used[gate.cell] = true;
  std::string text = simulation ? "`timescale 1ps/1ps\n" : "";
  for (std::size_t cell = 0; cell < used.size(); ++cell) {
    if (used[cell]) text += cell_model(library.cells[cell], simulation);
  }
  return text;
}

std::string gate_verilog(const GateNetlist& netlist, const LibertyLibrary& library,
                         const GateTiming& timing, const std::string& module) {
  std::string ports, body;
  for (const NetlistPort& port : netlist.ports) {
    ports += (ports.empty() ? "" : ", ") + std::string(port.output ? "output " : "input ") +
             range(port) + port.name;
    body += connections(port);
  }
  std::string text = "`timescale 1ps/1ps\nmodule " + module + "(" + ports + ");\n";
  for (std::uint32_t net = 2; net < netlist.nets; ++net) text += "  wire " + net_name(net) + ";\n";
  text += body;
  for (std::size_t gate = 0; gate < netlist.gates.size(); ++gate) {
    text += instance(netlist.gates[gate], library.cells[netlist.gates[gate].cell],
                     timing.delay_ns[gate], gate);
  }
  return text + "endmodule\n";
}

}  // namespace engram::energy
