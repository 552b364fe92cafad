#include <gtest/gtest.h>

#include "tests/architecture/rules.hpp"

/// Engram's own tree keeps the rules (rules.hpp). That each rule can be broken is in
/// rules_test.cpp.
namespace engram::architecture {
namespace {

const std::vector<std::string> kProduct = {"energy", "memory", "hw", "workloads", "sim"};
const std::vector<std::string> kAll = {"energy", "memory", "hw", "workloads", "sim", "tests"};

std::vector<SourceFile> sources() {
  return read_sources(ENGRAM_SOURCE_DIR, kAll);
}

TEST(Architecture, IncludesPointOneWay) {
  EXPECT_EQ(include_faults(sources()), Faults{});
}

TEST(Architecture, FoldersOfWorkloadsDoNotIncludeEachOtherInCircles) {
  EXPECT_EQ(cycle_faults(sources(), "workloads"), Faults{});
}

TEST(Architecture, FilesAreSmall) {
  EXPECT_EQ(size_faults(sources()), Faults{});
}

TEST(Architecture, FilesOfTheProductAreSmall) {
  EXPECT_EQ(size_faults(read_sources(ENGRAM_SOURCE_DIR, kProduct)), Faults{});
}

TEST(Architecture, FunctionsAreShort) {
  EXPECT_EQ(function_faults(sources()), Faults{});
}

TEST(Architecture, NamesSaySomething) {
  EXPECT_EQ(name_faults(sources()), Faults{});
}

TEST(Architecture, TheTopLevelIsFixed) {
  EXPECT_EQ(top_level_faults(top_level(ENGRAM_SOURCE_DIR)), Faults{});
}

TEST(Architecture, FoldersAreExplained) {
  EXPECT_EQ(readme_faults(sources(), read_readmes(ENGRAM_SOURCE_DIR, kAll)), Faults{});
  const auto configs = read_readmes(ENGRAM_SOURCE_DIR, {"configs"});
  EXPECT_EQ(configs.count("configs"), 1U);
  EXPECT_EQ(configs.count("configs/energy"), 1U);
}

/// README.md prints the one list that ./dev and CI read.
TEST(Architecture, TheReadmeShowsThePackageList) {
  const std::filesystem::path root = ENGRAM_SOURCE_DIR;
  const std::string packages = read_text(root / ".ci/packages");
  ASSERT_NE(packages.find("cmake"), std::string::npos);
  EXPECT_NE(read_text(root / "README.md").find(packages), std::string::npos);
}

}  // namespace
}  // namespace engram::architecture
