#include "sim/characterise/opensta_check.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <sstream>

#include "energy/characterise/tool.hpp"
#include "energy/liberty/liberty_group.hpp"

namespace engram::sim {
namespace {

using energy::LibertyGroup;

constexpr double kPeriodNs = 40;

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.9g", value);
  return text;
}

std::string net_name(std::uint32_t net) {
  if (net < 2) return net == 0 ? "1'b0" : "1'b1";
  return "n" + std::to_string(net);
}

/// OpenSTA reads a quoted number as no number, and takes it for absent.
bool bare(const std::string& value) {
  char* end = nullptr;
  std::strtod(value.c_str(), &end);
  return (!value.empty() && *end == '\0') || value == "true" || value == "false";
}

/// A group as text; of the internal_power groups of an input the first only, without condition.
void write_group(const LibertyGroup& group, std::string& text) {
  text += group.type + " (";
  for (std::size_t index = 0; index < group.names.size(); ++index) {
    text += (index == 0 ? "\"" : ", \"") + group.names[index] + "\"";
  }
  text += ") {\n";
  for (const energy::LibertyAttribute& attribute : group.attributes) {
    const bool units = attribute.name == "capacitive_load_unit";
    const bool list = attribute.values.size() > 1 || attribute.name == "values" ||
                      attribute.name.starts_with("index_");
    text += attribute.name + (list ? " (" : " : ");
    for (std::size_t index = 0; index < attribute.values.size(); ++index) {
      const std::string& value = attribute.values[index];
      const bool plain = units || (!list && bare(value));
      text += (index == 0 ? "" : ", ") + (plain ? value : "\"" + value + "\"");
    }
    text += list ? ");\n" : ";\n";
  }
  bool first = true;
  for (LibertyGroup inner : group.groups) {
    const bool power = inner.type == "internal_power" && group.text("direction") == "input";
    if (power && !first) continue;
    if (power) {
      first = false;
      std::erase_if(inner.attributes, [](const auto& found) { return found.name == "when"; });
    }
    write_group(inner, text);
  }
  text += "}\n";
}

/// The library with what OpenSTA needs, and one internal_power group an input pin: OpenSTA of 2019
/// adds those of several states up.
std::string plain_liberty(const std::string& file, const energy::MappedDesign& mapped,
                          const energy::LibertyLibrary& library) {
  LibertyGroup root = energy::parse_liberty(energy::liberty_text(file), file);
  std::vector<bool> used(library.cells.size(), false);
  for (const energy::Gate& gate : mapped.netlist.gates) used[gate.cell] = true;
  std::erase_if(root.groups, [&](const LibertyGroup& group) {
    if (group.type == "lu_table_template" || group.type == "power_lut_template") return false;
    if (group.type == "operating_conditions") return false;  // they say the voltage
    if (group.type != "cell") return true;
    for (std::size_t cell = 0; cell < used.size(); ++cell) {
      if (used[cell] && library.cells[cell].name == group.name()) return false;
    }
    return true;
  });
  std::erase_if(root.attributes, [](const energy::LibertyAttribute& found) {
    return found.name.starts_with("default_") || found.name.starts_with("define") ||
           found.name == "voltage_map" || found.name == "library_features";
  });
  std::string text;
  write_group(root, text);
  text.erase(text.rfind('}'));
  for (const LibertyGroup& group : root.groups) {  // OpenSTA knows only what was before
    if (group.type != "operating_conditions") continue;
    text += "default_operating_conditions : \"" + group.name() + "\";\n";
    break;
  }
  return text + "}\n";
}

/// Every gate by itself: its inputs are ports that carry the net's activity, its outputs drive the
/// net's load. OpenSTA of 2019 takes activities at ports only.
struct Apart {
  std::string verilog, conditions;
  std::vector<double> load_pj;  ///< by gate: of its outputs' loads, a cycle, as simulated
};

Apart take_apart(const energy::MappedDesign& mapped, const energy::LibertyLibrary& library,
                 const energy::GateRun& run, std::uint64_t cycles) {
  Apart apart;
  std::string ports, body;
  const auto per_cycle = [&](std::uint64_t count) {
    return static_cast<double>(count) / static_cast<double>(cycles);
  };
  std::vector<bool> read(mapped.netlist.nets, false);
  for (std::size_t index = 0; index < mapped.netlist.gates.size(); ++index) {
    const energy::Gate& gate = mapped.netlist.gates[index];
    const energy::LibertyCell& cell = library.cells[gate.cell];
    const double half = library.voltage_v * library.voltage_v / 2;
    double& load_pj = apart.load_pj.emplace_back();
    std::string pins;
    for (std::size_t pin = 0; pin < cell.pins.size(); ++pin) {
      const std::uint32_t net = gate.nets[pin];
      if (net == energy::kNoNet) continue;
      std::string name = net_name(net);
      if (cell.pins[pin].output) {
        name = "o" + std::to_string(index) + "_" + std::to_string(pin);
        body += "wire " + name + ";\n";
        load_pj += half * mapped.timing.load_pf[net] * per_cycle(run.transitions[net]);
        apart.conditions +=
            "set_load " + number(mapped.timing.load_pf[net]) + " [get_nets " + name + "]\n";
      } else if (net > 1) {
        read[net] = true;
      }
      pins += (pins.empty() ? "." : ", .") + cell.pins[pin].name + "(" + name + ")";
    }
    body += cell.name + " g" + std::to_string(index) + "(" + pins + ");\n";
  }
  for (std::uint32_t net = 2; net < mapped.netlist.nets; ++net) {
    if (!read[net]) continue;
    const std::string name = net_name(net);
    ports += (ports.empty() ? "input " : ", input ") + name;
    apart.conditions += "::sta::set_power_input_port_activity [get_ports " + name + "] " +
                        number(per_cycle(run.transitions[net])) + " 0.5\n";
  }
  apart.verilog = "module gates(" + ports + ");\n" + body + "endmodule\n";
  return apart;
}

/// pJ a cycle from the lines "internal switching leakage total gN" of report_power, in watts.
/// OpenSTA takes rise_power + fall_power for one transition, where their mean is right (an inverter
/// with one transition a cycle shows it): half. What it reckons with at an output follows from the
/// functions, and lets every input's transition through, glitches that die in the gate too; what it
/// charges the load with says how many, so that what is internal is set right by the simulated
/// ones. Of flip-flops, most of which is the clock, it stays.
double dynamic_energy(const std::string& report, const Apart& apart,
                      const energy::MappedDesign& mapped, const energy::LibertyLibrary& library) {
  constexpr double kPjOfWatts = kPeriodNs * 1e3;
  std::istringstream lines(report);
  double sum = 0;
  std::size_t found = 0;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream stream(line);
    double internal = 0, switching = 0, leakage = 0, total = 0;
    std::string gate;
    if (!(stream >> internal >> switching >> leakage >> total >> gate) || gate[0] != 'g') continue;
    const std::size_t index = std::stoul(gate.substr(1));
    const double load_pj = apart.load_pj.at(index);
    double internal_pj = internal / 2 * kPjOfWatts;
    const bool clocked = library.cells[mapped.netlist.gates[index].cell].flip_flop.has_value();
    if (!clocked && switching > 0) internal_pj *= load_pj / (switching * kPjOfWatts);
    sum += internal_pj + load_pj;
    ++found;
  }
  if (found == apart.load_pj.size()) return sum;
  throw energy::ToolFault("sta: " + std::to_string(found) + " of " +
                          std::to_string(apart.load_pj.size()) + " gates in\n" +
                          report.substr(0, 2000));
}

}  // namespace

