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
  SC_HAS_PROCESS(CycleCoreModule);
  SC_METHOD(activate);
  sensitive << start_;
  dont_initialize();
}

void CycleCoreModule::reset() {
  rows_.reset();
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
      worked(learning_work(model_.stage()));
      phase_ = Phase::idle;
      barrier_.arrive();
      return;
    case Phase::finished:
      worked(Work::update);
      phase_ = Phase::idle;
      barrier_.arrive();
  }
}

/// At least a cycle, in which the core sees that the barrier is open.
void CycleCoreModule::integrate() {
  begun_ = now();
  model_.integrate();
  const std::uint64_t end = std::max(rows_.serve(work_.rows, begun_), begun_ + 1);
  phase_ = Phase::updating;
  next_trigger(sc_core::sc_time::from_value((end - begun_) * period_ps_));
}

/// Timed as at fidelity `fast`.
void CycleCoreModule::learn() {
  begun_ = now();
  phase_ = Phase::learning;
  next_trigger(sc_core::sc_time::from_value(model_.learn(learning_) * period_ps_));
}

void CycleCoreModule::update() {
  begun_ = now();
  model_.update(output_);
  FlitList flits = std::exchange(flits_[index_], {});
  if (work_.neurons.empty()) {
    phase_ = Phase::idle;
    network_.skip();
    barrier_.arrive();
    return;
  }
  phase_ = Phase::finished;
  network_.update(index_, work_.neurons, std::move(flits), updated_);
  next_trigger(updated_);
}

}  // namespace engram::hw
