#include <regex>
#include <set>

#include "tests/architecture/rules.hpp"

namespace engram::architecture {

Faults name_faults(const std::vector<SourceFile>& files) {
  static const std::regex snake(R"(^[a-z][a-z0-9_]*(/[a-z][a-z0-9_]*)*\.(cpp|hpp)$)");
  static const std::regex empty(
      R"((^|[/_])(utils?|utilities|manager|helpers?|misc|common)([_./]|$)|_v[0-9])");
  Faults faults;
  for (const SourceFile& file : files) {
    if (!std::regex_match(file.path, snake)) faults.push_back(file.path + ": not snake_case");
    if (std::regex_search(file.path, empty)) {
      faults.push_back(file.path + ": a name that says nothing");
    }
  }
  return faults;
}

Faults top_level_faults(const std::vector<std::string>& names) {
  static const std::set<std::string> known = {"CMakeLists.txt",
                                              "CMakePresets.json",
                                              "README.md",
                                              "CONTRIBUTING.md",
                                              "CHANGELOG.md",
                                              "LICENSE",
                                              "NOTICE",
                                              "dev",
                                              "hw",
                                              "memory",
                                              "energy",
                                              "workloads",
                                              "sim",
                                              "tests",
                                              "configs",
                                              "build",
                                              "results"};
  Faults faults;
  for (const std::string& name : names) {
    if (!name.starts_with(".") && known.count(name) == 0) {
      faults.push_back(name + ": the top level is fixed");
    }
  }
  return faults;
}

Faults readme_faults(const std::vector<SourceFile>& files,
                     const std::map<std::string, std::string>& readmes) {
  std::set<std::string> folders;
  for (const SourceFile& file : files) {
    folders.insert(folder_of(file.path, 1));
    const std::string second = folder_of(file.path, 2);
    if (file.path.find('/', second.size() + 1) == std::string::npos) folders.insert(second);
  }
  Faults faults;
  for (const std::string& folder : folders) {
    if (readmes.count(folder) > 0) continue;
    const std::size_t slash = folder.find('/');
    if (slash != std::string::npos) {
      const auto above = readmes.find(folder.substr(0, slash));
      const std::regex named("\\b" + folder.substr(slash + 1) + "/");
      if (above != readmes.end() && std::regex_search(above->second, named)) continue;
    }
    faults.push_back(folder + ": no README.md explains it");
  }
  return faults;
}

}  // namespace engram::architecture
