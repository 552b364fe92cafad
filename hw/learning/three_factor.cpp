#include "hw/learning/error_rule.hpp"

namespace engram::hw {
namespace {

/// Traces decay; only columns with an error are visited.
class ThreeFactor final : public ErrorRule {
 public:
  using ErrorRule::ErrorRule;
  std::uint64_t presynaptic(std::uint64_t before, std::uint64_t arrived) const override {
    return raised(before * spec_.trace_decay >> 12, arrived);
  }
  bool remembers() const override { return true; }
  bool visits_column(std::int64_t error) const override { return error != 0; }
  bool reads_all_columns() const override { return false; }
};

}  // namespace

std::unique_ptr<SynapticRule> three_factor_rule(const LearningSpec& spec) {
  return std::make_unique<ThreeFactor>(spec);
}

}  // namespace engram::hw
