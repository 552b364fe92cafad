#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "workloads/learn/raster.hpp"
#include "workloads/network/projection.hpp"

namespace engram::workloads {

enum class Split { train, test };

/// What a network is trained or tested on in one step.
struct TrainingBatch {
  std::vector<Raster> inputs;         ///< one for each of Network::inputs(), in order
  std::vector<std::uint32_t> labels;  ///< a class a sample; empty where there are targets
  std::vector<Raster> targets;        ///< spikes that each output population should emit; or empty
};

/// A source of samples (workloads/tasks has one `.cpp` a task). Const and without hidden state: the
/// same arguments give the same batch, so that a training run can be resumed.
class TrainingTask {
 public:
  virtual ~TrainingTask() = default;
  virtual std::uint32_t timesteps() const = 0;
  virtual double timestep_us() const = 0;
  /// Shapes of the input populations that the network must have, in order.
  virtual std::vector<Shape> input_shapes() const = 0;
  /// Number of classes; 0: the task has targets instead, of output_neurons() neurons.
  virtual std::uint32_t classes() const = 0;
  virtual std::uint32_t output_neurons() const = 0;
  virtual std::uint64_t samples(Split split) const = 0;
  /// The samples of these numbers (below samples(split)), in their order. Tasks that draw anew
  /// every time (Randman) key their draws by `epoch`; a test split does not depend on it.
  virtual TrainingBatch batch(Split split, std::span<const std::uint64_t> numbers,
                              std::uint64_t epoch) const = 0;
};

}  // namespace engram::workloads
