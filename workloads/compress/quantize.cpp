#include "workloads/compress/quantize.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

#include "workloads/compress/channels.hpp"
#include "workloads/compress/fault_list.hpp"
#include "workloads/compress/shared_scales.hpp"
#include "workloads/compress/step_units.hpp"

namespace engram::workloads {
namespace {

using Options = std::map<std::string, QuantizeOptions>;

/// A projection that is to be quantized.
struct Task {
  std::size_t index = 0;  // into Network::projections()
  Projection* projection = nullptr;
  const QuantizeOptions* options = nullptr;
  ChosenScale chosen;
};

const QuantizeOptions* options_for(const Options& options, const std::string& projection) {
  auto found = options.find(projection);
  if (found == options.end()) found = options.find("");
  return found == options.end() ? nullptr : &found->second;
}

void check_names(const Network& network, const Options& options, std::vector<std::string>& faults) {
  const std::vector<ProjectionId> ids = network.projections();
  for (const auto& [name, unused] : options) {
    const auto has_name = [&](ProjectionId id) { return network.graph[id].name == name; };
    if (!name.empty() && std::none_of(ids.begin(), ids.end(), has_name)) {
      faults.push_back("quantization: the network has no projection '" + name + "'");
    }
  }
}

void check(const Projection& projection, const QuantizeOptions& options,
           std::vector<std::string>& faults) {
  const std::string where = "projection '" + projection.name + "': ";
  if (options.bits < 2 || options.bits > 16) {
    faults.push_back(where + "found " + std::to_string(options.bits) +
                     " bits a weight (expected 2 to 16)");
  }
  // Far inside double, so that no ratio of two scales leaves it.
  if (options.scale && !(*options.scale >= 1e-30 && *options.scale <= 1e30)) {
    std::ostringstream found;
    found << *options.scale;
    faults.push_back(where + "found a scale of " + found.str() + " (expected 1e-30 to 1e30)");
  }
  if (projection.quantization.format.kind != WeightKind::float32) {
    faults.push_back(where + "its weights are quantized already");
  }
  const std::vector<float>& values = weights(projection.connection);
  const auto bad = std::find_if_not(values.begin(), values.end(),
                                    [](float value) { return std::isfinite(value); });
  if (bad != values.end()) {
    faults.push_back(where + "weight " + std::to_string(bad - values.begin()) +
                     " is not a finite number");
  }
}

ScaleDemand demand_of(const Task& task) {
  const Projection& projection = *task.projection;
  const Channels channels(projection.connection, task.options->per_channel);
  ScaleDemand demand;
  demand.projection = projection.name;
  demand.given = task.options->scale;
  demand.per_channel = task.options->per_channel;
  demand.channel_neurons = channels.neurons();
  demand.smallest.assign(channels.count(), 0.0);
  const std::vector<float>& values = weights(projection.connection);
  for (std::size_t i = 0; i < values.size(); ++i) {
    double& most = demand.smallest[channels.of(i)];
    most = std::max(most, static_cast<double>(std::fabs(values[i])));
  }
  const double levels = max_level({WeightKind::uniform, task.options->bits});
  for (double& scale : demand.smallest) scale /= levels;
  return demand;
}

/// Rounds the weights to levels and writes both back.
QuantizationReport apply(const Task& task) {
  Projection& projection = *task.projection;
  Quantization& quantization = projection.quantization;
  const Channels channels(projection.connection, task.options->per_channel);
  std::vector<float>& values = weights(projection.connection);
  quantization.format = {WeightKind::uniform, task.options->bits};
  quantization.scale = task.chosen.scale;
  quantization.shift = task.chosen.shift;
  quantization.levels.resize(values.size());
  const double top = max_level(quantization.format);

  QuantizationReport report;
  report.projection = projection.name;
  report.bits = task.options->bits;
  report.weights = values.size();
  double signal = 0, noise = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double weight = static_cast<double>(values[i]);
    const double scale = task.chosen.scale[channels.of(i)];
    const double rounded = std::nearbyint(weight / scale);  // ties to even
    const double level = std::clamp(rounded, -top, top);
    const double error = std::fabs(weight - level * scale);
    report.clipped += level != rounded;
    report.zeros_before += weight == 0;
    report.zeros_after += level == 0;
    report.max_error = std::max(report.max_error, error);
    signal += weight * weight;
    noise += error * error;
    quantization.levels[i] = static_cast<std::int32_t>(level);
    values[i] = static_cast<float>(quantization.levels[i] * scale);
  }
  const auto [low, high] =
      std::minmax_element(quantization.scale.begin(), quantization.scale.end());
  report.scale_min = *low;
  report.scale_max = *high;
  if (!values.empty()) report.rms_error = std::sqrt(noise / static_cast<double>(values.size()));
  report.signal_to_noise_db =
      noise == 0 ? std::numeric_limits<double>::infinity() : 10 * std::log10(signal / noise);
  return report;
}

PerNeuron unit_by_neuron(const SharedScales& shared, std::uint64_t neurons) {
  if (shared.unit.size() == 1) return shared.unit[0];
  std::vector<double> values(neurons);
  for (std::uint64_t n = 0; n < neurons; ++n) values[n] = shared.unit[n / shared.unit_neurons];
  return PerNeuron(std::move(values));
}

/// Chooses the scales of all projections onto one population.
std::optional<SharedScales> scales_of(const Population& population, std::vector<Task>& tasks,
                                      std::vector<std::string>& faults) {
  std::vector<ScaleDemand> demands;
  for (const Task& task : tasks) demands.push_back(demand_of(task));
  auto shared = choose_scales(demands, population.shape.size(), population.name, faults);
  if (!shared) return shared;
  for (std::size_t k = 0; k < tasks.size(); ++k) tasks[k].chosen = shared->scales[k];
  return shared;
}

/// The projections to quantize, by target population, after all checks that need no scale.
std::map<PopulationId, std::vector<Task>> collect(Network& network, const Options& options,
                                                  std::vector<std::string>& faults) {
  check_names(network, options, faults);
  std::map<PopulationId, std::vector<Task>> tasks;
  std::map<PopulationId, std::string> left_float;
  const std::vector<ProjectionId> ids = network.projections();
  for (std::size_t i = 0; i < ids.size(); ++i) {
    Projection& projection = network.graph[ids[i]];
    const PopulationId target = boost::target(ids[i], network.graph);
    const QuantizeOptions* found = options_for(options, projection.name);
    if (found == nullptr) {
      left_float.emplace(target, projection.name);
      continue;
    }
    check(projection, *found, faults);
    tasks[target].push_back({i, &projection, found, {}});
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
  std::map<PopulationId, std::vector<Task>> tasks = collect(network, options, faults);
  raise(faults);
  std::map<PopulationId, SharedScales> shared;
  for (auto& [target, group] : tasks) {
    if (auto scales = scales_of(network.graph[target], group, faults)) shared[target] = *scales;
  }
  raise(faults);

  std::map<std::size_t, QuantizationReport> reports;  // ordered by projection
  for (auto& [target, group] : tasks) {
    for (const Task& task : group) reports[task.index] = apply(task);
    Population& population = network.graph[target];
    population.unit = unit_by_neuron(shared[target], population.shape.size());
    divide_membrane(population.step, population.unit);
    population.step.bias = divided(population.step.bias, population.unit);
  }
  std::vector<QuantizationReport> in_order;
  for (auto& [index, report] : reports) in_order.push_back(std::move(report));
  return in_order;
}

}  // namespace engram::workloads
