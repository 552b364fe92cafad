#include <algorithm>
#include <iterator>
#include <string>

#include "memory/weight_format.hpp"
#include "workloads/learn/views/views.hpp"
#include "workloads/network/network.hpp"

namespace engram::workloads {
namespace {

struct Row {
  QuantizerKind kind;
  std::unique_ptr<WeightView> (*make)(const QuantizeAware&, const Connection&, bool shared);
  unsigned most_bits;
};

constexpr Row kViews[] = {
    {QuantizerKind::uniform, views::make_uniform, 16},
    {QuantizerKind::learned, views::make_learned, 16},
    {QuantizerKind::duq, views::make_duq, 16},
    {QuantizerKind::wage, views::make_wage, 16},
    {QuantizerKind::ternary, views::make_ternary, 16},  // has 2, whatever is asked for
    {QuantizerKind::power_of_two, views::make_power_of_two, kMostPowerBits},
};

}  // namespace

std::unique_ptr<WeightView> make_weight_view(const QuantizeAware& options,
                                             const Connection& connection, bool shared) {
  const Row& row = *std::find_if(std::begin(kViews), std::end(kViews),
                                 [&](const Row& r) { return r.kind == options.kind; });
  if (options.bits < 2 || options.bits > row.most_bits) {
    throw NetworkFault("found " + std::to_string(options.bits) +
                       " bits a trained weight (expected 2 to " + std::to_string(row.most_bits) +
                       ")");
  }
  if (shared && options.per_channel) {
    throw NetworkFault(
        "found a scale a channel for one of several projections onto a population (expected one a "
        "tensor: they share one accumulator, and a projection has one shift)");
  }
  return row.make(options, connection, shared);
}

}  // namespace engram::workloads
