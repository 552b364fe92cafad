#include <gtest/gtest.h>

#include "tests/hw/learning/learning_chips.hpp"

// A kernel weight serves many positions, and moves with the sum over them.
namespace engram::hw::testing {
namespace {

/// A line of three inputs, a kernel of two taps (3, 4) onto two outputs: 3 a + 4 b, 3 b + 4 c.
ChipSpec two_taps(const EncodingChoice& choice, const std::vector<std::uint32_t>& cores = {0}) {
  const WeightFormat format{WeightKind::uniform, 8};
  ConvSlice slice;
  ConvGeometry& g = slice.geometry;
  g.in_channels = g.out_channels = g.in_height = g.out_height = g.kernel_height = 1;
  g.in_width = 3;
  g.out_width = g.kernel_width = 2;
  slice.axon_input = numbered(3);
  slice.kernel = {code_from_level(format, 3), code_from_level(format, 4)};
  HandMade net({}, format);
  const auto in = net.input("in", 3);
  net.connect("conv", in, net.population("out", 2, 1, fixed_if(5), cores),
              {{3, 0}, {4, 3}, {0, 4}});
  ChipSpec spec = net.build(2, 1);
  for (CoreSpec& core : spec.cores) {
    slice.first_output = core.slices[0].first;
    core.images[0].image = std::make_shared<const MemoryImage>(
        encode(conv_matrix(slice, format, core.slices[0].count), choice));
  }
  spec.learning = steps_of_256(LearningRule::backprop, 1, {0, 1});
  return spec;
}

// All inputs fire: both outputs are 7 and fire, errors of 16, traces of 64. A tap of its own steps
// by 4, a shared one by the 8 of both positions.
TEST(LearningKernels, StepWithTheSumOverPositions) {
  const std::vector<SampleInput> all{{0, {{0, 0, 1}, {0, 1, 1}, {0, 2, 1}}}};
  const EncodingChoice own{Encoding::bitmap, Sharing::none, {}};
  EXPECT_EQ(learn_apart(two_taps(own), all, 1, {}).at("weights/conv"), "-1 0 0 -1 0 0 ");
  for (const Encoding encoding : {Encoding::bitmap, Encoding::functional}) {
    const EncodingChoice shared{encoding, Sharing::kernel, {}};
    const Report report = learn_apart(two_taps(shared), all, 1, {});
    ASSERT_EQ(report.count("exception"), 0u) << report.at("exception");
    EXPECT_EQ(report.at("weights/conv"), "-5 0 -4 -5 0 -4 ");
    EXPECT_EQ(report.at("weight_updates"), "2 ");
    EXPECT_EQ(report.at("core0/gradient/words"), "2");
    EXPECT_EQ(report.at("core0/conv.gradient/multiply/count"), "4");
    EXPECT_EQ(report.at("core0/conv.backward/controller_address/count"), "4");
    EXPECT_EQ(report.at("gradient_flits"), "0");
  }
}

// An output a core: each sends the gradients of both taps, 1024, to the other, one link away.
TEST(LearningKernels, ExchangeGradients) {
  const std::vector<SampleInput> all{{0, {{0, 0, 1}, {0, 1, 1}, {0, 2, 1}}}};
  const Report report =
      learn_apart(two_taps({Encoding::functional, Sharing::kernel, {}}, {0, 1}), all, 1, {});
  ASSERT_EQ(report.count("exception"), 0u) << report.at("exception");
  EXPECT_EQ(report.at("weights/conv"), "-5 0 -4 -5 0 -4 ");
  EXPECT_EQ(report.at("gradient_flits"), "4");
  EXPECT_EQ(report.at("noc/mesh.gradients/noc_hop/count"), "4");
  EXPECT_EQ(report.at("weight_updates"), "4 ");  // two copies of two
}

std::vector<SampleInput> map_events() {
  return {{0, {{0, 0, 1}, {0, 5, 1}, {0, 6, 2}, {1, 3, 1}, {1, 9, 1}, {2, 10, 1}, {2, 15, 1}}}};
}

Report learned(const EncodingChoice& choice, const std::vector<std::uint32_t>& cores,
               LearningRule rule) {
  ChipSpec spec = convolution(choice, cores);
  spec.learning = steps_of_256(rule, 2, {0, 0, 1});
  spec.learning->rounding = StepRounding::stochastic;
  Report report = learn_apart(spec, map_events(), 3, {{2, {{0, 1, 2}, {2, 0, 1}}}});
  EXPECT_EQ(report.count("exception"), 0u) << report["exception"];
  return report;
}

TEST(LearningKernels, CopiesOnSeveralCoresStayEqual) {
  for (const LearningRule rule : {LearningRule::three_factor, LearningRule::backprop}) {
    Report one = learned({Encoding::functional, Sharing::kernel, {}}, {0}, rule);
    for (const Encoding encoding : {Encoding::index, Encoding::bitmap, Encoding::functional}) {
      EncodingChoice choice{encoding, Sharing::kernel, {}};
      choice.organisation.learning = encoding == Encoding::index;
      for (const auto& cores : std::vector<std::vector<std::uint32_t>>{{0}, {0, 1}, {3, 1, 2}}) {
        Report report = learned(choice, cores, rule);
        EXPECT_EQ(report["weights/conv"], one["weights/conv"]);
        EXPECT_EQ(report["weights/fc"], one["weights/fc"]);
        EXPECT_EQ(report["spikes"], one["spikes"]);
        // Split between two channels, the copies have no entry in common.
        EXPECT_EQ(report["gradient_flits"] == "0", cores.size() < 3);
      }
    }
    Report unrolled = learned({Encoding::bitmap, Sharing::none, {}}, {0}, rule);
    EXPECT_NE(unrolled["weights/conv"], one["weights/conv"]);
  }
}

}  // namespace
}  // namespace engram::hw::testing
