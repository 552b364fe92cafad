#include <gtest/gtest.h>

#include <memory>

#include "memory/controller.hpp"
#include "tests/hw/hand_made.hpp"

// A 3 x 3 convolution (one channel, padding 1) over a 4 x 4 map, in every encoding: the same spikes
// and synaptic operations, and each encoding's own lines.
namespace engram::hw::testing {
namespace {

constexpr std::uint32_t kSide = 4;
const int kKernel[3][3] = {{1, 2, -3}, {0, 7, 4}, {-2, 5, 6}};

ConvGeometry geometry() {
  ConvGeometry conv;
  conv.in_channels = conv.out_channels = 1;
  conv.in_height = conv.in_width = conv.out_height = conv.out_width = kSide;
  conv.kernel_height = conv.kernel_width = 3;
  conv.pad_y = conv.pad_x = 1;
  return conv;
}

/// Output (y, x) reads input (y + ky - 1, x + kx - 1) through tap (ky, kx).
Weights unrolled() {
  Weights weights(kSide * kSide, std::vector<double>(kSide * kSide, 0.0));
  const int side = kSide;
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      for (int ky = 0; ky < 3; ++ky) {
        for (int kx = 0; kx < 3; ++kx) {
          const int in_y = y + ky - 1, in_x = x + kx - 1;
          if (in_y < 0 || in_x < 0 || in_y >= side || in_x >= side) continue;
          weights[in_y * side + in_x][y * side + x] = kKernel[ky][kx];
        }
      }
    }
  }
  return weights;
}

ChipSpec convolution(Encoding encoding, Sharing sharing, unsigned run_bits = 4,
                     FunctionalMode mode = FunctionalMode::rowcol) {
  EncodingChoice choice;
  choice.encoding = encoding;
  choice.sharing = sharing;
  choice.organisation.word_bits = 16;
  choice.organisation.run_bits = run_bits;
  choice.organisation.functional_mode = mode;
  HandMade net;
  const auto in = net.input("in", kSide * kSide);
  net.connect("conv", in, net.population("out", kSide * kSide, 1, fixed_if(6)), unrolled());
  ChipSpec spec = net.build(1, 1);
  const WeightFormat format{WeightKind::uniform, 4};
  SynapseMatrix matrix = decode(make_image(unrolled(), format, {}));
  matrix.conv = ConvSlice{geometry(), 0, {}, {}};
  for (std::uint32_t axon = 0; axon < kSide * kSide; ++axon) {
    matrix.conv->axon_input.push_back(axon);
  }
  for (const auto& row : kKernel) {
    for (const int level : row) matrix.conv->kernel.push_back(code_from_level(format, level));
  }
  spec.cores[0].images[0].image = std::make_shared<const MemoryImage>(encode(matrix, choice));
  return spec;
}

// Neuron 5 is (1, 1): all nine taps reach; neuron 0 is a corner: four do.
const std::vector<SampleInput> kConvInput{{0, {{0, 0, 1}, {0, 5, 1}, {2, 15, 2}}}};

TEST(Convolution, SpikesAndOperationsAreThoseOfTheUnrolledMatrix) {
  const Report crossbar = run_apart(convolution(Encoding::crossbar, Sharing::none), kConvInput, 3);
  EXPECT_FALSE(crossbar.at("spikes").empty());
  const std::vector<std::pair<Encoding, Sharing>> others{
      {Encoding::index, Sharing::none},       {Encoding::bitmap, Sharing::none},
      {Encoding::index, Sharing::kernel},     {Encoding::bitmap, Sharing::kernel},
      {Encoding::run_length, Sharing::none},  {Encoding::run_length, Sharing::kernel},
      {Encoding::functional, Sharing::kernel}};
  for (const auto& [encoding, sharing] : others) {
    const Report report = run_apart(convolution(encoding, sharing), kConvInput, 3);
    ASSERT_EQ(report.count("exception"), 0u) << report.at("exception");
    EXPECT_EQ(report.at("spikes"), crossbar.at("spikes"));
    EXPECT_EQ(report.at("synaptic_operations"), crossbar.at("synaptic_operations"));
  }
}

TEST(Convolution, SharedKernelsComputeAddresses) {
  const Report report =
      run_apart(convolution(Encoding::functional, Sharing::kernel), kConvInput, 3);
  // deliveries: 9 taps, 4 at the corner, twice 4 at the other; one tap is 0 and is stored
  EXPECT_EQ(report.at("core0/conv.controller/controller_address/count"), "21");
  EXPECT_EQ(report.at("core0/conv.controller/controller_address/variant"), "functional@32");
  EXPECT_EQ(report.at("core0/conv.controller/controller_weight/count"), "21");
  EXPECT_EQ(report.at("accumulator_adds"), "21 ");
  EXPECT_EQ(report.count("core0/conv.controller/controller_address/instances"), 1u);
}

TEST(Convolution, EveryModeOfFunctionalHasItsController) {
  const Report crossbar = run_apart(convolution(Encoding::crossbar, Sharing::none), kConvInput, 3);
  const auto report_of = [&](FunctionalMode mode) {
    return run_apart(convolution(Encoding::functional, Sharing::kernel, 4, mode), kConvInput, 3);
  };
  const Report rowcol = report_of(FunctionalMode::rowcol);
  const Report pure = report_of(FunctionalMode::pure);
  const Report bitmap = report_of(FunctionalMode::bitmap);
  for (const Report& report : {rowcol, pure, bitmap}) {
    EXPECT_EQ(report.at("spikes"), crossbar.at("spikes"));
    EXPECT_EQ(report.at("synaptic_operations"), crossbar.at("synaptic_operations"));
  }
  const std::string line = "core0/conv.controller/controller_address/";
  EXPECT_EQ(pure.at(line + "variant"), "functional_pure@32");
  EXPECT_EQ(bitmap.at(line + "variant"), "functional_bitmap@32");
  EXPECT_EQ(pure.at(line + "count"), rowcol.at(line + "count"));
  const std::string words = "core0/conv.controller/controller_word/count";
  EXPECT_EQ(pure.at(words), rowcol.at(words));
  // The tap that is 0 is neither stored nor added.
  EXPECT_EQ(bitmap.at("accumulator_adds"), bitmap.at("synaptic_operations"));
  EXPECT_EQ(bitmap.at(line + "count") + " ", bitmap.at("accumulator_adds"));
}

// One run bit: two neighbouring zeros need a filler, which the controller handles and nobody adds.
TEST(Convolution, FillersAreWorkForTheControllerOnly) {
  const Report report =
      run_apart(convolution(Encoding::run_length, Sharing::none, 1), kConvInput, 3);
  const auto handled = std::stoull(report.at("core0/conv.controller/controller_weight/count"));
  const std::string adds = report.at("accumulator_adds");
  EXPECT_EQ(adds, report.at("synaptic_operations"));
  EXPECT_GT(handled, std::stoull(adds));
}

TEST(Convolution, UnrolledMatricesDoNot) {
  const Report report = run_apart(convolution(Encoding::bitmap, Sharing::none), kConvInput, 3);
  EXPECT_EQ(report.count("core0/conv.controller/controller_address/count"), 0u);
  // the tap that is 0 is not stored, so every addition is an operation
  EXPECT_EQ(report.at("accumulator_adds"), report.at("synaptic_operations"));
}

}  // namespace
}  // namespace engram::hw::testing
