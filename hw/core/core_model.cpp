#include "hw/core/core_model.hpp"

#include <algorithm>

#include "hw/chip/sample_work.hpp"
#include "hw/core/routing_tables.hpp"

namespace engram::hw {
namespace {

/// Rows: about as many as are served while something comes from memory. First the row is fetched,
/// so many later its content, so many later what it adds, which is added so many later.
constexpr std::size_t kFetchedAhead = 6;

}  // namespace

CoreModel::CoreModel(const ChipSpec& spec, std::uint32_t index)
    : spec_(spec), core_(spec.cores[index]), index_(index) {
  levels_.resize(levels_of(spec));
  axons_ =
      TableRanges(core_.record_begin, core_.entries, [](const AxonEntry& a, const AxonEntry& b) {
        return b.image == a.image && b.row == a.row + 1;
      });
  axon_words_ = axon_table(core_).words_per_record;
  if (spec.learning) engine_ = std::make_unique<LearningEngine>(spec, index);
  build_slices();
  build_images();
  counts_.images.resize(core_.images.size());
  counts_.slices.resize(core_.slices.size());
}

void CoreModel::build_slices() {
  for (std::uint32_t index = 0; index < core_.slices.size(); ++index) {
    const SliceSpec& slice = core_.slices[index];
    const PopulationSpec& population = spec_.populations[slice.population];
    updates_.emplace_back(slice, population.name, spec_.update);
    if (spec_.dense_activity) updates_.back().emit_always();
    if (engine_) updates_.back().keep_distances();
    accumulators_.emplace_back(slice.count, receives_float(core_, index),
                               accumulator_limit(slice.neuron));
    levels_[population.level].slices.push_back(index);
  }
}

void CoreModel::build_images() {
  const RowTiming timing = row_timing(spec_);
  for (std::uint32_t index = 0; index < core_.images.size(); ++index) {
    const ImageSpec& image = core_.images[index];
    const SliceSpec& slice = core_.slices[image.slice];
    rows_.emplace_back(this->image(index), image.shift, accumulators_[image.slice].real(), timing);
    waiting_.emplace_back(image.delay);
    levels_[spec_.populations[slice.population].level].images.push_back(index);
  }
}

void CoreModel::reset(const std::vector<MembraneRecord>& records, std::uint32_t timesteps,
                      const SampleSpikes* known) {
  for (SynapseRows& rows : rows_) rows.forget();
  for (SliceCounts& slice : counts_.slices) slice = {};
  counts_ = {std::move(counts_.images), std::move(counts_.slices)};
  operations_.assign(levels_.size(), 0);
  timesteps_ = timesteps;
  replays_ = known != nullptr;
  open_.clear();
  sent_ = arrived_ = {};
  ahead_.done = false;
  for (std::size_t slice = 0; slice < updates_.size(); ++slice) {
    updates_[slice].reset(
        records[slice],
        known == nullptr ? nullptr : &known->populations[core_.slices[slice].population]);
    accumulators_[slice].keep_sums(known == nullptr);
    counts_.state_resets += core_.slices[slice].count;
  }
  for (RowCounts& waiting : waiting_) waiting.clear();
  if (engine_) engine_->reset();
}

const MemoryImage& CoreModel::image(std::uint32_t index) const {
  return engine_ && engine_->learns(index) ? engine_->image(index) : *core_.images[index].image;
}

void CoreModel::Arrivals::join(const Arrivals& other) {
  flits += other.flits;
  hops = std::max(hops, other.hops);
}

void CoreModel::begin_level(std::uint32_t step, unsigned level) {
  const bool pipelined = spec_.schedule == Schedule::pipelined;
  learning_ = false;
  step_ = step;
  open_.clear();
  for (unsigned open = pipelined ? 0 : level; open <= (pipelined ? levels_.size() - 1 : level);
       ++open) {
    const std::int64_t timestep = network_timestep(spec_, open, step);
    if (timestep < 0 || timestep >= timesteps_) continue;
    open_.push_back({open, static_cast<std::uint32_t>(timestep)});
  }
  arrived_.join(sent_);
  sent_ = {};
  if (log_ != nullptr) *log_ = {};
}

void CoreModel::begin_stage(const TimestepStage& stage) {
  learning_ = true;
  engine_->begin_stage(stage);
}

bool CoreModel::has_work() const {
  if (learning_) return engine_->has_work();
  return std::any_of(open_.begin(), open_.end(), [&](const Open& open) {
    const Level& level = levels_[open.level];
    if (spec_.update == Update::sweep) return !level.slices.empty();
    const auto due = [&](std::uint32_t image) { return waiting_[image].any_due(open.timestep); };
    const auto awake = [&](std::uint32_t slice) { return updates_[slice].awake(); };
    return std::any_of(level.images.begin(), level.images.end(), due) ||
           std::any_of(level.slices.begin(), level.slices.end(), awake);
  });
}

void CoreModel::receive(std::uint32_t timestep, std::span<const AxonEvent> events,
                        std::uint64_t flits, std::uint32_t hops) {
  counts_.axon_reads += flits * axon_words_;
  sent_.join({flits, hops});
  for (std::size_t done = 0; done < events.size();) {
    const auto [first, end, size, begin] = axons_.of(events[done].record);
    std::size_t next = done + 1;
    while (next < events.size() && events[next].record - first < end - first) ++next;
    for (std::uint64_t at = begin; at < begin + size; ++at) {
      const AxonEntry& entry = core_.entries[at];
      waiting_[entry.image].push(timestep, events.subspan(done, next - done), first, entry.row);
    }
    done = next;
  }
}

void CoreModel::work_ahead() noexcept {
  ahead_.steps.clear();
  ahead_.failure = nullptr;
  try {
    ahead_.cycles = integrate();
    for (const Open& open : open_) {
      for (const std::uint32_t slice : levels_[open.level].slices) {
        ahead_.steps.push_back(step_slice(slice, open.timestep));
      }
    }
  } catch (const std::exception&) {
    ahead_.failure = std::current_exception();
  }
  ahead_.done = true;
}

std::uint64_t CoreModel::integrate() {
  if (ahead_.done) {
    if (ahead_.failure) std::rethrow_exception(ahead_.failure);
    return ahead_.cycles;
  }
  std::uint64_t cycles = 0;
  for (const Open& open : open_) {
    for (const std::uint32_t image : levels_[open.level].images) {
      cycles += integrate_image(image, open.timestep);
    }
  }
  if (work_ != nullptr) work_->integrated(index_, arrived_.flits, arrived_.hops);
  cycles = integrate_cycles(cycles, arrived_.flits, arrived_.hops);
  arrived_ = {};
  return cycles;
}

std::uint64_t CoreModel::integrate_image(std::uint32_t image, std::uint32_t timestep) {
  if (!waiting_[image].any_due(timestep)) return 0;
  // Sums of integers, and of costs, do not depend on the order of rows.
  const bool noted = engine_ || log_ != nullptr || work_ != nullptr;
  const bool ordered = noted || rows_[image].real();
  const std::span<const RowCounts::Row> due =
      ordered ? waiting_[image].collect(timestep) : waiting_[image].take(timestep);
  std::uint64_t cycles = 0;
  if (replays_) {
    mark(image, due);
  } else {
    cycles = serve(image, due);
  }
  if (noted) note_rows(image, due);
  return cycles;
}

std::uint64_t CoreModel::serve(std::uint32_t image, std::span<const RowCounts::Row> due) {
  const SliceSpec& slice = core_.slices[core_.images[image].slice];
  Accumulator& sums = accumulators_[core_.images[image].slice];
  SynapseRows& rows = rows_[image];
  SynapseRows::Sums of_all;
  const auto ahead = [&](std::size_t at) { return due[std::min(at, due.size() - 1)].row; };
  for (std::size_t at = 0; at < 3 * kFetchedAhead; ++at) rows.fetch(ahead(at));
  const bool contents = rows.fetches_contents();
  for (std::size_t at = 0; at < 2 * kFetchedAhead && contents; ++at) rows.fetch_content(ahead(at));
  for (std::size_t at = 0; at < kFetchedAhead && contents; ++at) rows.fetch_addends(ahead(at));
  for (std::size_t at = 0; at < due.size(); ++at) {
    rows.fetch(ahead(at + 3 * kFetchedAhead));
    if (contents) {
      rows.fetch_content(ahead(at + 2 * kFetchedAhead));
      rows.fetch_addends(ahead(at + kFetchedAhead));
    }
    const RowCounts::Row& each = due[at];
    const Count events = served(spec_, each.due());
    const SynapseRows::Served row = rows.serve(each.row, events, each.units, of_all);
    sums.take(rows, row.content, row.place, each.units);
  }
  sums.settle();
  rows.count(of_all);
  operations_[spec_.populations[slice.population].level] += of_all.operations;
  return of_all.cycles;
}

/// Who receives something decides who is stepped, but in a sweep (Receivers).
void CoreModel::mark(std::uint32_t image, std::span<const RowCounts::Row> due) {
  if (spec_.update == Update::sweep) return;
  Accumulator& sums = accumulators_[core_.images[image].slice];
  for (const RowCounts::Row& each : due) {
    sums.take(rows_[image], rows_[image].at(each.row), each.units);
  }
  sums.settle();
}

/// For those who ask about each row.
void CoreModel::note_rows(std::uint32_t image, std::span<const RowCounts::Row> due) {
  const bool learns = engine_ && engine_->learns(image);
  for (const RowCounts::Row& each : due) {
    if (learns) engine_->arrived(image, each.row, each.units);
    if (log_ != nullptr) log_->rows.push_back({image, each.row, served(spec_, each.due())});
    if (work_ != nullptr) work_->serve(each.row, each.due());
  }
  if (work_ != nullptr) work_->end_image(image);
}

CoreCounts CoreModel::counts() const {
  CoreCounts counts = counts_;
  for (std::size_t image = 0; image < rows_.size(); ++image) {
    counts.images[image] = image_counts(spec_, rows_[image].totals());
  }
  return counts;
}

std::uint64_t CoreModel::update(SpikeOutput& output) {
  Updated sum;
  std::size_t done = 0;
  for (const Open& open : open_) {
    for (const std::uint32_t slice : levels_[open.level].slices) {
      const std::size_t first = log_ == nullptr ? 0 : log_->neurons.size();
      const NeuronUpdate::Work work =
          ahead_.done ? ahead_.steps[done++] : step_slice(slice, open.timestep);
      sum.stepped += work.stepped;
      sum.decays += work.decays;
      sum.flits += emit(slice, output, log_ == nullptr ? nullptr : log_->neurons.data() + first);
    }
  }
  ahead_.done = false;
  if (work_ != nullptr) work_->updated(sum.stepped, sum.decays, sum.flits);
  return update_cycles(spec_, sum.stepped, sum.decays, sum.flits);
}

NeuronUpdate::Work CoreModel::step_slice(std::uint32_t index, std::uint32_t timestep) {
  std::vector<NeuronWork>* const log = log_ == nullptr ? nullptr : &log_->neurons;
  const NeuronUpdate::Work work = updates_[index].step(timestep, accumulators_[index], log);
  accumulators_[index].clear();
  if (engine_) engine_->stepped(index, updates_[index]);
  counts_.slices[index].stepped += work.stepped;
  counts_.slices[index].decays += work.decays;
  counts_.drain_reads += work.stepped;
  counts_.drain_writes += work.drained;
  return work;
}

/// Sends what a slice emits; the flits of each spike go to `log` unless it is null. Returns all.
Count CoreModel::emit(std::uint32_t index, SpikeOutput& output, NeuronWork* log) {
  const SliceSpec& slice = core_.slices[index];
  const std::span<const NeuronSpike> spikes = updates_[index].spikes();
  const auto send = [&](std::span<const NeuronSpike> some) {
    const Sent sent = output.emit(index_, slice.population, slice.first, some);
    counts_.destination_reads += sent.destinations;
    return sent.flits;
  };
  if (log == nullptr) return send(spikes);
  Count flits = 0;
  for (const NeuronSpike& spike : spikes) {
    log[spike.step].flits = send({&spike, 1});
    flits += log[spike.step].flits;
  }
  return flits;
}

std::uint64_t CoreModel::finish(std::uint32_t timesteps) {
  for (std::size_t slice = 0; slice < updates_.size(); ++slice) {
    const NeuronUpdate::Work work = updates_[slice].finish(timesteps);
    counts_.slices[slice].decays += work.decays;
    counts_.slices[slice].flushed += work.stepped;
  }
  return engine_ ? engine_->end_sample(*this) : 0;
}

}  // namespace engram::hw
