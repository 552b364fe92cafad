#include "plain_step.hpp"

#include <algorithm>

namespace engram::workloads {

bool PlainNeuron::above(double v) const {
  return step_.compare == Compare::greater ? v > step_.threshold[0] : v >= step_.threshold[0];
}

unsigned PlainNeuron::advance(double input) {
  double drive = input + step_.bias[0];
  if (step_.has_current) {
    const double old = current_;
    current_ = step_.current_decay[0] * current_ + step_.current_gain[0] * drive;
    drive = step_.previous_current ? old : current_;
  }
  membrane_ = step_.membrane_decay[0] * membrane_ + step_.membrane_gain[0] * drive +
              step_.membrane_offset[0];
  unsigned spikes = 0;
  while (step_.spiking && above(membrane_) && (step_.multi_spike || spikes == 0)) {
    ++spikes;
    if (step_.reset == Reset::zero) membrane_ = 0;
    if (step_.reset == Reset::subtract) membrane_ -= step_.threshold[0];
    if (step_.reset == Reset::value) {
      membrane_ = step_.reset_value[0];
      break;
    }
  }
  if (step_.clip_low) membrane_ = std::max(membrane_, (*step_.clip_low)[0]);
  return spikes;
}

}  // namespace engram::workloads
