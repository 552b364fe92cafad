#include <algorithm>
#include <cmath>
#include <sstream>

#include "workloads/learn/check_training.hpp"

namespace engram::workloads::learn {
namespace {

using Faults = std::vector<std::string>;

/// Collects what is out of range: "training: NAME must be WANTED (found VALUE)".
class Ranges {
 public:
  explicit Ranges(Faults& faults) : faults_(faults) {}
  void check(bool good, const std::string& name, const std::string& wanted, double value) {
    if (good) return;
    std::ostringstream text;
    text << "training: " << name << " must be " << wanted << " (found " << value << ")";
    faults_.push_back(text.str());
  }
  void positive(const std::string& name, double value) {
    check(value > 0 && std::isfinite(value), name, "above 0", value);
  }
  void not_negative(const std::string& name, double value) {
    check(value >= 0 && std::isfinite(value), name, "0 or more", value);
  }
  void share(const std::string& name, double value) {
    check(value >= 0 && value < 1, name, "from 0 to below 1", value);
  }
  void width(const std::string& name, unsigned bits, unsigned low) {
    check(bits >= low && bits <= 16, name, std::to_string(low) + " to 16", bits);
  }

 private:
  Faults& faults_;
};

void check_optimizer(const TrainingOptions& options, Ranges& ranges, Faults& faults) {
  const OptimizerOptions& o = options.optimizer;
  ranges.positive("the rate", o.rate);
  ranges.share("the momentum", o.momentum);
  ranges.share("beta1", o.beta1);
  ranges.share("beta2", o.beta2);
  ranges.positive("epsilon", o.epsilon);
  ranges.not_negative("the weight decay", o.weight_decay);
  ranges.not_negative("the norm to clip at", o.clip_norm);
  if (options.widths.gradient_bits && (o.kind != OptimizerKind::sgd || o.momentum != 0)) {
    faults.push_back(
        "training: gradients of few bits are weight steps themselves: they need the optimizer sgd "
        "without momentum");
  }
}

void check_widths(const ActivationWidths& widths, Ranges& ranges) {
  if (widths.state_bits) ranges.width("bits of states", *widths.state_bits, 2);
  if (widths.error_bits) ranges.width("bits of errors", *widths.error_bits, 2);
  if (widths.gradient_bits) ranges.width("bits of gradients", *widths.gradient_bits, 2);
}

void check_prune(const TrainingOptions& options, Ranges& ranges, Faults& faults) {
  if (!options.prune) return;
  const PruneAware& prune = *options.prune;
  const bool at_once = prune.course == PruneAware::Course::one_shot;
  const std::uint32_t last = at_once ? prune.begin_epoch : prune.end_epoch;
  ranges.check(last < options.epochs, "the epoch of the last pruning", "one that is trained", last);
  if (!at_once) {
    ranges.check(prune.end_epoch >= prune.begin_epoch, "the end of pruning", "behind its beginning",
                 prune.end_epoch);
    if (prune.options.method == PruneMethod::n_of_m) {
      faults.push_back("training: n of m weights are pruned at once: the course is 'one_shot'");
    }
  }
  ranges.check(prune.steps >= 1, "steps of pruning", "1 or more", prune.steps);
  ranges.share("the sparsity", prune.options.sparsity);
  for (const auto& [name, sparsity] : prune.options.projections) {
    ranges.share("the sparsity of '" + name + "'", sparsity);
  }
}

void check_names(const Network& network, const TrainingOptions& options, Faults& faults) {
  const std::vector<ProjectionId> ids = network.projections();
  const auto check = [&](const std::string& name, const std::string& what) {
    const bool known = std::any_of(ids.begin(), ids.end(), [&](const ProjectionId& id) {
      return network.graph[id].name == name;
    });
    if (!known) faults.push_back(what + ": the network has no projection '" + name + "'");
  };
  for (const auto& [name, unused] : options.quantize) {
    if (!name.empty()) check(name, "quantization in training");
  }
  if (!options.prune) return;
  for (const auto& [name, unused] : options.prune->options.projections) check(name, "pruning");
}

}  // namespace

std::vector<std::string> option_faults(const Network& network, const TrainingOptions& options) {
  Faults faults;
  Ranges ranges(faults);
  ranges.check(options.epochs >= 1, "epochs", "1 or more", options.epochs);
  ranges.check(options.batch >= 1, "samples a batch", "1 or more", options.batch);
  ranges.share("the decay of the filter", options.loss.filter_decay);
  ranges.positive("tau of the filter", options.loss.filter_tau);
  ranges.positive("the scale of logits", options.loss.logit_scale);
  ranges.positive("the slope of the surrogate", options.surrogate.slope);
  ranges.check(options.schedule.step_epochs >= 1, "epochs a step", "1 or more",
               options.schedule.step_epochs);
  ranges.positive("the factor of a step", options.schedule.step_factor);
  ranges.not_negative("the final fraction of the rate", options.schedule.final_fraction);
  check_optimizer(options, ranges, faults);
  check_widths(options.widths, ranges);
  for (const auto& [name, quantize] : options.quantize) {
    ranges.width("bits a weight", quantize.bits, 2);
    ranges.not_negative("the strength of EWGS", quantize.ewgs_strength);
  }
  check_prune(options, ranges, faults);
  check_names(network, options, faults);
  return faults;
}

}  // namespace engram::workloads::learn
