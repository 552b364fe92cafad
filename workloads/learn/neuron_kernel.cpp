#include "workloads/learn/neuron_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "workloads/learn/surrogate.hpp"
#include "workloads/learn/wage_rounding.hpp"

namespace engram::workloads::learn {
namespace {

/// Neurons that are carried through time together: their state stays in the nearest cache.
constexpr std::size_t kBlock = 256;

enum Current { no_current, same_step, step_before };
enum Kind { readout, resets_by_subtraction, resets_to_value };

}  // namespace

template <class Scalar>
typename NeuronKernel<Scalar>::Parameter NeuronKernel<Scalar>::parameter(
    const PerNeuron& values) const {
  Parameter result;
  result.uniform = values.uniform();
  result.values.resize(values.uniform() ? std::min(kBlock, neurons_) : neurons_);
  for (std::size_t n = 0; n < result.values.size(); ++n) {
    result.values[n] = static_cast<Scalar>(values[n]);
  }
  return result;
}

template <class Scalar>
NeuronKernel<Scalar>::NeuronKernel(const NeuronStep& step, std::size_t neurons,
                                   const NeuronOptions& options)
    : step_(step), neurons_(neurons), options_(options) {
  Parameters& p = parameters_;
  p.current_decay = parameter(step.current_decay);
  p.current_gain = parameter(step.current_gain);
  p.membrane_decay = parameter(step.membrane_decay);
  p.membrane_gain = parameter(step.membrane_gain);
  p.offset = parameter(step.membrane_offset);
  p.threshold = p.edge = p.steepness = parameter(step.threshold);
  if (step.compare == Compare::greater_equal) {  // the same as > of the number below
    for (Scalar& edge : p.edge.values) {
      edge = std::nextafter(edge, -std::numeric_limits<Scalar>::infinity());
    }
  }
  for (Scalar& steepness : p.steepness.values) {
    steepness = steepness == 0 ? Scalar{1} : 1 / std::abs(steepness);
  }
  p.reset = parameter(step.reset == Reset::value ? step.reset_value : PerNeuron(0.0));
  if (step.low_threshold) p.low = parameter(*step.low_threshold);
  p.low_reset = parameter(step.reset == Reset::value ? step.low_reset : PerNeuron(0.0));
  if (step.clip_low) p.clip = parameter(*step.clip_low);
  p.bias = parameter(step.bias);
  general_ = (step.spiking && (step.refractory > 0 || step.low_threshold)) || step.clip_low ||
             options.widths.state_bits || options.smooth;
}

template <class Scalar>
void NeuronKernel<Scalar>::begin_forward(std::uint32_t samples, std::uint32_t timesteps) {
  samples_ = samples;
  membranes_.assign(samples * neurons_, Scalar{0});
  currents_.assign(step_.has_current ? samples * neurons_ : 0, Scalar{0});
  if (step_.spiking && step_.refractory > 0) {
    refractory_left_.assign(samples * neurons_, 0);
    resting_.assign(timesteps * samples * neurons_, 0);
  }
}

template <class Scalar>
void NeuronKernel<Scalar>::begin_backward() {
  std::fill(membranes_.begin(), membranes_.end(), Scalar{0});
  std::fill(currents_.begin(), currents_.end(), Scalar{0});
}

/// Calls run(block) with the block of timestep 0.
template <class Scalar>
template <class Run>
void NeuronKernel<Scalar>::for_each_block(Run run) const {
  for (std::size_t sample = 0; sample < samples_; ++sample) {
    for (std::size_t first = 0; first < neurons_; first += kBlock) {
      const std::size_t state = sample * neurons_ + first;
      run(Block{first, std::min(kBlock, neurons_ - first), state, state});
    }
  }
}

/// Calls run<current, kind>() for what this population is.
template <class Scalar>
template <class Run>
void NeuronKernel<Scalar>::dispatch(Run run) const {
  const auto with_current = [&]<int current>() {
    if (!step_.spiking) return run.template operator()<current, readout>();
    if (step_.reset == Reset::subtract) {
      return run.template operator()<current, resets_by_subtraction>();
    }
    run.template operator()<current, resets_to_value>();
  };
  if (!step_.has_current) return with_current.template operator()<no_current>();
  if (step_.previous_current) return with_current.template operator()<step_before>();
  with_current.template operator()<same_step>();
}

template <class Scalar>
void NeuronKernel<Scalar>::forward(Steps steps, Scalar* membrane, Scalar* output) {
  dispatch([&]<int current, int kind>() {
    for_each_block([&](Block block) {
      const std::size_t first_row = block.row;
      for (std::uint32_t t = steps.begin; t < steps.end; ++t) {
        block.row = first_row + t * samples_ * neurons_;
        move_membranes<current>(block, membrane);
        if (general_) {
          emit_generally<kind>(block, membrane, output);
        } else {
          emit<kind>(block, membrane, output);
        }
      }
    });
  });
}

template <class Scalar>
template <int current>
void NeuronKernel<Scalar>::move_membranes(const Block& block, Scalar* membrane) {
  const Parameters& p = parameters_;
  const Scalar* const __restrict bias = p.bias.at(block.neuron);
  const Scalar* const __restrict decay = p.membrane_decay.at(block.neuron);
  const Scalar* const __restrict gain = p.membrane_gain.at(block.neuron);
  const Scalar* const __restrict offset = p.offset.at(block.neuron);
  const Scalar* const __restrict v = membranes_.data() + block.state;
  Scalar* const __restrict u = membrane + block.row;
  const auto bits = options_.widths.state_bits;
  if constexpr (current == no_current) {
    for (std::size_t n = 0; n < block.count; ++n) {
      u[n] = decay[n] * v[n] + gain[n] * (u[n] + bias[n]) + offset[n];
    }
  } else {
    const Scalar* const __restrict current_decay = p.current_decay.at(block.neuron);
    const Scalar* const __restrict current_gain = p.current_gain.at(block.neuron);
    Scalar* const __restrict i = currents_.data() + block.state;
    Scalar before[kBlock];
    for (std::size_t n = 0; n < block.count; ++n) {
      before[n] = i[n];
      i[n] = current_decay[n] * i[n] + current_gain[n] * (u[n] + bias[n]);
    }
    for (std::size_t n = 0; bits && n < block.count; ++n) i[n] = to_grid(i[n], *bits);
    const Scalar* const __restrict drive = current == step_before ? before : i;
    for (std::size_t n = 0; n < block.count; ++n) {
      u[n] = decay[n] * v[n] + gain[n] * drive[n] + offset[n];
    }
  }
  for (std::size_t n = 0; bits && n < block.count; ++n) u[n] = to_grid(u[n], *bits);
}

template <class Scalar>
template <int kind>
void NeuronKernel<Scalar>::emit(const Block& block, const Scalar* membrane, Scalar* output) {
  const Scalar* const __restrict u = membrane + block.row;
  Scalar* const __restrict s = output + block.row;
  Scalar* const __restrict v = membranes_.data() + block.state;
  if constexpr (kind == readout) {
    for (std::size_t n = 0; n < block.count; ++n) s[n] = v[n] = u[n];
  } else {
    const Scalar* const __restrict edge = parameters_.edge.at(block.neuron);
    const Scalar* const __restrict taken = kind == resets_by_subtraction
                                               ? parameters_.threshold.at(block.neuron)
                                               : parameters_.reset.at(block.neuron);
    // Two loops of one choice each: together they would be branches, which spikes mispredict.
    for (std::size_t n = 0; n < block.count; ++n) s[n] = u[n] > edge[n] ? Scalar{1} : Scalar{0};
    for (std::size_t n = 0; n < block.count; ++n) {
      const Scalar away = taken[n], now = u[n];
      if (kind == resets_by_subtraction) {
        v[n] = now - (s[n] > 0 ? away : Scalar{0});
      } else {
        v[n] = s[n] > 0 ? away : now;
      }
    }
  }
}

/// Whether a neuron that does not spike is set up from below its low threshold.
template <class Scalar>
bool NeuronKernel<Scalar>::set_low(Scalar membrane, std::size_t neuron) const {
  return step_.low_threshold && membrane < *parameters_.low.at(neuron);
}

template <class Scalar>
template <int kind>
void NeuronKernel<Scalar>::emit_generally(const Block& block, const Scalar* membrane,
                                          Scalar* output) {
  const Parameters& p = parameters_;
  const auto bits = options_.widths.state_bits;
  for (std::size_t n = 0; n < block.count; ++n) {
    const std::size_t state = block.state + n, row = block.row + n, neuron = block.neuron + n;
    const Scalar u = membrane[row];
    Scalar& v = membranes_[state];
    Scalar& s = output[row];
    if (kind == readout) {
      v = u;
    } else if (step_.refractory > 0 && refractory_left_[state] > 0) {
      --refractory_left_[state];
      resting_[row] = 1;
      s = 0;
    } else {
      const Scalar threshold = *p.threshold.at(neuron), reset = *p.reset.at(neuron);
      const Scalar distance = bits ? to_grid(u - threshold, *bits) : u - threshold;
      const bool above = !bits                               ? u > *p.edge.at(neuron)
                         : step_.compare == Compare::greater ? distance > 0
                                                             : distance >= 0;
      s = above ? Scalar{1} : Scalar{0};
      if (options_.smooth) {
        s = smooth_spike(options_.surrogate, distance * *p.steepness.at(neuron));
      }
      v = kind == resets_by_subtraction ? u - s * threshold
          : options_.smooth             ? u + s * (reset - u)
          : above                       ? reset
                                        : u;
      if (above && step_.refractory > 0) refractory_left_[state] = step_.refractory;
      if (!above && set_low(u, neuron)) {
        v = kind == resets_by_subtraction ? u - *p.low.at(neuron) : *p.low_reset.at(neuron);
      }
    }
    if (step_.clip_low) v = std::max(v, *p.clip.at(neuron));
    if (kind == readout) s = v;
  }
}

template <class Scalar>
void NeuronKernel<Scalar>::backward(Steps steps, const Scalar* membrane, const Scalar* output,
                                    Scalar* error) {
  const bool grid = options_.widths.error_bits.has_value();
  if (grid && steps.end - steps.begin > 1) {  // errors of a timestep share a scale
    for (std::uint32_t t = steps.end; t > steps.begin; --t) {
      backward({t - 1, t}, membrane, output, error);
    }
    return;
  }
  dispatch([&]<int current, int kind>() {
    for_each_block([&](Block block) {
      const std::size_t first_row = block.row;
      Scalar factors[kBlock], compared[kBlock], passing[kBlock];
      for (std::uint32_t t = steps.end; t-- > steps.begin;) {
        block.row = first_row + t * samples_ * neurons_;
        if (kind != readout) find_factors(block, membrane, factors);
        if (general_) {
          errors_generally<kind>(block, membrane, output, error, factors, compared, passing);
        } else {
          errors_at_comparison<kind>(block, membrane, error, factors, compared);
        }
        errors_of_input<current>(block, compared, general_ ? passing : nullptr, error);
      }
    });
  });
  if (grid) errors_on_grid(error + steps.begin * samples_ * neurons_);
}

/// The derivative of the spike by the membrane.
template <class Scalar>
void NeuronKernel<Scalar>::find_factors(const Block& block, const Scalar* membrane,
                                        Scalar* factors) const {
  const Scalar* const __restrict u = membrane + block.row;
  const Scalar* const __restrict threshold = parameters_.threshold.at(block.neuron);
  const Scalar* const __restrict steepness = parameters_.steepness.at(block.neuron);
  Scalar x[kBlock];
  for (std::size_t n = 0; n < block.count; ++n) x[n] = (u[n] - threshold[n]) * steepness[n];
  if (const auto bits = options_.widths.state_bits) {
    for (std::size_t n = 0; n < block.count; ++n) {
      x[n] = to_grid(u[n] - threshold[n], *bits) * steepness[n];
    }
  }
  surrogate_factors(options_.surrogate, x, block.count, factors);
  for (std::size_t n = 0; n < block.count; ++n) factors[n] *= steepness[n];
}

/// From errors after the step to errors of the membrane that is compared.
template <class Scalar>
template <int kind>
void NeuronKernel<Scalar>::errors_at_comparison(const Block& block, const Scalar* membrane,
                                                const Scalar* error, const Scalar* factors,
                                                Scalar* compared) {
  const Scalar* const __restrict e = error + block.row;
  const Scalar* const __restrict g = membranes_.data() + block.state;
  Scalar* const __restrict du = compared;
  if constexpr (kind == readout) {
    for (std::size_t n = 0; n < block.count; ++n) du[n] = g[n] + e[n];
  } else {
    const Scalar through = options_.surrogate.through_reset ? 1 : 0;
    const Scalar* const __restrict h = factors;
    if constexpr (kind == resets_by_subtraction) {
      const Scalar* const __restrict threshold = parameters_.threshold.at(block.neuron);
      for (std::size_t n = 0; n < block.count; ++n) {
        du[n] = g[n] + h[n] * (e[n] - through * g[n] * threshold[n]);
      }
    } else {
      const Scalar* const __restrict u = membrane + block.row;
      const Scalar* const __restrict edge = parameters_.edge.at(block.neuron);
      const Scalar* const __restrict reset = parameters_.reset.at(block.neuron);
      for (std::size_t n = 0; n < block.count; ++n) {
        const Scalar spiked = h[n] * (e[n] + through * g[n] * (reset[n] - u[n]));
        du[n] = (u[n] > edge[n] ? Scalar{0} : g[n]) + spiked;
      }
    }
  }
}

/// The same with everything that a step may have. `passing`: what goes by, one step back.
template <class Scalar>
template <int kind>
void NeuronKernel<Scalar>::errors_generally(const Block& block, const Scalar* membrane,
                                            const Scalar* output, const Scalar* error,
                                            const Scalar* factors, Scalar* compared,
                                            Scalar* passing) {
  const Parameters& p = parameters_;
  const Scalar through = options_.surrogate.through_reset ? 1 : 0;
  for (std::size_t n = 0; n < block.count; ++n) {
    const std::size_t row = block.row + n, neuron = block.neuron + n;
    const Scalar u = membrane[row];
    Scalar g = membranes_[block.state + n] + (kind == readout ? error[row] : Scalar{0});
    passing[n] = 0;
    if (kind == readout) {
      compared[n] = step_.clip_low && u < *p.clip.at(neuron) ? Scalar{0} : g;
      continue;
    }
    if (step_.refractory > 0 && resting_[row] != 0) {
      compared[n] = 0;
      passing[n] = g;
      continue;
    }
    const Scalar s = output[row], threshold = *p.threshold.at(neuron), reset = *p.reset.at(neuron);
    const bool above = options_.smooth ? u > *p.edge.at(neuron) : s > 0;
    const bool low = !above && set_low(u, neuron);
    const bool subtracts = kind == resets_by_subtraction;
    Scalar after = subtracts ? u - s * threshold : u + s * (reset - u);
    if (low) after = subtracts ? u - *p.low.at(neuron) : *p.low_reset.at(neuron);
    if (step_.clip_low && after < *p.clip.at(neuron)) g = 0;
    const Scalar kept = subtracts ? Scalar{1} : low ? Scalar{0} : 1 - s;
    const Scalar by_spike = low ? Scalar{0} : subtracts ? -threshold : reset - u;
    compared[n] = g * kept + factors[n] * (error[row] + through * g * by_spike);
  }
}

/// From errors of the membrane that is compared to those of the input, and of the step before.
template <class Scalar>
template <int current>
void NeuronKernel<Scalar>::errors_of_input(const Block& block, const Scalar* compared,
                                           const Scalar* passing, Scalar* error) {
  const Parameters& p = parameters_;
  const Scalar* const __restrict du = compared;
  const Scalar* const __restrict decay = p.membrane_decay.at(block.neuron);
  const Scalar* const __restrict gain = p.membrane_gain.at(block.neuron);
  Scalar* const __restrict g = membranes_.data() + block.state;
  Scalar* const __restrict e = error + block.row;
  for (std::size_t n = 0; n < block.count; ++n) g[n] = decay[n] * du[n];
  for (std::size_t n = 0; passing != nullptr && n < block.count; ++n) g[n] += passing[n];
  if constexpr (current == no_current) {
    for (std::size_t n = 0; n < block.count; ++n) e[n] = gain[n] * du[n];
  } else {
    const Scalar* const __restrict current_decay = p.current_decay.at(block.neuron);
    const Scalar* const __restrict current_gain = p.current_gain.at(block.neuron);
    Scalar* const __restrict i = currents_.data() + block.state;
    for (std::size_t n = 0; n < block.count; ++n) {
      const Scalar drive = gain[n] * du[n];
      const Scalar now = current == same_step ? i[n] + drive : i[n];
      e[n] = current_gain[n] * now;
      i[n] = current_decay[n] * now + (current == step_before ? drive : Scalar{0});
    }
  }
}

/// Errors of the input and of both states of one timestep, each with its own scale.
template <class Scalar>
void NeuronKernel<Scalar>::errors_on_grid(Scalar* error) {
  const unsigned bits = *options_.widths.error_bits;
  errors_to_grid(error, samples_ * neurons_, bits);
  errors_to_grid(membranes_.data(), membranes_.size(), bits);
  errors_to_grid(currents_.data(), currents_.size(), bits);
}

template class NeuronKernel<float>;
template class NeuronKernel<double>;

}  // namespace engram::workloads::learn
