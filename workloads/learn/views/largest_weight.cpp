#include "workloads/learn/views/grid_view.hpp"
#include "workloads/learn/views/views.hpp"

namespace engram::workloads::views {
namespace {

/// Levels round(w / scale) of scale max|w| / (2^(b-1) - 1), or for powers of two max|w| / 2^k: the
/// scale that quantize() finds. Nothing is clipped, so the gradient goes straight through.
class LargestWeight : public GridView {
 public:
  using GridView::GridView;

 protected:
  std::vector<double> scales(std::span<const float> weights) const override {
    return none_zero(
        by_slice(weights, [&](const std::vector<double>& part) { return largest(part) / top(); }));
  }
};

}  // namespace

std::unique_ptr<WeightView> make_uniform(const QuantizeAware& options, const Connection& connection,
                                         bool shared) {
  return std::make_unique<LargestWeight>(options, connection, shared);
}

std::unique_ptr<WeightView> make_power_of_two(const QuantizeAware& options,
                                              const Connection& connection, bool shared) {
  return std::make_unique<LargestWeight>(options, connection, shared, WeightKind::power_of_two);
}

}  // namespace engram::workloads::views
