#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <set>

#include "sim/run/encoding_choice.hpp"
#include "tests/differential/cases.hpp"
#include "tests/differential/chip_choices.hpp"
#include "tests/differential/learning_on_chip.hpp"
#include "tests/differential/random_learning.hpp"

/// The weights of the chip are the reference's after each of 200 timesteps, bit for bit, whatever
/// the rule, the encoding and the mapping.
namespace engram::differential {
namespace {

using workloads::LearningRule;
using workloads::LearningSample;
using workloads::LearningTask;

constexpr std::uint32_t kTimesteps = 200;
constexpr unsigned kLearningCases = 20;

std::uint32_t draw_a_task(std::uint32_t below) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::uint32_t>(0, below));
}

/// The same events again and again.
workloads::SpikeTrain repeated(const workloads::SpikeTrain& train, std::uint32_t period) {
  workloads::SpikeTrain all = train;
  all.timesteps = kTimesteps;
  for (std::uint32_t begin = period; begin < kTimesteps; begin += period) {
    for (workloads::SpikeEvent event : train.events) {
      event.timestep += begin;
      if (event.timestep < kTimesteps) all.events.push_back(event);
    }
  }
  return all;
}

std::vector<LearningSample> samples_of(const RandomCase& random, const RandomLearning& learning) {
  std::vector<LearningSample> samples;
  for (std::size_t index = 0; index < random.samples.size(); ++index) {
    LearningSample& sample = samples.emplace_back();
    sample.timesteps = kTimesteps;
    for (const auto& train : random.samples[index]) {
      sample.inputs.push_back(repeated(train, random.timesteps));
    }
    for (const auto& train : learning.targets[index]) {
      sample.targets.push_back(repeated(train, random.timesteps));
    }
  }
  return samples;
}

/// Which kernels are shared follows from the encodings: another learning problem each.
LearningTask task_for(const RandomCase& random, const LearningTask& task,
                      const sim::ChipConfig& chip) {
  const auto choices = sim::choose_encodings(chip.synapse_memory, random.network);
  LearningTask result = task;
  for (std::size_t p = 0; p < choices.size(); ++p) {
    result.shared_kernel[p] = choices[p].sharing == Sharing::kernel ? 1 : 0;
    if (task.rule == LearningRule::stdp && result.shared_kernel[p] != 0) result.learns[p] = 0;
  }
  return result;
}

bool learns_anything(const LearningTask& task) {
  return std::find(task.learns.begin(), task.learns.end(), 1) != task.learns.end();
}

/// Trajectories of the reference, one for each learning problem met.
class References {
 public:
  References(const RandomCase& random, const std::vector<LearningSample>& samples)
      : random_(random), samples_(samples) {}

  const Trajectory& of(const LearningTask& task) {
    const std::string key = std::string(task.shared_kernel.begin(), task.shared_kernel.end()) +
                            std::string(task.learns.begin(), task.learns.end());
    const auto known = known_.find(key);
    if (known != known_.end()) return known->second;
    workloads::LearningRecord record;
    record.trajectory = true;
    const auto result = learn_reference(random_.network, task, samples_, record);
    return known_[key] = reference_trajectory(random_.network, task, result);
  }

 private:
  const RandomCase& random_;
  const std::vector<LearningSample>& samples_;
  std::map<std::string, Trajectory> known_;  ///< by what shares a kernel and what learns
};

std::string first_difference(const Trajectory& expected, const Trajectory& found) {
  if (expected.size() != found.size()) return "another number of timesteps";
  for (std::size_t t = 0; t < expected.size(); ++t) {
    for (std::size_t p = 0; p < expected[t].size(); ++p) {
      if (expected[t][p] != found[t][p]) {
        return "projection " + std::to_string(p) + " after " + std::to_string(t + 1) +
               " timesteps of all samples";
      }
    }
  }
  return "";
}

/// Whether the reference's weights take several values: a case without that shows nothing.
bool weights_move(References& references, const LearningTask& task) {
  const Trajectory& states = references.of(task);
  return std::set(states.begin(), states.end()).size() > 3;
}

/// Fidelity changes times alone, and not by much: timesteps of these networks are short, so that a
/// pipeline's filling, or a barrier that waits for a flit, weighs more than in a large one.
void require_alike(const LearningRun& cycle, const LearningRun& fast) {
  RC_ASSERT(cycle.trajectory == fast.trajectory);
  RC_ASSERT(cycle.counts == fast.counts);
  RC_ASSERT(cycle.cycles > 0U);
  RC_ASSERT(cycle.cycles * 3 > fast.cycles);
  RC_ASSERT(cycle.cycles < fast.cycles * 3);
}

/// Returns how many different sets of weights were seen in all.
std::size_t compare_on_chips(const RandomCase& random, const LearningTask& drawn,
                             const std::vector<LearningSample>& samples) {
  References references(random, samples);
  RC_PRE(weights_move(references, drawn));
  std::set<std::vector<std::uint64_t>> states;
  for (NamedConfig encoding : encodings_for(random, draw_a_task)) {
    encoding.chip.schedule = "wave";
    const auto placed = placements_for(random, encoding, draw_a_task);
    const NamedConfig& config = placed[draw_a_task(static_cast<std::uint32_t>(placed.size()))];
    const LearningTask task = task_for(random, drawn, config.chip);
    if (!learns_anything(task)) continue;
    RC_LOG() << config.name << std::endl;
    const Trajectory& expected = references.of(task);
    hw::ChipSpec spec = learning_chip(random.network, task, config.chip);
    const LearningRun run = learn_on_chip(random.network, task, samples, spec);
    const std::string difference = first_difference(expected, run.trajectory);
    if (!difference.empty()) RC_FAIL(config.name + ": " + difference);
    states.insert(run.trajectory.begin(), run.trajectory.end());
    if (spec.fidelity == hw::Fidelity::fast) continue;
    spec.fidelity = hw::Fidelity::fast;
    require_alike(run, learn_on_chip(random.network, task, samples, spec));
  }
  return states.size();
}

bool chip_learns_as_reference(Arithmetic arithmetic) {
  draw_cases(kLearningCases);
  std::size_t states = 0;
  const bool equal = rc::check([&] {
    const RandomCase random = random_case(draw_a_task, arithmetic);
    const RandomLearning learning = random_learning(draw_a_task, random, false);
    RC_PRE(learns_anything(learning.task));
    RC_LOG() << describe(random.network) << describe(learning.task) << std::endl;
    const std::vector<LearningSample> samples = samples_of(random, learning);
    try {
      states += compare_on_chips(random, learning.task, samples);
    } catch (const std::overflow_error&) {
      RC_DISCARD("a loop ran away");
    }
  });
  EXPECT_GT(states, 4 * kLearningCases) << "weights move";
  return equal;
}

TEST(LearningDifferential, FloatNeurons) {
  EXPECT_TRUE(chip_learns_as_reference(Arithmetic::quantized));
}

TEST(LearningDifferential, FixedPointNeurons) {
  EXPECT_TRUE(chip_learns_as_reference(Arithmetic::fixed));
}

}  // namespace
}  // namespace engram::differential
