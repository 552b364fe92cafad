#include <gtest/gtest.h>

#include <filesystem>

#include "workloads/arrays/array_reader.hpp"
#include "workloads/encoders/encoder.hpp"
#include "workloads/spikes/labels.hpp"

/// The input of mnist/trained_mnist_network.net (EXPECTED.md section 6): pixel / 255 drives one IF
/// neuron a pixel for 32 steps; the first 2,000 test images give 3,571,183 spikes.
namespace engram::published {
namespace {

const std::filesystem::path kMnist = std::filesystem::path(ENGRAM_REFERENCE_DIR) / "real/mnist";

std::uint64_t spikes_of(double scale, double divide_by) {
  const auto images = workloads::open_array(kMnist / "t10k-images-idx3-ubyte.gz");
  const workloads::Encoder& encoder = *workloads::find_encoder("if");
  std::uint64_t spikes = 0;
  for (int image = 0; image < 2000; ++image) {
    std::vector<double> values = images->next();
    for (double& value : values) value = value * scale / divide_by;
    spikes += encoder.encode(values, {.threshold = 1, .timesteps = 32}).spikes();
  }
  return spikes;
}

class MnistInput : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kMnist)) GTEST_SKIP() << "reference data not found at " << kMnist;
  }
};

TEST_F(MnistInput, TheIfEncoderGivesTheExpectedSpikes) {
  EXPECT_EQ(spikes_of(1, 255), 3'571'183U);
  EXPECT_EQ(spikes_of(1.0 / 255, 1), 3'571'183U);
  EXPECT_EQ(spikes_of(0.00392157, 1), 3'727'175U) << "why divide_by exists";
}

TEST_F(MnistInput, HasTheShapeAndLabelsOfTheTestSet) {
  EXPECT_EQ(workloads::open_array(kMnist / "t10k-images-idx3-ubyte.gz")->shape(),
            (std::vector<std::uint64_t>{10'000, 28, 28}));
  const workloads::SampleLabels labels(kMnist / "t10k-labels-idx1-ubyte.gz");
  EXPECT_EQ(labels.size(), 10'000U);
  EXPECT_EQ(labels.of(0), 7U);
  EXPECT_EQ(labels.of(9999), 6U);
}

}  // namespace
}  // namespace engram::published
