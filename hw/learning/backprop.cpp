#include "hw/learning/error_rule.hpp"

namespace engram::hw {
namespace {

/// Traces are the events of this timestep; every column is visited in every timestep (Schaefer et
/// al. 2020).
class Backprop final : public ErrorRule {
 public:
  using ErrorRule::ErrorRule;
  std::uint64_t presynaptic(std::uint64_t, std::uint64_t arrived) const override {
    return raised(0, arrived);
  }
  bool remembers() const override { return false; }
  bool visits_column(std::int64_t) const override { return true; }
  bool reads_all_columns() const override { return true; }
};

}  // namespace

std::unique_ptr<SynapticRule> backprop_rule(const LearningSpec& spec) {
  return std::make_unique<Backprop>(spec);
}

std::unique_ptr<SynapticRule> make_rule(const LearningSpec& spec) {
  switch (spec.rule) {
    case LearningRule::three_factor:
      return three_factor_rule(spec);
    case LearningRule::backprop:
      return backprop_rule(spec);
    case LearningRule::stdp:
      return stdp_rule(spec);
  }
  return nullptr;
}

}  // namespace engram::hw
