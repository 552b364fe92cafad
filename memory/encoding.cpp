#include "memory/encoding.hpp"

#include <array>

#include "memory/encodings/layout.hpp"
#include "memory/field_width.hpp"
#include "memory/kernel_shape.hpp"

namespace engram {
namespace {

using LayOut = void (*)(const SynapseMatrix&, const Organisation&, MemoryImage&);

struct EncodingRow {
  Encoding encoding;
  const char* name;
  LayOut lay_out;  ///< functional stores the kernel as a crossbar over taps
};

constexpr std::array<EncodingRow, 4> kEncodings{{
    {Encoding::crossbar, "crossbar", lay_out_crossbar},
    {Encoding::index, "index", lay_out_index},
    {Encoding::bitmap, "bitmap", lay_out_bitmap},
    {Encoding::functional, "functional", lay_out_crossbar},
}};

const EncodingRow& row_of(Encoding encoding) {
  for (const EncodingRow& row : kEncodings) {
    if (row.encoding == encoding) return row;
  }
  throw EncodingRefused("no such encoding");
}

bool shares_kernel(const EncodingChoice& choice) {
  return choice.encoding == Encoding::functional || choice.sharing == Sharing::kernel;
}

void check_organisation(const SynapseMatrix& matrix, const EncodingChoice& choice) {
  const Organisation& organisation = choice.organisation;
  const WeightFormat& format = matrix.format;
  if (organisation.word_bits < 8 || organisation.word_bits > 256) {
    throw EncodingRefused("word_bits is " + std::to_string(organisation.word_bits) +
                          ", a word has 8 to 256 bits");
  }
  const bool known = format.kind == WeightKind::float32 ? format.bits == 32
                                                        : format.bits >= 2 && format.bits <= 16;
  if (!known) {
    throw EncodingRefused("a weight of " + std::to_string(format.bits) +
                          " bits: float32 has 32, uniform 2 to 16");
  }
  if (organisation.access == Access::per_weight &&
      (organisation.word_bits != 16 || format.bits > 16)) {
    throw EncodingRefused(
        "access per_weight reads one 16-bit word a weight: it needs word_bits 16 (found " +
        std::to_string(organisation.word_bits) + ") and weights of at most 16 bits (found " +
        std::to_string(format.bits) + ")");
  }
}

void check_encoding(const SynapseMatrix& matrix, const EncodingChoice& choice) {
  if (shares_kernel(choice) && !matrix.conv) {
    throw EncodingRefused(
        choice.encoding == Encoding::functional
            ? "encoding functional computes addresses from the geometry of a convolution; this "
              "projection is not one"
            : "sharing kernel stores one entry a tap of a convolution; this projection is not one");
  }
  if (choice.encoding == Encoding::crossbar && choice.sharing == Sharing::kernel) {
    throw EncodingRefused("encoding crossbar with a shared kernel is encoding functional");
  }
  if (choice.organisation.split_entries && !choice.organisation.packed &&
      choice.encoding == Encoding::index) {
    throw EncodingRefused("index_list split needs packed rows: one pointer serves both lists");
  }
}

}  // namespace

const char* to_string(Encoding encoding) {
  return row_of(encoding).name;
}

std::optional<Encoding> encoding_from(const std::string& name) {
  for (const EncodingRow& row : kEncodings) {
    if (name == row.name) return row.encoding;
  }
  return std::nullopt;
}

const std::vector<std::string>& encoding_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const EncodingRow& row : kEncodings) all.emplace_back(row.name);
    return all;
  }();
  return names;
}

MemoryImage encode(const SynapseMatrix& matrix, const EncodingChoice& choice) {
  check_organisation(matrix, choice);
  check_encoding(matrix, choice);
  MemoryImage image;
  image.encoding = choice.encoding;
  image.sharing = shares_kernel(choice) ? Sharing::kernel : Sharing::none;
  image.access = choice.organisation.access;
  image.packed = choice.organisation.packed;
  image.split_entries = choice.encoding == Encoding::index && choice.organisation.split_entries;
  image.rows = matrix.rows;
  image.targets = matrix.targets;
  image.format = matrix.format;
  const EncodingRow& row = row_of(choice.encoding);
  if (!shares_kernel(choice)) {
    row.lay_out(matrix, choice.organisation, image);
    return image;
  }
  image.conv = matrix.conv;
  image.conv->kernel.clear();
  image.conv->kernel.shrink_to_fit();
  row.lay_out(kernel_matrix(*matrix.conv, matrix.format, matrix.targets), choice.organisation,
              image);
  return image;
}

std::uint64_t packed_bits(const SynapseMatrix& matrix, const EncodingChoice& choice) {
  std::uint64_t rows = matrix.rows;
  std::uint64_t targets = matrix.targets;
  std::uint64_t stored = matrix.synapses();
  if (shares_kernel(choice)) {
    const SynapseMatrix kernel = kernel_matrix(*matrix.conv, matrix.format, matrix.targets);
    rows = kernel.rows;
    targets = kernel.targets;
    stored = kernel.synapses();
  }
  const std::uint64_t w = matrix.format.bits;
  const std::uint64_t pointers = (rows + 1) * lg(stored + 1);
  switch (choice.encoding) {
    case Encoding::index:
      return stored * (w + lg(targets)) + pointers;
    case Encoding::bitmap:
      return rows * targets + pointers + stored * w;
    case Encoding::crossbar:
    case Encoding::functional:
      break;
  }
  return rows * targets * w;
}

}  // namespace engram
