#include "workloads/learn/folded_units.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "workloads/compress/step_units.hpp"
#include "workloads/network/check_network.hpp"

namespace engram::workloads::learn {
namespace {

/// Scale of each neuron's weights in one projection.
std::vector<double> scale_by_neuron(const Projection& projection) {
  const std::vector<double>& scale = projection.quantization.scale;
  std::vector<double> spread(outputs(projection.connection));
  for (std::size_t n = 0; n < spread.size(); ++n)
    spread[n] = scale[n * scale.size() / spread.size()];
  return spread;
}

/// log2 of how many times `scale` is the unit, the same for every neuron; nothing: it is no power
/// of two.
std::optional<int> exponent_of(const std::vector<double>& scale, const std::vector<double>& unit) {
  std::optional<int> shared;
  for (std::size_t n = 0; n < scale.size(); ++n) {
    int exponent = 0;
    if (std::frexp(scale[n] / unit[n], &exponent) != 0.5) return std::nullopt;
    if (shared && *shared != exponent - 1) return std::nullopt;
    shared = exponent - 1;
  }
  return shared;
}

/// Makes the scales of one population multiples of one unit; false where they are not.
bool fold(Population& population, const std::vector<Projection*>& projections) {
  const std::vector<double> first = scale_by_neuron(*projections.front());
  std::vector<int> exponents;
  for (const Projection* projection : projections) {
    const auto exponent = exponent_of(scale_by_neuron(*projection), first);
    if (!exponent) return false;
    exponents.push_back(*exponent);
  }
  const int lowest = *std::min_element(exponents.begin(), exponents.end());
  std::vector<double> unit(first);
  for (double& value : unit) value = std::ldexp(value, lowest);
  for (std::size_t k = 0; k < projections.size(); ++k) {
    projections[k]->quantization.shift = static_cast<unsigned>(exponents[k] - lowest);
  }
  const bool same = std::all_of(unit.begin(), unit.end(), [&](double u) { return u == unit[0]; });
  population.unit = same ? PerNeuron(unit[0]) : PerNeuron(std::move(unit));
  divide_membrane(population.step, population.unit);
  population.step.bias = divided(population.step.bias, population.unit);
  return true;
}

}  // namespace

void fold_units(Network& network) {
  std::map<PopulationId, std::vector<Projection*>> quantized;
  for (const ProjectionId& id : network.projections()) {
    Projection& projection = network.graph[id];
    if (projection.quantization.format.kind == WeightKind::float32) continue;
    quantized[boost::target(id, network.graph)].push_back(&projection);
  }
  std::vector<std::string> faults;
  for (auto& [id, projections] : quantized) {
    Population& population = network.graph[id];
    if (fold(population, projections)) continue;
    faults.push_back("population '" + population.name +
                     "': the scales trained for its projections differ by no power of two "
                     "(expected one that they share: they enter one accumulator)");
  }
  if (!faults.empty()) throw NetworkFault(lines(faults));
}

}  // namespace engram::workloads::learn
