#include "energy/liberty/liberty_reading.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <stdexcept>

#include "energy/liberty/liberty_fault.hpp"

namespace engram::energy {
namespace {

/// Reads a number at the front of `text`; what follows it goes to `rest`.
std::optional<double> leading_number(std::string_view text, std::string_view& rest) {
  while (!text.empty() && (std::isspace(static_cast<unsigned char>(text.front())) != 0 ||
                           text.front() == ',' || text.front() == '+')) {
    text.remove_prefix(1);
  }
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || !std::isfinite(value)) return std::nullopt;
  rest = text.substr(static_cast<std::size_t>(end - text.data()));
  return value;
}

bool only_blanks(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return std::isspace(static_cast<unsigned char>(c)) != 0 || c == ',';
  });
}

/// The factor of an SI prefix before a unit, such as "n" of "ns".
std::optional<double> prefix(std::string_view text) {
  if (text.empty()) return 1.0;
  if (text.size() != 1) return std::nullopt;
  switch (std::tolower(static_cast<unsigned char>(text[0]))) {
    case 'm':
      return 1e-3;
    case 'u':
      return 1e-6;
    case 'n':
      return 1e-9;
    case 'p':
      return 1e-12;
    case 'f':
      return 1e-15;
    case 'k':
      return 1e3;
    default:
      return std::nullopt;
  }
}

bool is_slew(const std::string& variable) {
  return variable.find("transition") != std::string::npos &&
         variable != "constrained_pin_transition";
}

bool ascending(const std::vector<double>& axis) {
  return std::adjacent_find(axis.begin(), axis.end(), std::greater_equal<>()) == axis.end();
}

/// "1ns" in seconds; `letter` is the unit.
std::optional<double> quantity(std::string_view text, char letter) {
  std::string_view rest;
  const std::optional<double> number = leading_number(text, rest);
  while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
  if (!number || *number <= 0 || rest.empty() ||
      std::tolower(static_cast<unsigned char>(rest.back())) != letter) {
    return std::nullopt;
  }
  rest.remove_suffix(1);
  const std::optional<double> factor = prefix(rest);
  return factor ? std::optional<double>(*number * *factor) : std::nullopt;
}

/// Exactly 1 where a unit is ours, so that figures stay what the file says.
double rounded(double factor) {
  const double whole = std::round(factor);
  if (whole >= 1 && std::abs(factor - whole) < 1e-9 * whole) return whole;
  const double inverse = std::round(1 / factor);
  return std::abs(1 / factor - inverse) < 1e-9 * inverse ? 1 / inverse : factor;
}

}  // namespace

LibertyReading::LibertyReading(const LibertyGroup& library, const std::string& file)
    : library_(library), file_(file) {
  time_ = rounded(unit("time_unit", 's') / 1e-9);
  voltage_ = rounded(unit("voltage_unit", 'v'));
  leakage_ = rounded(unit("leakage_power_unit", 'w') / 1e-9);
  capacitance_ = rounded(capacitive_unit() / 1e-12);
  for (const LibertyGroup& group : library.groups) {
    if (group.type != "lu_table_template" && group.type != "power_lut_template") continue;
    Template& found = templates_[group.name()];
    for (int axis = 0; axis < 2; ++axis) {
      const std::string digit = std::to_string(axis + 1);
      found.variables[axis] = group.text("variable_" + digit);
      if (const auto* index = group.find("index_" + digit)) found.index[axis] = numbers(*index);
    }
  }
}

void LibertyReading::fault(int line, const std::string& what) {
  faults_.push_back(file_ + ":" + std::to_string(line) + ": " + what);
}

void LibertyReading::check() const {
  if (!faults_.empty()) throw LibertyFault(faults_);
}

double LibertyReading::unit(const char* name, char letter) {
  const LibertyAttribute* attribute = library_.find(name);
  if (attribute == nullptr) {
    fault(library_.line, std::string("no ") + name);
    return 1;
  }
  const std::optional<double> found = quantity(library_.text(name), letter);
  if (!found) {
    fault(attribute->line, std::string(name) + " '" + library_.text(name) +
                               "', expected such as 1n" +
                               static_cast<char>(letter == 's' ? 's' : std::toupper(letter)));
  }
  return found.value_or(1);
}

double LibertyReading::capacitive_unit() {
  const LibertyAttribute* attribute = library_.find("capacitive_load_unit");
  if (attribute == nullptr) {
    fault(library_.line, "no capacitive_load_unit");
    return 1;
  }
  if (attribute->values.size() == 2) {
    const auto found = quantity(attribute->values[0] + attribute->values[1], 'f');
    if (found) return *found;
  }
  fault(attribute->line, "capacitive_load_unit, expected such as (1, pf)");
  return 1;
}

