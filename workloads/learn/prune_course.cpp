#include "workloads/learn/prune_course.hpp"

#include "workloads/learn/plain_functions.hpp"

namespace engram::workloads::learn {
namespace {

/// Zhu and Gupta 2017: the rest falls with the cube of the time that is left.
double gradual(double sparsity, double share) {
  const double left = 1 - share;
  return sparsity * (1 - left * left * left);
}

/// Of `steps` equal shares of what is left, the first `done`.
double iterative(double sparsity, std::uint32_t done, std::uint32_t steps) {
  if (done == steps || sparsity <= 0) return sparsity;
  return 1 - exponential(logarithm(1 - sparsity) * done / steps);
}

/// Epoch of step k of 0 .. steps - 1, evenly from begin to end.
std::uint32_t epoch_of(const PruneAware& prune, std::uint32_t k) {
  if (prune.steps <= 1) return prune.begin_epoch;
  const std::uint64_t span = std::uint64_t{k} * (prune.end_epoch - prune.begin_epoch);
  return prune.begin_epoch + static_cast<std::uint32_t>(span / (prune.steps - 1));
}

template <class Change>
PruneOptions with(PruneOptions options, Change change) {
  options.sparsity = change(options.sparsity);
  for (auto& [name, sparsity] : options.projections) sparsity = change(sparsity);
  return options;
}

}  // namespace

std::optional<PruneOptions> pruning_before(const PruneAware& prune, std::uint32_t epoch) {
  switch (prune.course) {
    case PruneAware::Course::one_shot:
      if (epoch == prune.begin_epoch) return prune.options;
      return std::nullopt;
    case PruneAware::Course::gradual: {
      if (epoch < prune.begin_epoch || epoch > prune.end_epoch) return std::nullopt;
      const std::uint32_t length = prune.end_epoch - prune.begin_epoch;
      const double share =
          length == 0 ? 1.0 : (epoch - prune.begin_epoch) / static_cast<double>(length);
      return with(prune.options, [&](double sparsity) { return gradual(sparsity, share); });
    }
    case PruneAware::Course::iterative: {
      std::uint32_t done = 0;
      bool due = false;
      for (std::uint32_t k = 0; k < prune.steps && epoch_of(prune, k) <= epoch; ++k) {
        done = k + 1;
        due = epoch_of(prune, k) == epoch;
      }
      if (!due) return std::nullopt;
      return with(prune.options,
                  [&](double sparsity) { return iterative(sparsity, done, prune.steps); });
    }
  }
  return std::nullopt;
}

}  // namespace engram::workloads::learn
