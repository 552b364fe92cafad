#pragma once

#include <memory>
#include <vector>

#include "workloads/learn/weight_view.hpp"

namespace engram::workloads::learn {

/// The weights of one projection while they are trained: the floats that the optimizer steps, the
/// mask that keeps some of them 0, and the view that the network computes with.
class TrainedWeights {
 public:
  /// `projection` must outlive this.
  explicit TrainedWeights(const Projection& projection);

  std::vector<float>& values() { return values_; }
  const std::vector<float>& values() const { return values_; }
  const PruneMask& mask() const { return mask_; }
  void set_mask(PruneMask mask);
  /// Weights outside the mask become 0 again after a step.
  void apply_mask();

  WeightView* view() const { return view_.get(); }
  /// From now on the network computes with a view of the weights as they are. `shared`: other
  /// projections enter the population, too.
  void begin_view(const QuantizeAware& options, bool shared);
  void end_view() { view_.reset(); }

  /// What the network computes with.
  void find_used(std::vector<float>& used) const;
  /// The gradient of what is used becomes that of values().
  void turn_gradient(std::vector<float>& gradient) const;
  /// The weights as levels and scales, for adopt_scales(). Precondition: there is a view.
  Quantization quantization() const;

 private:
  template <class Number>
  void zero_outside_mask(std::vector<Number>& numbers) const;

  const Projection& projection_;
  std::vector<float> values_;
  PruneMask mask_;
  std::unique_ptr<WeightView> view_;
};

}  // namespace engram::workloads::learn
