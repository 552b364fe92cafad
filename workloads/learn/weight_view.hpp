#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "workloads/learn/training_options.hpp"
#include "workloads/network/projection.hpp"

namespace engram::workloads {

/// The weights that a network computes with while others are trained: a quantizer between the float
/// weights that the optimizer steps and the connection that forward and backward see. Spans are
/// parallel to weights(connection). Masks are applied by the trainer, after `forward` and after
/// `backward`; a view sees all weights.
class WeightView {
 public:
  virtual ~WeightView() = default;
  /// Called once before the first forward, with the weights as they are then.
  virtual void begin(std::span<const float> weights) = 0;
  /// Fills `used` with what the network computes with. Keeps what backward needs.
  virtual void forward(std::span<const float> weights, std::span<float> used) = 0;
  /// `gradient` is that of `used` and becomes that of `weights`; gradients of the view's own
  /// parameters are kept until step().
  virtual void backward(std::span<const float> weights, std::span<float> gradient) = 0;
  /// Parameters that are trained too (scales, ranges), and their gradients after backward(): the
  /// optimizer steps them like weights (without weight decay), then calls keep_legal(). They are
  /// all that a view keeps from batch to batch: a checkpoint restores a view by begin() with the
  /// weights of that time and these.
  virtual std::span<float> parameters() { return {}; }
  virtual std::span<const float> parameter_gradients() const { return {}; }
  virtual void keep_legal() {}
  /// The weights on the grid as levels and scales, for Projection::quantization.
  virtual Quantization quantization(std::span<const float> weights) const = 0;
};

/// `connection` is read for its channels and must outlive the view.
std::unique_ptr<WeightView> make_weight_view(const QuantizeAware& options,
                                             const Connection& connection);

}  // namespace engram::workloads
