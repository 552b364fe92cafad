#include <algorithm>
#include <regex>

#include "tests/architecture/rules.hpp"

namespace engram::architecture {
namespace {

using Beginnings = std::vector<std::string>;

bool starts_with_any(const std::string& text, const Beginnings& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](const std::string& beginning) { return text.starts_with(beginning); });
}

/// What the files of a folder may include of ours.
const std::map<std::string, Beginnings>& allowed() {
  static const std::map<std::string, Beginnings> folders = {
      {"energy", {"energy/"}},
      {"memory", {"memory/", "energy/units.hpp", "energy/activity.hpp"}},
      {"hw", {"hw/", "memory/", "energy/units.hpp", "energy/activity.hpp"}},
      {"hw/kernels", {"hw/kernels/"}},
      {"workloads", {"workloads/", "memory/", "energy/units.hpp"}},
      {"workloads/network", {"workloads/network/", "memory/", "energy/units.hpp"}},
      {"sim", {"sim/", "hw/", "workloads/", "memory/", "energy/"}}};
  return folders;
}

/// The rule of the innermost folder that has one; null for tests, which may include everything.
const Beginnings* rule_of(const std::string& path) {
  for (const int depth : {2, 1}) {
    const auto rule = allowed().find(folder_of(path, depth));
    if (rule != allowed().end()) return &rule->second;
  }
  return nullptr;
}

struct Library {
  std::string header;  ///< beginning of the include
  Beginnings places;   ///< where it may stand
};

const std::vector<Library>& libraries() {
  static const std::vector<Library> all = {
      {"systemc", {"hw/", "sim/platform/", "tests/hw/", "tests/cosim/"}},
      {"tlm", {"hw/host/", "sim/platform/", "tests/hw/"}},
      {"nlohmann/", {"sim/config/", "tests/"}},
      {"CLI/", {"sim/command/"}},
      {"hdf5", {"workloads/hdf5/", "tests/workloads/", "tests/benchmark/"}},
      {"H5", {"workloads/hdf5/", "tests/workloads/"}},
      {"lz4", {"workloads/recordings/", "tests/workloads/"}},
      {"zstd", {"workloads/recordings/", "sim/price/", "tests/workloads/"}},
      {"boost/", {"memory/bit_array.", "workloads/", "hw/", "sim/", "tests/"}},
      {"zlib", {"workloads/arrays/", "workloads/hdf5/", "tests/workloads/"}},
      {"Eigen/", {"workloads/learn/"}},
      {"tbb/", {"hw/chip/"}},
      {"hwy/", {"hw/kernels/", "tests/hw/"}},
      {"benchmark/", {"tests/benchmark/"}},
      {"gtest/", {"tests/"}},
      {"gmock/", {"tests/"}},
      {"rapidcheck", {"tests/"}}};
  return all;
}

struct Include {
  std::string header;
  bool quoted = false;
};

std::vector<Include> includes_of(const SourceFile& file) {
  static const std::regex include(R"re(^\s*#\s*include\s*([<"])([^>"]+)[>"])re");
  std::vector<Include> includes;
  for (const std::string& line : lines_of(file.text)) {
    std::smatch match;
    if (std::regex_search(line, match, include)) includes.push_back({match[2], match[1] == "\""});
  }
  return includes;
}

bool is_allowed(const std::string& path, const Include& include) {
  const std::string& header = include.header;
  for (const Library& library : libraries()) {
    if (header.starts_with(library.header)) return starts_with_any(path, library.places);
  }
  const Beginnings* rule = rule_of(path);
  if (rule == nullptr) return true;
  const bool ours = include.quoted || allowed().count(folder_of(header, 1)) > 0;
  if (ours) {
    return starts_with_any(header, *rule) && header.find("..") == std::string::npos;
  }
  // Standard headers have neither a folder nor an extension.
  const std::string folder = folder_of(path, 1);
  const bool std_only = folder == "energy" || folder == "memory";
  return !std_only || header.find_first_of("./") == std::string::npos;
}

using Graph = std::map<std::string, std::vector<std::string>>;

/// Walks depth first from `trail.back()`; a folder met again on the trail closes a cycle.
void find_cycles(const Graph& graph, std::vector<std::string>& trail, Faults& faults) {
  const auto edges = graph.find(trail.back());
  if (edges == graph.end()) return;
  for (const std::string& next : edges->second) {
    // Each cycle is found from its first folder in the order of the alphabet, so only once.
    if (next < trail.front()) continue;
    if (next == trail.front()) {
      std::string cycle;
      for (const std::string& folder : trail) cycle += folder + " -> ";
      faults.push_back(cycle + next);
    } else if (std::find(trail.begin(), trail.end(), next) == trail.end()) {
      trail.push_back(next);
      find_cycles(graph, trail, faults);
      trail.pop_back();
    }
  }
}

}  // namespace

Faults include_faults(const std::vector<SourceFile>& files) {
  Faults faults;
  for (const SourceFile& file : files) {
    for (const Include& include : includes_of(file)) {
      if (!is_allowed(file.path, include)) {
        faults.push_back(file.path + " includes " + include.header);
      }
    }
  }
  return faults;
}

Faults cycle_faults(const std::vector<SourceFile>& files, const std::string& folder) {
  Graph graph;
  for (const SourceFile& file : files) {
    const std::string from = folder_of(file.path, 2);
    if (!from.starts_with(folder + "/")) continue;
    for (const Include& include : includes_of(file)) {
      const std::string to = folder_of(include.header, 2);
      if (!to.starts_with(folder + "/") || to == from) continue;
      std::vector<std::string>& known = graph[from];
      if (std::find(known.begin(), known.end(), to) == known.end()) known.push_back(to);
    }
  }
  Faults faults;
  for (const auto& [first, edges] : graph) {
    std::vector<std::string> trail = {first};
    find_cycles(graph, trail, faults);
  }
  return faults;
}

}  // namespace engram::architecture
