#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tests/sim/command/program.hpp"

/// `cmake --install` into a prefix of the test's own, and what others build against it.
namespace engram::sim {
namespace {

namespace fs = std::filesystem;

/// A command as typed in a shell; its output and what it says of errors.
struct Said {
  int exit_code;
  std::string text;
};

class Installed : public testing::Test {
 protected:
  Scratch scratch;
  fs::path prefix;
  fs::path config = scratch.write("run.json", small_config());

  void SetUp() override {
    const auto* const test = testing::UnitTest::GetInstance()->current_test_info();
    prefix = fs::path(ENGRAM_PREFIX) / test->name();
    fs::remove_all(prefix);
    const Said said = run(std::string("cmake --install '" ENGRAM_BUILD_DIR "' --prefix '") +
                          prefix.string() + "'");
    ASSERT_EQ(said.exit_code, 0) << said.text;
  }
  void TearDown() override { fs::remove_all(prefix); }

  Said run(const std::string& command) const {
    const fs::path out = scratch.path() / "said";
    const int status =
        std::system(("cd '" + scratch.path().string() + "' && unset ENGRAM_DATA && " + command +
                     " > '" + out.string() + "' 2>&1")
                        .c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read_file(out)};
  }
  /// The energy that the installed command gives, as the example prints it.
  std::string expected(const std::string& options = "") const {
    const Said said =
        run("'" + (prefix / "bin/engram").string() + "' run run.json --quiet --out r " + options);
    EXPECT_EQ(said.exit_code, 0) << said.text;
    const std::string stats = read_file(scratch.path() / "r/stats.json");
    char text[40];
    std::snprintf(text, sizeof text, "%.10g\n", std::stod(value_of(stats, "energy_pj")));
    return text;
  }
};

TEST_F(Installed, FindPackageGivesTheLibraryAndWhereThingsAre) {
  const Said configured = run("cmake -S '" ENGRAM_SOURCE_DIR
                              "/tests/sim/package/example' -B build -G Ninja "
                              "-DCMAKE_C_COMPILER='" ENGRAM_C_COMPILER "' -DCMAKE_PREFIX_PATH='" +
                              prefix.string() + "'");
  ASSERT_EQ(configured.exit_code, 0) << configured.text;
  const Said built = run("cmake --build build");
  ASSERT_EQ(built.exit_code, 0) << built.text;
  EXPECT_EQ(run("build/example run.json").text, expected());
  const Said refused = run("build/example run.json /chip/core/lanes=0");
  EXPECT_EQ(refused.exit_code, 3);
  EXPECT_NE(refused.text.find("/chip/core/lanes"), std::string::npos) << refused.text;
}

TEST_F(Installed, PkgConfigGivesTheFlagsAlsoWhereThePrefixWasMoved) {
  const fs::path moved = prefix.string() + "_moved";
  fs::remove_all(moved);
  fs::rename(prefix, moved);
  prefix = moved;
  std::string folder;
  for (const auto& file : fs::recursive_directory_iterator(prefix)) {
    if (file.path().filename() == "engram.pc") folder = file.path().parent_path().string();
  }
  ASSERT_FALSE(folder.empty());
  const std::string pkg_config = "PKG_CONFIG_PATH='" + folder + "' pkg-config ";
  EXPECT_EQ(run(pkg_config + "--modversion engram").text, "0.1.0\n");
  const Said built = run("'" ENGRAM_C_COMPILER "' -std=c11 -Wall -Werror '" ENGRAM_SOURCE_DIR
                         "/tests/sim/package/example/main.c' -o example $(" +
                         pkg_config + "--cflags --libs engram) -Wl,-rpath,$(" + pkg_config +
                         "--variable=libdir engram)");
  ASSERT_EQ(built.exit_code, 0) << built.text;
  EXPECT_EQ(run("./example run.json").text, expected());
}

// A table that is in the prefix alone: the source tree's would not do.
TEST_F(Installed, ProgramAndLibraryReadTheDataOfTheirPrefix) {
  const fs::path energy = prefix / "share/engram/configs/energy";
  std::string table = read_file(energy / "ihp-sg13g2-130nm.json");
  const std::string name = "\"ihp-sg13g2-130nm\"";
  ASSERT_NE(table.find(name), std::string::npos);
  table.replace(table.find(name), name.size(), "\"here-only\"");
  std::ofstream(energy / "here-only.json") << table;
  EXPECT_NE(run("'" + (prefix / "bin/engram").string() + "' list tables").text.find("here-only"),
            std::string::npos);
  const std::string energy_there = expected("--set /energy/table=here-only");
  EXPECT_EQ(energy_there, expected());
  const Said demo = run("'" + (prefix / "bin/engram").string() + "' validate '" +
                        (prefix / "share/engram/configs/runs/worked_example.json").string() + "'");
  EXPECT_EQ(demo.exit_code, 0) << demo.text;
}

// Only the functions of the header can be linked against.
TEST_F(Installed, TheLibraryShowsItsFunctionsAndNothingElse) {
  const Said symbols = run("nm -D --defined-only --format=posix $(find '" + prefix.string() +
                           "' -name libengram_dpi.so)");
  ASSERT_EQ(symbols.exit_code, 0) << symbols.text;
  const std::string header = read_file(ENGRAM_SOURCE_DIR "/sim/dpi/include/engram/dpi.h");
  const std::string package = read_file(ENGRAM_SOURCE_DIR "/sim/dpi/engram_dpi.sv");
  std::istringstream lines(symbols.text);
  int functions = 0;
  for (std::string line; std::getline(lines, line); ++functions) {
    const std::string function = line.substr(0, line.find(' '));
    EXPECT_NE(header.find(" " + function + "("), std::string::npos) << function;
    EXPECT_NE(package.find(" " + function + "("), std::string::npos) << function;
  }
  EXPECT_GT(functions, 25);
}

}  // namespace
}  // namespace engram::sim
