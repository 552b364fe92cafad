#include "hw/learning/check_learning.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>
#include <string>

#include "hw/learning/learning_stages.hpp"
#include "memory/encoding.hpp"

namespace engram::hw {
namespace {

constexpr unsigned kWidest = 24;  ///< errors and traces
constexpr unsigned kLargestShift = 48;
constexpr std::int64_t kLargestGain = std::int64_t{1} << 24;
constexpr std::size_t kLongestWindow = 31;

class Faults {
 public:
  void unless(bool condition, const std::string& fault) {
    if (!condition && seen_.insert(fault).second) text_ += "\nlearning: " + fault;
  }
  bool none() const { return text_.empty(); }
  void raise() const {
    if (!none()) throw std::invalid_argument("chip:" + text_);
  }

 private:
  std::set<std::string> seen_;
  std::string text_;
};

void check_errors(const ChipSpec& spec, Faults& faults) {
  const LearningSpec& learning = *spec.learning;
  const auto within = [](auto value, auto low, auto high) { return value >= low && value <= high; };
  faults.unless(learning.targeted.size() == spec.populations.size(),
                "needs to know of every population whether it has targets");
  faults.unless(within(learning.error_bits, 2u, kWidest), "error_bits is outside 2..24");
  faults.unless(within(learning.trace_bits, 1u, kWidest), "trace_bits is outside 1..24");
  faults.unless(learning.surrogate_bits <= 16, "surrogate_bits is above 16");
  faults.unless(learning.backward_shift <= kLargestShift, "backward_shift is above 48");
  faults.unless(within(learning.error_gain, std::int64_t{1}, kLargestGain),
                "error_gain is outside 1..2^24");
  faults.unless(within(std::int64_t{learning.trace_gain}, std::int64_t{1}, kLargestGain),
                "trace_gain is outside 1..2^24");
  faults.unless(learning.trace_decay <= 4096, "trace_decay is above 4096");
  faults.unless(std::isfinite(learning.surrogate_width) && learning.surrogate_width > 0,
                "surrogate_width is not above 0");
  faults.unless(spec.update == Update::sweep,
                "errors need update 'sweep': a neuron that is not stepped has no distance from "
                "its threshold");
}

void check_stdp(const LearningSpec& learning, Faults& faults) {
  const std::size_t window = learning.potentiation.size();
  faults.unless(window >= 1 && window <= kLongestWindow && learning.depression.size() == window,
                "stdp needs windows of 1..31 timesteps, the same for both signs");
  for (const auto* table : {&learning.potentiation, &learning.depression}) {
    for (const std::uint32_t value : *table) {
      faults.unless(value <= kLargestGain, "an stdp table has an entry above 2^24");
    }
  }
  const auto& targeted = learning.targeted;
  faults.unless(std::none_of(targeted.begin(), targeted.end(), [](auto t) { return t != 0; }),
                "stdp takes no targets");
}

void check_image(const ChipSpec& spec, const ImageSpec& image, Faults& faults) {
  const std::string name = "projection '" + image.projection + "' ";
  const MemoryImage& memory = *image.image;
  faults.unless(memory.format.kind == WeightKind::uniform && !memory.codebook,
                name + "has " + to_string(memory.format) +
                    " weights: only levels of a uniform format can learn");
  faults.unless(image.inputs.size() == memory.rows, name + "does not say which input each row is");
  faults.unless(image.source < spec.populations.size(), name + "names no source population");
  const bool stdp = spec.learning->rule == LearningRule::stdp;
  faults.unless(!stdp || memory.sharing == Sharing::none,
                name + "shares a kernel, which stdp cannot learn");
  faults.unless(stdp || memory.encoding != Encoding::index || memory.reverse_pointer_bits > 0,
                name +
                    "is an index image without reverse regions: there is no way from a neuron "
                    "to its synapses");
}

/// The surrogate's width is a part of the threshold.
void check_thresholds(const ChipSpec& spec, Faults& faults) {
  const std::vector<std::uint8_t> have_error = populations_with_error(spec);
  for (const CoreSpec& core : spec.cores) {
    for (const SliceSpec& slice : core.slices) {
      const NeuronSpec& neuron = slice.neuron;
      if (have_error[slice.population] == 0 || !neuron.spiking) continue;
      const auto zero = [](const auto& values) {
        return std::any_of(values.begin(), values.end(), [](auto value) { return value == 0; });
      };
      faults.unless(!(neuron.fixed ? zero(neuron.integer.threshold) : zero(neuron.real.threshold)),
                    "population '" + spec.populations[slice.population].name +
                        "' has an error and a threshold of 0");
    }
  }
}

void check_sources(const ChipSpec& spec, Faults& faults) {
  const std::vector<std::uint32_t> routed = sources_of_projections(spec);
  for (const CoreSpec& core : spec.cores) {
    for (const ImageSpec& image : core.images) {
      if (!learns(spec, image)) continue;
      const std::uint32_t source = routed[image.order];
      faults.unless(source == spec.populations.size() || source == image.source,
                    "projection '" + image.projection +
                        "' is fed by another population than it "
                        "says");
    }
  }
}

void check_images(const ChipSpec& spec, Faults& faults) {
  for (const CoreSpec& core : spec.cores) {
    for (const ImageSpec& image : core.images) {
      if (learns(spec, image)) check_image(spec, image, faults);
    }
  }
}

}  // namespace

void check_learning(const ChipSpec& spec) {
  if (!spec.learning) return;
  const LearningSpec& learning = *spec.learning;
  const bool errors = learning.rule != LearningRule::stdp;
  Faults faults;
  faults.unless(learning.learns.size() == spec.projections.size(),
                "needs to know of every projection whether it learns");
  faults.raise();
  faults.unless(std::any_of(learning.learns.begin(), learning.learns.end(),
                            [](auto learns) { return learns != 0; }),
                "no projection learns");
  faults.unless(spec.schedule == Schedule::wave,
                "needs schedule 'wave': new weights count from the next timestep on");
  faults.unless(learning.rate_shift <= kLargestShift, "rate_shift is above 48");
  if (errors) {
    check_errors(spec, faults);
  } else {
    check_stdp(learning, faults);
  }
  for (std::size_t id = 0; id < spec.populations.size() && id < learning.targeted.size(); ++id) {
    faults.unless(learning.targeted[id] == 0 || !spec.populations[id].input,
                  "input '" + spec.populations[id].name + "' cannot have targets");
  }
  check_images(spec, faults);
  faults.raise();
  check_sources(spec, faults);
  if (errors) check_thresholds(spec, faults);
  faults.raise();
}

void check_targets(const ChipSpec& spec, const RunOptions& options) {
  const auto refuse = [](const std::string& fault) {
    throw std::invalid_argument("chip: " + fault);
  };
  std::set<std::uint32_t> seen;
  for (const SampleTargets& train : options.targets) {
    const bool has = spec.learning && spec.learning->rule != LearningRule::stdp &&
                     train.population < spec.populations.size() &&
                     spec.learning->targeted[train.population] != 0;
    if (!has) refuse("targets for a population that has none");
    const PopulationSpec& population = spec.populations[train.population];
    if (!seen.insert(train.population).second) {
      refuse("two lists of targets for '" + population.name + "'");
    }
    const InputEvent* before = nullptr;
    for (const InputEvent& event : train.events) {
      if (event.neuron >= population.neurons || event.timestep >= options.timesteps ||
          event.count == 0) {
        refuse("target outside '" + population.name + "': neuron " + std::to_string(event.neuron) +
               ", timestep " + std::to_string(event.timestep) + ", count " +
               std::to_string(event.count));
      }
      if (before != nullptr &&
          std::pair(before->timestep, before->neuron) > std::pair(event.timestep, event.neuron)) {
        refuse("targets of '" + population.name + "' are not sorted by (timestep, neuron)");
      }
      before = &event;
    }
  }
}

}  // namespace engram::hw
