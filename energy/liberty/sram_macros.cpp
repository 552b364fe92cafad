#include "energy/liberty/sram_macros.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>
#include <stdexcept>

#include "energy/liberty/access_states.hpp"
#include "energy/liberty/liberty_fault.hpp"
#include "energy/liberty/liberty_reading.hpp"

namespace engram::energy {
namespace {

// Bounds against slips of the unit, those of a table.
constexpr double kMostPj = 1e6, kMostNw = 1e12, kMostUm2 = 1e12, kMostNs = 1e6;
constexpr double kMostAddressBits = 30, kMostWordBits = 4096;

/// Calls `visit` for a group and all groups inside it.
template <class Visit>
void walk(const LibertyGroup& group, Visit visit) {
  visit(group);
  for (const LibertyGroup& inner : group.groups) walk(inner, visit);
}

std::uint64_t picoseconds(double ns) {
  return static_cast<std::uint64_t>(std::ceil(std::max(ns, 0.0) * 1e3 - 1e-6));
}

/// One memory cell of a file.
class MacroReader {
 public:
  MacroReader(const LibertyGroup& cell, LibertyReading& reading, const SramConventions& conventions,
              const std::string& file)
      : cell_(cell), reading_(reading), conventions_(conventions), file_(file) {}

  SramMacro read() {
    SramMacro macro;
    macro.name = cell_.name();
    shape(macro);
    macro.area_um2 = bounded(reading_.required_number(cell_, "area"), kMostUm2, "area");
    macro.leakage_nw = bounded(reading_.nw(reading_.required_number(cell_, "cell_leakage_power")),
                               kMostNw, "leakage");
    timing(macro);
    if (!clock_.empty()) energies(macro);
    return macro;
  }

 private:
  void fault(const std::string& what) {
    reading_.fault(cell_.line, "macro '" + cell_.name() + "': " + what);
  }

  double bounded(double value, double most, const char* what) {
    if (value >= 0 && value <= most) return value;
    fault(std::string(what) + " is out of range");
    return 0;
  }

  void shape(SramMacro& macro) {
    const LibertyGroup& memory = *cell_.group("memory");
    const auto whole = [&](const char* name, double most) {
      const double value = reading_.required_number(memory, name);
      if (value >= 1 && value <= most && value == std::floor(value)) return value;
      if (memory.find(name) != nullptr) {
        reading_.fault(memory.find(name)->line, std::string(name) + " '" + memory.text(name) +
                                                    "', expected a whole number from 1 to " +
                                                    std::to_string(static_cast<int>(most)));
      }
      return 1.0;
    };
    macro.words = std::uint64_t{1}
                  << static_cast<unsigned>(whole("address_width", kMostAddressBits));
    macro.bits = static_cast<unsigned>(whole("word_width", kMostWordBits));
  }

  void timing(SramMacro& macro) {
    unsigned ports = 0;
    double access_ns = 0, setup_ns = 0;
    const LibertyGroup* output = nullptr;
    for (const LibertyGroup& pin : cell_.groups) {
      if (pin.group("memory_read") == nullptr) continue;
      if (output == nullptr) output = &pin;
      ++ports;
    }
    if (output == nullptr) return fault("no output has a memory_read group");
    walk(*output, [&](const LibertyGroup& group) {
      if (group.type != "timing" || group.group("cell_rise") == nullptr) return;
      if (clock_.empty()) clock_ = group.text("related_pin");
      for (const char* edge : {"cell_rise", "cell_fall"}) {
        access_ns = std::max(access_ns, reading_.ns(reading_.table(group, edge).middle()));
      }
    });
    walk(cell_, [&](const LibertyGroup& group) {
      if (group.type != "timing" || !group.text("timing_type").starts_with("setup_")) return;
      for (const char* edge : {"rise_constraint", "fall_constraint"}) {
        setup_ns = std::max(setup_ns, reading_.ns(reading_.table(group, edge).middle()));
      }
    });
    if (clock_.empty()) fault("no clock to output delay");
    macro.ports = ports;
    macro.access_ps = picoseconds(bounded(access_ns, kMostNs, "the delay"));
    macro.setup_ps = picoseconds(bounded(setup_ns, kMostNs, "the setup time"));
  }