double opensta_energy(const energy::MappedDesign& mapped, const energy::LibertyLibrary& library,
                      const std::string& liberty_file, const energy::GateRun& run,
                      std::uint64_t cycles, const std::filesystem::path& work) {
  const Apart apart = take_apart(mapped, library, run, cycles);
  std::string clock = "clock";
  double clock_load_pj = 0;
  for (const energy::NetlistPort& port : mapped.netlist.ports) {
    if (port.name != "clock") continue;
    clock = net_name(port.nets[0]);
    clock_load_pj = mapped.timing.load_pf[port.nets[0]] * library.voltage_v * library.voltage_v;
  }
  energy::write_file(work / "plain.v", apart.verilog);
  energy::write_file(work / "plain.lib", plain_liberty(liberty_file, mapped, library));
  energy::write_file(
      work / "power.tcl",
      "read_liberty plain.lib\nread_verilog plain.v\nlink_design gates\ncreate_clock -name clock "
      "-period " +
          number(kPeriodNs) + " [get_ports " + clock +
          "]\nset_input_transition 0.05 [all_inputs]\nset_input_delay 0 -clock [get_clocks clock] "
          "[all_inputs]\n" +
          apart.conditions + "report_power -instances [get_cells *] -digits 12\nexit\n");
  const std::string report = energy::run_tool({"sta", "-no_splash", "-exit", "power.tcl"}, work);
  // What drives the clock is outside the netlist: its load is added.
  return (dynamic_energy(report, apart, mapped, library) + clock_load_pj) *
         static_cast<double>(cycles);
}

}  // namespace engram::sim
