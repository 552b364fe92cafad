#include "memory/schaefer2020/layout.hpp"

#include "memory/encodings/layout.hpp"
#include "memory/field_width.hpp"
#include "memory/kernel_shape.hpp"
#include "memory/schaefer2020/word.hpp"

namespace engram::schaefer2020 {
namespace {

constexpr std::uint64_t kConvolutionBufferBits = 512;

Region row_buffer(std::uint64_t bits) {
  return make_region(RegionKind::row_buffer, "row_buffer", bits, kWordBits);
}

void lay_out_crossbar(const SynapseMatrix& matrix, MemoryImage& image) {
  const unsigned b = matrix.format.bits;
  Region weights = make_region(RegionKind::weights, "weights",
                               std::uint64_t{matrix.rows} * matrix.targets * b, kWordBits);
  for (std::uint64_t row = 0; row < matrix.rows; ++row) {
    for (std::uint64_t k = matrix.row_begin[row]; k < matrix.row_begin[row + 1]; ++k) {
      weights.data.write((row * matrix.targets + matrix.target[k]) * b, b, matrix.code[k]);
    }
  }
  image.regions = {std::move(weights)};
}

void lay_out_bitmap(const SynapseMatrix& matrix, MemoryImage& image) {
  const unsigned b = matrix.format.bits;
  Region bitmap = make_region(RegionKind::metadata, "bitmap",
                              std::uint64_t{matrix.rows} * matrix.targets, kWordBits);
  Region weights = make_region(RegionKind::weights, "weights", matrix.synapses() * b, kWordBits);
  for (std::uint64_t row = 0; row < matrix.rows; ++row) {
    for (std::uint64_t k = matrix.row_begin[row]; k < matrix.row_begin[row + 1]; ++k) {
      bitmap.data.write(row * matrix.targets + matrix.target[k], 1, 1);
      weights.data.write(k * b, b, matrix.code[k]);
    }
  }
  image.regions = {std::move(bitmap), std::move(weights)};
}

/// Place of every synapse in column order.
std::vector<std::uint64_t> column_order(const SynapseMatrix& matrix) {
  std::vector<std::uint64_t> next(matrix.targets + std::size_t{1}, 0);
  for (const std::uint32_t target : matrix.target) ++next[target + std::size_t{1}];
  for (std::size_t target = 1; target < next.size(); ++target) next[target] += next[target - 1];
  std::vector<std::uint64_t> entry;
  for (const std::uint32_t target : matrix.target) entry.push_back(next[target]++);
  return entry;
}

void lay_out_index(const SynapseMatrix& matrix, MemoryImage& image) {
  const unsigned b = matrix.format.bits;
  const std::uint64_t nnz = matrix.synapses();
  const unsigned a = image.axon_bits = lg(matrix.rows);
  const unsigned t = image.target_bits = lg(matrix.targets);
  const unsigned p = image.pointer_bits = image.weight_address_bits = lg(nnz);
  image.reverse_pointer_bits = p;  // of `pointers`: there are no others
  const std::vector<std::uint64_t> entry = column_order(matrix);
  Region list = make_region(RegionKind::weights, "list", nnz * (a + b), kWordBits);
  Region pointers =
      make_region(RegionKind::pointers, "pointers", std::uint64_t{matrix.rows} * p, kWordBits);
  Region reverse = make_region(RegionKind::reverse_list, "reverse_list", nnz * (t + p), kWordBits);
  for (std::uint64_t row = 0; row < matrix.rows; ++row) {
    // A row after the last synapse points at nnz, which may need a bit too many; what it then
    // points at is an entry of another axon, and that is how a row ends.
    pointers.data.write(row * p, p, matrix.row_begin[row]);
    for (std::uint64_t k = matrix.row_begin[row]; k < matrix.row_begin[row + 1]; ++k) {
      list.data.write(entry[k] * (a + b), a, row);
      list.data.write(entry[k] * (a + b) + a, b, matrix.code[k]);
      reverse.data.write(k * (t + p), t, matrix.target[k]);
      reverse.data.write(k * (t + p) + t, p, entry[k]);
    }
  }
  image.regions = {std::move(pointers), std::move(list), std::move(reverse)};
}

void lay_out_kernel(const SynapseMatrix& kernel, MemoryImage& image) {
  const unsigned b = image.format.bits;
  const unsigned kx_bits = kernel_tap_bits(image);
  const std::uint32_t width = image.conv->geometry.kernel_width;
  const std::uint64_t weights = std::uint64_t{kernel.rows} * kernel.targets;
  Region list = make_region(RegionKind::weights, kx_bits == 0 ? "kernel" : "list",
                            weights * (kx_bits + b), kWordBits);
  Region bitmap = make_region(RegionKind::metadata, "kernel_bitmap", weights, kWordBits);
  for (std::uint64_t place = 0; place < weights; ++place) {
    list.data.write(place * (kx_bits + b), kx_bits, place / kernel.targets % width);
  }
  for (std::uint64_t row = 0; row < kernel.rows; ++row) {
    for (std::uint64_t k = kernel.row_begin[row]; k < kernel.row_begin[row + 1]; ++k) {
      const std::uint64_t place = row * kernel.targets + kernel.target[k];
      list.data.write(place * (kx_bits + b) + kx_bits, b, kernel.code[k]);
      bitmap.data.write(place, 1, 1);
    }
  }
  if (has_kernel_bitmap(image)) image.regions.push_back(std::move(bitmap));
  image.regions.push_back(std::move(list));
}

/// A bit a target: whether some synapse leads to it.
Region reverse_bits(const SynapseMatrix& matrix) {
  Region region =
      make_region(RegionKind::reverse_pointers, "reverse_pointers", matrix.targets, kWordBits);
  for (const std::uint32_t target : matrix.target) region.data.write(target, 1, 1);
  return region;
}

void lay_out_convolution(const SynapseMatrix& matrix, MemoryImage& image) {
  const ConvSlice& slice = *matrix.conv;
  image.conv = ConvSlice{slice.geometry, slice.first_output, slice.axon_input, {}};
  lay_out_kernel(kernel_matrix(slice, matrix.format, matrix.targets), image);
  if (image.encoding == Encoding::index) {
    image.reverse_pointer_bits = 1;
    image.regions.push_back(reverse_bits(matrix));
  }
  image.regions.push_back(row_buffer(kConvolutionBufferBits));
}

std::string wrong_kind(const SynapseMatrix& matrix, const EncodingChoice& choice) {
  const bool shared = choice.encoding == Encoding::functional || choice.sharing == Sharing::kernel;
  if (matrix.conv && !shared) {
    return "stores convolutions with a shared kernel: functional, or index or bitmap with sharing "
           "kernel (found " +
           std::string(to_string(choice.encoding)) + ", unrolled)";
  }
  if (choice.encoding == Encoding::crossbar || choice.encoding == Encoding::index ||
      choice.encoding == Encoding::bitmap || choice.encoding == Encoding::functional) {
    return "";
  }
  return "has no encoding " + std::string(to_string(choice.encoding));
}

}  // namespace

std::string refusal(const SynapseMatrix& matrix, const EncodingChoice& choice) {
  std::string faults;
  const auto fault = [&](bool found, const std::string& text) {
    if (found) faults += (faults.empty() ? "layout schaefer2020 " : "; it ") + text;
  };
  const Organisation& organisation = choice.organisation;
  const std::string kind = wrong_kind(matrix, choice);
  fault(!kind.empty(), kind);
  fault(matrix.format.kind != WeightKind::uniform,
        "stores uniform weights (found " + to_string(matrix.format) + ")");
  fault(organisation.access != Access::per_weight || organisation.word_bits != kWordBits,
        "reads one 16-bit word a weight: word_bits 16 and access per_weight");
  fault(!organisation.packed, "packs its rows: rows aligned is not one of its machines");
  fault(organisation.split_entries, "has joint lists: index_list split is not one of its machines");
  fault(organisation.functional_mode != FunctionalMode::rowcol &&
            choice.encoding != Encoding::functional,
        "tells address modes apart for functional only (found " +
            std::string(to_string(choice.encoding)) + ")");
  return faults;
}

unsigned kernel_tap_bits(const MemoryImage& image) {
  return image.encoding == Encoding::index ? lg(image.conv->geometry.kernel_width) : 0;
}

bool has_kernel_bitmap(const MemoryImage& image) {
  return image.encoding == Encoding::bitmap || image.functional_mode == FunctionalMode::bitmap;
}

void lay_out(const SynapseMatrix& matrix, MemoryImage& image) {
  if (image.sharing == Sharing::kernel) {
    lay_out_convolution(matrix, image);
    return;
  }
  if (image.encoding == Encoding::crossbar) lay_out_crossbar(matrix, image);
  if (image.encoding == Encoding::bitmap) lay_out_bitmap(matrix, image);
  if (image.encoding == Encoding::index) lay_out_index(matrix, image);
  image.regions.push_back(row_buffer(std::uint64_t{matrix.targets} * matrix.format.bits));
}

}  // namespace engram::schaefer2020
