#include "workloads/learn/connection_kernel.hpp"

namespace engram::workloads::learn {
namespace {

template <class Scalar>
class DenseKernel final : public ConnectionKernel<Scalar> {
 public:
  explicit DenseKernel(const Dense& dense) : inputs_(dense.inputs), outputs_(dense.outputs) {}

  void forward(const std::vector<Scalar>& weights, const Scalar* input, std::size_t rows,
               Scalar* output, Into into) override {
    multiply_by_transposed(input, weights.data(), output, rows, inputs_, outputs_, into);
  }
  void backward(const std::vector<Scalar>& weights, const Scalar* output_error, std::size_t rows,
                Scalar* input_error, Into into) override {
    multiply(output_error, weights.data(), input_error, rows, outputs_, inputs_, into);
  }
  void gradient(const Scalar* input, const Scalar* output_error, std::size_t rows,
                std::vector<Scalar>& weight_gradient) override {
    multiply_transposed(output_error, input, weight_gradient.data(), outputs_, rows, inputs_,
                        Into::add);
  }

 private:
  std::size_t inputs_, outputs_;
};

}  // namespace

template <class Scalar>
std::unique_ptr<ConnectionKernel<Scalar>> make_kernel(const Dense& dense) {
  return std::make_unique<DenseKernel<Scalar>>(dense);
}

template std::unique_ptr<ConnectionKernel<float>> make_kernel(const Dense&);
template std::unique_ptr<ConnectionKernel<double>> make_kernel(const Dense&);

}  // namespace engram::workloads::learn
