#include "hw/learning/neuron_errors.hpp"

#include <algorithm>

#include "hw/learning/learning_arithmetic.hpp"

namespace engram::hw {

NeuronErrors::NeuronErrors(const LearningSpec& spec, const SliceSpec& slice, bool targeted,
                           bool has_error)
    : spec_(spec),
      slice_(slice),
      surrogate_(spec),
      targeted_(targeted),
      has_error_(has_error),
      spikes_(slice.count, 0),
      targets_(slice.count, 0),
      derivatives_(slice.count, surrogate_.one()),
      returned_(slice.count, 0),
      errors_(slice.count, 0) {}

void NeuronErrors::clear() {
  std::fill(spikes_.begin(), spikes_.end(), 0u);
  std::fill(targets_.begin(), targets_.end(), 0);
  std::fill(returned_.begin(), returned_.end(), 0);
  std::fill(errors_.begin(), errors_.end(), 0);
}

double NeuronErrors::threshold(std::uint32_t neuron) const {
  const NeuronSpec& spec = slice_.neuron;
  const auto at = [&](const auto& values) {
    return static_cast<double>(values[values.size() > 1 ? neuron : 0]);
  };
  return spec.fixed ? at(spec.integer.threshold) : at(spec.real.threshold);
}

void NeuronErrors::stepped(const NeuronUpdate& update) {
  for (const NeuronSpike& spike : update.spikes()) spikes_[spike.neuron] = spike.count;
  if (!has_error_ || !slice_.neuron.spiking) return;
  for (std::uint32_t neuron = 0; neuron < slice_.count; ++neuron) {
    derivatives_[neuron] = surrogate_.at(update.distance(neuron), threshold(neuron));
  }
}

void NeuronErrors::returned(std::uint32_t neuron, std::int64_t sum) {
  returned_[neuron] = add_checked(returned_[neuron], sum);
}

std::int64_t NeuronErrors::make(std::uint32_t neuron) {
  if (!has_error_) return 0;
  std::int64_t raw = round_shift(returned_[neuron], spec_.backward_shift);
  if (targeted_) {
    const std::int64_t off = std::int64_t{spikes_[neuron]} - targets_[neuron];
    raw = add_checked(raw, spec_.error_gain * off);
  }
  const std::int64_t error = clamp_symmetric(raw, spec_.error_bits);
  errors_[neuron] = clamp_symmetric(round_shift(error * derivatives_[neuron], spec_.surrogate_bits),
                                    spec_.error_bits);
  return errors_[neuron];
}

}  // namespace engram::hw
