#include "workloads/compress/quantize.hpp"

#include <algorithm>

#include "workloads/compress/fault_list.hpp"
#include "workloads/compress/quantize_task.hpp"
#include "workloads/compress/shared_scales.hpp"
#include "workloads/compress/step_units.hpp"

namespace engram::workloads {
namespace {

using Options = std::map<std::string, QuantizeOptions>;

const QuantizeOptions* options_for(const Options& options, const std::string& projection) {
  auto found = options.find(projection);
  if (found == options.end()) found = options.find("");
  return found == options.end() ? nullptr : &found->second;
}

void check_names(const Network& network, const Options& options, std::vector<std::string>& faults) {
  const std::vector<ProjectionId> ids = network.projections();
  for (const auto& [name, unused] : options) {
    const auto has_name = [&, &wanted = name](ProjectionId id) {
      return network.graph[id].name == wanted;
    };
    if (!name.empty() && std::none_of(ids.begin(), ids.end(), has_name)) {
      faults.push_back("quantization: the network has no projection '" + name + "'");
    }
  }
}

PerNeuron unit_by_neuron(const SharedScales& shared, std::uint64_t neurons) {
  if (shared.unit.size() == 1) return shared.unit[0];
  std::vector<double> values(neurons);
  for (std::uint64_t n = 0; n < neurons; ++n) values[n] = shared.unit[n / shared.unit_neurons];
  return PerNeuron(std::move(values));
}

/// Chooses the scales of all projections onto one population.
std::optional<SharedScales> scales_of(const Population& population,
                                      std::vector<QuantizeTask>& tasks,
                                      std::vector<std::string>& faults) {
  std::vector<ScaleDemand> demands;
  for (QuantizeTask& task : tasks) demands.push_back(demand_of(task));
  auto shared = choose_scales(demands, population.shape.size(), population.name, faults);
  if (!shared) return shared;
  for (std::size_t k = 0; k < tasks.size(); ++k) tasks[k].chosen = shared->scales[k];
  return shared;
}

using Tasks = std::map<PopulationId, std::vector<QuantizeTask>>;

/// The projections to quantize, by target population, after all checks that need no scale.
Tasks collect(Network& network, const Options& options, std::vector<std::string>& faults) {
  check_names(network, options, faults);
  Tasks tasks;
  std::map<PopulationId, std::string> left_float;
  const std::vector<ProjectionId> ids = network.projections();
  for (std::size_t i = 0; i < ids.size(); ++i) {
    Projection& projection = network.graph[ids[i]];
    const PopulationId target = boost::target(ids[i], network.graph);
    const bool levels = projection.quantization.format.kind != WeightKind::float32;
    const QuantizeOptions* found = options_for(options, projection.name);
    if (found == nullptr) {
      if (!levels) left_float.emplace(target, projection.name);
      continue;
    }
    QuantizeTask task{i, &projection, complete(*found)};
    task.integers = levels && network.graph[target].fixed;
    check_task(task, faults);
    tasks[target].push_back(std::move(task));
  }
  for (const auto& [target, name] : left_float) {
    if (!tasks.contains(target)) continue;
    faults.push_back("population '" + network.graph[target].name + "': projection '" + name +
                     "' stays float32 and '" + tasks[target].front().projection->name +
                     "' is quantized (expected one kind: they share one accumulator)");
  }
  return tasks;
}

}  // namespace

std::vector<QuantizationReport> quantize(Network& network, const Options& options) {
  std::vector<std::string> faults;
  Tasks tasks = collect(network, options, faults);
  raise(faults);
  std::map<PopulationId, SharedScales> shared;
  for (auto& [target, group] : tasks) {
    if (group.front().integers) {
      for (QuantizeTask& task : group) choose_step(task);
    } else if (auto scales = scales_of(network.graph[target], group, faults)) {
      shared[target] = *scales;
    }
  }
  raise(faults);

  std::map<std::size_t, QuantizationReport> reports;  // ordered by projection
  for (auto& [target, group] : tasks) {
    for (const QuantizeTask& task : group) reports[task.index] = round_weights(task);
    if (!shared.contains(target)) continue;
    Population& population = network.graph[target];
    count_in_units(population, unit_by_neuron(shared[target], population.shape.size()));
  }
  std::vector<QuantizationReport> in_order;
  for (auto& [index, report] : reports) in_order.push_back(std::move(report));
  return in_order;
}

}  // namespace engram::workloads
