#include <utility>

#include "workloads/learn/optimizer.hpp"

namespace engram::workloads::learn {
namespace {

/// m = momentum m + g;  w -= rate m.
class Sgd final : public Optimizer {
 public:
  explicit Sgd(const OptimizerOptions& options) : momentum_(static_cast<float>(options.momentum)) {}

  void step(std::size_t slot, std::span<float> values, std::span<const float> gradient,
            double rate) override {
    const auto factor = static_cast<float>(rate);
    if (momentum_ == 0) {
      for (std::size_t k = 0; k < values.size(); ++k) values[k] -= factor * gradient[k];
      return;
    }
    if (memory_.slots.size() <= slot) memory_.slots.resize(slot + 1);
    std::vector<float>& moving = memory_.slots[slot];
    moving.resize(values.size());
    for (std::size_t k = 0; k < values.size(); ++k) {
      moving[k] = momentum_ * moving[k] + gradient[k];
      values[k] -= factor * moving[k];
    }
  }

  const Memory& memory() const override { return memory_; }
  void restore(Memory memory) override { memory_ = std::move(memory); }

 private:
  float momentum_;
  Memory memory_;
};

}  // namespace

std::unique_ptr<Optimizer> sgd(const OptimizerOptions& options) {
  return std::make_unique<Sgd>(options);
}

}  // namespace engram::workloads::learn