double LibertyReading::number(const LibertyGroup& group, const char* name, double otherwise) {
  const LibertyAttribute* attribute = group.find(name);
  if (attribute == nullptr) return otherwise;
  std::string_view rest;
  const std::string text = group.text(name);
  const std::optional<double> found = leading_number(text, rest);
  if (found && only_blanks(rest)) return *found;
  fault(attribute->line, std::string(name) + " '" + text + "' is no number");
  return otherwise;
}

double LibertyReading::required_number(const LibertyGroup& group, const char* name) {
  if (group.find(name) == nullptr) {
    fault(group.line, group.type + " '" + group.name() + "' has no " + name);
  }
  return number(group, name);
}

std::optional<BooleanFunction> LibertyReading::function(const LibertyGroup& group,
                                                        const char* name) {
  const LibertyAttribute* attribute = group.find(name);
  if (attribute == nullptr) return std::nullopt;
  try {
    return BooleanFunction(group.text(name));
  } catch (const std::invalid_argument& error) {
    fault(attribute->line, std::string(name) + ": " + error.what());
    return std::nullopt;
  }
}

std::vector<double> LibertyReading::numbers(const LibertyAttribute& attribute) {
  std::vector<double> all;
  for (const std::string& value : attribute.values) {
    std::string_view rest = value;
    while (!only_blanks(rest)) {
      const std::optional<double> found = leading_number(rest, rest);
      if (!found) {
        fault(attribute.line, attribute.name + ": '" + value + "' is no list of numbers");
        return {};
      }
      all.push_back(*found);
    }
  }
  return all;
}

/// The axes of a table: those of its template, where it has no index of its own.
LibertyReading::Template LibertyReading::table_template(const LibertyGroup& table) {
  Template axes;
  if (table.name() == "scalar" || table.name().empty()) return axes;
  const auto found = templates_.find(table.name());
  if (found == templates_.end()) {
    fault(table.line, "no template '" + table.name() + "'");
    return axes;
  }
  axes = found->second;
  for (int axis = 0; axis < 2; ++axis) {
    if (axes.variables[axis].empty()) continue;
    const auto* own = table.find("index_" + std::to_string(axis + 1));
    if (own != nullptr) axes.index[axis] = numbers(*own);
    if (axes.index[axis].empty() || !ascending(axes.index[axis])) {
      fault(table.line,
            table.type + ": the axis " + axes.variables[axis] + " is no ascending list of numbers");
      return {};
    }
  }
  return axes;
}

/// Sorts the values of `into` by slew, then load. Of a constraint, whose axes are both transition
/// times, that of the constrained pin takes the place of the load.
void LibertyReading::place(LookupTable& into, const Template& axes, int line) {
  const bool slew_last = is_slew(axes.variables[1]);
  std::size_t entries = 1;
  for (int axis = 0; axis < 2; ++axis) {
    if (axes.variables[axis].empty()) continue;
    const bool slew = is_slew(axes.variables[axis]);
    std::vector<double>& points = slew ? into.slews : into.loads;
    if (!points.empty()) return fault(line, "a table with two axes of the same kind");
    for (const double point : axes.index[axis]) points.push_back(slew ? ns(point) : pf(point));
    entries *= points.size();
  }
  if (into.values.size() != entries) {
    return fault(line, "a table of " + std::to_string(into.values.size()) + " values, expected " +
                           std::to_string(entries));
  }
  if (!slew_last || into.loads.empty()) return;
  std::vector<double> turned;
  for (std::size_t slew = 0; slew < into.slews.size(); ++slew) {
    for (std::size_t load = 0; load < into.loads.size(); ++load) {
      turned.push_back(into.values[load * into.slews.size() + slew]);
    }
  }
  into.values = std::move(turned);
}

LookupTable LibertyReading::table(const LibertyGroup& group, const char* name) {
  LookupTable result;
  const LibertyGroup* found = group.group(name);
  if (found == nullptr) return result;
  const LibertyAttribute* values = found->find("values");
  if (values == nullptr) {
    fault(found->line, std::string(name) + " has no values");
    return result;
  }
  const std::size_t before = faults_.size();
  const Template axes = table_template(*found);
  result.values = numbers(*values);
  if (faults_.size() == before) place(result, axes, values->line);
  return faults_.size() == before ? result : LookupTable{};
}

}  // namespace engram::energy
