#include "coverage_points.hpp"

#include <fstream>
#include <stdexcept>

namespace engram::cosim {
namespace {

/// Fields of a point: \001 key \002 value, one after another.
std::map<std::string, std::string> fields_of(const std::string& point) {
  std::map<std::string, std::string> fields;
  for (std::size_t at = point.find('\001'); at != std::string::npos;) {
    const std::size_t next = point.find('\001', at + 1);
    const std::string field = point.substr(at + 1, next - at - 1);
    const std::size_t split = field.find('\002');
    if (split != std::string::npos) fields[field.substr(0, split)] = field.substr(split + 1);
    at = next;
  }
  return fields;
}

}  // namespace

double CoveragePoints::Share::percent() const {
  return all == 0 ? 0.0 : 100.0 * static_cast<double>(reached) / static_cast<double>(all);
}

void CoveragePoints::add(const std::string& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot read " + file);
  for (std::string line; std::getline(in, line);) {
    // C 'fields' count
    const std::size_t end = line.rfind('\'');
    if (!line.starts_with("C '") || end < 3) continue;
    auto fields = fields_of(line.substr(3, end - 3));
    const bool toggle = fields["page"].starts_with("v_toggle");
    const std::string place =
        fields["f"] + ":" + fields["l"] + ": " + fields["o"] + " (column " + fields["n"] + ")";
    (toggle ? toggles_ : lines_)[place] += std::stoull(line.substr(end + 1));
  }
}

CoveragePoints::Share CoveragePoints::share(const Points& points) {
  Share share;
  for (const auto& [place, count] : points) {
    ++share.all;
    share.reached += count > 0 ? 1 : 0;
  }
  return share;
}

std::string CoveragePoints::missed_lines() const {
  std::string text;
  for (const auto& [place, count] : lines_) {
    if (count == 0) text += place + "\n";
  }
  return text;
}

}  // namespace engram::cosim
