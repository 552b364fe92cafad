#include "sim/characterise/controller_workload.hpp"

#include <algorithm>
#include <bit>
#include <cstdio>
#include <memory>

#include "memory/controller.hpp"
#include "memory/encoding.hpp"
#include "workloads/network/random.hpp"

namespace engram::sim {
namespace {

using workloads::RandomStream;

constexpr std::uint32_t kRows = 64;
constexpr unsigned kAddressBits = 12;
constexpr unsigned kWordBits = 64, kBitmapWordBits = 16;  // the latter of functional_bitmap
/// Rows are in bands of different density, 1/16 to 16/16; a workload stays in one, or in none.
constexpr std::uint32_t kBands = 4, kBandRows = kRows / kBands;
constexpr unsigned kDensities[kBands] = {1, 4, 10, 16};
constexpr unsigned kWeightBits = 8;

/// Levels drawn evenly from all but 0; `dense`: no zeros between them. Else the first quarter of
/// the columns is a quarter as full: of a column, weights and what is walked for them do not go
/// together.
SynapseMatrix draw_matrix(std::uint32_t targets, bool dense) {
  constexpr unsigned weight_bits = kWeightBits;
  const WeightFormat format{WeightKind::uniform, weight_bits};
  RandomStream random(1, workloads::hash_name("characterise"));
  std::vector<std::uint32_t> codes;
  for (std::uint32_t row = 0; row < kRows; ++row) {
    for (std::uint32_t target = 0; target < targets; ++target) {
      const auto most = static_cast<std::uint64_t>(max_level(format));
      const auto level = static_cast<std::int32_t>(1 + random.below(most));
      const bool negative = random.below(2) == 1;
      const bool sparse = target < targets / kBands && random.below(4) != 0;
      const bool stored = (random.below(16) < kDensities[row / kBandRows] && !sparse) || dense;
      codes.push_back(stored ? code_from_level(format, negative ? -level : level) : 0);
    }
  }
  return dense_matrix(kRows, targets, format, codes);
}

std::uint64_t region_words(const MemoryImage& image, const std::string& name) {
  for (const Region& region : image.regions) {
    if (region.name == name) return region.data.words();
  }
  return 0;
}

/// Parameters beside those that all controllers have.
void add_own_parameters(Encoding encoding, ControllerSetup& setup) {
  const MemoryImage& image = setup.image;
  if (encoding == Encoding::crossbar) return;
  setup.parameters.emplace_back("POINTER_BITS", image.pointer_bits);
  if (encoding == Encoding::index) {
    setup.parameters.emplace_back("TARGET_BITS", image.target_bits);
    setup.parameters.emplace_back("LIST_WORDS", region_words(image, "list"));
    setup.parameters.emplace_back("REVERSE_POINTER_BITS", image.reverse_pointer_bits);
    setup.parameters.emplace_back("AXON_BITS", image.axon_bits);
    setup.parameters.emplace_back("WEIGHT_ADDRESS_BITS", image.weight_address_bits);
  }
  if (encoding == Encoding::run_length) {
    setup.parameters.emplace_back("RUN_BITS", image.run_bits);
    setup.parameters.emplace_back("LEARNING", image.synapse_flags ? 1 : 0);
  }
}

EncodingChoice choice(Encoding encoding, FunctionalMode mode) {
  EncodingChoice chosen;
  chosen.encoding = encoding;
  const bool bitmap = mode == FunctionalMode::bitmap;
  chosen.organisation.word_bits = bitmap ? kBitmapWordBits : kWordBits;
  chosen.organisation.packed = bitmap;
  chosen.organisation.learning = encoding != Encoding::functional;
  chosen.organisation.functional_mode = mode;
  return chosen;
}

/// Widths of ports, and the parameters that all controllers have. `most_lines`: of what an event
/// names. The address has the same width in all setups: a memory of up to 4096 words.
void size(ControllerSetup& setup, std::uint64_t most_lines) {
  setup.address_bits = kAddressBits;
  setup.line_bits = static_cast<unsigned>(std::bit_width(most_lines));
  setup.parameters = {{"WORD_BITS", setup.image.regions.front().data.word_bits()},
                      {"WEIGHT_BITS", setup.image.format.bits},
                      {"TARGETS", setup.image.targets},
                      {"ADDRESS_BITS", setup.address_bits},
                      {"LINE_BITS", setup.line_bits},
                      {"GRADIENT_BITS", kGradientBits},
                      {"RATE_SHIFT", kRateShift}};
}

ControllerSetup make_setup(Encoding encoding, std::uint32_t targets) {
  ControllerSetup setup;
  setup.name = std::to_string(targets) + " targets";
  setup.alike = encoding == Encoding::crossbar;
  setup.walks = encoding == Encoding::run_length;
  setup.image = encode(draw_matrix(targets, setup.alike), choice(encoding, FunctionalMode::rowcol));
  size(setup, std::max(kRows, targets));
  setup.parameters.emplace_back("ROWS", kRows);
  setup.parameters.emplace_back("ALIGNED", 1);
  add_own_parameters(encoding, setup);
  return setup;
}

/// A 3 x 3 kernel on 2 x 8 x 8 inputs, padded: 9 taps, fewer at the borders. Maps are powers of
/// two, so that an event's number splits into (c, y, x) by wires: as addresses of events come.
/// `density` of 16 weights are not 0.
ControllerSetup make_conv_setup(FunctionalMode mode, std::uint32_t channels, unsigned density) {
  ConvSlice slice;
  ConvGeometry& geometry = slice.geometry;
  geometry = {2, 8, 8, channels, 8, 8, 3, 3};
  geometry.pad_y = geometry.pad_x = 1;
  const WeightFormat format{WeightKind::uniform, kWeightBits};
  RandomStream random(1, workloads::hash_name("kernel"));
  const std::uint32_t weights = channels * 2 * 9;
  for (std::uint32_t weight = 0; weight < weights; ++weight) {
    // The last word of a bitmap has a one (memory/rtl/README.md).
    const bool stored = random.below(16) < density || weight + 1 == weights;
    const auto most = static_cast<std::uint64_t>(max_level(format));
    const auto level = stored ? static_cast<std::int32_t>(1 + random.below(most)) : 0;
    slice.kernel.push_back(code_from_level(format, random.below(2) == 1 ? -level : level));
  }
  for (std::uint32_t input = 0; input < 2 * 64; ++input) slice.axon_input.push_back(input);
  const std::uint32_t targets = channels * 64;
  ControllerSetup setup;
  setup.name = std::to_string(channels) + " channels";
  if (mode == FunctionalMode::bitmap)
    setup.name += " and " + std::to_string(density) + "/16 of the kernel";
  setup.alike = true;
  setup.image =
      encode(conv_matrix(std::move(slice), format, targets), choice(Encoding::functional, mode));
  size(setup, std::max<std::uint64_t>(targets, weights));
  for (const auto& [name, value] :
       std::vector<std::pair<std::string, std::uint64_t>>{{"IN_CHANNELS", 2},
                                                          {"IN_HEIGHT", 8},
                                                          {"IN_WIDTH", 8},
                                                          {"OUT_HEIGHT", 8},
                                                          {"OUT_WIDTH", 8},
                                                          {"KERNEL_HEIGHT", 3},
                                                          {"KERNEL_WIDTH", 3},
                                                          {"PAD_Y", 1},
                                                          {"PAD_X", 1}}) {
    setup.parameters.emplace_back(name, value);
  }
  if (mode != FunctionalMode::bitmap) {
    setup.parameters.emplace_back("ALIGNED", 1);
    setup.parameters.emplace_back("PURE", mode == FunctionalMode::pure ? 1 : 0);
  }
  return setup;
}

ControllerKind make_kind(Encoding encoding, std::vector<std::string> parts) {
  ControllerKind kind;
  kind.variant = to_string(encoding);
  kind.module = kind.variant + "_controller";
  kind.sources = {"word_window.sv", "weight_step.sv", "update_lane.sv"};
  for (std::string& part : parts) kind.sources.push_back(std::move(part));
  kind.sources.push_back(kind.module + ".sv");
  kind.setups = {make_setup(encoding, 64)};
  if (encoding == Encoding::crossbar) {
    // All its rows are alike: three lengths, of 8, 3 and 2 words, tell rows, words and weights
    // apart.
    kind.setups.push_back(make_setup(encoding, 24));
    kind.setups.push_back(make_setup(encoding, 9));
  }
  return kind;
}

ControllerKind make_functional(FunctionalMode mode) {
  ControllerKind kind;
  kind.variant = encoding_variant(Encoding::functional, mode);
  kind.module =
      mode == FunctionalMode::bitmap ? "functional_bitmap_controller" : "functional_controller";
  kind.sources = {"word_window.sv", "weight_step.sv", "update_lane.sv",
                  "conv_taps.sv",   "conv_end.sv",    kind.module + ".sv"};
  // Words of weights and weights are told apart by two numbers of them a word; in mode `bitmap`
  // (words of 16 bits) by how many words of the bitmap go with a weight.
  kind.setups = mode == FunctionalMode::bitmap
                    ? std::vector{make_conv_setup(mode, 16, 2), make_conv_setup(mode, 16, 16)}
                    : std::vector{make_conv_setup(mode, 16, 16), make_conv_setup(mode, 4, 16)};
  return kind;
}

std::vector<std::uint32_t> lines(const ControllerSetup& setup, const ControllerWorkload& workload,
                                 std::uint64_t seed) {
  RandomStream random(seed, workloads::hash_name(workload.name));
  std::vector<std::uint32_t> all;
  const bool by_column = workload.path == ControllerPath::backward;
  const bool kernel = setup.image.conv.has_value();
  // An update of a kernel is one of all of it; where no row is sparse, few are enough.
  unsigned events = workload.events;
  if (setup.alike || kernel) events = std::min(events, kernel ? 3U : 5U);
  if (kernel && workload.path == ControllerPath::update) events = 1;
  if (by_column && setup.walks) events = 1;
  for (unsigned event = 0; event < events; ++event) {
    std::uint64_t line = 0;
    if (by_column) {
      const std::uint32_t targets = setup.image.targets, share = targets / kBands;
      line = workload.band < kBands ? workload.band * share + random.below(share)
                                    : random.below(targets);
    } else if (!kernel) {
      line = workload.band < kBands ? workload.band * kBandRows + random.below(kBandRows)
                                    : random.below(kRows);
    } else if (workload.path == ControllerPath::forward) {
      line = random.below(setup.image.rows);
    }
    all.push_back(static_cast<std::uint32_t>(line));
  }
  return all;
}

}  // namespace

std::vector<ControllerKind> controller_kinds(const std::string& variant) {
  std::vector<ControllerKind> kinds;
  const auto add = [&](Encoding encoding, std::vector<std::string> parts) {
    if (variant.empty() || variant == to_string(encoding)) {
      kinds.push_back(make_kind(encoding, std::move(parts)));
    }
  };
  add(Encoding::crossbar, {});
  add(Encoding::index, {"pointer_fetch.sv"});
  add(Encoding::bitmap, {"pointer_fetch.sv"});
  add(Encoding::run_length, {});
  for (const FunctionalMode mode :
       {FunctionalMode::rowcol, FunctionalMode::bitmap, FunctionalMode::pure}) {
    if (variant.empty() || variant == encoding_variant(Encoding::functional, mode)) {
      kinds.push_back(make_functional(mode));
    }
  }
  return kinds;
}

namespace {

const std::vector<ControllerWorkload>& forward_workloads() {
  using enum ControllerPath;
  static const std::vector<ControllerWorkload> all = {
      {"rows of band 0", forward, 30, 0, 0, 0},
      {"rows of band 1", forward, 12, 0, 0, 1},
      {"rows of band 2", forward, 6, 0, 0, 2},
      {"rows of band 3", forward, 5, 0, 0, 3},
      {"rows of band 0, apart", forward, 12, 20, 0, 0},
      {"rows of band 2, held up", forward, 5, 0, 3, 2},
      {"rows of all bands", forward, 12, 0, 0, kBands, true},
      {"rows of all bands, apart and held up", forward, 10, 12, 1, kBands, true}};
  return all;
}

const std::vector<ControllerWorkload>& learning_workloads() {
  using enum ControllerPath;
  static const std::vector<ControllerWorkload> all = {
      {"columns of band 0", backward, 2, 0, 0, 0},
      {"columns of band 3, held up", backward, 2, 0, 2, 3},
      {"updates of band 0", update, 20, 0, 0, 0},
      {"updates of band 2", update, 5, 0, 0, 2},
      {"updates of band 3, held up", update, 4, 10, 2, 3},
      {"columns of all bands, apart", backward, 2, 40, 1, kBands, true},
      {"updates of all bands", update, 8, 0, 1, kBands, true}};
  return all;
}

}  // namespace

std::vector<ControllerWorkload> workloads_of(const ControllerSetup& setup, bool forward) {
  std::vector<ControllerWorkload> chosen;
  for (const ControllerWorkload& workload : forward ? forward_workloads() : learning_workloads()) {
    const bool plain = workload.gap == 0 && workload.not_ready == 0 && !workload.held_out;
    if (setup.alike && plain && workload.band > 0) continue;
    chosen.push_back(workload);
  }
  return chosen;
}

std::string event_lines(const ControllerSetup& setup, const ControllerWorkload& workload,
                        std::uint64_t seed) {
  std::string text;
  auto operation = static_cast<unsigned>(workload.path);
  if (workload.path == ControllerPath::update && setup.image.conv) operation = 3;  // the kernel
  for (const std::uint32_t line : lines(setup, workload, seed)) {
    char digits[16];
    std::snprintf(digits, sizeof digits, "%x%04x\n", operation, line);
    text += digits;
  }
  return text;
}

std::string memory_lines(const MemoryImage& image) {
  std::string text;
  for (const Region& region : image.regions) {
    for (std::uint64_t word = 0; word < region.data.words(); ++word) {
      text += region.data.word_hex(word) + "\n";
    }
  }
  return text;
}

HiddenCounts hidden_counts(const ControllerSetup& setup, const ControllerWorkload& workload,
                           std::uint64_t seed) {
  HiddenCounts counts;
  if (workload.path != ControllerPath::forward) return counts;
  const std::unique_ptr<Controller> controller = make_controller(setup.image);
  RowRead row;
  for (const std::uint32_t line : lines(setup, workload, seed)) {
    controller->read_row(line, row);
    counts.addresses += row.addresses;
    counts.skipped += row.skipped;
  }
  return counts;
}

}  // namespace engram::sim
