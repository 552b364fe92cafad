#include <algorithm>

#include "memory/encoding.hpp"
#include "memory/field_width.hpp"
#include "memory/row_ranges.hpp"

// The closed formulas of DESIGN section 2. Nothing here may call a layout or the kernel matrix it
// starts from: tests hold the one against the other.
namespace engram {
namespace {

struct Size {
  std::uint64_t rows, targets, stored;
};

/// The kernel slice of output channels [low, high]: C_in x k_h x k_w rows (with groups, the inputs
/// of the groups that are touched), as many targets as the widest group has channels in the slice.
Size kernel_size(const SynapseMatrix& matrix) {
  const ConvSlice& slice = *matrix.conv;
  const ConvGeometry& g = slice.geometry;
  const std::uint64_t plane = std::uint64_t{g.out_height} * g.out_width;
  const std::uint64_t low = slice.first_output / plane;
  const std::uint64_t last_output =
      slice.first_output + std::max<std::uint64_t>(1, matrix.targets) - 1;
  const std::uint64_t high = last_output / plane;
  const std::uint64_t per_group = g.out_channels / g.groups;
  const std::uint64_t taps =
      std::uint64_t{g.in_channels / g.groups} * g.kernel_height * g.kernel_width;

  std::vector<std::uint64_t> channels(high / per_group - low / per_group + 1, 0);
  for (std::uint64_t channel = low; channel <= high; ++channel) {
    ++channels[channel / per_group - low / per_group];
  }
  const auto begin = slice.kernel.begin() + static_cast<std::ptrdiff_t>(low * taps);
  const auto end = slice.kernel.begin() + static_cast<std::ptrdiff_t>((high + 1) * taps);
  const auto zeros = std::count(begin, end, 0U);
  return {channels.size() * taps, *std::max_element(channels.begin(), channels.end()),
          static_cast<std::uint64_t>(end - begin - zeros)};
}

/// Fillers that a run of `r` bits needs for a gap: one stands for 2^r positions, its own among
/// them.
std::uint64_t fillers_of(std::uint64_t gap, unsigned r) {
  return gap >> r;
}

std::uint64_t row_fillers(const SynapseMatrix& matrix, unsigned r) {
  std::uint64_t fillers = 0;
  for (std::uint32_t row = 0; row < matrix.rows; ++row) {
    std::uint64_t next = 0;
    for (std::uint64_t k = matrix.row_begin[row]; k < matrix.row_begin[row + 1]; ++k) {
      fillers += fillers_of(matrix.target[k] - next, r);
      next = std::uint64_t{matrix.target[k]} + 1;
    }
  }
  return fillers;
}

/// The same on the kernel slice: gaps between the channels of one group that have a tap.
std::uint64_t kernel_fillers(const SynapseMatrix& matrix, unsigned r) {
  const ConvSlice& slice = *matrix.conv;
  const ConvGeometry& g = slice.geometry;
  const std::uint64_t plane = std::uint64_t{g.out_height} * g.out_width;
  const std::uint64_t per_group = g.out_channels / g.groups;
  const std::uint64_t taps =
      std::uint64_t{g.in_channels / g.groups} * g.kernel_height * g.kernel_width;
  const std::uint64_t low = slice.first_output / plane;
  const std::uint64_t high =
      (slice.first_output + std::max<std::uint64_t>(1, matrix.targets) - 1) / plane;
  std::uint64_t fillers = 0;
  for (std::uint64_t tap = 0; tap < taps; ++tap) {
    std::uint64_t next = low;
    for (std::uint64_t channel = low; channel <= high; ++channel) {
      if (channel % per_group == 0) next = channel;
      if (slice.kernel[channel * taps + tap] == 0) continue;
      fillers += fillers_of(channel - next, r);
      next = channel + 1;
    }
  }
  return fillers;
}

/// Tables of n entries of b bits, and a type an axon where types name entries.
std::uint64_t codebook_bits(const SynapseMatrix& matrix) {
  if (!matrix.codebook) return 0;
  const CodebookShape& shape = matrix.codebook->shape;
  const std::uint64_t tables =
      shape.span == 0 ? 1 : divide_up(std::uint64_t{shape.first} + matrix.targets, shape.span);
  const std::uint64_t types = shape.by_axon ? std::uint64_t{matrix.rows} * lg(shape.entries) : 0;
  return tables * shape.entries * shape.entry_bits + types;
}

/// A column pointer a target and an {axon, entry number} a synapse.
std::uint64_t reverse_bits(std::uint64_t rows, std::uint64_t targets, std::uint64_t stored) {
  const std::uint64_t p = lg(stored + 1);
  return stored * (lg(rows) + p) + (targets + 1) * p;
}

/// The memories of layout schaefer2020. Slots that a group leaves empty are stored there too.
std::uint64_t study_bits(const SynapseMatrix& matrix, std::uint64_t nnz,
                         const EncodingChoice& choice) {
  const std::uint64_t b = matrix.format.bits;
  if (matrix.conv) {
    const Size kernel = kernel_size(matrix);
    const std::uint64_t weights = kernel.rows * kernel.targets;
    const bool index = choice.encoding == Encoding::index;
    const bool map = choice.encoding == Encoding::bitmap ||
                     choice.organisation.functional_mode == FunctionalMode::bitmap;
    const std::uint64_t kx = lg(matrix.conv->geometry.kernel_width);
    return weights * (b + (index ? kx : 0) + (map ? 1 : 0)) + (index ? matrix.targets : 0) + 512;
  }
  const std::uint64_t pairs = std::uint64_t{matrix.rows} * matrix.targets;
  const std::uint64_t buffer = matrix.targets * b;
  if (choice.encoding == Encoding::crossbar) return pairs * b + buffer;
  if (choice.encoding == Encoding::bitmap) return pairs + nnz * b + buffer;
  return nnz * (b + lg(matrix.rows) + lg(matrix.targets) + lg(nnz)) + matrix.rows * lg(nnz) +
         buffer;
}

std::uint64_t encoding_bits(const SynapseMatrix& matrix, const SynapseCounts& counts,
                            const EncodingChoice& choice) {
  if (choice.organisation.layout == Layout::schaefer2020) {
    return study_bits(matrix, counts.synapses, choice);
  }
  const bool kernel = choice.encoding == Encoding::functional || choice.sharing == Sharing::kernel;
  const auto [rows, targets, stored] =
      kernel ? kernel_size(matrix) : Size{matrix.rows, matrix.targets, counts.synapses};
  const std::uint64_t w = matrix.format.bits;
  const std::uint64_t pointers = (rows + 1) * lg(stored + 1);
  switch (choice.encoding) {
    case Encoding::index:
      return stored * (w + lg(targets)) + pointers +
             (choice.organisation.learning ? reverse_bits(rows, targets, stored) : 0);
    case Encoding::bitmap:
      return rows * targets + pointers + stored * w;
    case Encoding::run_length: {
      const unsigned r = choice.organisation.run_bits;
      const std::uint64_t entries = stored + (kernel ? kernel_fillers(matrix, r) : counts.fillers);
      const std::uint64_t mark = choice.organisation.learning ? 1 : 0;
      return entries * (r + mark + w) + (rows + 1) * lg(entries + 1);
    }
    case Encoding::functional:
      if (choice.organisation.functional_mode != FunctionalMode::bitmap) break;
      return rows * targets + stored * w;
    case Encoding::crossbar:
      break;
  }
  return rows * targets * w;
}

}  // namespace

void SynapseCounts::add(const SynapseMatrix& rows, unsigned run_bits) {
  synapses += rows.synapses();
  if (run_bits < 64) fillers += row_fillers(rows, run_bits);  // beyond, no run_length is encoded
}

std::uint64_t packed_bits(const SynapseMatrix& shape, const SynapseCounts& counts,
                          const EncodingChoice& choice) {
  return encoding_bits(shape, counts, choice) + codebook_bits(shape);
}

std::uint64_t packed_bits(const SynapseMatrix& matrix, const EncodingChoice& choice) {
  SynapseCounts counts;
  counts.add(matrix, choice.organisation.run_bits);
  return packed_bits(matrix, counts, choice);
}

}  // namespace engram
