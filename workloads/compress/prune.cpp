#include "workloads/compress/prune.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "workloads/compress/fault_list.hpp"
#include "workloads/compress/prune_choice.hpp"

namespace engram::workloads {
namespace {

struct Method {
  PruneMethod method;
  const char* name;
  bool may_be_global;
  ChoosePruned choose;
};

constexpr Method kMethods[] = {
    {PruneMethod::magnitude, "magnitude", true, prune_by_magnitude},
    {PruneMethod::random, "random", true, prune_at_random},
    {PruneMethod::n_of_m, "n_of_m", false, prune_n_of_m},
    {PruneMethod::rows, "rows", false, prune_rows},
    {PruneMethod::columns, "columns", false, prune_columns},
    {PruneMethod::kernels, "kernels", false, prune_kernels},
};

const Method& method_of(PruneMethod method) {
  return *std::find_if(std::begin(kMethods), std::end(kMethods),
                       [&](const Method& one) { return one.method == method; });
}

using Faults = std::vector<std::string>;

void check_sparsity(const std::string& where, double sparsity, Faults& faults) {
  if (sparsity >= 0 && sparsity < 1) return;
  std::ostringstream found;
  found << sparsity;
  faults.push_back(where + "found a sparsity of " + found.str() + " (expected 0 to below 1)");
}

void check_options(const Network& network, const PruneOptions& options, Faults& faults) {
  const bool pattern = options.method == PruneMethod::n_of_m;
  if (!pattern) check_sparsity("pruning: ", options.sparsity, faults);
  if (pattern && (options.n < 1 || options.n >= options.m)) {
    faults.push_back("pruning: found " + std::to_string(options.n) + " of " +
                     std::to_string(options.m) + " weights that stay (expected 1 <= n < m)");
  }
  if (options.global && !method_of(options.method).may_be_global) {
    faults.push_back(std::string("pruning: ") + to_string(options.method) +
                     " chooses a projection at a time (found a global choice, which magnitude and "
                     "random can make)");
  }
  const std::vector<ProjectionId> ids = network.projections();
  for (const auto& [name, sparsity] : options.projections) {
    const auto has_name = [&, &wanted = name](ProjectionId id) {
      return network.graph[id].name == wanted;
    };
    if (std::none_of(ids.begin(), ids.end(), has_name)) {
      faults.push_back("pruning: the network has no projection '" + name + "'");
    } else if (pattern && sparsity != 0) {
      faults.push_back("projection '" + name +
                       "': n_of_m leaves n of m (expected no sparsity of its own but 0, which "
                       "leaves it alone)");
    } else {
      check_sparsity("projection '" + name + "': ", sparsity, faults);
    }
  }
}

void check_projection(const Projection& projection, const PruneOptions& options, Faults& faults) {
  const std::string where = "projection '" + projection.name + "': ";
  const std::vector<float>& values = weights(projection.connection);
  const auto bad = std::find_if_not(values.begin(), values.end(),
                                    [](float value) { return std::isfinite(value); });
  if (bad != values.end()) {
    faults.push_back(where + "weight " + std::to_string(bad - values.begin()) +
                     " is not a finite number");
  }
  if (options.method == PruneMethod::kernels &&
      !std::holds_alternative<Conv2d>(projection.connection)) {
    faults.push_back(where +
                     "kernels are of convolutions, and it is none (give it a sparsity of 0 "
                     "of its own)");
  }
}

/// Of a projection without an own one the common sparsity.
double sparsity_of(const PruneOptions& options, const std::string& projection) {
  const auto own = options.projections.find(projection);
  return own == options.projections.end() ? options.sparsity : own->second;
}

/// An own sparsity of 0: nothing but `before` is pruned, whatever the method.
bool left_alone(const PruneOptions& options, const std::string& projection) {
  const auto own = options.projections.find(projection);
  return own != options.projections.end() && own->second == 0;
}

/// `before`, or masks that keep all.
std::vector<PruneMask> first_masks(const Network& network, const std::vector<PruneMask>& before,
                                   Faults& faults) {
  const std::vector<ProjectionId> ids = network.projections();
  if (!before.empty() && before.size() != ids.size()) {
    faults.push_back("pruning: found " + std::to_string(before.size()) + " earlier masks for " +
                     std::to_string(ids.size()) + " projections");
    return {};
  }
  std::vector<PruneMask> masks = before;
  masks.resize(ids.size());
  for (std::size_t p = 0; p < ids.size(); ++p) {
    const Projection& projection = network.graph[ids[p]];
    const std::size_t size = weights(projection.connection).size();
    if (masks[p].empty()) masks[p].assign(size, 1);
    if (masks[p].size() == size) continue;
    faults.push_back("projection '" + projection.name + "': found an earlier mask of " +
                     std::to_string(masks[p].size()) + " weights (expected " +
                     std::to_string(size) + ")");
  }
  return masks;
}

}  // namespace

const std::vector<std::string>& prune_method_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const Method& one : kMethods) all.emplace_back(one.name);
    return all;
  }();
  return names;
}

std::optional<PruneMethod> prune_method_from(const std::string& name) {
  for (const Method& one : kMethods) {
    if (name == one.name) return one.method;
  }
  return std::nullopt;
}

const char* to_string(PruneMethod method) {
  return method_of(method).name;
}

std::vector<PruneMask> prune_masks(const Network& network, const PruneOptions& options,
                                   const std::vector<PruneMask>& before) {
  Faults faults;
  check_options(network, options, faults);
  std::vector<PruneMask> masks = first_masks(network, before, faults);
  const std::vector<ProjectionId> ids = network.projections();
  std::vector<PruneTask> together, alone;
  for (std::size_t p = 0; p < ids.size(); ++p) {
    const Projection& projection = network.graph[ids[p]];
    if (left_alone(options, projection.name)) continue;
    check_projection(projection, options, faults);
    const bool common = options.global && !options.projections.contains(projection.name);
    (common ? together : alone)
        .push_back({&projection, sparsity_of(options, projection.name),
                    p < masks.size() ? &masks[p] : nullptr});
  }
  raise(faults);
  const ChoosePruned choose = method_of(options.method).choose;
  for (const PruneTask& task : alone) choose({&task, 1}, options);
  if (!together.empty()) choose(together, options);
  return masks;
}

std::vector<PruneReport> apply_masks(Network& network, const std::vector<PruneMask>& masks) {
  std::vector<PruneReport> reports;
  const std::vector<ProjectionId> ids = network.projections();
  for (std::size_t p = 0; p < ids.size(); ++p) {
    Projection& projection = network.graph[ids[p]];
    Quantization& quantization = projection.quantization;
    std::vector<float>& values = weights(projection.connection);
    PruneReport report{projection.name, values.size(), 0, 0};
    for (std::size_t i = 0; i < values.size(); ++i) {
      report.zeros_before += values[i] == 0;
      if (p >= masks.size() || masks[p].empty() || masks[p][i] != 0) continue;
      report.pruned += values[i] != 0;
      values[i] = 0;
      if (!quantization.levels.empty()) quantization.levels.set(i, 0);
      if (!quantization.codes.empty()) quantization.codes[i] = 0;
    }
    reports.push_back(std::move(report));
  }
  return reports;
}

}  // namespace engram::workloads
