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
/// `backward`; a view sees all weights. What a view must remember from step to step, beyond the
/// last forward, is in parameters(): a checkpoint holds weights and those.
class WeightView {
 public:
  virtual ~WeightView() = default;
  /// Called once before the first forward, with the weights as they are then.
  virtual void begin(std::span<const float> weights) = 0;
  /// Fills `used` with what the network computes with. Keeps what backward needs.
  virtual void forward(std::span<const float> weights, std::span<float> used) = 0;
  /// `gradient` is that of `used` and becomes that of `weights`, which are those of the last
  /// forward. Gradients of the view's own parameters are overwritten.
  virtual void backward(std::span<const float> weights, std::span<float> gradient) = 0;
  /// Parameters that are trained too (scales, ranges), and their gradients after backward(): the
  /// optimizer steps them like weights (without weight decay), then calls keep_legal(). They are
  /// all that a view keeps from batch to batch: a checkpoint restores a view by begin() with the
  /// weights of that time and these.
  virtual std::span<float> parameters() { return {}; }
  virtual std::span<const float> parameter_gradients() const { return {}; }
  virtual void keep_legal() {}
  /// wage: what a weight update of 1 in its paper is in these weights; else 1.
  virtual double update_unit() const { return 1.0; }
  /// The weights on the grid as levels and scales, for adopt_scales(): level * scale, as float, is
  /// what forward() used, to the last bit. Shift 0.
  virtual Quantization quantization(std::span<const float> weights) const = 0;
};

/// `connection` is read for its channels and must outlive the view. `shared`: several projections
/// enter the population. One accumulator adds level << shift for all of them, so the scale is then
/// a power of two (rounded in forward, straight-through in backward), whose ratio to any other is
/// one too. Throws NetworkFault: bits that the format does not have, and a scale a channel where
/// the population is shared, since a projection has one shift.
std::unique_ptr<WeightView> make_weight_view(const QuantizeAware& options,
                                             const Connection& connection, bool shared = false);

}  // namespace engram::workloads
