#include "hw/chip/stepped_chip.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "hw/chip/check_spec.hpp"
#include "hw/chip/chip_activity.hpp"
#include "hw/chip/chip_models.hpp"
#include "hw/chip/sample_work.hpp"
#include "hw/chip/timeline.hpp"
#include "hw/learning/learning_stages.hpp"

namespace engram::hw {
namespace {

/// Notes the spikes of a step on their way to the recorder.
class SpikeTap final : public SpikeOutput {
 public:
  SpikeTap(const ChipSpec& spec, SampleRecorder& next) : spec_(spec), next_(next) {}
  void begin_timestep(std::uint32_t step) override {
    step_ = step;
    next_.begin_timestep(step);
  }
  Sent emit(std::uint32_t core, std::uint32_t population, std::uint32_t first,
            std::span<const NeuronSpike> some) override {
    const auto timestep = static_cast<std::uint32_t>(
        network_timestep(spec_, spec_.populations[population].level, step_));
    for (const NeuronSpike& spike : some) {
      spikes.push_back({population, first + spike.neuron, timestep, spike.count});
    }
    return next_.emit(core, population, first, some);
  }

  std::vector<OutputSpike> spikes;

 private:
  const ChipSpec& spec_;
  SampleRecorder& next_;
  std::uint32_t step_ = 0;
};

/// Where a slice of a population lives.
struct Home {
  std::uint32_t core = 0, slice = 0, first = 0, count = 0;
};

std::vector<std::vector<Home>> homes_of(const ChipSpec& spec) {
  std::vector<std::vector<Home>> homes(spec.populations.size());
  for (std::uint32_t core = 0; core < spec.cores.size(); ++core) {
    for (std::uint32_t index = 0; index < spec.cores[core].slices.size(); ++index) {
      const SliceSpec& slice = spec.cores[core].slices[index];
      homes[slice.population].push_back({core, index, slice.first, slice.count});
    }
  }
  return homes;
}

ChipSpec checked(ChipSpec spec) {
  check_spec(spec);
  if (spec.fidelity != Fidelity::fast) {
    throw std::invalid_argument("a chip that is stepped without SystemC has fidelity fast");
  }
  if (spec.schedule == Schedule::layer_by_layer) {
    throw std::invalid_argument(
        "a chip that is stepped has all layers at once: not with schedule layer_by_layer");
  }
  return spec;
}

}  // namespace

struct SteppedChip::Parts {
  explicit Parts(ChipSpec chip);
  void run_timestep(const std::vector<SampleInput>& inputs);
  std::uint64_t run_level(unsigned level, const std::vector<SampleInput>& inputs);
  std::uint64_t run_learning(std::size_t stage);
  std::uint64_t send(const std::vector<SampleInput>& inputs);
  void end_timestep(std::uint64_t begun);
  void end_sample();

