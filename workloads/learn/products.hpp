#pragma once

#include <cstddef>

/// The one place that Eigen is included: products of row-major matrices without gaps. Results do
/// not depend on the processor: block sizes are fixed, and nothing is compiled for one of them.
namespace engram::workloads::learn {

enum class Into { overwrite, add };

/// c (m x n) = or += a (m x k) b (k x n).
template <class Scalar>
void multiply(const Scalar* a, const Scalar* b, Scalar* c, std::size_t m, std::size_t k,
              std::size_t n, Into into);

/// The same with b stored transposed, (n x k).
template <class Scalar>
void multiply_by_transposed(const Scalar* a, const Scalar* b, Scalar* c, std::size_t m,
                            std::size_t k, std::size_t n, Into into);

/// The same with a stored transposed, (k x m).
template <class Scalar>
void multiply_transposed(const Scalar* a, const Scalar* b, Scalar* c, std::size_t m, std::size_t k,
                         std::size_t n, Into into);

}  // namespace engram::workloads::learn
