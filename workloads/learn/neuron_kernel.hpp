#pragma once

#include <cstdint>
#include <vector>

#include "workloads/learn/training_options.hpp"
#include "workloads/network/neuron.hpp"

namespace engram::workloads::learn {

/// How neurons are computed beside their step.
struct NeuronOptions {
  SurrogateOptions surrogate;
  ActivationWidths widths;
  bool smooth = false;  ///< emit the surrogate's primitive instead of spikes: for gradient tests
};

/// Timesteps `begin`..`end` - 1.
struct Steps {
  std::uint32_t begin = 0, end = 0;
};

/// All neurons of one population over a batch: the step of workloads/network/neuron.hpp in both
/// directions. Matrices are [timestep][sample][neuron]. The state is carried from call to call, so
/// that loops go step by step and all else in one call.
///
/// Backward: the output's error e (of spikes; of membranes where neurons do not spike) becomes that
/// of the accumulated input, with h the surrogate, g the error of the membrane after the step:
///   du = g dv/du + h (e + [through_reset] g dv/ds);  g before the step = membrane_decay du
/// and likewise through the current. A membrane that is clipped or set passes nothing back; in a
/// refractory step g goes by unchanged.
template <class Scalar>
class NeuronKernel {
 public:
  NeuronKernel(const NeuronStep& step, std::size_t neurons, const NeuronOptions& options);

  /// In place of the step's bias: one a neuron.
  void set_bias(const std::vector<Scalar>& bias) { parameters_.bias = {bias, false}; }

  /// `membrane` holds the accumulated input and becomes the membrane that is compared, `output` the
  /// spikes or, in neurons that emit none, the membrane after the step.
  void begin_forward(std::uint32_t samples, std::uint32_t timesteps);
  void forward(Steps steps, Scalar* membrane, Scalar* output);

  /// Timesteps in descending order. `error` as above.
  void begin_backward();
  void backward(Steps steps, const Scalar* membrane, const Scalar* output, Scalar* error);

 private:
  /// One value a neuron, or one for all.
  struct Parameter {
    std::vector<Scalar> values;
    bool uniform = false;
    const Scalar* at(std::size_t neuron) const { return values.data() + (uniform ? 0 : neuron); }
  };
  struct Parameters {
    Parameter current_decay, current_gain, membrane_decay, membrane_gain, offset, threshold, edge,
        steepness, reset, low, low_reset, clip, bias;
  };
  /// Neurons of one sample in one timestep.
  struct Block {
    std::size_t neuron = 0, count = 0;  ///< from this neuron on
    std::size_t state = 0;              ///< in [sample][neuron]
    std::size_t row = 0;                ///< in [timestep][sample][neuron]
  };
  template <int current>
  void move_membranes(const Block& block, Scalar* membrane);
  template <int kind>
  void emit(const Block& block, const Scalar* membrane, Scalar* output);
  template <int kind>
  void emit_generally(const Block& block, const Scalar* membrane, Scalar* output);
  void find_factors(const Block& block, const Scalar* membrane, Scalar* factors) const;
  template <int kind>
  void errors_at_comparison(const Block& block, const Scalar* membrane, const Scalar* error,
                            const Scalar* factors, Scalar* compared);
  template <int kind>
  void errors_generally(const Block& block, const Scalar* membrane, const Scalar* output,
                        const Scalar* error, const Scalar* factors, Scalar* compared,
                        Scalar* passing);
  template <int current>
  void errors_of_input(const Block& block, const Scalar* compared, const Scalar* passing,
                       Scalar* error);
  template <class Run>
  void for_each_block(Run run) const;
  template <class Run>
  void dispatch(Run run) const;
  void errors_on_grid(Scalar* error);
  Parameter parameter(const PerNeuron& values) const;
  bool set_low(Scalar membrane, std::size_t neuron) const;

  NeuronStep step_;
  std::size_t neurons_;
  NeuronOptions options_;
  bool general_ = false;
  Parameters parameters_;
  std::uint32_t samples_ = 0;
  std::vector<Scalar> membranes_, currents_;  ///< [sample][neuron]; backward: their errors
  std::vector<std::uint32_t> refractory_left_;
  std::vector<std::uint8_t> resting_;  ///< [timestep][sample][neuron]: refractory steps
};

}  // namespace engram::workloads::learn
