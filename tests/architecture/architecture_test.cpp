#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "tests/architecture/rules.hpp"

/// The tree keeps the rules of DESIGN section 4, and each rule can be broken.
namespace engram::architecture {
namespace {

namespace fs = std::filesystem;
using Faults = std::vector<std::string>;

const fs::path& root() {
  static const fs::path path = ENGRAM_SOURCE_DIR;
  return path;
}

std::vector<SourceFile> sources(bool with_tests) {
  std::vector<SourceFile> files;
  std::vector<std::string> folders = {"energy", "memory", "hw", "workloads", "sim"};
  if (with_tests) folders.push_back("tests");
  for (const std::string& folder : folders) {
    for (const auto& entry : fs::recursive_directory_iterator(root() / folder)) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".cpp" && extension != ".hpp") continue;
      std::ostringstream text;
      text << std::ifstream(entry.path()).rdbuf();
      files.push_back({fs::relative(entry.path(), root()).string(), text.str()});
    }
  }
  return files;
}

TEST(Architecture, IncludesPointOneWay) {
  EXPECT_EQ(include_faults(sources(true)), Faults{});
}
TEST(Architecture, FilesAreSmall) {
  EXPECT_EQ(size_faults(sources(true)), Faults{});
}
TEST(Architecture, NamesSaySomething) {
  EXPECT_EQ(name_faults(sources(true)), Faults{});
}
TEST(Architecture, FunctionsAreShort) {
  EXPECT_EQ(function_faults(sources(false)), Faults{});
}

TEST(Architecture, TheTopLevelIsFixed) {
  const std::set<std::string> known = {"CMakeLists.txt",
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
  for (const auto& entry : fs::directory_iterator(root())) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(".")) continue;
    EXPECT_EQ(known.count(name), 1U) << name;
  }
}

TEST(Architecture, EveryFolderOfSourcesIsExplained) {
  for (const std::string folder : {"energy",
                                   "memory",
                                   "hw",
                                   "workloads",
                                   "sim",
                                   "tests",
                                   "configs",
                                   "configs/energy",
                                   "workloads/network",
                                   "workloads/nir",
                                   "workloads/spikes",
                                   "workloads/compress",
                                   "workloads/mapping",
                                   "workloads/reference",
                                   "sim/config",
                                   "sim/run",
                                   "sim/results",
                                   "sim/command",
                                   "tests/differential",
                                   "tests/published"}) {
    EXPECT_TRUE(fs::exists(root() / folder / "README.md")) << folder;
  }
}

TEST(Rules, SeeAnIncludeAgainstTheDirection) {
  EXPECT_EQ(include_faults({{"hw/a.cpp", "#include \"workloads/network/network.hpp\"\n"}}).size(),
            1U);
  EXPECT_EQ(include_faults({{"energy/a.cpp", "#include \"memory/encoding.hpp\"\n"}}).size(), 1U);
  EXPECT_EQ(include_faults({{"memory/a.cpp", "#include \"energy/table.hpp\"\n"}}).size(), 1U);
  EXPECT_EQ(include_faults({{"memory/a.cpp", "#include <systemc>\n"}}).size(), 1U);
  EXPECT_EQ(include_faults({{"sim/run/a.cpp", "#include <nlohmann/json.hpp>\n"}}).size(), 1U);
  EXPECT_EQ(include_faults({{"sim/run/a.cpp", "#include \"tests/x.hpp\"\n"}}).size(), 1U);
  EXPECT_EQ(include_faults({{"sim/run/a.cpp", "#include \"hw/chip/chip.hpp\"\n"}}), Faults{});
}

TEST(Rules, SeeALongFileAndALongFunction) {
  std::string text = "void f() {\n";
  for (int line = 0; line < 60; ++line) text += "  g();\n";
  text += "}\n";
  EXPECT_EQ(function_faults({{"sim/a.cpp", text}}).size(), 1U);
  EXPECT_EQ(size_faults({{"sim/a.cpp", std::string(501, '\n')}}).size(), 3U);
  EXPECT_EQ(size_faults({{"sim/a.cpp", text}}), Faults{});
}

TEST(Rules, SeeABadName) {
  EXPECT_EQ(name_faults({{"sim/string_util.cpp", ""}}).size(), 1U);
  EXPECT_EQ(name_faults({{"sim/CamelCase.cpp", ""}}).size(), 1U);
  EXPECT_EQ(name_faults({{"sim/plain_words.cpp", ""}}), Faults{});
}

}  // namespace
}  // namespace engram::architecture
