#include "sim/compare/memory_energy.hpp"

#include <algorithm>
#include <fstream>

#include "energy/units.hpp"
#include "sim/run/prepare.hpp"

namespace engram::sim {
namespace {

/// Fields of a line of RFC 4180, as csv_field writes them.
std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (quoted && c == '"' && at + 1 < line.size() && line[at + 1] == '"') {
      fields.back() += c;
      ++at;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

/// Attojoules in decimal; beyond 64 bits, too.
bool read_attojoules(const std::string& digits, Energy& energy) {
  constexpr std::size_t kMost = 36;
  if (digits.empty() || digits.size() > kMost ||
      digits.find_first_not_of("0123456789") != std::string::npos) {
    return false;
  }
  Int128 value = 0;
  for (const char digit : digits) value = value * 10 + (digit - '0');
  energy = Energy::attojoules(value);
  return true;
}

}  // namespace

std::vector<std::pair<std::string, double>> memory_energy(const std::filesystem::path& accesses) {
  std::ifstream file(accesses);
  std::string line;
  if (!std::getline(file, line)) {
    throw InputFault(accesses.string() + ": cannot be read or is empty");
  }
  const std::string expected = "block,region,kind,count,energy_aj,total_aj";
  if (!line.starts_with(expected)) {
    throw InputFault(accesses.string() + ":1: expected the columns " + expected + ", found " +
                     line);
  }
  std::vector<std::pair<std::string, Energy>> sums;
  for (int number = 2; std::getline(file, line); ++number) {
    const std::vector<std::string> fields = fields_of(line);
    Energy total;
    if (fields.size() < 6 || !read_attojoules(fields[5], total)) {
      throw InputFault(accesses.string() + ":" + std::to_string(number) +
                       ": expected a whole number of attojoules in total_aj");
    }
    if (fields[2] != "read" && fields[2] != "write") continue;
    const auto found = std::find_if(sums.begin(), sums.end(),
                                    [&](const auto& sum) { return sum.first == fields[1]; });
    if (found == sums.end()) {
      sums.emplace_back(fields[1], total);
    } else {
      found->second += total;
    }
  }
  std::vector<std::pair<std::string, double>> energies;
  for (const auto& [memory, sum] : sums) energies.emplace_back(memory, sum.picojoules());
  return energies;
}

}  // namespace engram::sim
