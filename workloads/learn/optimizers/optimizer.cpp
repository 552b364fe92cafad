#include "workloads/learn/optimizer.hpp"

namespace engram::workloads::learn {

std::unique_ptr<Optimizer> make_optimizer(const OptimizerOptions& options) {
  return options.kind == OptimizerKind::sgd ? sgd(options) : adam(options);
}

}  // namespace engram::workloads::learn
