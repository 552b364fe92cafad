#include "tests/hw/learning/learning_chips.hpp"

namespace engram::hw::testing {
namespace {

constexpr WeightFormat kSixBits{WeightKind::uniform, 6};

/// Some levels of -14..14, every fifth 0.
Weights scattered(std::uint32_t rows, std::uint32_t targets, std::uint32_t salt) {
  Weights weights(rows, std::vector<double>(targets));
  for (std::uint32_t row = 0; row < rows; ++row) {
    for (std::uint32_t target = 0; target < targets; ++target) {
      const std::uint32_t number = row * 37 + target * 11 + salt;
      weights[row][target] = number % 5 == 0 ? 0 : static_cast<double>(number % 29) - 12;
    }
  }
  return weights;
}

}  // namespace

LearningSpec steps_of_256(LearningRule rule, std::size_t projections,
                          std::vector<std::uint8_t> targeted) {
  LearningSpec spec;
  spec.rule = rule;
  spec.learns.assign(projections, 1);
  spec.targeted = std::move(targeted);
  spec.rate_shift = 8;
  spec.surrogate_width = 10;
  spec.trace_decay = 2048;
  return spec;
}

ChipSpec loop(const EncodingChoice& choice, const std::vector<std::uint32_t>& cores) {
  HandMade net(choice, kSixBits);
  const auto in = net.input("in", 6);
  const auto a = net.population("a", 5, 1, fixed_if(9), cores);
  const auto b = net.population("b", 4, 2, fixed_if(9), cores);
  net.connect("ia", in, a, scattered(6, 5, 3));
  net.connect("ab", a, b, scattered(5, 4, 8), 0, 1);
  net.connect("ba", b, a, scattered(4, 5, 1), 1);
  return net.build(2, 2);
}

std::vector<SampleInput> loop_events() {
  return {{0,
           {{0, 0, 1},
            {0, 3, 2},
            {1, 1, 1},
            {1, 2, 1},
            {1, 5, 1},
            {2, 0, 3},
            {2, 4, 1},
            {3, 2, 1},
            {3, 3, 1},
            {4, 1, 2},
            {5, 0, 1},
            {5, 5, 1}}}};
}

std::vector<SampleTargets> loop_targets() {
  return {{2, {{0, 1, 1}, {1, 0, 2}, {2, 2, 1}, {2, 3, 1}, {4, 1, 1}, {5, 3, 1}}}};
}

ChipSpec convolution(const EncodingChoice& choice, const std::vector<std::uint32_t>& cores) {
  constexpr std::uint32_t kInputs = 16, kOutputs = 32;
  ConvSlice slice;
  ConvGeometry& g = slice.geometry;
  g.in_channels = 1;
  g.out_channels = 2;
  g.in_height = g.in_width = g.out_height = g.out_width = 4;
  g.kernel_height = g.kernel_width = 3;
  g.pad_y = g.pad_x = 1;
  slice.axon_input = numbered(kInputs);
  for (const int level : {3, 2, -3, 0, 7, 4, -2, 5, 6, 1, -4, 2, 8, -1, 3, 0, 9, -5}) {
    slice.kernel.push_back(code_from_level(kSixBits, level));
  }
  HandMade net({}, kSixBits);
  const auto in = net.input("in", kInputs);
  const auto map = net.population("map", kOutputs, 1, fixed_if(9), cores);
  const auto out = net.population("out", 3, 2, fixed_if(9), {0});
  net.connect("conv", in, map, Weights(kInputs, std::vector<double>(kOutputs, 1)));
  net.connect("fc", map, out, scattered(kOutputs, 3, 4));
  ChipSpec spec = net.build(2, 2);
  for (CoreSpec& core : spec.cores) {
    for (ImageSpec& image : core.images) {
      if (image.order != 0) continue;
      slice.first_output = core.slices[image.slice].first;
      image.image = std::make_shared<const MemoryImage>(
          encode(conv_matrix(slice, kSixBits, core.slices[image.slice].count), choice));
    }
  }
  return spec;
}

}  // namespace engram::hw::testing
