#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "tests/fuzz/fuzz_target.hpp"

/// The seeds, and every input that once broke a reader, without a fuzzer: they end as they should.
namespace engram::fuzz {
namespace {

namespace fs = std::filesystem;

const fs::path root = fs::path(ENGRAM_SOURCE_DIR) / "tests" / "fuzz";

std::vector<std::uint8_t> bytes_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<fs::path> files_in(const fs::path& folder) {
  if (!fs::is_directory(folder)) return {};
  std::set<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.insert(entry.path());
  return {files.begin(), files.end()};
}

class Target : public testing::TestWithParam<FuzzTarget> {};

/// Nothing but a documented fault comes out of a reader; targets let everything else through.
void run_all(const FuzzTarget& target, const fs::path& folder) {
  for (const fs::path& file : files_in(folder / target.name)) {
    EXPECT_NO_THROW(target.run(bytes_of(file))) << file;
  }
}

TEST_P(Target, SeedsEndWell) {
  EXPECT_FALSE(files_in(root / "corpus" / GetParam().name).empty())
      << "a target starts from seeds: tests/fuzz/corpus/" << GetParam().name;
  run_all(GetParam(), root / "corpus");
}

TEST_P(Target, FoundCasesEndWell) {
  run_all(GetParam(), root / "found");
}

TEST(Targets, EveryFolderOfCasesBelongsToOne) {
  for (const char* kind : {"corpus", "found"}) {
    for (const fs::path& folder : files_in(root / kind)) {
      EXPECT_NE(find_target(folder.filename().string()), nullptr) << folder;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Fuzz, Target, testing::ValuesIn(fuzz_targets()),
                         [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace engram::fuzz
