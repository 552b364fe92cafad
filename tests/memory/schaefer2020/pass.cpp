#include "pass.hpp"

#include <numeric>

#include "memory/controller.hpp"
#include "memory/learning_controller.hpp"

namespace engram::schaefer2020_pass {
namespace {

void add(Words& sum, const Words& more) {
  for (std::size_t kind = 0; kind < sum.size(); ++kind) sum[kind] += more[kind];
}

}  // namespace

Forward forward(const MemoryImage& image) {
  const auto controller = make_controller(image);
  Forward sum;
  RowRead row;
  for (std::uint32_t axon = 0; axon < image.rows; ++axon) {
    controller->read_row(axon, row);
    add(sum.read, row.words);
    sum.addresses += row.addresses;
    sum.deliveries += row.deliveries.size();
  }
  return sum;
}

Learning learning(MemoryImage& image) {
  const auto controller = make_learning_controller(image);
  Learning sum;
  ColumnRead column;
  UpdateCost cost;
  for (std::uint32_t target = 0; target < image.targets; ++target) {
    controller->read_column(target, column);
    std::vector<std::uint32_t> codes;
    for (const ColumnSynapse& synapse : column.synapses) codes.push_back(synapse.code);
    controller->update_column(target, codes, cost);
    add(sum.read, column.words);
    add(sum.read, cost.read);
    add(sum.written, cost.written);
    sum.addresses += column.addresses;
    sum.synapses += column.synapses.size();
    sum.weights += cost.weights;
  }
  return sum;
}

Count of(const Words& words, RegionKind kind) {
  return words[static_cast<std::size_t>(kind)];
}

EncodingChoice choice(Encoding encoding, Sharing sharing, FunctionalMode mode) {
  Organisation organisation;
  organisation.word_bits = 16;
  organisation.access = Access::per_weight;
  organisation.layout = Layout::schaefer2020;
  organisation.functional_mode = mode;
  return {encoding, sharing, organisation};
}

SynapseMatrix dense(std::uint32_t rows, std::uint32_t targets, double density, unsigned bits) {
  const std::uint64_t pairs = std::uint64_t{rows} * targets;
  const auto stored = static_cast<std::uint64_t>(density * static_cast<double>(pairs) + 0.5);
  std::vector<std::uint32_t> codes(pairs, 0);
  for (std::uint64_t k = 0; k < stored; ++k) {
    codes[k * pairs / stored] = static_cast<std::uint32_t>(1 + k % ((1U << bits) - 1));
  }
  return dense_matrix(rows, targets, {WeightKind::uniform, bits}, codes);
}

SynapseMatrix convolution(std::uint32_t image, std::uint32_t channels, std::uint32_t size,
                          unsigned bits) {
  ConvSlice slice;
  ConvGeometry& g = slice.geometry;
  g.in_channels = 1;
  g.in_height = g.in_width = g.out_height = g.out_width = image;
  g.out_channels = channels;
  g.kernel_height = g.kernel_width = size;
  g.pad_y = g.pad_x = (size - 1) / 2;
  slice.axon_input.resize(std::size_t{image} * image);
  std::iota(slice.axon_input.begin(), slice.axon_input.end(), 0U);
  for (std::uint32_t k = 0; k < channels * size * size; ++k) {
    slice.kernel.push_back(1 + k % ((1U << bits) - 1));
  }
  return conv_matrix(std::move(slice), {WeightKind::uniform, bits}, channels * image * image);
}

}  // namespace engram::schaefer2020_pass
