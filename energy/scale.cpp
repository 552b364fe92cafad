#include "energy/scale.hpp"

#include <cmath>
#include <sstream>

namespace engram::energy {
namespace {

void check(const char* name, double factor) {
  if (!std::isfinite(factor) || factor <= 0) {
    std::ostringstream text;
    text << "factor for " << name << " is " << factor << ", not a positive number";
    throw std::invalid_argument(text.str());
  }
}

std::string joined(const std::string& first, const std::string& second) {
  if (first.empty() || second.empty()) return first + second;
  return first + "; " + second;
}

class Scaling {
 public:
  explicit Scaling(const Factors& factors) : factors_(factors) {}

  Energy energy(Energy value) const {
    return Energy::picojoules(value.picojoules() * factors_.energy);
  }
  std::uint64_t time(std::uint64_t value_ps) const {
    return static_cast<std::uint64_t>(std::llround(static_cast<double>(value_ps) * factors_.delay));
  }

  Provenance provenance(const Provenance& base) const {
    std::ostringstream text;
    text << "energy x " << factors_.energy << " of a figure that is " << to_string(base.method);
    if (!base.derivation.empty()) text << " (" << base.derivation << ")";
    return {base.method == Method::assumed ? Method::assumed : Method::scaled,
            joined(base.source, factors_.provenance.source),
            joined(text.str(), factors_.provenance.derivation)};
  }

  Provenance leakage(const std::string& base_name) const {
    std::ostringstream text;
    text << "leakage of " << base_name << " x " << factors_.leakage
         << ": no scaling rule is published for leakage";
    return {Method::assumed, factors_.provenance.source,
            joined(text.str(), factors_.provenance.derivation)};
  }

  SramMacro operator()(SramMacro macro) const {
    macro.read = energy(macro.read);
    macro.write = energy(macro.write);
    macro.leakage_nw *= factors_.leakage;
    macro.area_um2 *= factors_.area;
    macro.access_ps = time(macro.access_ps);
    macro.setup_ps = time(macro.setup_ps);
    macro.provenance = provenance(macro.provenance);
    return macro;
  }

  SramGrid operator()(SramGrid grid) const {
    for (SramGrid::Point& point : grid.points) {
      point.read_pj *= factors_.energy;
      point.write_pj *= factors_.energy;
      point.leakage_nw *= factors_.leakage;
      point.area_um2 *= factors_.area;
      point.access_ns *= factors_.delay;
    }
    grid.provenance = provenance(grid.provenance);
    return grid;
  }

  LogicRow operator()(LogicRow row) const {
    if (row.operation.starts_with("dram_")) return row;  // another chip, of another process
    row.energy = energy(row.energy);
    row.leakage_nw *= factors_.leakage;
    row.area_um2 *= factors_.area;
    row.provenance = provenance(row.provenance);
    return row;
  }

  std::vector<SramMacro> operator()(const std::vector<SramMacro>& macros) const {
    std::vector<SramMacro> scaled;
    for (const SramMacro& macro : macros) scaled.push_back((*this)(macro));
    return scaled;
  }

 private:
  const Factors& factors_;
};

}  // namespace

Table scale(const Table& base, const Factors& factors) {
  check("energy", factors.energy);
  check("delay", factors.delay);
  check("area", factors.area);
  check("leakage", factors.leakage);
  const Scaling scaling(factors);
  Table scaled = base;
  std::visit([&](const auto& sram) { scaled.sram = scaling(sram); }, base.sram);
  for (LogicRow& row : scaled.logic) row = scaling(row);
  scaled.leakage = scaling.leakage(base.name);
  return scaled;
}

}  // namespace engram::energy
