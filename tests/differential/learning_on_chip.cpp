#include "tests/differential/learning_on_chip.hpp"

#include "hw/chip/chip.hpp"
#include "memory/controller.hpp"
#include "sim/run/encoding_choice.hpp"
#include "sim/run/in_process.hpp"
#include "sim/run/lower_learning.hpp"
#include "tests/differential/on_chip.hpp"
#include "tests/differential/words.hpp"

namespace engram::differential {
namespace {

using workloads::LearningTask;
using workloads::Network;

std::uint64_t part(std::uint32_t input, std::uint32_t neuron, std::int32_t level) {
  std::uint64_t key = (std::uint64_t{input} << 32 | neuron) * 0x9E3779B97F4A7C15U + 1;
  key = (key ^ key >> 29) * 0xBF58476D1CE4E5B9U;
  return (key ^ key >> 32) * static_cast<std::uint64_t>(std::int64_t{level});
}

std::uint64_t sum_of(const workloads::Projection& projection,
                     const workloads::ProjectionLevels& levels) {
  std::uint64_t sum = 0;
  for (const workloads::UnrolledLevel& one : levels.unrolled) {
    sum += part(one.input, one.neuron, one.level);
  }
  if (!levels.unrolled.empty() || levels.levels.empty()) return sum;
  const auto inputs = static_cast<std::uint32_t>(workloads::inputs(projection.connection));
  for (std::uint32_t input = 0; input < inputs; ++input) {
    workloads::for_each_synapse(projection.connection, input,
                                [&](std::uint32_t from, std::uint32_t to, std::uint64_t weight) {
                                  sum += part(from, to, levels.levels[weight]);
                                });
  }
  return sum;
}

/// What the words of the chip's memories say.
std::vector<std::uint64_t> sums_of(const hw::Chip& chip, const hw::ChipSpec& spec) {
  std::vector<std::uint64_t> sums(spec.projections.size(), 0);
  for (std::uint32_t core = 0; core < spec.cores.size(); ++core) {
    for (std::uint32_t index = 0; index < spec.cores[core].images.size(); ++index) {
      const hw::ImageSpec& image = spec.cores[core].images[index];
      if (spec.learning->learns[image.order] == 0) continue;
      const std::uint32_t first = spec.cores[core].slices[image.slice].first;
      const SynapseMatrix matrix = decode(chip.image(core, index));
      for (std::uint32_t row = 0; row < matrix.rows; ++row) {
        for (std::uint64_t at = matrix.row_begin[row]; at < matrix.row_begin[row + 1]; ++at) {
          sums[image.order] += part(image.inputs[row], first + matrix.target[at],
                                    level_from_code(matrix.format, matrix.code[at]));
        }
      }
    }
  }
  return sums;
}

void add_counts(const Activity& activity, std::vector<std::uint64_t>& counts) {
  for (const MemoryActivity& memory : activity.memories) {
    for (const MemoryAccesses& access : memory.accesses) {
      counts.push_back(access.reads);
      counts.push_back(access.writes);
    }
  }
  for (const LogicActivity& logic : activity.logic) counts.push_back(logic.count);
}

std::vector<hw::SampleTargets> chip_targets(const LearningTask& task,
                                            const workloads::LearningSample& sample) {
  std::vector<hw::SampleTargets> targets;
  for (std::size_t k = 0; k < task.targeted.size(); ++k) {
    hw::SampleTargets& one = targets.emplace_back();
    one.population = static_cast<std::uint32_t>(task.targeted[k]);
    for (const workloads::SpikeEvent& event : sample.targets[k].events) {
      one.events.push_back({event.timestep, event.neuron, event.count});
    }
  }
  return targets;
}

}  // namespace

Trajectory reference_trajectory(const Network& network, const LearningTask& task,
                                const workloads::LearningResult& result) {
  Trajectory trajectory;
  const auto ids = network.projections();
  for (const workloads::LearnedSample& sample : result.samples) {
    for (const workloads::NetworkLevels& levels : sample.trajectory) {
      auto& sums = trajectory.emplace_back(ids.size(), 0);
      for (std::size_t p = 0; p < ids.size(); ++p) {
        if (task.learns[p] != 0) sums[p] = sum_of(network.graph[ids[p]], levels[p]);
      }
    }
  }
  return trajectory;
}

hw::ChipSpec learning_chip(const Network& network, const LearningTask& task,
                           const sim::ChipConfig& config) {
  std::vector<EncodingChoice> choices = sim::choose_encodings(config.synapse_memory, network);
  sim::lay_out_for_learning(task, choices);
  hw::ChipSpec spec = chip_spec(network, config, choices);
  spec.learning = sim::lower_learning(task, spec.populations.size());
  return spec;
}

LearningRun learn_on_chip(const Network& network, const LearningTask& task,
                          const std::vector<workloads::LearningSample>& samples,
                          const hw::ChipSpec& spec) {
  Words words(sim::run_in_process([&] {
    hw::Chip chip(spec);
    LearningRun run;
    for (const workloads::LearningSample& sample : samples) {
      hw::RunOptions options;
      options.timesteps = sample.timesteps;
      options.targets = chip_targets(task, sample);
      options.progress = [&](std::uint32_t) { run.trajectory.push_back(sums_of(chip, spec)); };
      const hw::SampleResult result = chip.run(chip_inputs(network, sample.inputs), options);
      run.cycles += result.cycles;
      add_counts(result.activity, run.counts);
    }
    Words out;
    out.put_lists(run.trajectory);
    out.put(run.cycles);
    out.put_list(run.counts);
    return out.bytes();
  }));
  LearningRun run;
  words.get_lists(run.trajectory);
  run.cycles = words.get();
  words.get_list(run.counts);
  return run;
}

}  // namespace engram::differential
