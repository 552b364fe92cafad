#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>

#include "sim/characterise/characterise.hpp"
#include "sim/characterise/characterise_text.hpp"

/// One controller through the whole flow: the fit, OpenSTA beside it, and the counts of the model.
namespace engram::sim {
namespace {

namespace fs = std::filesystem;

class Pricing : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    options_.liberty =
        std::string(ENGRAM_REFERENCE_DIR) + "/liberty/sg13g2_stdcell_typ_1p20V_25C.lib";
    if (!fs::exists(options_.liberty)) {
      GTEST_SKIP() << "reference data not found at " << options_.liberty;
    }
    options_.rtl = fs::path(ENGRAM_SOURCE_DIR) / "memory" / "rtl";
    options_.work = fs::temp_directory_path() / ("engram-pricing-" + std::to_string(getpid()));
    options_.variant = GetParam();
    options_.check = true;
    options_.progress = [](const std::string&) {};
  }
  void TearDown() override { fs::remove_all(options_.work); }

  CharacteriseOptions options_;
};

TEST_P(Pricing, FitsItsWorkloadsAndAgreesWithOpensta) {
  const Characterised result = characterise(options_);
  std::printf("%s", characterised_screen(result).c_str());
  ASSERT_EQ(result.controllers.size(), 1U);
  const PricedController& controller = result.controllers[0];
  EXPECT_GT(controller.area_um2, 0);
  EXPECT_GT(controller.learning_flip_flops, 0U);
  EXPECT_GE(controller.rows.size(), 6U);
  double sum = 0;
  for (const MeasuredWorkload& seen : controller.workloads) {
    EXPECT_LT(seen.total_residual(), 0.08) << seen.setup << ", " << seen.workload;
    sum += seen.total_residual();
    if (seen.opensta_pj == 0) continue;
    EXPECT_NEAR(seen.opensta_pj / seen.total_pj(), 1, 0.3) << seen.setup << ", " << seen.workload;
  }
  EXPECT_LT(sum / static_cast<double>(controller.workloads.size()), 0.05);
  EXPECT_GT(result.clock.energy.picojoules(), 0.02);
}

INSTANTIATE_TEST_SUITE_P(Controllers, Pricing,
                         testing::Values("crossbar", "index", "bitmap", "run_length", "functional",
                                         "functional_bitmap", "functional_pure"),
                         [](const auto& test) { return std::string(test.param); });

}  // namespace
}  // namespace engram::sim
