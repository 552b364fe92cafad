#pragma once

#include <memory>
#include <span>
#include <vector>

#include "workloads/learn/training_options.hpp"

namespace engram::workloads::learn {

/// Steps arrays of numbers against their gradients; one `.cpp` a rule in optimizers/. What it
/// remembers is kept by slot: one slot for each array, always of the same size.
class Optimizer {
 public:
  virtual ~Optimizer() = default;
  /// Called before the steps of a batch.
  virtual void begin_batch() {}
  virtual void step(std::size_t slot, std::span<float> values, std::span<const float> gradient,
                    double rate) = 0;

  /// Everything that it remembers, for checkpoints.
  struct Memory {
    std::uint64_t batches = 0;
    std::vector<std::vector<float>> slots;
  };
  virtual const Memory& memory() const = 0;
  virtual void restore(Memory memory) = 0;
};

std::unique_ptr<Optimizer> make_optimizer(const OptimizerOptions& options);

std::unique_ptr<Optimizer> sgd(const OptimizerOptions& options);
std::unique_ptr<Optimizer> adam(const OptimizerOptions& options);

}  // namespace engram::workloads::learn
