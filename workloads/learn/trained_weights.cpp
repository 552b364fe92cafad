#include "workloads/learn/trained_weights.hpp"

#include <utility>

namespace engram::workloads::learn {

TrainedWeights::TrainedWeights(const Projection& projection)
    : projection_(projection), values_(weights(projection.connection)) {}

void TrainedWeights::set_mask(PruneMask mask) {
  mask_ = std::move(mask);
  apply_mask();
}

void TrainedWeights::apply_mask() {
  zero_outside_mask(values_);
}

void TrainedWeights::begin_view(const QuantizeAware& options, bool shared) {
  view_ = make_weight_view(options, projection_.connection, shared);
  view_->begin(values_);
}

void TrainedWeights::find_used(std::vector<float>& used) const {
  if (view_) {
    used.resize(values_.size());
    view_->forward(values_, used);
  } else {
    used = values_;
  }
  zero_outside_mask(used);
}

void TrainedWeights::turn_gradient(std::vector<float>& gradient) const {
  zero_outside_mask(gradient);
  if (view_) view_->backward(values_, gradient);
  zero_outside_mask(gradient);
}

Quantization TrainedWeights::quantization() const {
  Quantization found = view_->quantization(values_);
  for (std::size_t k = 0; k < mask_.size(); ++k) {
    if (mask_[k] == 0) found.levels.set(k, 0);
  }
  zero_outside_mask(found.codes);
  return found;
}

template <class Number>
void TrainedWeights::zero_outside_mask(std::vector<Number>& numbers) const {
  if (mask_.empty()) return;
  for (std::size_t k = 0; k < numbers.size(); ++k) {
    if (mask_[k] == 0) numbers[k] = 0;
  }
}

}  // namespace engram::workloads::learn
