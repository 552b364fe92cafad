#include "random_matrix.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <optional>
#include <random>

namespace engram::random_matrix {
namespace {

using Bits = std::mt19937_64;

double draw_density() {
  return *rc::gen::element(0.0, 0.02, 0.1, 0.4, 0.5, 0.8, 0.97, 1.0);
}

/// Outputs along one axis: all that fit between equal paddings, fewer (cropped at the end), or one
/// or two more (padded further at the end, as "same" does where the sum of paddings is odd).
std::uint32_t draw_outputs(std::uint32_t fitting) {
  if (*rc::gen::inRange(0, 3) != 0) return fitting;
  return *rc::gen::inRange(1U, fitting + 3);
}

struct Stored {
  WeightFormat format;
  std::uint64_t largest_code = 0;
  std::optional<CodebookShape> codebook;
};

Stored draw_stored() {
  if (*rc::gen::inRange(0, 3) != 0) {
    const WeightFormat format = random_matrix::draw_format();
    return {format, (std::uint64_t{1} << format.bits) - 1, std::nullopt};
  }
  CodebookShape shape;
  shape.entry_bits = *rc::gen::inRange(2U, 17U);
  shape.entries = *rc::gen::element(1U, 2U, 3U, 4U, 7U, 8U, 16U, 33U);
  shape.span = *rc::gen::element(0U, 1U, 2U, 5U);
  shape.first = shape.span == 0 ? 0 : *rc::gen::inRange(0U, shape.span);
  shape.by_axon = *rc::gen::arbitrary<bool>();
  return {{WeightKind::codebook, shape.code_bits()}, shape.by_axon ? 1 : shape.entries, shape};
}

/// A non-zero code with probability `density`, else 0.
std::uint32_t code(const Stored& stored, double density, Bits& bits) {
  if (static_cast<double>(bits() % 10000) >= density * 10000) return 0;
  return static_cast<std::uint32_t>(1 + bits() % stored.largest_code);
}

/// Tables and axon types for the matrix's targets and rows.
void add_codebook(const Stored& stored, Bits& bits, SynapseMatrix& matrix) {
  if (!stored.codebook) return;
  const CodebookShape& shape = *stored.codebook;
  matrix.codebook = Codebook{shape, {}, {}};
  const std::int32_t half = 1 << (shape.entry_bits - 1);
  const std::uint64_t entries = std::uint64_t{shape.tables(matrix.targets)} * shape.entries;
  for (std::uint64_t k = 0; k < entries; ++k) {
    const auto place = static_cast<std::int32_t>(bits() % (2 * static_cast<std::uint32_t>(half)));
    matrix.codebook->levels.push_back(place - half);
  }
  for (std::uint32_t row = 0; shape.by_axon && row < matrix.rows; ++row) {
    matrix.codebook->axon_type.push_back(static_cast<std::uint32_t>(bits() % shape.entries));
  }
}

ConvGeometry draw_geometry() {
  const auto small = [](std::uint32_t low, std::uint32_t high) {
    return *rc::gen::inRange(low, high + 1);
  };
  ConvGeometry g;
  g.groups = *rc::gen::element(1U, 1U, 2U, 3U);
  g.in_channels = g.groups * small(1, 3);
  g.out_channels = g.groups * small(1, 5);
  g.kernel_height = small(1, 3);
  g.kernel_width = small(1, 3);
  g.stride_y = small(1, 3);
  g.stride_x = small(1, 3);
  g.dilation_y = small(1, 2);
  g.dilation_x = small(1, 2);
  g.pad_y = small(0, 2);
  g.pad_x = small(0, 2);
  const std::uint32_t reach_y = g.dilation_y * (g.kernel_height - 1) + 1;
  const std::uint32_t reach_x = g.dilation_x * (g.kernel_width - 1) + 1;
  g.in_height = std::max(small(1, 7), reach_y > 2 * g.pad_y ? reach_y - 2 * g.pad_y : 1);
  g.in_width = std::max(small(1, 7), reach_x > 2 * g.pad_x ? reach_x - 2 * g.pad_x : 1);
  g.out_height = draw_outputs((g.in_height + 2 * g.pad_y - reach_y) / g.stride_y + 1);
  g.out_width = draw_outputs((g.in_width + 2 * g.pad_x - reach_x) / g.stride_x + 1);
  return g;
}

/// Whether some output of the slice reads input (c, y, x): distance arithmetic, output by output.
bool reached(const ConvGeometry& g, std::uint32_t first, std::uint32_t count, std::uint32_t input) {
  const std::int64_t y = input / g.in_width % g.in_height;
  const std::int64_t x = input % g.in_width;
  const std::uint32_t group = input / (g.in_height * g.in_width) / (g.in_channels / g.groups);
  for (std::uint32_t output = first; output < first + count; ++output) {
    const std::uint32_t plane = g.out_height * g.out_width;
    if (output / plane / (g.out_channels / g.groups) != group) continue;
    const std::int64_t dy = y + g.pad_y - std::int64_t{output % plane / g.out_width} * g.stride_y;
    const std::int64_t dx = x + g.pad_x - std::int64_t{output % g.out_width} * g.stride_x;
    const auto is_tap = [](std::int64_t d, std::int64_t dilation, std::int64_t size) {
      return d >= 0 && d % dilation == 0 && d / dilation < size;
    };
    if (is_tap(dy, g.dilation_y, g.kernel_height) && is_tap(dx, g.dilation_x, g.kernel_width)) {
      return true;
    }
  }
  return false;
}

}  // namespace

WeightFormat draw_format() {
  if (*rc::gen::inRange(0, 8) == 0) return {WeightKind::float32, 32};
  if (*rc::gen::inRange(0, 5) == 0) return {WeightKind::power_of_two, *rc::gen::inRange(2U, 6U)};
  return {WeightKind::uniform, *rc::gen::inRange(2U, 17U)};
}

SynapseMatrix draw_dense() {
  const std::uint32_t rows = *rc::gen::element(1U, 2U, 3U, 7U, 20U);
  const std::uint32_t targets = *rc::gen::element(1U, 2U, 3U, 5U, 16U, 31U, 64U, 65U, 150U);
  const Stored stored = draw_stored();
  const double density = draw_density();
  const bool some_rows_empty = *rc::gen::arbitrary<bool>();
  Bits bits(*rc::gen::arbitrary<std::uint64_t>());
  std::vector<std::uint32_t> codes;
  for (std::uint32_t row = 0; row < rows; ++row) {
    const bool empty = some_rows_empty && bits() % 3 == 0;
    for (std::uint32_t target = 0; target < targets; ++target) {
      codes.push_back(code(stored, empty ? 0.0 : density, bits));
    }
  }
  SynapseMatrix matrix = dense_matrix(rows, targets, stored.format, codes);
  add_codebook(stored, bits, matrix);
  return matrix;
}

SynapseMatrix draw_convolution() {
  ConvSlice slice;
  slice.geometry = draw_geometry();
  const ConvGeometry& g = slice.geometry;
  const std::uint32_t outputs = g.out_channels * g.out_height * g.out_width;
  slice.first_output = *rc::gen::element(0U, *rc::gen::inRange(0U, outputs));
  const std::uint32_t left = outputs - slice.first_output;
  const std::uint32_t targets = *rc::gen::element(left, *rc::gen::inRange(1U, left + 1));
  const Stored stored = draw_stored();
  const double density = draw_density();
  Bits bits(*rc::gen::arbitrary<std::uint64_t>());
  const std::uint32_t weights =
      g.out_channels * (g.in_channels / g.groups) * g.kernel_height * g.kernel_width;
  for (std::uint32_t k = 0; k < weights; ++k) slice.kernel.push_back(code(stored, density, bits));
  const unsigned extra_quarters = *rc::gen::element(0U, 1U, 4U);  // of the axons not reached
  const std::uint32_t inputs = g.in_channels * g.in_height * g.in_width;
  for (std::uint32_t input = 0; input < inputs; ++input) {
    const bool extra = bits() % 4 < extra_quarters;
    if (extra || reached(g, slice.first_output, targets, input)) slice.axon_input.push_back(input);
  }
  SynapseMatrix matrix = conv_matrix(std::move(slice), stored.format, targets);
  add_codebook(stored, bits, matrix);
  return matrix;
}

std::vector<EncodingChoice> draw_choices(const SynapseMatrix& matrix) {
  std::vector<unsigned> widths{16, *rc::gen::element(8U, 24U, 32U, 48U, 64U, 128U, 256U),
                               *rc::gen::inRange(8U, 257U)};
  std::vector<EncodingChoice> choices;
  const auto add = [&](Encoding encoding, Sharing sharing, bool split) {
    for (const unsigned word_bits : widths) {
      for (const bool packed : {true, false}) {
        choices.push_back({encoding, sharing, {word_bits, packed, Access::word, split}});
        if (word_bits != 16 || matrix.format.bits > 16) continue;
        choices.push_back({encoding, sharing, {word_bits, packed, Access::per_weight, split}});
      }
    }
  };
  const auto add_runs = [&](Sharing sharing) {
    const std::size_t begin = choices.size();
    add(Encoding::run_length, sharing, false);
    const unsigned run_bits = *rc::gen::element(1U, 2U, 3U, 4U, 7U, 16U);
    const bool learnable = !matrix.codebook && matrix.format.kind != WeightKind::power_of_two;
    const bool learning = learnable && *rc::gen::arbitrary<bool>();
    for (std::size_t k = begin; k < choices.size(); ++k) {
      choices[k].organisation.run_bits = run_bits;
      choices[k].organisation.learning = learning;
    }
  };
  add(Encoding::crossbar, Sharing::none, false);
  for (const Sharing sharing : {Sharing::none, Sharing::kernel}) {
    if (sharing == Sharing::kernel && !matrix.conv) continue;
    add(Encoding::index, sharing, false);
    add(Encoding::index, sharing, true);
    add(Encoding::bitmap, sharing, false);
    add_runs(sharing);
  }
  for (const FunctionalMode mode :
       {FunctionalMode::rowcol, FunctionalMode::bitmap, FunctionalMode::pure}) {
    if (!matrix.conv) break;
    const std::size_t begin = choices.size();
    add(Encoding::functional, Sharing::kernel, false);
    for (std::size_t k = begin; k < choices.size(); ++k) {
      choices[k].organisation.functional_mode = mode;
    }
  }
  return choices;
}

std::vector<EncodingChoice> draw_learning_choices(const SynapseMatrix& matrix) {
  std::vector<EncodingChoice> choices = draw_choices(matrix);
  for (EncodingChoice& choice : choices) choice.organisation.learning = true;
  return choices;
}

std::string describe(const EncodingChoice& choice) {
  const Organisation& organisation = choice.organisation;
  return std::string(to_string(choice.encoding)) +
         (choice.sharing == Sharing::kernel ? ", kernel" : "") + ", words of " +
         std::to_string(organisation.word_bits) + (organisation.packed ? ", packed" : ", aligned") +
         (organisation.split_entries ? ", split" : "") +
         (organisation.learning ? ", learning" : "") +
         (choice.encoding == Encoding::run_length
              ? ", runs of " + std::to_string(organisation.run_bits)
              : "") +
         (choice.encoding == Encoding::functional
              ? std::string(", ") + to_string(organisation.functional_mode)
              : "") +
         (organisation.access == Access::per_weight ? ", per weight" : "");
}

std::string describe(const SynapseMatrix& matrix) {
  std::string text = std::to_string(matrix.rows) + " x " + std::to_string(matrix.targets) + " " +
                     to_string(matrix.format) + ", " + std::to_string(matrix.synapses()) +
                     " synapses";
  if (!matrix.conv) return text;
  const ConvGeometry& g = matrix.conv->geometry;
  const auto add = [&](const char* name, std::uint32_t a, std::uint32_t b) {
    text += std::string(", ") + name + " " + std::to_string(a) + " " + std::to_string(b);
  };
  add("channels", g.in_channels, g.out_channels);
  add("in", g.in_height, g.in_width);
  add("out", g.out_height, g.out_width);
  add("kernel", g.kernel_height, g.kernel_width);
  add("stride", g.stride_y, g.stride_x);
  add("pad", g.pad_y, g.pad_x);
  add("dilation", g.dilation_y, g.dilation_x);
  add("groups, first output", g.groups, matrix.conv->first_output);
  return text;
}

}  // namespace engram::random_matrix
