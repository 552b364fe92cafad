#pragma once

#include <cstdint>
#include <vector>

#include "workloads/network/projection.hpp"

namespace engram::workloads::learn {

/// The maps of one group of a convolution, unfolded ("im2col"): a row for every weight of an output
/// channel (input channel, ky, kx), a column for every output position; places in the padding are
/// 0. The convolution is then a product.
class Unfolding {
 public:
  explicit Unfolding(const ConvGeometry& geometry);

  std::size_t rows() const { return rows_; }
  std::size_t columns() const { return columns_; }

  /// `maps`: the input channels of the group.
  template <class Scalar>
  void unfold(const Scalar* maps, Scalar* unfolded) const;
  /// The transpose: adds every entry to the place it came from. Entries in the padding become 0.
  template <class Scalar>
  void fold(Scalar* unfolded, Scalar* maps) const;

 private:
  /// Output positions begin..end-1 of an axis read input `first + (position - begin) * stride`.
  struct Reach {
    std::uint32_t begin = 0, end = 0, first = 0;
  };
  static std::vector<Reach> reaches(std::uint32_t inputs, std::uint32_t outputs, std::uint32_t taps,
                                    std::uint32_t stride, std::uint32_t dilation,
                                    std::uint32_t pad);
  template <class Visit>
  void for_each_run(Visit visit) const;
  template <class Scalar>
  void clear_between_lines(Scalar* unfolded) const;

  ConvGeometry geometry_;
  bool whole_maps_ = false;  ///< lines of one tap follow each other in the maps, too
  std::size_t rows_ = 0, columns_ = 0;
  std::vector<Reach> vertical_, horizontal_;  ///< by tap
};

}  // namespace engram::workloads::learn
