#include "controller_twin_tests.hpp"

#include <filesystem>

namespace engram::cosim {
namespace {

constexpr std::uint64_t kCycles = 120'000;

/// For the test of coverage.
void keep_coverage(ControllerTwin& twin, const std::string& name) {
  std::filesystem::create_directories(ENGRAM_COVERAGE_DIR);
  twin.write_coverage(std::string(ENGRAM_COVERAGE_DIR) + "/" + name + ".dat");
}

TEST_P(ControllerLockStep, RandomSessions) {
  const auto twin = GetParam().make(0);
  const SessionResult result = run_random(*twin, GetParam(), kCycles, 1);
  EXPECT_TRUE(result.agrees) << result.report;
  EXPECT_GE(result.cycles, kCycles);
  EXPECT_GE(result.events, 1000U);
  std::printf("%s: %ju cycles, %ju rows and columns\n", GetParam().name.c_str(),
              std::uintmax_t{result.cycles}, std::uintmax_t{result.events});
  keep_coverage(*twin, GetParam().name + "_random");
}

TEST_P(ControllerLockStep, CornerVectors) {
  const auto twin = GetParam().make(0);
  for (const CornerVector& corner : corner_vectors(GetParam().shape)) {
    const SessionResult result = run_corner(*twin, GetParam(), corner);
    EXPECT_TRUE(result.agrees) << corner.name << ": " << result.report;
  }
  keep_coverage(*twin, GetParam().name + "_corners");
}

/// Nobody in its way: words, deliveries and cycles of a block are those of RowPipeline.
TEST_P(ControllerLockStep, ABlockTakesTheCyclesOfRowPipeline) {
  const auto twin = GetParam().make(0);
  for (const Operation operation : GetParam().operations) {
    ControllerModel model(draw_image(GetParam().shape, 3));
    Stimulus stimulus;
    stimulus.events = random_events(model.image(), {operation}, 200, 5);
    const SessionResult result = run_session(*twin, model, stimulus);
    ASSERT_TRUE(result.agrees) << result.report;
    EXPECT_EQ(result.twin, result.model);
    EXPECT_EQ(result.busy, model.block_cycles());
  }
}

/// Two sessions one after another: reset leaves nothing behind.
TEST_P(ControllerLockStep, SameSeedSameCycles) {
  const auto first = GetParam().make(0), second = GetParam().make(0);
  const SessionResult a = run_random(*first, GetParam(), 2000, 9);
  const SessionResult b = run_random(*second, GetParam(), 2000, 9);
  EXPECT_EQ(a.cycles, b.cycles);
  EXPECT_TRUE(a.agrees && b.agrees);
}

/// The bench can fail: each fault is seen, and the report shows both histories.
TEST_P(ControllerFaults, IsCaught) {
  const auto& [twin_case, fault] = GetParam();
  const auto twin = twin_case.make(static_cast<unsigned>(fault));
  const SessionResult result = run_all(*twin, twin_case, kCycles / 10);
  EXPECT_FALSE(result.agrees);
  if (result.report.starts_with("cycle")) {
    EXPECT_NE(result.report.find("\nmodel\n"), std::string::npos);
    EXPECT_NE(result.report.find("\ntwin\n"), std::string::npos);
    EXPECT_NE(result.report.find('*'), std::string::npos);
  }
}

}  // namespace
}  // namespace engram::cosim
