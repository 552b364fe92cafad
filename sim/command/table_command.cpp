#include <cstdio>
#include <filesystem>
#include <map>
#include <stdexcept>

#include "energy/liberty/boolean_function.hpp"
#include "energy/liberty/liberty_fault.hpp"
#include "energy/liberty/liberty_library.hpp"
#include "energy/liberty/sram_macros.hpp"
#include "sim/command/commands.hpp"
#include "sim/command/exit_codes.hpp"
#include "sim/config/config_fault.hpp"
#include "sim/config/energy_table_file.hpp"
#include "sim/config/energy_table_writer.hpp"
#include "sim/config/json_writer.hpp"
#include "sim/results/result_folder.hpp"

namespace engram::sim {
namespace {

energy::SramConventions conventions(const TableImportArguments& arguments) {
  std::vector<std::string> faults;
  const auto check = [&](const char* option, const std::string& text) {
    if (text.empty()) return;
    try {
      energy::BooleanFunction{text};
    } catch (const std::invalid_argument& error) {
      faults.push_back(std::string(option) + ": " + error.what());
    }
  };
  check("--read", arguments.read);
  check("--write", arguments.write);
  if (arguments.read.empty() != arguments.write.empty()) {
    faults.push_back("--read and --write: expected both or neither");
  }
  if (!faults.empty()) throw energy::LibertyFault(std::move(faults));
  return {arguments.read, arguments.write, arguments.rise_only};
}

/// Adds the macros of one file to `table`; what is wrong goes to `faults`.
void add_file(const std::string& file, const energy::SramConventions& how, energy::Table& table,
              std::map<std::string, std::string>& files, std::vector<std::string>& faults) {
  energy::SramLiberty found;
  try {
    found = energy::read_srams(energy::liberty_text(file), file, how);
  } catch (const energy::LibertyFault& fault) {
    faults.insert(faults.end(), fault.faults().begin(), fault.faults().end());
    return;
  }
  auto& macros = std::get<std::vector<energy::SramMacro>>(table.sram);
  if (table.voltage_v == 0) {
    table.voltage_v = found.voltage_v;
    table.temperature_c = found.temperature_c;
    table.corner = found.corner;
  } else if (table.voltage_v != found.voltage_v || table.temperature_c != found.temperature_c) {
    faults.push_back(file + ": " + shortest(found.voltage_v) + " V, " +
                     shortest(found.temperature_c) + " C, where the files before it have " +
                     shortest(table.voltage_v) + " V, " + shortest(table.temperature_c) +
                     " C: a table has one corner");
  }
  for (energy::SramMacro& macro : found.macros) {
    const auto [place, added] = files.emplace(macro.name, file);
    if (!added) {
      faults.push_back(file + ": the macro '" + macro.name + "' is in " + place->second + " too");
    }
    macros.push_back(std::move(macro));
  }
}

/// The rows of logic of another table, and its node.
void take_logic(const std::string& name, energy::Table& table, std::vector<std::string>& faults) {
  const std::string missing = missing_table(name);
  if (!missing.empty()) return faults.push_back("--logic: " + missing);
  const energy::Table other = load_table(name);
  if (other.leakage) {
    return faults.push_back("--logic: " + name +
                            " is scaled from another table, which says apart from its rows what "
                            "leakage rests on; expected a table with rows of its own");
  }
  table.logic = other.logic;
  table.node_nm = other.node_nm;
}

}  // namespace

int table_import_command(const TableImportArguments& arguments) {
  const energy::SramConventions how = conventions(arguments);
  energy::Table table;
  table.sram = std::vector<energy::SramMacro>{};
  std::map<std::string, std::string> files;
  std::vector<std::string> faults;
  for (const std::string& file : arguments.files) add_file(file, how, table, files, faults);
  if (!arguments.logic.empty()) take_logic(arguments.logic, table, faults);
  if (!faults.empty()) throw energy::LibertyFault(std::move(faults));
  if (arguments.node_nm > 0) table.node_nm = arguments.node_nm;
  table.licence = arguments.licence;
  table.name = arguments.name;
  if (table.name.empty()) {
    table.name =
        arguments.out.empty() ? "imported" : std::filesystem::path(arguments.out).stem().string();
  }
  const std::string text = table_text(table);
  if (arguments.out.empty()) {
    std::fputs(text.c_str(), stdout);
    return kOk;
  }
  write_result_file(arguments.out, text);
  std::printf("%s: %zu macros, %zu rows of logic%s\n", arguments.out.c_str(), files.size(),
              table.logic.size(),
              table.logic.empty()
                  ? " (add them before a run names the table, or import with --logic)"
                  : "");
  return kOk;
}

}  // namespace engram::sim
