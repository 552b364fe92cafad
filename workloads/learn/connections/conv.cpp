#include <algorithm>

#include "workloads/learn/connection_kernel.hpp"
#include "workloads/learn/connections/unfolding.hpp"

namespace engram::workloads::learn {
namespace {

/// Row by row, so that the unfolded maps stay in the cache.
template <class Scalar>
class ConvKernel final : public ConnectionKernel<Scalar> {
 public:
  explicit ConvKernel(const ConvGeometry& g)
      : unfolding_(g),
        groups_(g.groups),
        channels_(g.out_channels / g.groups),
        inputs_(std::size_t{g.in_channels} / g.groups * g.in_height * g.in_width),
        unfolded_(unfolding_.rows() * unfolding_.columns()),
        errors_(unfolded_.size()) {}

  void forward(const std::vector<Scalar>& weights, const Scalar* input, std::size_t rows,
               Scalar* output, Into into) override {
    for (std::size_t part = 0; part < rows * groups_; ++part) {
      unfolding_.unfold(input + part * inputs_, unfolded_.data());
      multiply(kernel_of(weights, part), unfolded_.data(), output + part * outputs(), channels_,
               unfolding_.rows(), unfolding_.columns(), into);
    }
  }

  void backward(const std::vector<Scalar>& weights, const Scalar* output_error, std::size_t rows,
                Scalar* input_error, Into into) override {
    for (std::size_t part = 0; part < rows * groups_; ++part) {
      multiply_transposed(kernel_of(weights, part), output_error + part * outputs(), errors_.data(),
                          unfolding_.rows(), channels_, unfolding_.columns(), Into::overwrite);
      Scalar* const maps = input_error + part * inputs_;
      if (into == Into::overwrite) std::fill_n(maps, inputs_, Scalar{0});
      unfolding_.fold(errors_.data(), maps);
    }
  }

  void gradient(const Scalar* input, const Scalar* output_error, std::size_t rows,
                std::vector<Scalar>& weight_gradient) override {
    for (std::size_t part = 0; part < rows * groups_; ++part) {
      unfolding_.unfold(input + part * inputs_, unfolded_.data());
      multiply_by_transposed(
          output_error + part * outputs(), unfolded_.data(),
          weight_gradient.data() + part % groups_ * channels_ * unfolding_.rows(), channels_,
          unfolding_.columns(), unfolding_.rows(), Into::add);
    }
  }

 private:
  std::size_t outputs() const { return channels_ * unfolding_.columns(); }
  const Scalar* kernel_of(const std::vector<Scalar>& weights, std::size_t part) const {
    return weights.data() + part % groups_ * channels_ * unfolding_.rows();
  }

  Unfolding unfolding_;
  std::size_t groups_, channels_;          ///< output channels of a group
  std::size_t inputs_;                     ///< neurons of a group
  std::vector<Scalar> unfolded_, errors_;  ///< padding stays 0 in the first
};

}  // namespace

template <class Scalar>
std::unique_ptr<ConnectionKernel<Scalar>> make_kernel(const Conv2d& conv) {
  return std::make_unique<ConvKernel<Scalar>>(conv.geometry);
}

template std::unique_ptr<ConnectionKernel<float>> make_kernel(const Conv2d&);
template std::unique_ptr<ConnectionKernel<double>> make_kernel(const Conv2d&);

}  // namespace engram::workloads::learn
