#include <algorithm>
#include <cmath>

#include "workloads/compress/channels.hpp"
#include "workloads/compress/fault_list.hpp"
#include "workloads/compress/quantize.hpp"
#include "workloads/compress/step_units.hpp"

namespace engram::workloads {
namespace {

constexpr int kLargestShift = 31;  // as quantize() takes

struct Adopted {
  Projection* projection = nullptr;
  const Quantization* found = nullptr;
  std::vector<double> scales = {};  ///< by target neuron
  unsigned shift = 0;
};

/// What one of so many scales covers: the tensor, or a channel; nothing where it is neither.
std::optional<Channels> covered(const Connection& connection, std::size_t scales) {
  if (scales == 1) return Channels(connection, 0);
  const Channels channels(connection, 1);
  return channels.count() == scales ? std::optional(channels) : std::nullopt;
}

void check(const Projection& projection, const Quantization& found,
           std::vector<std::string>& faults) {
  const std::string where = "projection '" + projection.name + "': ";
  const std::size_t weight = weights(projection.connection).size();
  if (projection.quantization.format.kind != WeightKind::float32) {
    faults.push_back(where + "its weights are quantized already");
  }
  if (!has_levels(found.format)) {
    faults.push_back(where + "found " + to_string(found.format) + " (expected levels)");
    return;
  }
  if (found.levels.size() != weight) {
    faults.push_back(where + "found " + std::to_string(found.levels.size()) + " levels for " +
                     std::to_string(weight) + " weights");
  }
  const auto bad = std::find_if_not(found.levels.begin(), found.levels.end(),
                                    [&](auto level) { return is_level(found.format, level); });
  if (bad != found.levels.end()) {
    faults.push_back(where + "level " + std::to_string(*bad) + " is none of " +
                     to_string(found.format));
  }
  const bool positive = std::all_of(found.scale.begin(), found.scale.end(),
                                    [](double s) { return s >= 1e-30 && s <= 1e30; });
  if (!covered(projection.connection, found.scale.size()) || !positive) {
    faults.push_back(where + "found " + std::to_string(found.scale.size()) +
                     " scales (expected one, or one a channel, of 1e-30 to 1e30)");
  }
}

std::vector<double> scales_by_neuron(const Projection& projection, const Quantization& found) {
  const Channels cut = *covered(projection.connection, found.scale.size());
  std::vector<double> scales(outputs(projection.connection));
  for (std::uint64_t n = 0; n < scales.size(); ++n) scales[n] = found.scale[n / cut.neurons()];
  return scales;
}

/// The unit of each neuron is its smallest scale; each projection's shift must be the same at all.
std::vector<double> share_unit(const Population& population, std::vector<Adopted>& group,
                               std::vector<std::string>& faults) {
  std::vector<double> unit = group.front().scales;
  for (const Adopted& one : group) {
    for (std::size_t n = 0; n < unit.size(); ++n) unit[n] = std::min(unit[n], one.scales[n]);
  }
  for (Adopted& one : group) {
    int shift = 0;
    const bool power =
        std::frexp(one.scales[0] / unit[0], &shift) == 0.5 && --shift <= kLargestShift;
    bool same = power;
    for (std::size_t n = 0; same && n < unit.size(); ++n) {
      same = one.scales[n] == std::ldexp(unit[n], shift);
    }
    one.shift = same ? static_cast<unsigned>(shift) : 0;
    if (same) continue;
    faults.push_back("population '" + population.name + "': the scales of projection '" +
                     one.projection->name +
                     "' are not the others' times one power of two of 1 to 2^31 (expected that: "
                     "they share one accumulator)");
  }
  return unit;
}

void apply(const Adopted& one) {
  const Channels cut = *covered(one.projection->connection, one.found->scale.size());
  one.projection->quantization = *one.found;
  one.projection->quantization.shift = one.shift;
  std::vector<float>& weight = weights(one.projection->connection);
  for (std::size_t i = 0; i < weight.size(); ++i) {
    const double scale = one.found->scale[one.found->scale.size() == 1 ? 0 : cut.of(i)];
    weight[i] = static_cast<float>(one.found->levels[i] * scale);
  }
}

PerNeuron per_neuron(std::vector<double> values) {
  const bool uniform = std::all_of(values.begin(), values.end(),
                                   [&](double value) { return value == values.front(); });
  return uniform ? PerNeuron(values.front()) : PerNeuron(std::move(values));
}

}  // namespace

void adopt_scales(Network& network, const std::map<std::size_t, Quantization>& found) {
  std::vector<std::string> faults;
  std::map<PopulationId, std::vector<Adopted>> groups;
  std::map<PopulationId, std::string> left_float;
  const std::vector<ProjectionId> ids = network.projections();
  for (std::size_t i = 0; i < ids.size(); ++i) {
    Projection& projection = network.graph[ids[i]];
    const PopulationId target = boost::target(ids[i], network.graph);
    const auto one = found.find(i);
    if (one == found.end()) {
      left_float.emplace(target, projection.name);
      continue;
    }
    check(projection, one->second, faults);
    groups[target].push_back({&projection, &one->second});
  }
  for (const auto& [target, name] : left_float) {
    if (!groups.contains(target)) continue;
    faults.push_back(
        "population '" + network.graph[target].name + "': projection '" + name +
        "' stays float32 beside levels (expected one kind: they share one accumulator)");
  }
  raise(faults);
  std::map<PopulationId, std::vector<double>> units;
  for (auto& [target, group] : groups) {
    for (Adopted& one : group) one.scales = scales_by_neuron(*one.projection, *one.found);
    units[target] = share_unit(network.graph[target], group, faults);
  }
  raise(faults);
  for (const auto& [target, group] : groups) {
    for (const Adopted& one : group) apply(one);
    count_in_units(network.graph[target], per_neuron(std::move(units[target])));
  }
}

}  // namespace engram::workloads
