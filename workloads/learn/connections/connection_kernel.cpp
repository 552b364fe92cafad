#include "workloads/learn/connection_kernel.hpp"

namespace engram::workloads::learn {

template <class Scalar>
std::unique_ptr<ConnectionKernel<Scalar>> make_connection_kernel(const Connection& connection) {
  return std::visit([](const auto& kind) { return make_kernel<Scalar>(kind); }, connection);
}

template std::unique_ptr<ConnectionKernel<float>> make_connection_kernel(const Connection&);
template std::unique_ptr<ConnectionKernel<double>> make_connection_kernel(const Connection&);

}  // namespace engram::workloads::learn
