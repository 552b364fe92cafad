#include "tests/hw/chip/steady_chips.hpp"

#include <algorithm>
#include <memory>

namespace engram::hw::testing {
namespace {

constexpr std::uint32_t kMapSide = 16;  ///< behind the pool

/// Levels of -3 .. 7, so that sums rise; one weight in `one_in` is not 0.
Weights levels(std::uint32_t rows, std::uint32_t targets, std::uint32_t one_in) {
  Weights weights(rows, std::vector<double>(targets));
  for (std::uint32_t row = 0; row < rows; ++row) {
    for (std::uint32_t target = 0; target < targets; ++target) {
      const std::uint32_t number = (row * 37 + target * 11) % 10007;
      const int level = static_cast<int>(number % 11) - 3;
      if (number % one_in == 0) weights[row][target] = level == 0 ? 1 : level;
    }
  }
  return weights;
}

/// Levels of 30 .. 60, a few of -40; one weight in three is 0.
Weights high_levels(std::uint32_t rows, std::uint32_t targets) {
  Weights weights(rows, std::vector<double>(targets));
  for (std::uint32_t row = 0; row < rows; ++row) {
    for (std::uint32_t target = 0; target < targets; ++target) {
      const std::uint32_t number = (row * 37 + target * 11) % 10007;
      const int level = number % 17 == 0 ? -40 : 30 + static_cast<int>(number % 31);
      if (number % 3 != 0) weights[row][target] = level;
    }
  }
  return weights;
}

/// Two kernels onto the outputs of a slice.
ConvSlice kernels(std::uint32_t first_output, const WeightFormat& format, int scale = 1) {
  ConvSlice slice;
  ConvGeometry& g = slice.geometry;
  g.in_channels = 1;
  g.out_channels = 2;
  g.in_height = g.in_width = g.out_height = g.out_width = kMapSide;
  g.kernel_height = g.kernel_width = 3;
  g.pad_y = g.pad_x = 1;
  slice.first_output = first_output;
  slice.axon_input = numbered(kMapSide * kMapSide);
  for (const int level : {3, 2, -3, 0, 7, 4, -2, 5, 6, 1, -4, 2, 5, -1, 3, 0, 6, -5}) {
    slice.kernel.push_back(format.kind == WeightKind::float32
                               ? code_from_float(static_cast<float>(scale * level))
                               : code_from_level(format, scale * level));
  }
  return slice;
}

/// Of a neuron of the input map, the one of a quarter of its size that stands for it.
std::uint32_t pooled(std::uint32_t neuron) {
  const std::uint32_t y = neuron / (2 * kMapSide), x = neuron % (2 * kMapSide);
  return y / 2 * kMapSide + x / 2;
}

/// Puts kernels in the place of the first image of a core.
void convolve(CoreSpec& core, const EncodingChoice& choice, const WeightFormat& format, int scale) {
  ImageSpec& image = core.images.front();
  const SliceSpec& slice = core.slices[image.slice];
  const ConvSlice conv = kernels(slice.first, format, scale);
  image.image =
      std::make_shared<const MemoryImage>(encode(conv_matrix(conv, format, slice.count), choice));
  image.inputs = numbered(kMapSide * kMapSide);
}

}  // namespace

std::vector<SampleInput> steady_events(std::uint32_t neurons, std::uint32_t timesteps) {
  const std::uint32_t events = std::max(1U, neurons / 8);
  SampleInput input;
  std::vector<std::uint32_t> chosen(events);
  for (std::uint32_t timestep = 0; timestep < timesteps; ++timestep) {
    for (std::uint32_t k = 0; k < events; ++k) chosen[k] = (timestep + 8 * k) % neurons;
    std::sort(chosen.begin(), chosen.end());
    for (std::uint32_t k = 0; k < events; ++k) {
      input.events.push_back({timestep, chosen[k], k % 3 == 0 ? 2U : 1U});
    }
  }
  return {input};
}

ChipSpec dense_chip(const EncodingChoice& choice, const WeightFormat& format,
                    const NeuronSpec& neuron) {
  HandMade net(choice, format);
  const auto in = net.input("in", 64);
  const auto a = net.population("a", 40, 1, neuron);
  const auto b = net.population("b", 12, 2, neuron);
  net.connect("ia", in, a, levels(64, 40, 1));
  net.connect("ab", a, b, levels(40, 12, 1));
  return net.build(1, 1);
}

ChipSpec recurrent_chip(const EncodingChoice& choice, const WeightFormat& format,
                        const NeuronSpec& neuron) {
  const std::vector<std::uint32_t> cores = {0, 1, 3};
  HandMade net(choice, format);
  const auto in = net.input("in", 64);
  const auto a = net.population("a", 600, 1, neuron, cores);
  const auto b = net.population("b", 60, 2, neuron, cores);
  net.connect("ia", in, a, levels(64, 600, 4));
  net.connect("aa", a, a, levels(600, 600, 50), 3);
  net.connect("ab", a, b, levels(600, 60, 4));
  net.connect("ba", b, a, levels(60, 600, 20), 2);
  return net.build(2, 2);
}

ChipSpec pooled_convolution_chip(const EncodingChoice& choice, const WeightFormat& format,
                                 const NeuronSpec& neuron) {
  constexpr std::uint32_t kInputs = 4 * kMapSide * kMapSide, kOutputs = 2 * kMapSide * kMapSide;
  HandMade net({}, format);
  const auto in = net.input("in", kInputs);
  const auto map = net.population("map", kOutputs, 1, neuron, {0, 1, 3});
  const auto out = net.population("out", 10, 2, neuron, {2});
  net.connect("conv", in, map, Weights(kInputs, std::vector<double>(kOutputs)));
  net.connect("fc", map, out, levels(kOutputs, 10, 1));
  ChipSpec spec = net.build(2, 2);
  for (CoreSpec& core : spec.cores) {
    if (core.images.front().order != 0) continue;
    convolve(core, choice, format, 1);
    for (AxonEntry& entry : core.entries) entry.row = pooled(entry.row);
  }
  return spec;
}

ChipSpec steady_learner(const EncodingChoice& choice) {
  const std::vector<std::uint32_t> cores = {0, 1, 3};
  HandMade net(choice, {WeightKind::uniform, 8});
  const auto in = net.input("in", 64);
  const auto a = net.population("a", 90, 1, fixed_if(400), cores);
  const auto b = net.population("b", 36, 2, fixed_if(2000), cores);
  net.connect("ia", in, a, high_levels(64, 90));
  net.connect("ab", a, b, high_levels(90, 36));
  net.connect("ba", b, a, high_levels(36, 90), 1);
  return net.build(2, 2);
}

ChipSpec steady_convolution_learner(const EncodingChoice& choice) {
  constexpr std::uint32_t kInputs = kMapSide * kMapSide, kOutputs = 2 * kInputs;
  constexpr WeightFormat kWeights{WeightKind::uniform, 8};
  HandMade net({}, kWeights);
  const auto in = net.input("in", kInputs);
  const auto map = net.population("map", kOutputs, 1, fixed_if(20), {0, 1, 3});
  const auto out = net.population("out", 10, 2, fixed_if(2000), {2});
  net.connect("conv", in, map, Weights(kInputs, std::vector<double>(kOutputs)));
  net.connect("fc", map, out, high_levels(kOutputs, 10));
  ChipSpec spec = net.build(2, 2);
  for (CoreSpec& core : spec.cores) {
    if (core.images.front().order == 0) convolve(core, choice, kWeights, 12);
  }
  return spec;
}

}  // namespace engram::hw::testing
