#include "hw/core/neuron_update.hpp"

#include <algorithm>

namespace engram::hw {

NeuronUpdate::NeuronUpdate(const SliceSpec& slice, const std::string& population, Update update)
    : update_(update), first_(slice.first), count_(slice.count) {
  check_neurons(slice.neuron, slice.count, population);
  arithmetic_ = slice.neuron.fixed ? make_fixed_neurons(slice.neuron, slice.count)
                                   : make_float_neurons(slice.neuron, slice.count);
  if (update == Update::sweep) return;
  silence_ = check_touched(slice.neuron, population);
  steps_done_.assign(count_, 0);
  awake_.assign(count_, 0);
}

void NeuronUpdate::reset(const MembraneRecord& record, const SampleSpikes::Train* known) {
  arithmetic_->reset();
  known_ = known;
  record_ = known == nullptr ? record : MembraneRecord{};
  std::fill(steps_done_.begin(), steps_done_.end(), 0u);
  std::fill(awake_.begin(), awake_.end(), std::uint8_t{0});
  spiked_.clear();
  spikes_.clear();
}

void NeuronUpdate::write_down(std::uint32_t neuron, std::uint32_t timestep) {
  const double v = arithmetic_->membrane(neuron);
  if (record_.trace != nullptr) record_.trace[timestep * record_.stride + neuron] = v;
  if (record_.highest != nullptr) {
    record_.highest[neuron] = std::max(record_.highest[neuron], v);
  }
  if (record_.last != nullptr) {
    if (timestep == 0 || v != record_.last[neuron]) ++*record_.changes;
    record_.last[neuron] = v;
  }
}

Count NeuronUpdate::catch_up(std::uint32_t neuron, std::uint32_t timestep) {
  const std::uint32_t missed = timestep - steps_done_[neuron];
  if (silence_ == Silence::decay || record_.watches()) {
    for (; steps_done_[neuron] < timestep; ++steps_done_[neuron]) {
      if (silence_ == Silence::decay && known_ == nullptr) arithmetic_->step_silent(neuron);
      if (record_.watches()) write_down(neuron, steps_done_[neuron]);
    }
  }
  steps_done_[neuron] = timestep;
  return silence_ == Silence::decay ? missed : 0;
}

/// The first event of the slice in a timestep.
std::uint64_t NeuronUpdate::first_known(std::uint32_t timestep) const {
  const auto begin = known_->events.begin();
  const auto first = begin + static_cast<std::ptrdiff_t>(known_->begin[timestep]);
  const auto end = begin + static_cast<std::ptrdiff_t>(known_->begin[timestep + std::size_t{1}]);
  const auto found = std::lower_bound(
      first, end, first_,
      [](const SampleSpikes::Event& event, std::uint32_t neuron) { return event.neuron < neuron; });
  return static_cast<std::uint64_t>(found - begin);
}

std::uint32_t NeuronUpdate::emitted(std::uint32_t neuron, std::uint32_t timestep,
                                    const Accumulator& input) {
  if (known_ == nullptr) return arithmetic_->step(neuron, input);
  const std::uint64_t end = known_->begin[timestep + std::size_t{1}];
  while (next_known_ < end && known_->events[next_known_].neuron < first_ + neuron) ++next_known_;
  const bool emits = next_known_ < end && known_->events[next_known_].neuron == first_ + neuron;
  return emits ? known_->events[next_known_++].count : 0;
}

/// A sweep without a look at neurons that are silent.
void NeuronUpdate::sweep_known(std::uint32_t timestep) {
  const std::uint64_t end = known_->begin[timestep + std::size_t{1}];
  for (; next_known_ < end; ++next_known_) {
    const SampleSpikes::Event& event = known_->events[next_known_];
    if (event.neuron - first_ >= count_) break;
    spikes_.push_back({event.neuron - first_, event.count, event.neuron - first_});
  }
}

void NeuronUpdate::advance(std::uint32_t neuron, std::uint32_t timestep, const Accumulator& input,
                           Work& work) {
  const std::uint32_t spikes = emitted(neuron, timestep, input);
  if (spikes > 0) spikes_.push_back({neuron, spikes, static_cast<std::uint32_t>(work.stepped)});
  ++work.stepped;
  if (record_.watches()) write_down(neuron, timestep);
}

void NeuronUpdate::sweep(std::uint32_t timestep, const Accumulator& input) {
  if (known_ != nullptr) {
    sweep_known(timestep);
    return;
  }
  arithmetic_->step_all(input, spikes_);
  if (emits_always_) {
    spikes_.clear();
    for (std::uint32_t neuron = 0; neuron < count_; ++neuron)
      spikes_.push_back({neuron, 1, neuron});
  }
  for (std::uint32_t neuron = 0; neuron < count_ && record_.watches(); ++neuron) {
    write_down(neuron, timestep);
  }
}

NeuronUpdate::Work NeuronUpdate::step(std::uint32_t timestep, const Accumulator& input,
                                      std::vector<NeuronWork>* log) {
  spikes_.clear();
  if (known_ != nullptr) next_known_ = first_known(timestep);
  Work work;
  if (update_ == Update::sweep) {
    sweep(timestep, input);
    work.stepped = count_;
    work.drained = input.receivers();
    if (log != nullptr) log->resize(log->size() + count_);
    return work;
  }
  for (std::uint32_t neuron = 0; neuron < count_; ++neuron) {
    const bool received = input.received(neuron);
    if (!received && awake_[neuron] == 0) continue;
    const Count decays = catch_up(neuron, timestep);
    work.decays += decays;
    work.drained += received ? 1 : 0;
    advance(neuron, timestep, input, work);
    steps_done_[neuron] = timestep + 1;
    if (log != nullptr) log->push_back({decays, 0});
  }
  for (const std::uint32_t neuron : spiked_) awake_[neuron] = 0;
  spiked_.clear();
  for (const NeuronSpike& spike : spikes_) {
    awake_[spike.neuron] = 1;
    spiked_.push_back(spike.neuron);
  }
  return work;
}

NeuronUpdate::Work NeuronUpdate::finish(std::uint32_t timesteps) {
  Work work;
  if (update_ == Update::sweep) return work;
  for (std::uint32_t neuron = 0; neuron < count_; ++neuron) {
    const Count decays = catch_up(neuron, timesteps);
    work.decays += decays;
    work.stepped += decays > 0 ? 1 : 0;
  }
  return work;
}

}  // namespace engram::hw
