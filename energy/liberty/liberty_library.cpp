#include "energy/liberty/liberty_library.hpp"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "energy/liberty/liberty_fault.hpp"
#include "energy/liberty/liberty_reading.hpp"

namespace engram::energy {
namespace {

std::vector<std::string> words(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> found;
  for (std::string word; stream >> word;) found.push_back(word);
  return found;
}

CellPower read_power(const LibertyGroup& group, LibertyReading& reading) {
  CellPower power;
  power.related_pins = words(group.text("related_pin"));
  power.when = reading.function(group, "when");
  constexpr const char* kNames[] = {"rise_power", "fall_power"};
  for (std::size_t edge = 0; edge < 2; ++edge) {
    power.energy[edge] = reading.table(group, kNames[edge]);
    if (power.energy[edge].empty()) power.energy[edge] = reading.table(group, "power");
    for (double& value : power.energy[edge].values) value = reading.pj(value);
  }
  return power;
}

/// Delays only: constraints have no cell_rise or cell_fall.
void read_delay(const LibertyGroup& group, LibertyReading& reading, CellPin& pin) {
  CellDelay delay;
  delay.related_pin = group.text("related_pin");
  constexpr const char* kDelays[] = {"cell_rise", "cell_fall"};
  constexpr const char* kTransitions[] = {"rise_transition", "fall_transition"};
  for (std::size_t edge = 0; edge < 2; ++edge) {
    delay.delay[edge] = reading.table(group, kDelays[edge]);
    delay.transition[edge] = reading.table(group, kTransitions[edge]);
    for (double& value : delay.delay[edge].values) value = reading.ns(value);
    for (double& value : delay.transition[edge].values) value = reading.ns(value);
  }
  if (!delay.delay[0].empty() || !delay.delay[1].empty()) pin.delays.push_back(std::move(delay));
}

CellPin read_pin(const LibertyGroup& group, LibertyReading& reading) {
  CellPin pin;
  const std::string direction = group.text("direction");
  if (direction != "input" && direction != "output") {
    reading.fault(group.line, "pin '" + group.name() + "': direction '" + direction +
                                  "', expected input or output");
  }
  pin.output = direction == "output";
  pin.clock = group.text("clock") == "true";
  pin.capacitance_pf = reading.pf(reading.number(group, "capacitance"));
  pin.function = reading.function(group, "function");
  for (const LibertyGroup& inner : group.groups) {
    if (inner.type == "internal_power") pin.powers.push_back(read_power(inner, reading));
    if (inner.type == "timing" && pin.output) read_delay(inner, reading, pin);
  }
  return pin;
}

std::optional<CellFlipFlop> read_flip_flop(const LibertyGroup& cell, LibertyReading& reading) {
  const LibertyGroup* group = cell.group("ff");
  if (group == nullptr) return std::nullopt;
  CellFlipFlop found;
  if (group->names.size() == 2) {
    found.state = group->names[0];
    found.inverse = group->names[1];
  } else {
    reading.fault(group->line, "ff names " + std::to_string(group->names.size()) +
                                   " state variables, expected 2");
  }
  for (const char* name : {"next_state", "clocked_on"}) {
    if (group->find(name) == nullptr) {
      reading.fault(group->line, std::string("ff has no ") + name);
    }
  }
  found.next_state = reading.function(*group, "next_state").value_or(BooleanFunction());
  found.clocked_on = reading.function(*group, "clocked_on").value_or(BooleanFunction());
  found.clear = reading.function(*group, "clear");
  found.preset = reading.function(*group, "preset");
  return found;
}

/// Latches, clock gates, tristates and cells without an output are not for us.
bool is_logic(const LibertyGroup& cell) {
  if (cell.group("latch") != nullptr || cell.group("statetable") != nullptr) return false;
  bool output = false;
  for (const LibertyGroup& pin : cell.groups) {
    if (pin.type == "bus" || pin.type == "bundle") return false;
    if (pin.type != "pin") continue;
    const std::string direction = pin.text("direction");
    if (pin.find("three_state") != nullptr || direction == "inout" || direction == "internal") {
      return false;
    }
    output |= direction == "output";
  }
  return output;
}

/// Every function and condition speaks of pins of the cell, or of the states of its flip-flop.
void check_names(const LibertyCell& cell, LibertyReading& reading) {
  std::set<std::string> known;
  for (const CellPin& pin : cell.pins) known.insert(pin.name);
  const auto check = [&](const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      const bool state =
          cell.flip_flop && (name == cell.flip_flop->state || name == cell.flip_flop->inverse);
      if (known.contains(name) || state) continue;
      reading.fault(cell.line, "cell '" + cell.name + "' has no pin '" + name + "'");
      known.insert(name);
    }
  };
  for (const CellPin& pin : cell.pins) {
    if (pin.function) check(pin.function->pins());
    for (const CellPower& power : pin.powers) {
      check(power.related_pins);
      if (power.when) check(power.when->pins());
    }
  }
  for (const CellLeakage& leakage : cell.leakages) check(leakage.when.pins());
  if (!cell.flip_flop) return;
  check(cell.flip_flop->next_state.pins());
  check(cell.flip_flop->clocked_on.pins());
  if (cell.flip_flop->clear) check(cell.flip_flop->clear->pins());
  if (cell.flip_flop->preset) check(cell.flip_flop->preset->pins());
}

LibertyCell read_cell(const LibertyGroup& group, LibertyReading& reading) {
  LibertyCell cell;
  cell.name = group.name();
  cell.line = group.line;
  cell.area_um2 = reading.required_number(group, "area");
  cell.leakage_nw = reading.nw(reading.number(group, "cell_leakage_power"));
  for (const LibertyGroup& inner : group.groups) {
    if (inner.type == "leakage_power" && inner.find("when") != nullptr) {
      const auto when = reading.function(inner, "when");
      const double value = reading.nw(reading.required_number(inner, "value"));
      if (when) cell.leakages.push_back({*when, value});
    }
    if (inner.type != "pin") continue;
    const CellPin pin = read_pin(inner, reading);
    for (const std::string& name : inner.names) {
      cell.pins.push_back(pin);
      cell.pins.back().name = name;
    }
  }
  cell.flip_flop = read_flip_flop(group, reading);
  check_names(cell, reading);
  return cell;
}

}  // namespace