  ChipSpec spec;
  ChipModels models;
  SpikeTap tap;
  Timeline timeline;
  std::vector<TimestepStage> stages;
  std::vector<std::vector<Home>> homes;  ///< by population
  std::vector<LevelWork> work;           ///< by core, where words are recorded
  std::vector<RowWords> words;           ///< by core
  bool wants_reads = false;
  RunOptions options;
  SampleResult result;
  std::vector<WordRead> reads;
  std::uint32_t next = 0;  ///< chip timestep
  std::uint64_t now = 0;   ///< cycles since begin
  bool ended = true;
  // Kept from timestep to timestep, so that none allocates.
  std::vector<std::uint32_t> working;  ///< cores with work in this stage
  std::vector<std::uint64_t> cycles;   ///< of their rows
  std::vector<NeuronSpike> sending;    ///< of one input population
  std::vector<Count> operations;       ///< of all cores, by level
  std::vector<SampleInput> events;     ///< of a timestep, where a whole sample is run
};

SteppedChip::Parts::Parts(ChipSpec chip)
    : spec(checked(std::move(chip))),
      models(spec),
      tap(spec, models.recorder),
      timeline(spec),
      stages(timestep_stages(spec)),
      homes(homes_of(spec)),
      work(spec.cores.size()) {
  for (std::uint32_t core = 0; core < spec.cores.size(); ++core) {
    words.emplace_back(*models.cores[core], core);
  }
}

/// The host sends, one flit a cycle.
std::uint64_t SteppedChip::Parts::send(const std::vector<SampleInput>& inputs) {
  std::uint64_t flits = 0;
  for (const SampleInput& input : inputs) {
    sending.clear();
    for (const InputEvent& event : input.events) sending.push_back({event.neuron, event.count});
    models.recorder.input(input.population, sending);
    flits += models.noc.emit_from_host(input.population, sending, 0);
  }
  return flits;
}

/// As CoreModule does it: what the host and the cores send arrives behind the barrier, so that
/// whoever works, works side by side. Returns the cycles of the one that takes longest.
std::uint64_t SteppedChip::Parts::run_level(unsigned level,
                                            const std::vector<SampleInput>& inputs) {
  working.clear();
  for (std::uint32_t core = 0; core < models.cores.size(); ++core) {
    models.cores[core]->begin_level(next, level);
    if (models.cores[core]->has_work()) working.push_back(core);
  }
  const std::uint64_t host = level == 0 ? send(inputs) : 0;
  SpikeOutput& output = options.known == nullptr ? static_cast<SpikeOutput&>(tap) : models.recorder;
  std::uint64_t longest = host;
  cycles.clear();
  for (const std::uint32_t core : working) {
    cycles.push_back(models.cores[core]->integrate());
    models.cores[core]->worked(cycles.back());
    if (wants_reads) words[core].append(work[core], reads);
  }
  for (std::size_t at = 0; at < working.size(); ++at) {
    CoreModel& core = *models.cores[working[at]];
    const std::uint64_t update = core.update(output);
    core.worked(update);
    longest = std::max(longest, cycles[at] + update);
  }
  if (options.work != nullptr) options.work->end_barrier(host);
  return longest;
}

std::uint64_t SteppedChip::Parts::run_learning(std::size_t stage) {
  const bool forward_ends = stages[stage - 1].stage == Stage::forward;
  working.clear();
  for (std::uint32_t index = 0; index < models.cores.size(); ++index) {
    CoreModel& core = *models.cores[index];
    if (forward_ends) core.close_forward();
    core.begin_stage(stages[stage]);
    if (core.has_work()) working.push_back(index);
  }
  std::uint64_t longest = 0;
  for (const std::uint32_t index : working) {
    CoreModel& core = *models.cores[index];
    const std::uint64_t spent = core.learn(models.learning);
    core.worked(spent);
    longest = std::max(longest, spent);
  }
  return longest;
}

void SteppedChip::Parts::run_timestep(const std::vector<SampleInput>& inputs) {
  const std::uint64_t begun = now;
  tap.begin_timestep(next);
  if (spec.learning) models.targets.send(next);
  for (std::size_t index = 0; index < stages.size(); ++index) {
    const bool forward = stages[index].stage == Stage::forward;
    now += forward ? run_level(stages[index].level, inputs) : run_learning(index);
    now += spec.mesh_width + spec.mesh_height;  // the barrier
  }
  end_timestep(begun);
}

void SteppedChip::Parts::end_timestep(std::uint64_t begun) {
  operations.assign(levels_of(spec), 0);
  for (const auto& core : models.cores) {
    for (std::size_t level = 0; level < operations.size(); ++level) {
      operations[level] += core->operations()[level];
    }
  }
  const std::uint64_t spent = now - begun;
  models.recorder.end_timestep(spent, operations, timeline.missed(spent));
  now = std::max(timeline.opens(++next), now);
}

void SteppedChip::Parts::end_sample() {
  Count afterwards = 0;  // cores side by side
  for (const auto& core : models.cores) {
    const Count ending = core->finish(options.timesteps);
    if (spec.learning) core->engine()->worked(ending);
    afterwards = std::max(afterwards, ending);
  }
  now += afterwards;
  result = models.recorder.take();
  const ChipCounts counts = models.counts(now);
  if (options.known == nullptr) complete_result(spec, counts, result);
  if (options.work != nullptr) options.work->complete(spec, counts, result);
  ended = true;
}

SteppedChip::SteppedChip(ChipSpec spec) : parts_(std::make_unique<Parts>(std::move(spec))) {}

SteppedChip::~SteppedChip() = default;

const ChipSpec& SteppedChip::spec() const {
  return parts_->spec;
}

Activity SteppedChip::idle_activity() const {
  return chip_activity(parts_->spec, idle_counts(parts_->spec));
}

const MemoryImage& SteppedChip::image(std::uint32_t core, std::uint32_t index) const {
  return parts_->models.cores.at(core)->image(index);
}

void SteppedChip::begin(const RunOptions& options) {
  Parts& parts = *parts_;
  check_inputs(parts.spec, {}, options);
  parts.options = options;
  parts.options.spans_first = parts.options.spans_end = 0;
  parts.options.waves = nullptr;
  parts.models.begin(parts.options);
  if (options.work != nullptr) options.work->clear();
  for (const auto& core : parts.models.cores) core->note(options.work);
  for (RowWords& words : parts.words) words.reset();
  parts.tap.spikes.clear();
  parts.reads.clear();
  parts.next = 0;
  parts.now = 0;
  parts.ended = false;
  if (options.timesteps == 0) parts.end_sample();
}

void SteppedChip::step(const std::vector<SampleInput>& inputs) {
  Parts& parts = *parts_;
  RunOptions events;
  events.timesteps = parts.next + 1;
  check_inputs(parts.spec, inputs, events);
  for (const SampleInput& input : inputs) {
    if (!input.events.empty() && input.events.front().timestep != parts.next) {
      throw std::invalid_argument("events of a timestep that is over");
    }
  }
  parts.tap.spikes.clear();
  parts.reads.clear();
  parts.run_timestep(inputs);
  if (parts.next == parts.options.timesteps) {
    const bool pipelined = parts.spec.schedule == Schedule::pipelined;
    const std::uint32_t last = parts.next + (pipelined ? levels_of(parts.spec) - 1 : 0);
    while (parts.next < last) parts.run_timestep({});
    parts.end_sample();
  }
  std::sort(parts.tap.spikes.begin(), parts.tap.spikes.end());
}

const SampleResult& SteppedChip::run(const std::vector<SampleInput>& inputs,
                                     const RunOptions& options) {
  check_inputs(parts_->spec, inputs, options);
  begin(options);
  std::vector<std::size_t> next(inputs.size(), 0);
  std::vector<SampleInput>& now = parts_->events;
  now.resize(inputs.size());
  for (std::uint32_t timestep = 0; !done(); ++timestep) {
    for (std::size_t at = 0; at < inputs.size(); ++at) {
      const std::vector<InputEvent>& events = inputs[at].events;
      SampleInput& part = now[at];
      part.population = inputs[at].population;
      part.events.clear();
      for (; next[at] < events.size() && events[next[at]].timestep == timestep; ++next[at]) {
        part.events.push_back(events[next[at]]);
      }
    }
    step(now);
  }
  return result();
}

void SteppedChip::record_reads(bool wanted) {
  parts_->wants_reads = wanted;
  for (std::size_t core = 0; core < parts_->work.size(); ++core) {
    parts_->models.cores[core]->log(wanted ? &parts_->work[core] : nullptr);
  }
}

bool SteppedChip::done() const {
  return parts_->ended;
}

std::uint32_t SteppedChip::timestep() const {
  return std::min(parts_->next, parts_->options.timesteps);
}

const std::vector<OutputSpike>& SteppedChip::spikes() const {
  return parts_->tap.spikes;
}

const std::vector<WordRead>& SteppedChip::reads() const {
  return parts_->reads;
}

double SteppedChip::membrane(std::uint32_t population, std::uint32_t neuron) const {
  for (const Home& home : parts_->homes.at(population)) {
    if (neuron < home.first || neuron - home.first >= home.count) continue;
    return parts_->models.cores[home.core]->membrane(home.slice, neuron - home.first);
  }
  throw std::invalid_argument("a neuron that lives on no core");
}

Count SteppedChip::cycles() const {
  return parts_->now;
}

Count SteppedChip::synaptic_operations() const {
  Count sum = 0;
  for (const auto& core : parts_->models.cores) {
    for (const Count operations : core->operations()) sum += operations;
  }
  return sum;
}

Activity SteppedChip::activity() const {
  return parts_->ended ? parts_->result.activity : parts_->models.activity(parts_->now);
}

const SampleResult& SteppedChip::result() const {
  return parts_->result;
}

std::vector<std::vector<SynapseRows>> SteppedChip::take_rows() {
  std::vector<std::vector<SynapseRows>> rows;
  for (const auto& core : parts_->models.cores) rows.push_back(core->take_rows());
  return rows;
}

}  // namespace engram::hw
