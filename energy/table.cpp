#include "energy/table.hpp"

#include <algorithm>

namespace engram::energy {
namespace {

std::string row_name(const std::string& operation, const std::string& variant) {
  return operation + (variant.empty() ? "" : " / " + variant);
}

std::string end_of_range(const LogicRow& row) {
  return std::to_string(row.bits) + " bits (" + to_string(row.provenance.method) +
         (row.provenance.derivation.empty() ? "" : ": " + row.provenance.derivation) + ")";
}

/// Straight between two widths; of two methods the one that says less about the figure.
LogicRow interpolate(const LogicRow& low, const LogicRow& high, unsigned bits) {
  const double share =
      static_cast<double>(bits - low.bits) / static_cast<double>(high.bits - low.bits);
  const auto mix = [share](double a, double b) { return a + (b - a) * share; };
  LogicRow row = low;
  row.bits = bits;
  row.energy = Energy::picojoules(mix(low.energy.picojoules(), high.energy.picojoules()));
  row.leakage_nw = mix(low.leakage_nw, high.leakage_nw);
  row.area_um2 = mix(low.area_um2, high.area_um2);
  row.provenance.method = std::max(low.provenance.method, high.provenance.method);
  if (high.provenance.source != low.provenance.source) {
    row.provenance.source += "; " + high.provenance.source;
  }
  row.provenance.derivation = "linear between " + end_of_range(low) + " and " + end_of_range(high);
  return row;
}

}  // namespace

const char* to_string(Method method) {
  switch (method) {
    case Method::measured:
      return "measured";
    case Method::synthesised:
      return "synthesised";
    case Method::cited:
      return "cited";
    case Method::scaled:
      return "scaled";
    case Method::assumed:
      return "assumed";
  }
  throw std::invalid_argument("no method " + std::to_string(static_cast<int>(method)));
}

std::optional<Method> method_from(const std::string& name) {
  for (int index = 0; index < kMethods; ++index) {
    const auto method = static_cast<Method>(index);
    if (name == to_string(method)) return method;
  }
  return std::nullopt;
}

LogicRow find_logic(const Table& table, const std::string& operation, const std::string& variant,
                    unsigned bits) {
  const LogicRow* low = nullptr;
  const LogicRow* high = nullptr;
  std::string widths;
  for (const LogicRow& row : table.logic) {
    if (row.operation != operation || row.variant != variant) continue;
    if (row.bits == bits) return row;
    widths += (widths.empty() ? "" : ", ") + std::to_string(row.bits);
    if (row.bits < bits && (low == nullptr || row.bits > low->bits)) low = &row;
    if (row.bits > bits && (high == nullptr || row.bits < high->bits)) high = &row;
  }
  if (low != nullptr && high != nullptr) return interpolate(*low, *high, bits);
  throw MissingRow("energy table " + table.name + ": no row for " + row_name(operation, variant) +
                   " at " + std::to_string(bits) + " bits (" +
                   (widths.empty() ? "no width" : "it has " + widths + " bits") + ")");
}

}  // namespace engram::energy
