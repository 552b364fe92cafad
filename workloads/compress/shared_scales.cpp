#include "workloads/compress/shared_scales.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "workloads/network/number_text.hpp"

namespace engram::workloads {
namespace {

// A 16-bit level shifted further leaves no room for the sum in 64 bits of accumulator.
constexpr int kLargestShift = 31;

double largest(const std::vector<double>& values) {
  return values.empty() ? 0.0 : *std::max_element(values.begin(), values.end());
}

// Scale that one projection needs as a whole; 0 when it has no weight.
double tensor_scale(const ScaleDemand& demand) {
  return demand.given ? *demand.given : largest(demand.smallest);
}

// The scale whose power-of-two multiples all others are; 0 when no projection has a weight.
const ScaleDemand* base_of(const std::vector<ScaleDemand>& demands) {
  const ScaleDemand* base = nullptr;
  for (const ScaleDemand& demand : demands) {
    if (demand.given) return &demand;
    const double scale = tensor_scale(demand);
    if (scale > 0 && (base == nullptr || scale < tensor_scale(*base))) base = &demand;
  }
  return base;
}

// log2 of the multiple of `base` that each projection takes; nothing for one without a weight.
std::vector<std::optional<int>> exponents(const std::vector<ScaleDemand>& demands,
                                          const ScaleDemand& base, const std::string& population,
                                          std::vector<std::string>& faults) {
  std::vector<std::optional<int>> found;
  for (const ScaleDemand& demand : demands) {
    const double scale = tensor_scale(demand);
    if (!(scale > 0)) {
      found.emplace_back();
      continue;
    }
    int exponent = 0;
    const double ratio = scale / tensor_scale(base);
    const bool power_of_two = std::frexp(ratio, &exponent) == 0.5;  // ratio = 0.5 * 2^exponent
    if (demand.given && !power_of_two) {
      faults.push_back("population '" + population + "': the scales of projections '" +
                       base.projection + "' and '" + demand.projection + "' have the ratio " +
                       number_text(ratio, 10) +
                       " (expected a power of two: they share one accumulator)");
    }
    found.emplace_back(power_of_two ? exponent - 1 : exponent);
  }
  return found;
}

// Unit of each block of neurons: large enough for every channel of every projection in it.
std::vector<double> block_units(const std::vector<ScaleDemand>& demands, const SharedScales& shared,
                                std::uint64_t blocks, double tensor_unit) {
  std::vector<double> unit(blocks, 0.0);
  for (std::size_t k = 0; k < demands.size(); ++k) {
    for (std::size_t c = 0; c < demands[k].smallest.size(); ++c) {
      double& block = unit[c * demands[k].channel_neurons / shared.unit_neurons];
      const int shift = static_cast<int>(shared.scales[k].shift);
      block = std::max(block, std::ldexp(demands[k].smallest[c], -shift));
    }
  }
  for (double& block : unit) {
    if (block == 0) block = tensor_unit;
  }
  return unit;
}

void set_units(const std::vector<ScaleDemand>& demands, std::uint64_t neurons, double tensor_unit,
               SharedScales& shared) {
  const auto is_given = [](const ScaleDemand& demand) { return demand.given.has_value(); };
  shared.unit_neurons = 1;
  for (const ScaleDemand& demand : demands) {
    const std::uint64_t block = demand.per_channel ? demand.channel_neurons : neurons;
    shared.unit_neurons = std::min(std::lcm(shared.unit_neurons, block), neurons);
  }
  const bool uniform =
      shared.unit_neurons >= neurons || std::any_of(demands.begin(), demands.end(), is_given);
  if (uniform) {
    shared.unit_neurons = neurons;
    shared.unit = {tensor_unit};
  } else {
    shared.unit = block_units(
        demands, shared, (neurons + shared.unit_neurons - 1) / shared.unit_neurons, tensor_unit);
  }
  for (std::size_t k = 0; k < demands.size(); ++k) {
    const std::uint64_t channels = demands[k].per_channel ? demands[k].smallest.size() : 1;
    for (std::uint64_t c = 0; c < channels; ++c) {
      const double unit = shared.unit[c * demands[k].channel_neurons / shared.unit_neurons];
      shared.scales[k].scale.push_back(std::ldexp(unit, static_cast<int>(shared.scales[k].shift)));
    }
  }
}

}  // namespace

std::optional<SharedScales> choose_scales(const std::vector<ScaleDemand>& demands,
                                          std::uint64_t neurons, const std::string& population,
                                          std::vector<std::string>& faults) {
  SharedScales shared;
  shared.scales.resize(demands.size());
  const ScaleDemand* base = base_of(demands);
  if (base == nullptr) {
    set_units(demands, neurons, 1.0, shared);
    return shared;
  }
  const std::size_t before = faults.size();
  const auto exponent = exponents(demands, *base, population, faults);
  if (faults.size() != before) return std::nullopt;
  int lowest = 0;  // the base's own
  for (const auto& e : exponent) lowest = std::min(lowest, e.value_or(0));
  for (std::size_t k = 0; k < demands.size(); ++k) {
    const int shift = exponent[k].value_or(lowest) - lowest;
    if (shift > kLargestShift) {
      faults.push_back("population '" + population + "': the scale of projection '" +
                       demands[k].projection + "' is 2^" + std::to_string(shift) +
                       " times the smallest (expected at most 2^" + std::to_string(kLargestShift) +
                       ": they share one accumulator)");
      return std::nullopt;
    }
    shared.scales[k].shift = static_cast<unsigned>(shift);
  }
  set_units(demands, neurons, std::ldexp(tensor_scale(*base), lowest), shared);
  return shared;
}

}  // namespace engram::workloads
