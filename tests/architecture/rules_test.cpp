#include "tests/architecture/rules.hpp"

#include <gtest/gtest.h>

/// Each rule sees its fault in a made-up tree, and nothing where there is none.
namespace engram::architecture {
namespace {

Faults includes(const std::string& path, const std::string& line) {
  return include_faults({{path, "#pragma once\n" + line + "\n"}});
}

struct Included {
  std::string path;
  std::string line;
};

TEST(Rules, SeeAnIncludeAgainstTheDirection) {
  const std::vector<Included> wrong = {
      {"energy/a.cpp", "#include \"memory/encoding.hpp\""},
      {"memory/a.cpp", "#include \"energy/table.hpp\""},
      {"memory/a.cpp", "#include \"hw/chip/chip.hpp\""},
      {"hw/core/a.cpp", "#include \"energy/ledger.hpp\""},
      {"hw/core/a.cpp", "#include \"workloads/network/network.hpp\""},
      {"hw/core/a.cpp", "#include \"sim/config/config.hpp\""},
      {"workloads/nir/a.cpp", "#include \"hw/chip/chip.hpp\""},
      {"workloads/nir/a.cpp", "#include \"energy/table.hpp\""},
      {"workloads/network/a.cpp", "#include \"workloads/spikes/spikes.hpp\""},
      {"sim/run/a.cpp", "#include \"tests/hw/hand_made.hpp\""},
      {"sim/run/a.cpp", "#include \"run.hpp\""},
      {"sim/run/a.cpp", "#include \"sim/../tests/x.hpp\""},
      {"energy/a.cpp", "  #  include<memory/encoding.hpp>"}};
  for (const auto& [path, line] : wrong) EXPECT_EQ(includes(path, line).size(), 1U) << path << line;
}

TEST(Rules, SeeALibraryOutsideItsPlace) {
  const std::vector<Included> wrong = {{"memory/a.cpp", "#include <systemc>"},
                                       {"workloads/nir/a.cpp", "#include <tlm.h>"},
                                       {"hw/core/a.cpp", "#include <nlohmann/json.hpp>"},
                                       {"sim/config/a.cpp", "#include <CLI/CLI.hpp>"},
                                       {"workloads/network/a.cpp", "#include <hdf5.h>"},
                                       {"memory/a.cpp", "#include <boost/graph/graph_traits.hpp>"},
                                       {"memory/a.cpp", "#include <unistd.h>"},
                                       {"energy/a.cpp", "#include <fmt/format.h>"},
                                       {"sim/run/a.cpp", "#include <gtest/gtest.h>"},
                                       {"tests/memory/a.cpp", "#include <systemc>"}};
  for (const auto& [path, line] : wrong) EXPECT_EQ(includes(path, line).size(), 1U) << path << line;
}

TEST(Rules, LetAnIncludePassThatIsInOrder) {
  const std::vector<Included> right = {{"energy/a.cpp", "#include <vector>"},
                                       {"memory/a.cpp", "#include \"energy/units.hpp\""},
                                       {"hw/core/a.cpp", "#include <systemc>"},
                                       {"hw/core/a.cpp", "#include \"energy/activity.hpp\""},
                                       {"workloads/hdf5/a.cpp", "#include <hdf5.h>"},
                                       {"workloads/nir/a.cpp", "#include \"memory/encoding.hpp\""},
                                       {"sim/run/a.cpp", "#include \"hw/chip/chip.hpp\""},
                                       {"sim/run/a.cpp", "// #include \"tests/x.hpp\""},
                                       {"sim/command/a.cpp", "#include <CLI/CLI.hpp>"},
                                       {"tests/memory/a.cpp", "#include \"brute_force.hpp\""}};
  for (const auto& [path, line] : right) EXPECT_EQ(includes(path, line), Faults{}) << path << line;
}

TEST(Rules, SeeACycleOfFolders) {
  const SourceFile a{"workloads/a/x.hpp", "#include \"workloads/b/y.hpp\"\n"};
  const SourceFile b{"workloads/b/deeper/y.hpp", "#include \"workloads/c/z.hpp\"\n"};
  const SourceFile c{"workloads/c/z.hpp", "#include \"workloads/a/x.hpp\"\n"};
  EXPECT_EQ(cycle_faults({a, b, c}, "workloads"),
            (Faults{"workloads/a -> workloads/b -> workloads/c -> workloads/a"}));
  EXPECT_EQ(cycle_faults({a, b}, "workloads"), Faults{});
  EXPECT_EQ(cycle_faults({a, b, c}, "hw"), Faults{});
  EXPECT_EQ(cycle_faults({{"workloads/a/x.hpp", "#include \"workloads/a/y.hpp\"\n"}}, "workloads"),
            Faults{});
}

SourceFile file_of(int lines) {
  return {"sim/a.cpp", std::string(static_cast<std::size_t>(lines), '\n')};
}

TEST(Rules, SeeFilesThatAreTooLong) {
  EXPECT_EQ(size_faults({}), Faults{});
  EXPECT_EQ(size_faults({file_of(120)}), Faults{});
  EXPECT_EQ(size_faults({file_of(121)}), Faults{"the median file has 121 lines"});
  std::vector<SourceFile> files(19, file_of(100));
  files.push_back(file_of(500));
  EXPECT_EQ(size_faults(files), Faults{});  // one in twenty may be long
  files.back() = file_of(501);
  EXPECT_EQ(size_faults(files), Faults{"sim/a.cpp has 501 lines"});
  files.back() = files[0] = file_of(301);
  EXPECT_EQ(size_faults(files), Faults{"one file in ten has 301 lines or more"});
}

TEST(Rules, SeeABadName) {
  for (const std::string path : {"sim/string_util.cpp", "sim/utils/a.cpp", "hw/core_manager.hpp",
                                 "memory/test_helper.cpp", "sim/run_v2.cpp", "common/a.hpp"}) {
    EXPECT_EQ(name_faults({{path, ""}}), Faults{path + ": a name that says nothing"});
  }
  for (const std::string path : {"sim/CamelCase.cpp", "sim/kebab-case.cpp", "Sim/a.cpp"}) {
    EXPECT_EQ(name_faults({{path, ""}}), Faults{path + ": not snake_case"});
  }
  EXPECT_EQ(name_faults({{"sim/run/plain_words.cpp", ""}, {"hw/utilisation.hpp", ""}}), Faults{});
}

TEST(Rules, SeeAnEntryTooManyAtTheTop) {
  EXPECT_EQ(top_level_faults({"dev", "hw", ".ci", ".git", "build", "results"}), Faults{});
  EXPECT_EQ(top_level_faults({"dev", "scripts"}), Faults{"scripts: the top level is fixed"});
}

TEST(Rules, SeeAFolderThatNobodyExplains) {
  const std::vector<SourceFile> files = {{"hw/chip/a.cpp", ""}, {"tests/hw/noc/a.cpp", ""}};
  EXPECT_EQ(readme_faults(files, {}),
            (Faults{"hw: no README.md explains it", "hw/chip: no README.md explains it",
                    "tests: no README.md explains it"}));
  EXPECT_EQ(readme_faults(files, {{"hw", "about chips"}, {"tests", ""}}),
            Faults{"hw/chip: no README.md explains it"});
  EXPECT_EQ(readme_faults(files, {{"hw", "`chip/` wires"}, {"tests", ""}}), Faults{});
  EXPECT_EQ(readme_faults(files, {{"hw", ""}, {"hw/chip", ""}, {"tests", ""}}), Faults{});
}

}  // namespace
}  // namespace engram::architecture