  /// The states of a read and a write, as texts.
  std::optional<std::pair<std::string, std::string>> states() {
    if (!conventions_.read.empty()) return std::pair(conventions_.read, conventions_.write);
    std::vector<std::string> pins;
    for (const LibertyGroup& group : cell_.groups) {
      if (group.type == "pin" || group.type == "bus") pins.push_back(group.name());
    }
    return usual_states(pins, clock_);
  }

  void energies(SramMacro& macro) {
    const auto found = states();
    const LibertyGroup* clock = nullptr;
    walk(cell_, [&](const LibertyGroup& group) {
      if (group.type == "pin" && group.name() == clock_) clock = &group;
    });
    if (clock == nullptr) return fault("no pin '" + clock_ + "'");
    if (!found) {
      return fault("the state of a read and a write is not known; say it as --read and --write (" +
                   known_states(*clock) + ")");
    }
    macro.read = access(*clock, found->first, "read");
    macro.write = access(*clock, found->second, "write");
    macro.provenance.method = Method::measured;
    macro.provenance.source = "Liberty file " + std::filesystem::path(file_).filename().string() +
                              ", as characterised by who made it";
    macro.provenance.derivation =
        std::string("one access = ") + (conventions_.rise_only ? "rise" : "rise + fall") +
        " of pin " + clock_ + " while " + found->first + " (read), " + found->second +
        " (write); access is clock to output, setup that of the slowest input, both in the middle "
        "of the tables; area and leakage as given";
  }

  static std::string known_states(const LibertyGroup& clock) {
    std::string text;
    for (const LibertyGroup& group : clock.groups) {
      if (group.type != "internal_power") continue;
      text += (text.empty() ? "states of the clock pin: " : ", ") + group.text("when");
    }
    return text.empty() ? "the clock pin has no internal power" : text;
  }

  Energy access(const LibertyGroup& clock, const std::string& state, const char* kind) {
    double sum = 0;
    int groups = 0;
    const BooleanFunction wanted(state);
    for (const LibertyGroup& group : clock.groups) {
      if (group.type != "internal_power") continue;
      const auto when = reading_.function(group, "when");
      if (!when || !belongs_to(*when, wanted)) continue;
      sum += reading_.table(group, "rise_power").middle();
      if (!conventions_.rise_only) sum += reading_.table(group, "fall_power").middle();
      ++groups;
    }
    if (groups == 0) {
      fault(std::string("no energy of a ") + kind + " (" + state + "; " + known_states(clock) +
            ")");
      return {};
    }
    const double pj = bounded(reading_.pj(sum / groups), kMostPj, kind);
    if (pj == 0) fault(std::string("a ") + kind + " costs nothing (" + state + ")");
    return Energy::picojoules(pj);
  }

  const LibertyGroup& cell_;
  LibertyReading& reading_;
  const SramConventions& conventions_;
  const std::string& file_;
  std::string clock_;
};

}  // namespace

SramLiberty read_srams(std::string_view text, const std::string& file,
                       const SramConventions& conventions) {
  const LibertyGroup root = parse_liberty(text, file);
  LibertyReading reading(root, file);
  SramLiberty result;
  result.library = root.name();
  result.corner = root.text("default_operating_conditions");
  result.voltage_v = reading.volts(reading.required_number(root, "nom_voltage"));
  result.temperature_c = reading.required_number(root, "nom_temperature");
  for (const LibertyGroup& cell : root.groups) {
    if (cell.type != "cell" || cell.group("memory") == nullptr) continue;
    result.macros.push_back(MacroReader(cell, reading, conventions, file).read());
  }
  if (result.macros.empty()) reading.fault(root.line, "no cell with a memory group");
  reading.check();
  return result;
}

}  // namespace engram::energy
