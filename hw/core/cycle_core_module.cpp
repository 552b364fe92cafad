#include "hw/core/cycle_core_module.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace engram::hw {

CycleCoreModule::CycleCoreModule(const sc_core::sc_module_name& name, const ChipSpec& spec,
                                 std::uint32_t index, CoreModel& model, SpikeOutput& output,
                                 LearningOutput& learning, FlitLog& flits, NetworkModule& network,
                                 Barrier& barrier)
    : sc_module(name),
      index_(index),
      model_(model),
      output_(output),
      learning_(learning),
      flits_(flits),
      network_(network),
      barrier_(barrier),
      period_ps_(spec.clock_period_ps),
      images_(static_cast<std::uint32_t>(spec.cores[index].images.size())),
      reencodes_(spec.learning && spec.learning->zero_weights == ZeroWeights::reencode),
      rows_(spec, spec.cores[index]) {
  model_.log(&work_);
  if (spec.learning) {
    model.engine()->log(&learning_work_);
    lines_.emplace(spec, spec.cores[index], *model.engine(), rows_);
  }
  SC_HAS_PROCESS(CycleCoreModule);
  SC_METHOD(activate);
  sensitive << start_;
  dont_initialize();
}

void CycleCoreModule::reset() {
  rows_.reset();
  if (lines_) lines_->reset();
  if (!reencodes_) return;
  for (std::uint32_t image = 0; image < images_; ++image) rows_.replace(image, model_.image(image));
}

void CycleCoreModule::activate() {
  try {
    advance();
  } catch (const std::exception&) {
    phase_ = Phase::idle;
    barrier_.fail(std::current_exception());
  }
}

void CycleCoreModule::worked(Work work) {
  const std::uint64_t cycles = now() - begun_;
  model_.worked(cycles);
  barrier_.worked(index_, work, cycles);
}

void CycleCoreModule::advance() {
  switch (phase_) {
    case Phase::idle:
      if (model_.learning()) {
        learn();
        return;
      }
      integrate();
      return;
    case Phase::updating:
      worked(Work::integrate);
      update();
      return;
    case Phase::learning:
      gather();
      return;
    case Phase::gathering:
      // The last flit can have left before the last sum was found to be 0.
      if (now() < gathered_) {
        wait_until(gathered_);
        return;
      }
      worked(learning_work(model_.stage()));
      phase_ = Phase::idle;
      barrier_.arrive(0);
      return;
    case Phase::finished:
      worked(Work::update);
      phase_ = Phase::idle;
      barrier_.arrive(0);
  }
}

/// At least a cycle, in which the core sees that the barrier is open.
void CycleCoreModule::integrate() {
  begun_ = now();
  model_.integrate();
  phase_ = Phase::updating;
  if (server_ != nullptr && !work_.rows.empty()) {
    server_->serve(work_.rows, served_);
    next_trigger(served_);
    return;
  }
  const std::uint64_t end = std::max(rows_.serve(work_.rows, begun_), begun_ + 1);
  wait_until(end);
}

void CycleCoreModule::wait_until(std::uint64_t cycle) {
  next_trigger(sc_core::sc_time::from_value((cycle - now()) * period_ps_));
}

/// Again at least a cycle.
void CycleCoreModule::learn() {
  begun_ = now();
  model_.learn(learning_);
  const std::uint64_t lines = lines_->serve(model_.stage(), learning_work_, begun_);
  phase_ = Phase::learning;
  wait_until(std::max(lines, begun_ + 1));
}

void CycleCoreModule::gather() {
  phase_ = Phase::gathering;
  gathered_ = now() + learning_work_.gathered;
  FlitList flits = std::exchange(flits_[index_], {});
  if (flits.size() == 0) {
    network_.skip();
    wait_until(gathered_);
    return;
  }
  network_.send(index_, std::move(flits), learning_work_.flits, learned_);
  next_trigger(learned_);
}

std::uint64_t CycleCoreModule::reencode() {
  if (!reencodes_) return 0;
  return lines_->reencode(now()) - now();
}

LearningStalls CycleCoreModule::learning_stalls() const {
  return lines_ ? lines_->stalls() : LearningStalls{};
}

void CycleCoreModule::update() {
  begun_ = now();
  model_.update(output_);
  FlitList flits = std::exchange(flits_[index_], {});
  if (work_.neurons.empty()) {
    phase_ = Phase::idle;
    network_.skip();
    barrier_.arrive(0);
    return;
  }
  phase_ = Phase::finished;
  network_.update(index_, work_.neurons, std::move(flits), updated_);
  next_trigger(updated_);
}

}  // namespace engram::hw