const CellPin* LibertyCell::pin(std::string_view wanted) const {
  const auto found = std::find_if(pins.begin(), pins.end(),
                                  [&](const CellPin& pin) { return pin.name == wanted; });
  return found == pins.end() ? nullptr : &*found;
}

const LibertyCell* LibertyLibrary::cell(std::string_view wanted) const {
  const auto found = std::find_if(cells.begin(), cells.end(),
                                  [&](const LibertyCell& cell) { return cell.name == wanted; });
  return found == cells.end() ? nullptr : &*found;
}

LibertyLibrary read_liberty(std::string_view text, const std::string& file) {
  const LibertyGroup root = parse_liberty(text, file);
  LibertyReading reading(root, file);
  LibertyLibrary library;
  library.name = root.name();
  library.voltage_v = reading.volts(reading.required_number(root, "nom_voltage"));
  library.temperature_c = reading.required_number(root, "nom_temperature");
  for (const LibertyGroup& group : root.groups) {
    if (group.type != "cell" || !is_logic(group)) continue;
    if (library.cell(group.name()) != nullptr) {
      reading.fault(group.line, "the cell '" + group.name() + "' is given twice");
    }
    library.cells.push_back(read_cell(group, reading));
  }
  if (library.cells.empty()) reading.fault(root.line, "no cell that is logic or a flip-flop");
  reading.check();
  return library;
}

std::string liberty_text(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  // An empty file sets failbit on `text`; a folder opens, and cannot be read.
  if (!stream || (stream.peek(), stream.bad())) throw LibertyFault({file + ": cannot be read"});
  text << stream.rdbuf();
  return text.str();
}

LibertyLibrary read_liberty_file(const std::string& file) {
  return read_liberty(liberty_text(file), file);
}

}  // namespace engram::energy
