#include "tests/architecture/rules.hpp"

#include <algorithm>
#include <map>
#include <regex>
#include <sstream>

namespace engram::architecture {
namespace {

bool starts_with_any(const std::string& text, const std::vector<std::string>& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](const std::string& beginning) { return text.starts_with(beginning); });
}

/// What each folder may include of ours.
const std::map<std::string, std::vector<std::string>>& allowed() {
  static const std::map<std::string, std::vector<std::string>> folders = {
      {"energy", {"energy/"}},
      {"memory", {"memory/", "energy/units.hpp", "energy/activity.hpp"}},
      {"hw", {"hw/", "memory/", "energy/units.hpp", "energy/activity.hpp"}},
      {"workloads", {"workloads/", "memory/", "energy/units.hpp"}},
      {"sim", {"sim/", "hw/", "workloads/", "memory/", "energy/"}}};
  return folders;
}

struct Library {
  const char* header;               ///< beginning of the include
  std::vector<std::string> places;  ///< where it may stand
};

const std::vector<Library>& libraries() {
  static const std::vector<Library> all = {{"systemc", {"hw/", "tests/hw/"}},
                                           {"tlm", {"hw/", "tests/hw/"}},
                                           {"nlohmann/", {"sim/config/", "tests/"}},
                                           {"CLI/", {"sim/command/"}},
                                           {"hdf5", {"workloads/nir/", "tests/workloads/nir/"}},
                                           {"H5", {"workloads/nir/", "tests/workloads/nir/"}},
                                           {"boost/", {"workloads/", "hw/", "sim/", "tests/"}},
                                           {"gtest/", {"tests/"}},
                                           {"rapidcheck", {"tests/"}}};
  return all;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string top_folder(const std::string& path) {
  return path.substr(0, path.find('/'));
}

}  // namespace

std::vector<std::string> include_faults(const std::vector<SourceFile>& files) {
  static const std::regex include("^#include [<\"]([^>\"]+)[>\"]");
  std::vector<std::string> faults;
  for (const SourceFile& file : files) {
    const auto rule = allowed().find(top_folder(file.path));
    for (const std::string& line : lines_of(file.text)) {
      std::smatch match;
      if (!std::regex_search(line, match, include)) continue;
      const std::string header = match[1];
      const bool ours =
          allowed().count(top_folder(header)) > 0 && header.find('/') != std::string::npos;
      if (ours && rule != allowed().end() && !starts_with_any(header, rule->second)) {
        faults.push_back(file.path + " includes " + header);
      }
      if (rule != allowed().end() && header.starts_with("tests/")) {
        faults.push_back(file.path + " includes " + header);
      }
      for (const Library& library : libraries()) {
        if (header.starts_with(library.header) && !starts_with_any(file.path, library.places)) {
          faults.push_back(file.path + " includes " + header);
        }
      }
    }
  }
  return faults;
}

std::vector<std::string> size_faults(const std::vector<SourceFile>& files) {
  std::vector<std::string> faults;
  std::vector<std::size_t> sizes;
  for (const SourceFile& file : files) {
    sizes.push_back(lines_of(file.text).size());
    if (sizes.back() > 500) {
      faults.push_back(file.path + " has " + std::to_string(sizes.back()) + " lines");
    }
  }
  if (sizes.empty()) return faults;
  std::sort(sizes.begin(), sizes.end());
  const std::size_t median = sizes[sizes.size() / 2];
  const std::size_t ninth = sizes[sizes.size() * 9 / 10];
  if (median > 120) faults.push_back("the median file has " + std::to_string(median) + " lines");
  if (ninth > 300) faults.push_back("one file in ten has over " + std::to_string(ninth) + " lines");
  return faults;
}

std::vector<std::string> name_faults(const std::vector<SourceFile>& files) {
  static const std::regex snake("^[a-z0-9_]+(/[a-z0-9_]+)*\\.(cpp|hpp)$");
  static const std::regex empty(
      "(^|[/_])(util|utils|manager|helper|helpers|misc|common)([_./]|$)|_v[0-9]");
  std::vector<std::string> faults;
  for (const SourceFile& file : files) {
    if (!std::regex_match(file.path, snake)) faults.push_back(file.path + ": not snake_case");
    if (std::regex_search(file.path, empty))
      faults.push_back(file.path + ": a name that says nothing");
  }
  return faults;
}

std::vector<std::string> function_faults(const std::vector<SourceFile>& files) {
  static const std::regex no_function(
      "^ *(namespace|class|struct|enum|union|extern)\\b|= *\\{$|\\[\\]");
  constexpr int kLongest = 60;
  std::vector<std::string> faults;
  for (const SourceFile& file : files) {
    if (!file.path.ends_with(".cpp")) continue;
    const std::vector<std::string> lines = lines_of(file.text);
    for (const std::string indent : {"", "  "}) {
      int begin = -1;
      for (int at = 0; at < static_cast<int>(lines.size()); ++at) {
        const std::string& line = lines[static_cast<std::size_t>(at)];
        const bool here = line.starts_with(indent) && line.size() > indent.size() &&
                          line[indent.size()] != ' ' && line[indent.size()] != '}';
        if (begin < 0 && here && line.ends_with("{") && !std::regex_search(line, no_function)) {
          begin = at;
        } else if (begin >= 0 && line == indent + "}") {
          if (at - begin + 1 > kLongest) {
            faults.push_back(file.path + ":" + std::to_string(begin + 1) + ": a function of " +
                             std::to_string(at - begin + 1) + " lines");
          }
          begin = -1;
        }
      }
    }
  }
  return faults;
}

}  // namespace engram::architecture
