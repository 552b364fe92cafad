#include "hw/learning/synaptic_rule.hpp"

namespace engram::hw {
namespace {

/// Pair based, with updates on arrival and when a causal window closes (Pedroni et al. 2019).
/// Records are histories: bit k says that something came k timesteps ago, k = 0 .. window.
class Stdp final : public SynapticRule {
 public:
  explicit Stdp(const LearningSpec& spec)
      : spec_(spec), window_(static_cast<unsigned>(spec.potentiation.size())) {}
  bool has_errors() const override { return false; }
  std::uint64_t presynaptic(std::uint64_t before, std::uint64_t arrived) const override {
    return (before << 1 | (arrived > 0 ? 1 : 0)) & ((std::uint64_t{2} << window_) - 1);
  }
  unsigned presynaptic_bits() const override { return window_ + 1; }
  bool remembers() const override { return true; }
  std::int64_t postsynaptic(std::int64_t before, std::uint64_t spikes) const override {
    return static_cast<std::int64_t>(presynaptic(static_cast<std::uint64_t>(before), spikes));
  }
  bool visits_column(std::int64_t) const override { return false; }
  bool visits_row(std::uint64_t history) const override {
    return (history & 1) != 0 || (history >> window_ & 1) != 0;
  }
  bool reads_all_columns() const override { return false; }
  std::int64_t gradient(std::uint64_t arrivals, std::int64_t spikes) const override {
    const auto emitted = [&](unsigned ago) { return (spikes >> ago & 1) != 0; };
    std::int64_t sum = 0;
    for (unsigned k = 1; k <= window_ && (arrivals & 1) != 0; ++k) {
      if (emitted(k)) sum += spec_.depression[k - 1];
    }
    for (unsigned k = 0; k < window_ && (arrivals >> window_ & 1) != 0; ++k) {
      if (emitted(window_ - k)) sum -= spec_.potentiation[k];
    }
    return sum;
  }

 private:
  const LearningSpec& spec_;
  unsigned window_;
};

}  // namespace

std::unique_ptr<SynapticRule> stdp_rule(const LearningSpec& spec) {
  return std::make_unique<Stdp>(spec);
}

}  // namespace engram::hw
