#include "energy/characterise/simulation.hpp"

#include <charconv>
#include <fstream>
#include <sstream>

#include "energy/characterise/tool.hpp"
#include "energy/characterise/vcd_reader.hpp"

namespace engram::energy {
namespace {

constexpr const char* kDump = "gates.vcd";

/// "n17" of the instance under test is net 17.
std::int64_t net_number(const std::string& scope, const std::string& name, std::uint32_t nets) {
  if (scope != "bench.gates" || name.size() < 2 || name[0] != 'n') return -1;
  std::uint32_t net = 0;
  const char* end = name.data() + name.size();
  const auto [stop, error] = std::from_chars(name.data() + 1, end, net);
  return error == std::errc() && stop == end && net < nets ? net : -1;
}

void measure(const std::filesystem::path& dump, const MappedDesign& mapped,
             const LibertyLibrary& library, GateRun& run) {
  GateEnergyMeter meter(mapped.netlist, library, mapped.timing);
  std::vector<char> last(mapped.netlist.nets, 'x');
  run.transitions.assign(mapped.netlist.nets, 0);
  VcdHandler handler;
  handler.declared = [&](const std::string& scope, const std::string& name) {
    return net_number(scope, name, mapped.netlist.nets);
  };
  handler.time = [](std::uint64_t) {};
  handler.change = [&](std::int64_t wire, char value) {
    const auto net = static_cast<std::uint32_t>(wire);
    if ((last[net] == '0' && value == '1') || (last[net] == '1' && value == '0')) {
      ++run.transitions[net];
    }
    last[net] = value;
    meter.change(net, value);
  };
  std::ifstream stream(dump);
  read_vcd(stream, dump.string(), handler);
  run.energy = meter.energy();
}

}  // namespace

void compile_bench(const RtlDesign& design, const std::filesystem::path& work) {
  std::vector<std::string> words = {"iverilog", "-g2012", "-s", "bench", "-o", "bench.vvp"};
  for (const std::string& folder : design.include_folders) words.push_back("-I" + folder);
  for (const char* file : {"bench.v", "gates.v", "cells.v"}) words.push_back(file);
  words.insert(words.end(), design.sources.begin(), design.sources.end());
  run_tool(words, work);
}

GateRun run_bench(const MappedDesign& mapped, const LibertyLibrary& library,
                  const std::vector<std::string>& plusargs, const std::filesystem::path& work) {
  std::vector<std::string> words = {"vvp", "-n", "bench.vvp", std::string("+dump=") + kDump};
  words.insert(words.end(), plusargs.begin(), plusargs.end());
  const std::string printed = run_tool(words, work);
  if (printed.find("mismatch") != std::string::npos) {
    throw ToolFault("the netlist differs from the design:\n" + printed.substr(0, 2000));
  }
  GateRun run;
  std::istringstream lines(printed);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream stream(line);
    std::string word, name;
    std::uint64_t value = 0;
    if (stream >> word >> name >> value && word == "count") run.counts[name] = value;
  }
  measure(work / kDump, mapped, library, run);
  std::filesystem::remove(work / kDump);
  return run;
}

}  // namespace engram::energy
