#include "hw/chip/timestep_controller.hpp"

#include <algorithm>

namespace engram::hw {

TimestepController::TimestepController(const sc_core::sc_module_name& name, const ChipSpec& spec,
                                       SampleRecorder& recorder)
    : sc_module(name),
      spec_(spec),
      recorder_(recorder),
      timeline_(spec),
      levels_(levels_of(spec)),
      stages_(timestep_stages(spec)) {
  SC_HAS_PROCESS(TimestepController);
  SC_METHOD(activate);
  sensitive << wake_;
  dont_initialize();
}

void TimestepController::attach(HostPort& host, std::vector<Core> cores, NetworkModule* network,
                                TargetFeed* targets) {
  targets_ = targets;
  host_ = &host;
  network_ = network;
  cores_ = std::move(cores);
}

void TimestepController::begin(std::uint32_t timesteps, std::function<void()> ended) {
  ended_ = std::move(ended);
  input_timesteps_ = timesteps;
  const bool pipelined = spec_.schedule == Schedule::pipelined;
  timesteps_ = timesteps + (pipelined && timesteps > 0 ? levels_ - 1 : 0);
  timestep_ = 0;
  cycles_ = 0;
  failure_ = nullptr;
  origin_ = sc_core::sc_time_stamp();
  if (waves_ != nullptr) waves_->begin(origin_.value() / spec_.clock_period_ps);
  if (rows_ != nullptr) rows_->begin(origin_.value() / spec_.clock_period_ps);
  phase_ = timesteps_ > 0 ? Phase::timestep_begins : Phase::run_ends;
  if (spec_.schedule == Schedule::layer_by_layer && timesteps_ > 0) begin_layer(1);
  wake_in(0);
}

/// In each of its timesteps: what it takes comes in, then it works.
void TimestepController::begin_layer(unsigned layer) {
  layer_ = layer;
  timestep_ = 0;
  stages_ = {{Stage::forward, 0}, {Stage::forward, layer}};
  host_->begin_layer(layer);
}

std::uint64_t TimestepController::end() {
  if (failure_) std::rethrow_exception(failure_);
  return cycles_;
}

std::uint64_t TimestepController::now() const {
  return (sc_core::sc_time_stamp() - origin_).value() / spec_.clock_period_ps;
}

void TimestepController::wake_in(std::uint64_t cycles) {
  wake_.notify(sc_core::sc_time::from_value(cycles * spec_.clock_period_ps));
}

void TimestepController::activate() {
  try {
    switch (phase_) {
      case Phase::timestep_begins:
        begin_timestep();
        return;
      case Phase::stage_ends:
        worked(ActivitySpan::kChip, Work::barrier, barrier_cycles());
        note(ActivitySpan::kChip, stage_work(), stage_begun_, now());
        if (++stage_ < stages_.size()) {
          open_stage();
        } else {
          end_timestep();
        }
        return;
      case Phase::run_ends:
        cycles_ = now();
        if (ended_) ended_();
    }
  } catch (const std::exception&) {
    fail(std::current_exception());
  }
}

void TimestepController::begin_timestep() {
  begun_ = now();
  stage_ = 0;
  if (waves_ != nullptr) waves_->open(recorder_.wants_spans(timestep_));
  if (rows_ != nullptr) rows_->open(recorder_.wants_spans(timestep_), timestep_);
  recorder_.begin_timestep(timestep_);
  if (targets_ != nullptr) targets_->send(timestep_);
  open_stage();
}

void TimestepController::open_stage() {
  phase_ = Phase::stage_ends;
  stage_begun_ = level_ends_ = now();
  if (stages_[stage_].stage == Stage::forward) {
    open_level();
  } else {
    open_learning();
  }
  if (missing_ == 0) close_barrier();
}

void TimestepController::start_core(const Core& core) {
  if (!core.model->has_work()) return;
  ++missing_;
  working_.push_back(core.model);
  core.module->start();
}

void TimestepController::open_learning() {
  missing_ = 0;
  working_.clear();
  const bool forward_ends = stages_[stage_ - 1].stage == Stage::forward;
  for (const Core& core : cores_) {
    if (forward_ends) core.model->close_forward();
    core.model->begin_stage(stages_[stage_]);
    start_core(core);
  }
  if (network_ != nullptr && missing_ > 0) network_->open_level(missing_++);
}

void TimestepController::open_level() {
  const unsigned level = stages_[stage_].level;
  const bool input = level == 0 && timestep_ < input_timesteps_;
  missing_ = input ? 1 : 0;
  working_.clear();
  if (input) host_->start(timestep_);
  // SystemC wakes who was notified last first: so cores send in the order of the spec, and neurons
  // on them in theirs, which is the order in which receivers want rows.
  std::for_each(cores_.rbegin(), cores_.rend(), [&](const Core& core) {
    core.model->begin_level(timestep_, level);
    start_core(core);
  });
  if (side_by_side_ != nullptr && working_.size() > 1) side_by_side_->work_ahead(working_);
  if (network_ != nullptr && missing_ > 0) network_->open_level(missing_++);
}

Work TimestepController::stage_work() const {
  const Stage stage = stages_[stage_].stage;
  return stage == Stage::forward ? Work::level : learning_work(stage);
}

void TimestepController::arrive(std::uint64_t cycles) {
  level_ends_ = std::max(level_ends_, now() + cycles);
  if (--missing_ == 0) close_barrier();
}

void TimestepController::close_barrier() {
  wake_in(level_ends_ - now() + barrier_cycles());
}

void TimestepController::worked(std::uint32_t block, Work work, std::uint64_t cycles) {
  if (cycles > 0) note(block, work, now() - cycles, now());
}

void TimestepController::works(std::uint32_t block, Work work, std::uint64_t begin,
                               std::uint64_t cycles) {
  if (cycles > 0) note(block, work, now() + begin, now() + begin + cycles);
}

void TimestepController::note(std::uint32_t block, Work work, std::uint64_t begin,
                              std::uint64_t end) {
  if (!recorder_.wants_spans(timestep_)) return;
  const unsigned level = work == Work::timestep ? 0 : stages_[stage_].level;
  recorder_.span({work, block, timestep_, level, begin, end});
  if (waves_ != nullptr) draw(block, work, begin, end);
}

namespace {

std::vector<Work> works_of_cores(const std::vector<TimestepStage>& stages) {
  std::vector<Work> works{Work::integrate, Work::update};
  for (const TimestepStage& stage : stages) {
    if (stage.stage == Stage::forward) continue;
    const Work work = learning_work(stage.stage);
    if (work != works.back()) works.push_back(work);
  }
  return works;
}

}  // namespace

void TimestepController::watch(WaveLog* waves) {
  waves_ = waves;
  core_signals_.clear();
  if (waves == nullptr) return;
  timestep_signal_ = waves->add(name(), "timestep", 32);
  level_signal_ = waves->add(name(), "level", 16);
  barrier_signal_ = waves->add(name(), "barrier", 1);
  input_signal_ = waves->add(host_->name(), "input", 1);
  for (const Core& core : cores_) {
    auto& signals = core_signals_.emplace_back();
    for (const Work work : works_of_cores(stages_)) {
      signals[work] = waves->add(core.module->scope(), to_string(work), 1);
    }
  }
}

/// Stretches are drawn when they end, and those of one block never overlap.
void TimestepController::draw(std::uint32_t block, Work work, std::uint64_t begin,
                              std::uint64_t end) {
  std::uint32_t signal = WaveLog::kUnwanted;
  const std::uint64_t origin = origin_.value() / spec_.clock_period_ps;
  if (work == Work::timestep) waves_->set(timestep_signal_, origin + begin, timestep_);
  if (work == Work::level) waves_->set(level_signal_, origin + begin, stages_[stage_].level);
  if (work == Work::barrier) signal = barrier_signal_;
  if (work == Work::input) signal = input_signal_;
  if (block < core_signals_.size()) signal = core_signals_[block].at(work);
  waves_->set(signal, origin + begin, 1);
  waves_->set(signal, origin + end, 0);
}

void TimestepController::fail(std::exception_ptr failure) {
  // Whoever failed never arrives, so the barrier stays shut and the kernel runs dry.
  if (failure_) return;
  failure_ = std::move(failure);
  if (ended_) ended_();
}

void TimestepController::end_timestep() {
  stage_ = 0;
  note(ActivitySpan::kChip, Work::timestep, begun_, now());
  const std::uint64_t working = now() - begun_;
  operations_.assign(levels_, 0);
  for (const Core& core : cores_) {
    const std::vector<Count>& of_core = core.model->operations();
    for (std::size_t level = 0; level < operations_.size(); ++level) {
      operations_[level] += of_core[level];
    }
  }
  recorder_.end_timestep(working, operations_, timeline_.missed(working));
  if (++timestep_ == timesteps_ && layer_ > 0 && layer_ + 1 < levels_) begin_layer(layer_ + 1);
  phase_ = timestep_ < timesteps_ ? Phase::timestep_begins : Phase::run_ends;
  wake_in(std::max(timeline_.opens(timestep_), now()) - now());
}

}  // namespace engram::hw
