#pragma once

#include <variant>
#include <vector>

#include "workloads/network/network.hpp"

/// Linear nodes in a row, composed in double.
namespace engram::workloads {

/// weights[output * inputs + input].
struct MatrixForm {
  std::uint32_t inputs = 0, outputs = 0;
};
/// Listed weights by input, as in Sparse.
struct RowsForm {
  std::uint32_t inputs = 0, outputs = 0;
  std::vector<std::uint64_t> row_begin;
  std::vector<std::uint32_t> target;
};
/// A map from inputs to outputs; the weights of a ConvGeometry are those of Conv2d.
struct LinearMap {
  std::variant<MatrixForm, RowsForm, ConvGeometry> form;
  std::vector<double> weights;
};

/// Most weights that a composed map may have: 2^24.
inline constexpr std::uint64_t most_composed_weights = std::uint64_t{1} << 24;

std::uint64_t inputs(const LinearMap& map);
std::uint64_t outputs(const LinearMap& map);

/// Factor n from input n to output n, for those n that `chosen` holds (empty: all).
LinearMap diagonal(const std::vector<double>& factors, const std::vector<bool>& chosen = {});
/// Sum pooling as a convolution of each channel with ones.
LinearMap pooling(const AddressStage& stage);

/// `second` after `first`. A sum over places between them is formed in double, ascending by place.
/// The result is a convolution where both are and no window of the second one leaves the first
/// one's map, or where factors of a diagonal agree within channels; else a matrix where every
/// output depends on every input, else rows. Throws NetworkFault where the result would have more
/// than most_composed_weights.
LinearMap composed(const LinearMap& first, const LinearMap& second);

/// A convolution as rows or a matrix, for sources that are no map of its shape.
LinearMap listed(const LinearMap& map);

/// The map applied to values, one an input.
std::vector<double> applied(const LinearMap& map, const std::vector<double>& values);

/// Rounded to float32, once. Throws NetworkFault where float32 cannot hold a weight.
Connection connection_of(LinearMap map);

}  // namespace engram::workloads
