#include "tests/hw/chip/counted_runs.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <sstream>
#include <utility>
#include <vector>

#include "hw/chip/stepped_chip.hpp"
#include "tests/hw/chip/allocation_count.hpp"
#include "tests/hw/chip/steady_chips.hpp"
#include "tests/hw/hand_made.hpp"

namespace engram::hw::testing {
namespace {

/// Runs before a chip that learns is warm: its spikes change, so that rows and columns that nobody
/// has asked for take longer to become none.
constexpr int kLearningRuns = 4;

struct Ran {
  std::uint64_t allocations = 0, spikes = 0, recorded = 0;
  std::uint64_t written = 0;          ///< weights
  std::uint32_t changes = 0;          ///< timesteps in which a weight became another
  std::vector<std::uint32_t> images;  ///< the same of each image
  std::vector<std::uint64_t> until;   ///< allocations until a timestep has ended
};

/// Calls of operator new for a vector that comes to hold so many spikes one by one.
std::uint64_t growths(std::uint64_t spikes) {
  const std::uint64_t before = allocations();
  std::vector<OutputSpike> list;
  for (std::uint64_t k = 0; k < spikes; ++k) list.push_back({});
  return allocations() - before;
}

/// Twice what a neuron can emit, in every other timestep, of every other neuron in turn: errors of
/// both signs in each.
std::vector<SampleTargets> steady_targets(const ChipSpec& spec, std::uint32_t timesteps) {
  std::vector<SampleTargets> targets;
  if (!spec.learning) return targets;
  for (std::uint32_t id = 0; id < spec.learning->targeted.size(); ++id) {
    if (spec.learning->targeted[id] == 0) continue;
    SampleTargets& train = targets.emplace_back(SampleTargets{id, {}});
    for (std::uint32_t timestep = 0; timestep < timesteps; ++timestep) {
      for (auto neuron = timestep % 2; neuron < spec.populations[id].neurons; neuron += 2) {
        train.events.push_back({timestep, neuron, 2});
      }
    }
  }
  return targets;
}

/// FNV-1a.
std::uint64_t hash_of(const MemoryImage& image) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const Region& region : image.regions) {
    if (region.kind != RegionKind::weights) continue;
    for (const std::uint64_t bits : region.data.storage()) hash = (hash ^ bits) * 0x100000001b3;
  }
  return hash;
}

/// Looks whether the weights of a chip become others. Allocates nothing after the first look.
template <class Machine>
class Watch {
 public:
  Watch(const Machine& chip, const ChipSpec& spec) : chip_(chip), spec_(spec) { look(); }
  void look() {
    bool any = false;
    std::size_t k = 0;
    for (std::uint32_t core = 0; core < spec_.cores.size(); ++core) {
      for (std::uint32_t image = 0; image < spec_.cores[core].images.size(); ++image, ++k) {
        const std::uint64_t hash = hash_of(chip_.image(core, image));
        if (k == images_.size()) images_.push_back({hash, 0});
        if (std::exchange(images_[k].hash, hash) == hash) continue;
        ++images_[k].changes;
        any = true;
      }
    }
    changes_ += any ? 1 : 0;
  }
  std::uint32_t changes() const { return changes_; }
  /// Of each image, core by core.
  std::vector<std::uint32_t> images() const {
    std::vector<std::uint32_t> changes;
    for (const Image& image : images_) changes.push_back(image.changes);
    return changes;
  }

 private:
  struct Image {
    std::uint64_t hash = 0;
    std::uint32_t changes = 0;
  };
  const Machine& chip_;
  const ChipSpec& spec_;
  std::vector<Image> images_;
  std::uint32_t changes_ = 0;
};

template <class Machine>
Ran run(Machine& chip, const ChipSpec& spec, std::uint32_t timesteps, RunOptions options) {
  const std::vector<SampleInput> inputs = steady_events(spec.populations[0].neurons, timesteps);
  options.timesteps = timesteps;
  options.targets = steady_targets(spec, timesteps);
  Ran ran;
  ran.until.reserve(std::size_t{timesteps} * levels_of(spec));  // layers take turns: each ends them
  Watch<Machine> weights(chip, spec);
  const std::function<void(std::uint32_t)> also = std::move(options.progress);
  options.progress = [&](std::uint32_t timestep) {
    if (also) also(timestep);
    weights.look();
    ran.until.push_back(allocations());
  };
  const std::uint64_t before = allocations();
  {
    const SampleResult& result = chip.run(inputs, options);
    for (const TimestepRecord& record : result.timesteps) ran.spikes += record.spikes;
    ran.recorded = result.spikes.size();
    for (const Count written : result.weight_updates) ran.written += written;
  }
  ran.allocations = allocations() - before;
  ran.changes = weights.changes();
  ran.images = weights.images();
  return ran;
}

/// In the first timestep there may be nothing to learn from: no spike before, none that came late.
std::string learning_faults(const Ran& ran, std::uint32_t timesteps) {
  const std::uint32_t fewest = *std::min_element(ran.images.begin(), ran.images.end());
  if (ran.written > 0 && ran.changes + 1 >= timesteps && 2 * fewest > timesteps) return "";
  std::ostringstream text;
  text << ran.written << " weights are written; one changes in " << ran.changes << " of "
       << timesteps << " timesteps, by image in";
  for (const std::uint32_t changes : ran.images) text << ' ' << changes;
  text << '\n';
  return text.str();
}

template <class Machine>
std::string faults(const ChipSpec& spec, const RunOptions& options) {
  Machine chip(spec);
  for (int warm = 0; warm < (spec.learning ? kLearningRuns : 1); ++warm) {
    run(chip, spec, 2 * kCountedTimesteps, options);
  }
  const Ran shorter = run(chip, spec, kCountedTimesteps, options);
  const Ran longer = run(chip, spec, 2 * kCountedTimesteps, options);
  std::ostringstream text;
  if (shorter.spikes == 0 || longer.spikes <= shorter.spikes) text << "its neurons are silent\n";
  if (options.record_spikes && longer.recorded != longer.spikes) text << "no spikes recorded\n";
  if (spec.learning)
    text << learning_faults(shorter, kCountedTimesteps)
         << learning_faults(longer, 2 * kCountedTimesteps);
  const std::uint64_t more = growths(longer.recorded) - growths(shorter.recorded);
  if (longer.allocations == shorter.allocations + more) return text.str();
  text << shorter.allocations << " allocations in " << kCountedTimesteps << " timesteps, "
       << longer.allocations << " in twice as many, of them " << more
       << " more for recorded spikes; by timestep:";
  for (std::size_t timestep = 1; timestep < longer.until.size(); ++timestep) {
    text << ' ' << longer.until[timestep] - longer.until[timestep - 1];
  }
  return text.str();
}

}  // namespace

std::string allocation_faults(const ChipSpec& spec, const RunOptions& options) {
  strict_systemc();
  return faults<Chip>(spec, options);
}

void expect_none(const ChipSpec& spec, const RunOptions& options) {
  EXPECT_EQ(say_apart([&] { return allocation_faults(spec, options); }), "");
  if (spec.schedule == Schedule::layer_by_layer) return;
  EXPECT_EQ(say_apart([&] { return faults<SteppedChip>(spec, options); }), "") << "stepped";
}

}  // namespace engram::hw::testing
