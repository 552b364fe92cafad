#pragma once

#include <memory>
#include <span>
#include <vector>

#include "workloads/learn/training_options.hpp"
#include "workloads/learn/training_task.hpp"

namespace engram::workloads::learn {

/// What an output population did: spikes, or membranes after the step where it does not spike.
template <class Scalar>
struct OutputRows {
  std::uint32_t timesteps = 0, samples = 0, neurons = 0;
  bool membranes = false;
  std::span<const Scalar> values;  ///< [timestep][sample][neuron]
  std::span<Scalar> error;         ///< the same; empty: not wanted

  std::size_t row(std::uint32_t timestep, std::uint32_t sample) const {
    return (std::size_t{timestep} * samples + sample) * neurons;
  }
};

struct LossSum {
  double loss = 0;  ///< of all samples together
  std::uint64_t correct = 0;
};

/// One `.cpp` a loss in losses/.
template <class Scalar>
class Loss {
 public:
  virtual ~Loss() = default;
  /// Whether it compares with target spikes of every output population; else with a class of the
  /// one output population, which has a neuron a class.
  virtual bool needs_targets() const { return false; }
  /// Adds the derivative of the mean over samples to the errors that are wanted.
  virtual LossSum evaluate(std::span<const OutputRows<Scalar>> outputs,
                           const TrainingBatch& batch) const = 0;
};

template <class Scalar>
std::unique_ptr<Loss<Scalar>> make_loss(const LossOptions& options);

template <class Scalar>
std::unique_ptr<Loss<Scalar>> van_rossum(const LossOptions& options);
template <class Scalar>
std::unique_ptr<Loss<Scalar>> rate_cross_entropy(const LossOptions& options);
template <class Scalar>
std::unique_ptr<Loss<Scalar>> rate_mse(const LossOptions& options);
template <class Scalar>
std::unique_ptr<Loss<Scalar>> step_cross_entropy(const LossOptions& options);

/// Counts of a sample over time, one a neuron; of membranes the mean.
template <class Scalar>
std::vector<double> totals(const OutputRows<Scalar>& output, std::uint32_t sample);
/// Adds the error of each total to every timestep.
template <class Scalar>
void add_error_of_totals(const OutputRows<Scalar>& output, std::uint32_t sample,
                         const std::vector<double>& error);

/// Cross entropy of softmax(scores) with the class `label`; `scores` becomes its derivative.
double cross_entropy(std::vector<double>& scores, std::uint32_t label);
/// The class with the largest score, the first of equals; none (their number) where all are 0: who
/// emits nothing decides nothing, as in a run.
std::uint32_t predicted_class(const std::vector<double>& scores);

}  // namespace engram::workloads::learn
