#include <algorithm>
#include <numeric>

#include "workloads/mapping/mapping.hpp"
#include "workloads/mapping/receptive_field.hpp"
#include "workloads/mapping/row_ranges.hpp"
#include "workloads/network/geometry.hpp"

namespace engram::workloads {
namespace {

/// Matrices beyond this are not kept: they are quick to make.
constexpr std::size_t kMostBytes = std::size_t{64} << 20;

/// Stored bits of the weight at `index`; 0 exactly where the weight is 0 (no synapse, definition
/// 4).
class Codes {
 public:
  explicit Codes(const Projection& projection)
      : quantization_(projection.quantization),
        weights_(weights(projection.connection)),
        looked_up_(quantization_.format.kind == WeightKind::codebook),
        has_levels_(has_levels(quantization_.format)) {}
  std::uint32_t operator[](std::size_t index) const {
    if (looked_up_) return quantization_.codes[index];
    if (has_levels_) {
      return code_from_level(quantization_.format, quantization_.levels[index]);
    }
    const float weight = weights_[index];
    return weight == 0.0F ? 0 : code_from_float(weight);  // -0.0 has bits, but is no synapse
  }

 private:
  const Quantization& quantization_;
  const std::vector<float>& weights_;
  bool looked_up_, has_levels_;
};

/// The tables of neurons [first, first + count), and the types of the slice's axons.
Codebook codebook_of(const Codebook& whole, std::uint32_t first, std::uint32_t count,
                     const std::vector<std::uint32_t>& axon_input) {
  Codebook part;
  part.shape = whole.shape;
  part.shape.first = whole.shape.span == 0 ? 0 : first % whole.shape.span;
  const std::uint64_t begin = std::uint64_t{whole.shape.table_of(first)} * whole.shape.entries;
  const std::uint64_t size = std::uint64_t{part.shape.tables(count)} * whole.shape.entries;
  const auto levels = whole.levels.begin() + static_cast<std::ptrdiff_t>(begin);
  part.levels.assign(levels, levels + static_cast<std::ptrdiff_t>(size));
  if (!whole.shape.by_axon) return part;
  for (const std::uint32_t input : axon_input) part.axon_type.push_back(whole.axon_type[input]);
  return part;
}

std::vector<std::uint32_t> all_inputs(const Dense& dense) {
  std::vector<std::uint32_t> inputs(dense.inputs);
  std::iota(inputs.begin(), inputs.end(), 0U);
  return inputs;
}

/// Rows [begin, end) of the targets [first, first + count).
SynapseMatrix matrix_of(const Dense& dense, const Codes& codes, std::uint32_t first,
                        std::uint32_t count, std::uint32_t begin, std::uint32_t end) {
  SynapseMatrix matrix;
  matrix.rows = end - begin;
  matrix.row_begin.assign(std::size_t{matrix.rows} + 1, 0);
  const auto weights_of = [&](std::uint32_t target) {
    return (std::size_t{first} + target) * dense.inputs + begin;
  };
  // Two passes in the order of the weights (by output): count, then fill every row ascending.
  for (std::uint32_t target = 0; target < count; ++target) {
    const std::size_t at = weights_of(target);
    for (std::uint32_t i = 0; i < matrix.rows; ++i) matrix.row_begin[i + 1] += codes[at + i] != 0;
  }
  for (std::uint32_t i = 0; i < matrix.rows; ++i) matrix.row_begin[i + 1] += matrix.row_begin[i];
  matrix.target.resize(matrix.row_begin.back());
  matrix.code.resize(matrix.row_begin.back());
  std::vector<std::uint64_t> next(matrix.row_begin.begin(), matrix.row_begin.end() - 1);
  for (std::uint32_t target = 0; target < count; ++target) {
    const std::size_t at = weights_of(target);
    for (std::uint32_t i = 0; i < matrix.rows; ++i) {
      const std::uint32_t code = codes[at + i];
      if (code == 0) continue;
      matrix.target[next[i]] = target;
      matrix.code[next[i]++] = code;
    }
  }
  return matrix;
}

SynapseMatrix matrix_of(const Sparse& sparse, const Codes& codes, std::uint32_t first,
                        std::uint32_t count, std::vector<std::uint32_t>& axon_input) {
  axon_input.clear();
  SynapseMatrix matrix;
  matrix.row_begin.push_back(0);
  for (std::uint32_t input = 0; input < sparse.inputs; ++input) {
    bool listed = false;
    for (std::uint64_t k = sparse.row_begin[input]; k < sparse.row_begin[input + 1]; ++k) {
      if (sparse.target[k] < first || sparse.target[k] - first >= count) continue;
      listed = true;
      const std::uint32_t code = codes[k];
      if (code == 0) continue;
      matrix.target.push_back(sparse.target[k] - first);
      matrix.code.push_back(code);
    }
    if (!listed) continue;
    axon_input.push_back(input);
    matrix.row_begin.push_back(matrix.target.size());
  }
  matrix.rows = static_cast<std::uint32_t>(axon_input.size());
  return matrix;
}

SynapseMatrix matrix_of(const Conv2d& conv, const Codes& codes, const WeightFormat& format,
                        std::uint32_t first, std::uint32_t count,
                        std::vector<std::uint32_t>& axon_input) {
  axon_input = receptive_field(conv.geometry, first, count);
  ConvSlice slice;
  slice.geometry = conv.geometry;
  slice.first_output = first;
  slice.axon_input = axon_input;
  slice.kernel.resize(kernel_size(conv.geometry));
  for (std::size_t k = 0; k < slice.kernel.size(); ++k) slice.kernel[k] = codes[k];
  return conv_matrix(std::move(slice), format, count);
}

}  // namespace

SynapseMatrix slice_matrix(const Projection& projection, std::uint32_t first, std::uint32_t count,
                           std::vector<std::uint32_t>& axon_input) {
  const Codes codes(projection);
  const Quantization& quantization = projection.quantization;
  SynapseMatrix matrix;
  if (const auto* conv = std::get_if<Conv2d>(&projection.connection)) {
    matrix = matrix_of(*conv, codes, quantization.format, first, count, axon_input);
  } else if (const auto* dense = std::get_if<Dense>(&projection.connection)) {
    axon_input = all_inputs(*dense);
    matrix = matrix_of(*dense, codes, first, count, 0, dense->inputs);
  } else {
    matrix = matrix_of(std::get<Sparse>(projection.connection), codes, first, count, axon_input);
  }
  matrix.format = quantization.format;
  matrix.targets = count;
  if (quantization.codebook) {
    matrix.codebook = codebook_of(*quantization.codebook, first, count, axon_input);
  }
  return matrix;
}

bool has_row_ranges(const Projection& projection) {
  return std::holds_alternative<Dense>(projection.connection) && !projection.quantization.codebook;
}

SynapseMatrix slice_shape(const Projection& projection, std::uint32_t count,
                          std::vector<std::uint32_t>& axon_input) {
  axon_input = all_inputs(std::get<Dense>(projection.connection));
  SynapseMatrix shape;
  shape.rows = static_cast<std::uint32_t>(axon_input.size());
  shape.targets = count;
  shape.format = projection.quantization.format;
  shape.row_begin.assign(axon_input.size() + 1, 0);
  return shape;
}

void visit_row_ranges(const Projection& projection, std::uint32_t first, std::uint32_t count,
                      const std::function<void(std::uint32_t, const SynapseMatrix&)>& visit) {
  constexpr std::uint32_t pairs = 1 << 16;  // half a MiB of targets and codes
  constexpr std::uint32_t least = 16;       // as many weights lie together in the cache
  const Codes codes(projection);
  const auto& dense = std::get<Dense>(projection.connection);
  const std::uint32_t size = std::max(least, pairs / std::max(1U, count));
  for (std::uint32_t begin = 0; begin < dense.inputs;) {
    const std::uint32_t end = begin + std::min(size, dense.inputs - begin);
    SynapseMatrix rows = matrix_of(dense, codes, first, count, begin, end);
    rows.format = projection.quantization.format;
    rows.targets = count;
    visit(begin, rows);
    begin = end;
  }
}

std::shared_ptr<const SliceMatrices::Slice> SliceMatrices::slice(std::uint32_t index,
                                                                 const Projection& projection,
                                                                 std::uint32_t first,
                                                                 std::uint32_t count) {
  const auto [found, first_time] = asked_.try_emplace(Key{index, first, count});
  if (found->second != nullptr) return found->second;
  auto made = std::make_shared<Slice>();
  made->matrix = slice_matrix(projection, first, count, made->axon_input);
  const std::size_t bytes =
      made->matrix.synapses() * (sizeof made->matrix.target[0] + sizeof made->matrix.code[0]);
  if ((again_ || !first_time) && bytes_ + bytes <= kMostBytes) {
    bytes_ += bytes;
    found->second = made;
  }
  return made;
}

}  // namespace engram::workloads
