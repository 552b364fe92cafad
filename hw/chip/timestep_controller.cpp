#include "hw/chip/timestep_controller.hpp"

#include <algorithm>

namespace engram::hw {

TimestepController::TimestepController(const sc_core::sc_module_name& name, const ChipSpec& spec,
                                       SampleRecorder& recorder)
    : sc_module(name),
      spec_(spec),
      recorder_(recorder),
      timeline_(spec),
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

void TimestepController::begin(std::uint32_t timesteps) {
  timesteps_ = timesteps;
  timestep_ = 0;
  cycles_ = 0;
  failure_ = nullptr;
  origin_ = sc_core::sc_time_stamp();
  phase_ = Phase::timestep_begins;
  if (timesteps > 0) wake_in(0);
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
    }
  } catch (const std::exception&) {
    fail(std::current_exception());
  }
}

void TimestepController::begin_timestep() {
  begun_ = now();
  stage_ = 0;
  recorder_.begin_timestep(timestep_);
  if (targets_ != nullptr) targets_->send(timestep_);
  open_stage();
}

void TimestepController::open_stage() {
  phase_ = Phase::stage_ends;
  stage_begun_ = now();
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
  core.module->start();
}

void TimestepController::open_learning() {
  missing_ = 0;
  const bool forward_ends = stages_[stage_ - 1].stage == Stage::forward;
  for (const Core& core : cores_) {
    if (forward_ends) core.model->close_forward();
    core.model->begin_stage(stages_[stage_]);
    start_core(core);
  }
}

void TimestepController::open_level() {
  const unsigned level = stages_[stage_].level;
  missing_ = level == 0 ? 1 : 0;
  if (level == 0) host_->start(timestep_);
  for (const Core& core : cores_) {
    core.model->begin_level(timestep_, level);
    start_core(core);
  }
  if (network_ != nullptr && missing_ > 0) network_->open_level(missing_++);
}

Work TimestepController::stage_work() const {
  const Stage stage = stages_[stage_].stage;
  return stage == Stage::forward ? Work::level : learning_work(stage);
}

void TimestepController::arrive() {
  if (--missing_ == 0) close_barrier();
}

void TimestepController::close_barrier() {
  wake_in(barrier_cycles());
}

void TimestepController::worked(std::uint32_t block, Work work, std::uint64_t cycles) {
  if (cycles > 0) note(block, work, now() - cycles, now());
}

void TimestepController::note(std::uint32_t block, Work work, std::uint64_t begin,
                              std::uint64_t end) {
  if (!recorder_.wants_spans(timestep_)) return;
  const unsigned level = work == Work::timestep ? 0 : stages_[stage_].level;
  recorder_.span({work, block, timestep_, level, begin, end});
}

void TimestepController::fail(std::exception_ptr failure) {
  // Whoever failed never arrives, so the barrier stays shut and the kernel runs dry.
  if (!failure_) failure_ = std::move(failure);
}

void TimestepController::end_timestep() {
  stage_ = 0;
  note(ActivitySpan::kChip, Work::timestep, begun_, now());
  const std::uint64_t working = now() - begun_;
  Count operations = 0;
  for (const Core& core : cores_) operations += core.model->operations();
  recorder_.end_timestep(working, operations, timeline_.missed(working));
  ++timestep_;
  phase_ = timestep_ < timesteps_ ? Phase::timestep_begins : Phase::run_ends;
  wake_in(std::max(timeline_.opens(timestep_), now()) - now());
}

}  // namespace engram::hw
