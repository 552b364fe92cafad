#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "energy/liberty/boolean_function.hpp"
#include "energy/liberty/liberty_group.hpp"
#include "energy/liberty/lookup_table.hpp"

namespace engram::energy {

/// Reads typed values out of the groups of one file, in our units, and gathers what is wrong.
class LibertyReading {
 public:
  LibertyReading(const LibertyGroup& library, const std::string& file);

  void fault(int line, const std::string& what);
  /// Throws LibertyFault where there were faults.
  void check() const;

  double ns(double value) const { return value * time_; }
  double pf(double value) const { return value * capacitance_; }
  double nw(double value) const { return value * leakage_; }
  /// Of internal power: capacitive_load_unit x voltage_unit^2.
  double pj(double value) const { return value * capacitance_ * voltage_ * voltage_; }
  double volts(double value) const { return value * voltage_; }

  /// The number of an attribute; `otherwise` without it.
  double number(const LibertyGroup& group, const char* name, double otherwise = 0);
  /// The same, a fault without it.
  double required_number(const LibertyGroup& group, const char* name);
  std::optional<BooleanFunction> function(const LibertyGroup& group, const char* name);
  /// A table inside `group`, its axes in ns and pF, its values as they stand; empty without it.
  LookupTable table(const LibertyGroup& group, const char* name);

 private:
  struct Template {
    std::string variables[2];
    std::vector<double> index[2];
  };
  double unit(const char* name, char letter);
  double capacitive_unit();
  std::vector<double> numbers(const LibertyAttribute& attribute);
  Template table_template(const LibertyGroup& table);
  void place(LookupTable& into, const Template& axes, int line);

  const LibertyGroup& library_;
  std::string file_;
  std::vector<std::string> faults_;
  std::map<std::string, Template> templates_;
  double time_ = 1, capacitance_ = 1, voltage_ = 1, leakage_ = 1;
};

}  // namespace engram::energy
