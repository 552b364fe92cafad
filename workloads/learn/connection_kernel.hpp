#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "workloads/learn/products.hpp"
#include "workloads/network/projection.hpp"

namespace engram::workloads::learn {

/// A weighted connection as a linear map of many rows at once (a row: one timestep of one sample),
/// with its two derivatives. Matrices are row-major: rows x inputs, rows x outputs; weights and
/// gradients are laid out as in the connection. One `.cpp` a kind in connections/.
template <class Scalar>
class ConnectionKernel {
 public:
  virtual ~ConnectionKernel() = default;
  virtual void forward(const std::vector<Scalar>& weights, const Scalar* input, std::size_t rows,
                       Scalar* output, Into into) = 0;
  /// Errors of the output become errors of the input.
  virtual void backward(const std::vector<Scalar>& weights, const Scalar* output_error,
                        std::size_t rows, Scalar* input_error, Into into) = 0;
  /// Adds the gradient of the weights.
  virtual void gradient(const Scalar* input, const Scalar* output_error, std::size_t rows,
                        std::vector<Scalar>& weight_gradient) = 0;
};

/// `connection` must outlive the kernel, which reads its shape and targets, not its weights.
template <class Scalar>
std::unique_ptr<ConnectionKernel<Scalar>> make_connection_kernel(const Connection& connection);

template <class Scalar>
std::unique_ptr<ConnectionKernel<Scalar>> make_kernel(const Dense& dense);
template <class Scalar>
std::unique_ptr<ConnectionKernel<Scalar>> make_kernel(const Sparse& sparse);
template <class Scalar>
std::unique_ptr<ConnectionKernel<Scalar>> make_kernel(const Conv2d& conv);

}  // namespace engram::workloads::learn
