#include <algorithm>

#include "workloads/learn/connection_kernel.hpp"
#include "workloads/learn/connections/active_lines.hpp"

namespace engram::workloads::learn {
namespace {

/// Products by Eigen, or sums of weight rows where few entries are not 0.
template <class Scalar>
class DenseKernel final : public ConnectionKernel<Scalar> {
 public:
  explicit DenseKernel(const Dense& dense) : inputs_(dense.inputs), outputs_(dense.outputs) {}

  void forward(const std::vector<Scalar>& weights, const Scalar* input, std::size_t rows,
               Scalar* output, Into into) override {
    if (!few_active(input, rows, inputs_, inputs_)) {
      multiply_by_transposed(input, weights.data(), output, rows, inputs_, outputs_, into);
      return;
    }
    transposed_.resize(inputs_ * outputs_);
    transpose(weights.data(), outputs_, inputs_, transposed_.data(), false);
    if (into == Into::overwrite) std::fill_n(output, rows * outputs_, Scalar{0});
    add_lines(active_by_row(input, rows, inputs_), transposed_.data(), outputs_, output);
  }

  void backward(const std::vector<Scalar>& weights, const Scalar* output_error, std::size_t rows,
                Scalar* input_error, Into into) override {
    if (!few_active(output_error, rows, outputs_, 0)) {
      multiply(output_error, weights.data(), input_error, rows, outputs_, inputs_, into);
      return;
    }
    if (into == Into::overwrite) std::fill_n(input_error, rows * inputs_, Scalar{0});
    add_lines(active_by_row(output_error, rows, outputs_), weights.data(), inputs_, input_error);
  }

  void gradient(const Scalar* input, const Scalar* output_error, std::size_t rows,
                std::vector<Scalar>& weight_gradient) override {
    if (few_active(output_error, rows, outputs_, 0)) {
      add_lines(active_by_column(output_error, rows, outputs_), input, inputs_,
                weight_gradient.data());
    } else if (few_active(input, rows, inputs_, inputs_)) {
      transposed_.assign(inputs_ * outputs_, Scalar{0});
      add_lines(active_by_column(input, rows, inputs_), output_error, outputs_, transposed_.data());
      transpose(transposed_.data(), inputs_, outputs_, weight_gradient.data(), true);
    } else {
      multiply_transposed(output_error, input, weight_gradient.data(), outputs_, rows, inputs_,
                          Into::add);
    }
  }

 private:
  /// Whether sums of lines beat a product, `extra` lines of other work counted in: measured, a
  /// product's multiplication costs about a quarter of one in a sum of lines.
  static bool few_active(const Scalar* matrix, std::size_t rows, std::size_t columns,
                         std::size_t extra) {
    const std::size_t most = rows * columns / 4;
    return extra < most && count_active(matrix, rows, columns) + extra < most;
  }

  std::size_t inputs_, outputs_;
  std::vector<Scalar> transposed_;
};

}  // namespace

template <class Scalar>
std::unique_ptr<ConnectionKernel<Scalar>> make_kernel(const Dense& dense) {
  return std::make_unique<DenseKernel<Scalar>>(dense);
}

template std::unique_ptr<ConnectionKernel<float>> make_kernel(const Dense&);
template std::unique_ptr<ConnectionKernel<double>> make_kernel(const Dense&);

}  // namespace engram::workloads::learn
