#pragma once

#include <cstdint>
#include <vector>

#include "workloads/learn/products.hpp"
#include "workloads/network/projection.hpp"

namespace engram::workloads::learn {

/// The stages of a projection as one linear map: every connection input is a sum over source
/// neurons (a neuron that two paths lead to counts twice).
class AddressMap {
 public:
  AddressMap(const std::vector<AddressStage>& stages, std::size_t sources, std::size_t outputs);

  bool identity() const { return identity_; }
  std::size_t outputs() const { return outputs_; }

  /// rows x sources to rows x outputs.
  template <class Scalar>
  void forward(const Scalar* from, std::size_t rows, Scalar* to) const;
  /// The transpose, to rows x sources.
  template <class Scalar>
  void backward(const Scalar* error, std::size_t rows, Scalar* to, Into into) const;

 private:
  /// Entry k is the sum over from[begin[k]..begin[k + 1]).
  struct Sums {
    std::vector<std::uint32_t> begin, from;
    std::uint32_t each = 0;  ///< terms of every entry; 0: they differ
    void find_each();
  };
  bool identity_ = false;
  std::size_t sources_ = 0, outputs_ = 0;
  Sums gathered_, scattered_;  ///< by output; by source
};

}  // namespace engram::workloads::learn
