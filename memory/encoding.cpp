#include "memory/encoding.hpp"

#include "memory/encodings/layout.hpp"
#include "memory/encodings/table.hpp"
#include "memory/kernel_shape.hpp"
#include "memory/schaefer2020/layout.hpp"

namespace engram {
namespace {

bool shares_kernel(const EncodingChoice& choice) {
  return choice.encoding == Encoding::functional || choice.sharing == Sharing::kernel;
}

/// What is wrong with the bits of a format; codebooks are checked with their table.
std::string width_fault(const WeightFormat& format) {
  const auto fault = [&](const char* name, unsigned low, unsigned high, const char* expected) {
    if (format.bits >= low && format.bits <= high) return std::string();
    return name + std::string(" weights of ") + std::to_string(format.bits) + " bits: " + expected;
  };
  switch (format.kind) {
    case WeightKind::float32:
      return fault("float32", 32, 32, "float32 has 32, uniform 2 to 16");
    case WeightKind::uniform:
      return fault("uniform", 2, 16, "float32 has 32, uniform 2 to 16");
    case WeightKind::power_of_two:
      return fault("power_of_two", 2, kMostPowerBits, "power_of_two has 2 to 5");
    case WeightKind::codebook:
      break;
  }
  return "";
}

void check_organisation(const SynapseMatrix& matrix, const EncodingChoice& choice) {
  const Organisation& organisation = choice.organisation;
  const WeightFormat& format = matrix.format;
  if (organisation.word_bits < 8 || organisation.word_bits > 256) {
    throw EncodingRefused("word_bits is " + std::to_string(organisation.word_bits) +
                          ", a word has 8 to 256 bits");
  }
  if (const std::string fault = width_fault(format); !fault.empty()) throw EncodingRefused(fault);
  if (const std::string fault = codebook_fault(matrix); !fault.empty())
    throw EncodingRefused(fault);
  if (organisation.access == Access::per_weight &&
      (organisation.word_bits != 16 || format.bits > 16)) {
    throw EncodingRefused(
        "access per_weight reads one 16-bit word a weight: it needs word_bits 16 (found " +
        std::to_string(organisation.word_bits) + ") and weights of at most 16 bits (found " +
        std::to_string(format.bits) + ")");
  }
}

void check_encoding(const SynapseMatrix& matrix, const EncodingChoice& choice) {
  const unsigned r = choice.organisation.run_bits;
  if (choice.encoding == Encoding::run_length && (r < 1 || r > 16)) {
    throw EncodingRefused("run_bits is " + std::to_string(r) + ", a run has 1 to 16 bits");
  }
  if (choice.encoding == Encoding::functional && !matrix.conv) {
    throw EncodingRefused(
        "encoding functional computes addresses from the geometry of a convolution; this "
        "projection is not one");
  }
  if (choice.sharing == Sharing::kernel && !matrix.conv) {
    throw EncodingRefused(
        "sharing kernel stores one entry a tap of a convolution; this projection is not one");
  }
  if (choice.sharing == Sharing::kernel && choice.encoding == Encoding::crossbar) {
    throw EncodingRefused("encoding crossbar with a shared kernel is encoding functional");
  }
  if (choice.organisation.layout == Layout::schaefer2020) {
    if (const std::string fault = schaefer2020::refusal(matrix, choice); !fault.empty()) {
      throw EncodingRefused(fault);
    }
  }
  const std::string fault = learning_refusal(matrix.format);
  if (choice.organisation.learning && !fault.empty()) throw EncodingRefused(fault);
}

}  // namespace

const char* to_string(Encoding encoding) {
  return encoding_entry(encoding).name;
}

std::optional<Encoding> encoding_from(const std::string& name) {
  for (const EncodingEntry& entry : kEncodings) {
    if (name == entry.name) return entry.encoding;
  }
  return std::nullopt;
}

const std::vector<std::string>& encoding_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const EncodingEntry& entry : kEncodings) all.emplace_back(entry.name);
    return all;
  }();
  return names;
}

const std::vector<std::string>& functional_mode_names() {
  static const std::vector<std::string> names{"rowcol", "bitmap", "pure"};
  return names;
}

const char* to_string(FunctionalMode mode) {
  return functional_mode_names()[static_cast<std::size_t>(mode)].c_str();
}

std::string encoding_variant(Encoding encoding, FunctionalMode mode) {
  const std::string name = to_string(encoding);
  const bool plain = encoding != Encoding::functional || mode == FunctionalMode::rowcol;
  return plain ? name : name + "_" + to_string(mode);
}

std::optional<FunctionalMode> functional_mode_from(const std::string& name) {
  for (const FunctionalMode mode :
       {FunctionalMode::rowcol, FunctionalMode::bitmap, FunctionalMode::pure}) {
    if (name == to_string(mode)) return mode;
  }
  return std::nullopt;
}

bool can_encode(const SynapseMatrix& matrix, const EncodingChoice& choice) {
  try {
    check_organisation(matrix, choice);
    check_encoding(matrix, choice);
  } catch (const EncodingRefused&) {
    return false;
  }
  return true;
}

MemoryImage encode(const SynapseMatrix& matrix, const EncodingChoice& choice) {
  check_organisation(matrix, choice);
  check_encoding(matrix, choice);
  MemoryImage image;
  image.encoding = choice.encoding;
  image.sharing = shares_kernel(choice) ? Sharing::kernel : Sharing::none;
  image.access = choice.organisation.access;
  image.layout = choice.organisation.layout;
  if (choice.encoding == Encoding::functional) {
    image.functional_mode = choice.organisation.functional_mode;
  }
  image.packed = choice.organisation.packed;
  image.split_entries = choice.encoding == Encoding::index && choice.organisation.split_entries;
  image.rows = matrix.rows;
  image.targets = matrix.targets;
  image.format = matrix.format;
  if (image.layout == Layout::schaefer2020) {
    schaefer2020::lay_out(matrix, image);
    return image;
  }
  const EncodingEntry& entry = encoding_entry(choice.encoding);
  if (!shares_kernel(choice)) {
    entry.lay_out(matrix, choice.organisation, image);
  } else {
    const ConvSlice& slice = *matrix.conv;
    image.conv = ConvSlice{slice.geometry, slice.first_output, slice.axon_input, {}};
    entry.lay_out(kernel_matrix(slice, matrix.format, matrix.targets), choice.organisation, image);
  }
  if (matrix.codebook) lay_out_codebook(matrix, choice.organisation, image);
  return image;
}

}  // namespace engram
