#include <cmath>
#include <utility>

#include "workloads/learn/optimizer.hpp"

namespace engram::workloads::learn {
namespace {

/// x^n by multiplications alone: the same on every processor.
double power(double x, std::uint64_t n) {
  double result = 1;
  for (; n > 0; n >>= 1, x *= x) {
    if (n & 1) result *= x;
  }
  return result;
}

/// Kingma and Ba 2015, algorithm 1. Batches are counted for all slots together.
class Adam final : public Optimizer {
 public:
  explicit Adam(const OptimizerOptions& options) : options_(options) {}

  void begin_batch() override { ++memory_.batches; }

  void step(std::size_t slot, std::span<float> values, std::span<const float> gradient,
            double rate) override {
    if (memory_.slots.size() <= slot) memory_.slots.resize(slot + 1);
    std::vector<float>& moments = memory_.slots[slot];
    moments.resize(2 * values.size());
    const double correct1 = 1 - power(options_.beta1, memory_.batches);
    const double correct2 = 1 - power(options_.beta2, memory_.batches);
    const auto factor = static_cast<float>(rate / correct1);
    const auto correct = static_cast<float>(1 / std::sqrt(correct2));
    const auto beta1 = static_cast<float>(options_.beta1),
               beta2 = static_cast<float>(options_.beta2);
    const auto rest1 = static_cast<float>(1 - options_.beta1),
               rest2 = static_cast<float>(1 - options_.beta2);
    const auto epsilon = static_cast<float>(options_.epsilon);
    float* const __restrict first = moments.data();
    float* const __restrict second = moments.data() + values.size();
    float* const __restrict value = values.data();
    const float* const __restrict g = gradient.data();
    for (std::size_t k = 0; k < values.size(); ++k) {
      first[k] = beta1 * first[k] + rest1 * g[k];
      second[k] = beta2 * second[k] + rest2 * g[k] * g[k];
      value[k] -= factor * first[k] / (std::sqrt(second[k]) * correct + epsilon);
    }
  }

  const Memory& memory() const override { return memory_; }
  void restore(Memory memory) override { memory_ = std::move(memory); }

 private:
  OptimizerOptions options_;
  Memory memory_;
};

}  // namespace

std::unique_ptr<Optimizer> adam(const OptimizerOptions& options) {
  return std::make_unique<Adam>(options);
}

}  // namespace engram::workloads::learn
