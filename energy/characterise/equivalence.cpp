#include "energy/characterise/equivalence.hpp"

#include <map>
#include <set>
#include <sstream>

#include "energy/characterise/gate_verilog.hpp"
#include "energy/characterise/tool.hpp"

namespace engram::energy {
namespace {

using Names = std::map<std::string, std::string>;

/// A design in BLIF as Yosys writes it: a statement a line, flip-flops as .latch.
struct Blif {
  std::string body;  ///< all but ports, flip-flops and the end
  std::set<std::string> inputs, outputs;
  Names next;      ///< input of a flip-flop, by its output
  Names repeated;  ///< the net that another only repeats
};

Blif read_design(const std::filesystem::path& file) {
  Blif design;
  std::istringstream lines(read_file(file));
  std::string single;  // NET and the net that it would repeat, until the next line tells
  for (std::string line; std::getline(lines, line);) {
    std::istringstream stream(line);
    std::string word, first, second, third;
    stream >> word;
    if (word == ".inputs" || word == ".outputs") {
      std::set<std::string>& ports = word == ".inputs" ? design.inputs : design.outputs;
      while (stream >> word) ports.insert(word);
      continue;
    }
    stream >> first >> second >> third;
    if (word == ".latch") {
      design.next[second] = first;
    } else if (word != ".end" && word != ".model") {
      if (word == "1" && first == "1" && second.empty() && !single.empty()) {
        const std::size_t gap = single.find(' ');
        design.repeated[single.substr(0, gap)] = single.substr(gap + 1);
      }
      design.body += line + "\n";
    }
    single = word == ".names" && !second.empty() && third.empty() ? second + " " + first : "";
  }
  return design;
}

const std::string& origin(const Blif& design, const std::string& net) {
  const std::string* at = &net;
  for (auto found = design.repeated.find(net); found != design.repeated.end();
       found = design.repeated.find(*at)) {
    at = &found->second;
  }
  return *at;
}

struct Pairing {
  Names flip_flops;            ///< of the netlist, by the register of the RTL that is the same
  std::set<std::string> ones;  ///< registers that the netlist lacks and that are 1; others are 0
};

/// A register and its flip-flop share a name. `constants`: the RTL, registers that Yosys finds to
/// be constant taken away; that they are is proved with the rest.
Pairing pair_registers(const Blif& rtl, const Blif& gates, const Blif& constants) {
  Pairing pairs;
  const auto pair = [&](const std::string& net) {
    const std::string& flip_flop = origin(gates, net);
    const std::string& state = origin(rtl, net);
    if (rtl.next.contains(state) && gates.next.contains(flip_flop)) {
      pairs.flip_flops.emplace(state, flip_flop);
    }
  };
  for (const auto& [state, next] : rtl.next) pair(state);
  for (const auto& [net, repeated] : rtl.repeated) pair(net);
  Names registers;
  for (const auto& [state, flip_flop] : pairs.flip_flops) registers[flip_flop] = state;
  for (const auto& [flip_flop, next] : gates.next) {
    if (!registers.contains(flip_flop)) {
      throw ToolFault("flip-flop " + flip_flop + " of the netlist has no register in the design");
    }
  }
  for (const auto& [state, next] : rtl.next) {
    if (pairs.flip_flops.contains(state)) continue;
    if (origin(constants, state) == "$true") pairs.ones.insert(state);
  }
  return pairs;
}

std::string same(const std::string& from, const std::string& to) {
  return ".names " + from + " " + to + "\n1 1\n";
}

/// The design without flip-flops: their states are inputs ("state.NET"), the registers' next states
/// outputs ("next.NET"). Ports are in the order of their names: abc pairs them by their place.
std::string cut(const Blif& design, const Blif& rtl, const Blif& gates, const Pairing& pairs) {
  const bool is_rtl = &design == &rtl;
  std::set<std::string> inputs = design.inputs, outputs = design.outputs;
  std::string text;
  for (const auto& [flip_flop, next] : gates.next) {
    inputs.insert("state." + flip_flop);
    if (!is_rtl) text += same("state." + flip_flop, flip_flop);
  }
  for (const auto& [state, next] : rtl.next) {
    outputs.insert("next." + state);
    const auto paired = pairs.flip_flops.find(state);
    const std::string constant = pairs.ones.contains(state) ? "\n1\n" : "\n";
    if (is_rtl) text += same(next, "next." + state);
    if (paired == pairs.flip_flops.end()) {
      text += ".names " + (is_rtl ? state : "next." + state) + constant;
    } else {
      text += is_rtl ? same("state." + paired->second, state)
                     : same(gates.next.at(paired->second), "next." + state);
    }
  }
  std::string ports = ".model cut\n.inputs";
  for (const std::string& input : inputs) ports += " " + input;
  ports += "\n.outputs";
  for (const std::string& output : outputs) ports += " " + output;
  return ports + "\n" + design.body + text + ".end\n";
}

}  // namespace

void prove_equivalence(const RtlDesign& design, const MappedDesign& mapped,
                       const LibertyLibrary& library, const std::filesystem::path& work) {
  // The design goes through the mapping's passes on words, which trim widths and merge additions:
  // without them a long loop of 32-bit integers takes gigabytes, and counted ones minutes of SAT.
  constexpr const char* kWords = "opt_expr\nwreduce\nopt_expr\nopt_clean\nalumacc\n";
  constexpr const char* kWrite =
      "techmap\nopt_expr\ndffunmap\nopt_clean\nsetundef -undriven -zero\nwrite_blif ";
  write_file(work / "functions.v", cell_models(mapped.netlist, library, false));
  write_file(work / "rtl.ys", read_rtl(design) + kWords + kWrite +
                                  "rtl.blif\nopt_dff\nopt_clean\nwrite_blif constants.blif\n");
  write_file(work / "netlist.ys", "read_verilog functions.v mapped.v\nhierarchy -top " +
                                      design.top + "\nproc\nflatten\nopt_expr\nopt_dff\n" + kWrite +
                                      "netlist.blif\n");
  run_tool({"yosys", "-q", "rtl.ys"}, work);
  run_tool({"yosys", "-q", "netlist.ys"}, work);
  const Blif rtl = read_design(work / "rtl.blif");
  const Blif gates = read_design(work / "netlist.blif");
  const Blif constants = read_design(work / "constants.blif");
  const Pairing pairs = pair_registers(rtl, gates, constants);
  write_file(work / "cut_rtl.blif", cut(rtl, rtl, gates, pairs));
  write_file(work / "cut_netlist.blif", cut(gates, rtl, gates, pairs));
  const std::string printed = run_tool(
      {"yosys-abc", "-c",
       "read_blif cut_rtl.blif; strash; write_aiger rtl.aig; read_blif cut_netlist.blif; strash; "
       "write_aiger netlist.aig; &read rtl.aig; &cec netlist.aig"},
      work);
  if (printed.find("Networks are equivalent") == std::string::npos) {
    throw ToolFault("the netlist is not proved to do what the design does:\n" +
                    printed.substr(printed.size() > 2000 ? printed.size() - 2000 : 0));
  }
}

}  // namespace engram::energy
