#include "workloads/learn/products.hpp"

#define EIGEN_DONT_PARALLELIZE
#include <Eigen/Core>

namespace engram::workloads::learn {
namespace {

template <class Scalar>
using RowMajor = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
template <class Scalar>
using Stored = Eigen::Map<const RowMajor<Scalar>>;

template <class Scalar>
Stored<Scalar> stored(const Scalar* data, std::size_t rows, std::size_t columns) {
  return {data, static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(columns)};
}

/// Eigen cuts sums where the caches of the processor say; another processor would round otherwise.
void fix_block_sizes() {
  static const bool fixed = [] {
    Eigen::setCpuCacheSizes(32 * 1024, 512 * 1024, 4 * 1024 * 1024);
    return true;
  }();
  static_cast<void>(fixed);
}

template <class Scalar, class Product>
void store(const Product& product, Scalar* c, std::size_t m, std::size_t n, Into into) {
  fix_block_sizes();
  Eigen::Map<RowMajor<Scalar>> result(c, static_cast<Eigen::Index>(m),
                                      static_cast<Eigen::Index>(n));
  if (into == Into::add) {
    result.noalias() += product;
  } else {
    result.noalias() = product;
  }
}

}  // namespace

template <class Scalar>
void multiply(const Scalar* a, const Scalar* b, Scalar* c, std::size_t m, std::size_t k,
              std::size_t n, Into into) {
  store(stored(a, m, k) * stored(b, k, n), c, m, n, into);
}

template <class Scalar>
void multiply_by_transposed(const Scalar* a, const Scalar* b, Scalar* c, std::size_t m,
                            std::size_t k, std::size_t n, Into into) {
  store(stored(a, m, k) * stored(b, n, k).transpose(), c, m, n, into);
}

template <class Scalar>
void multiply_transposed(const Scalar* a, const Scalar* b, Scalar* c, std::size_t m, std::size_t k,
                         std::size_t n, Into into) {
  store(stored(a, k, m).transpose() * stored(b, k, n), c, m, n, into);
}

#define ENGRAM_PRODUCTS(Scalar)                                                            \
  template void multiply(const Scalar*, const Scalar*, Scalar*, std::size_t, std::size_t,  \
                         std::size_t, Into);                                               \
  template void multiply_by_transposed(const Scalar*, const Scalar*, Scalar*, std::size_t, \
                                       std::size_t, std::size_t, Into);                    \
  template void multiply_transposed(const Scalar*, const Scalar*, Scalar*, std::size_t,    \
                                    std::size_t, std::size_t, Into);
ENGRAM_PRODUCTS(float)
ENGRAM_PRODUCTS(double)
#undef ENGRAM_PRODUCTS

}  // namespace engram::workloads::learn
