#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "workloads/compress/prune.hpp"

/// How a network is trained; plain data, as a config describes it.
namespace engram::workloads {

enum class LossKind {
  van_rossum,          ///< sqrt(sum (u - v)^2 / tau) of filtered spikes (van Rossum 2001)
  rate_cross_entropy,  ///< softmax over output counts (readouts: mean membrane) of the whole sample
  rate_mse,            ///< rate against 1 for the class and 0 for the others
  step_cross_entropy   ///< softmax in every timestep, mean over time
};

struct LossOptions {
  LossKind kind = LossKind::rate_cross_entropy;
  double filter_decay = 0.875;  ///< van_rossum: u[t] = decay u[t-1] + s[t]
  double filter_tau = 5;        ///< van_rossum: the tau that divides, in the unit of the paper (ms)
  double logit_scale = 1;       ///< cross entropies: logits are counts times this
};

enum class OptimizerKind { sgd, adam };
struct OptimizerOptions {
  OptimizerKind kind = OptimizerKind::adam;
  double rate = 1e-3;
  double momentum = 0;                                ///< sgd
  double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;  ///< adam
  double weight_decay = 0;                            ///< added to the gradient
  double clip_norm = 0;                               ///< of the whole gradient; 0: none
};

enum class ScheduleKind { constant, step, cosine };
struct ScheduleOptions {
  ScheduleKind kind = ScheduleKind::constant;
  std::uint32_t warmup_epochs = 0;  ///< the rate rises linearly from rate / (warmup + 1)
  std::uint32_t step_epochs = 1;    ///< step: every so many epochs
  double step_factor = 0.5;         ///< step: times this
  double final_fraction = 0;        ///< cosine: ends at rate times this
};

enum class SurrogateKind {
  superspike,  ///< 1 / (slope |v - threshold| + 1)^2 (Zenke and Ganguli 2018)
  atan,        ///< 1 / (1 + (pi/2 slope x)^2) (Fang et al. 2021)
  triangle,    ///< max(0, 1 - slope |x|)
  sigmoid      ///< slope s(slope x)(1 - s(slope x)): exact where spikes are made smooth
};
struct SurrogateOptions {
  SurrogateKind kind = SurrogateKind::superspike;
  double slope = 10;           ///< x is v - threshold in units of the threshold
  bool through_reset = false;  ///< whether the reset is differentiated
};

/// How weights look while they are trained: forward on a grid, the gradient to the float weight.
enum class QuantizerKind {
  uniform,  ///< max|w| scale, straight-through estimator
  learned,  ///< scale and range learned with the weights, uniform levels
  duq,      ///< learned scale and clipping, 2^b - 1 levels, init mean +- 3 sigma, EWGS (2023 paper)
  wage,     ///< step 2^(1-b), clip, power-of-two layer scale (2020 paper; Wu et al. 2018)
  ternary,
  power_of_two
};
struct QuantizeAware {
  QuantizerKind kind = QuantizerKind::uniform;
  unsigned bits = 8;            ///< 2..16
  bool per_channel = false;     ///< one scale an output channel
  double ewgs_strength = 5e-3;  ///< duq, learned: element-wise gradient scaling (Lee et al. 2021)
};

/// Widths of what is not a weight (2020 paper); absent: float.
struct ActivationWidths {
  std::optional<unsigned> state_bits;     ///< currents, membranes, distances from the threshold
  std::optional<unsigned> error_bits;     ///< errors, with a power-of-two scale a layer and step
  std::optional<unsigned> gradient_bits;  ///< weight gradients, stochastically rounded by 16 bits
};

/// When weights are pruned while a network trains; masks stay from then on.
struct PruneAware {
  PruneOptions options;  ///< the sparsity that is reached in the end
  enum class Course {
    one_shot,   ///< at once, before epoch `begin_epoch`
    gradual,    ///< before every epoch from begin to end, cubic (Zhu and Gupta 2017)
    iterative,  ///< in `steps` equal shares of what is left, evenly from begin to end
  } course = Course::one_shot;
  std::uint32_t begin_epoch = 0, end_epoch = 0;
  std::uint32_t steps = 1;
};

struct TrainingOptions {
  std::uint64_t seed = 1;
  std::uint32_t epochs = 1, batch = 32;
  LossOptions loss;
  OptimizerOptions optimizer;
  ScheduleOptions schedule;
  SurrogateOptions surrogate;
  /// By projection, "" for the others; empty: float weights.
  std::map<std::string, QuantizeAware> quantize;
  std::uint32_t quantize_from_epoch = 0;  ///< cumulative courses: prune first, quantize later
  ActivationWidths widths;
  std::optional<PruneAware> prune;
  /// Trains the bias of every population that is reached by a projection; else only of those whose
  /// bias is not the same for all neurons. A map that has one bias a channel keeps one a channel.
  bool train_biases = false;
};

}  // namespace engram::workloads
