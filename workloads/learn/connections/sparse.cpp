#include <algorithm>

#include "workloads/learn/connection_kernel.hpp"

namespace engram::workloads::learn {
namespace {

template <class Scalar>
class SparseKernel final : public ConnectionKernel<Scalar> {
 public:
  explicit SparseKernel(const Sparse& sparse) : sparse_(sparse) {}

  void forward(const std::vector<Scalar>& weights, const Scalar* input, std::size_t rows,
               Scalar* output, Into into) override {
    if (into == Into::overwrite) std::fill_n(output, rows * sparse_.outputs, Scalar{0});
    for (std::size_t row = 0; row < rows; ++row) {
      Scalar* out = output + row * sparse_.outputs;
      for_each_active(input + row * sparse_.inputs, [&](Scalar value, std::uint64_t at) {
        out[sparse_.target[at]] += value * weights[at];
      });
    }
  }

  void backward(const std::vector<Scalar>& weights, const Scalar* output_error, std::size_t rows,
                Scalar* input_error, Into into) override {
    for (std::size_t row = 0; row < rows; ++row) {
      const Scalar* error = output_error + row * sparse_.outputs;
      Scalar* in = input_error + row * sparse_.inputs;
      for (std::uint32_t n = 0; n < sparse_.inputs; ++n) {
        Scalar sum = 0;
        for (std::uint64_t at = sparse_.row_begin[n]; at < sparse_.row_begin[n + 1]; ++at) {
          sum += weights[at] * error[sparse_.target[at]];
        }
        in[n] = into == Into::add ? in[n] + sum : sum;
      }
    }
  }

  void gradient(const Scalar* input, const Scalar* output_error, std::size_t rows,
                std::vector<Scalar>& weight_gradient) override {
    for (std::size_t row = 0; row < rows; ++row) {
      const Scalar* error = output_error + row * sparse_.outputs;
      for_each_active(input + row * sparse_.inputs, [&](Scalar value, std::uint64_t at) {
        weight_gradient[at] += value * error[sparse_.target[at]];
      });
    }
  }

 private:
  /// visit(value, synapse) for the synapses of every input that is not 0.
  template <class Visit>
  void for_each_active(const Scalar* input, Visit visit) const {
    for (std::uint32_t n = 0; n < sparse_.inputs; ++n) {
      if (input[n] == 0) continue;
      for (std::uint64_t at = sparse_.row_begin[n]; at < sparse_.row_begin[n + 1]; ++at) {
        visit(input[n], at);
      }
    }
  }

  const Sparse& sparse_;
};

}  // namespace

template <class Scalar>
std::unique_ptr<ConnectionKernel<Scalar>> make_kernel(const Sparse& sparse) {
  return std::make_unique<SparseKernel<Scalar>>(sparse);
}

template std::unique_ptr<ConnectionKernel<float>> make_kernel(const Sparse&);
template std::unique_ptr<ConnectionKernel<double>> make_kernel(const Sparse&);

}  // namespace engram::workloads::learn
