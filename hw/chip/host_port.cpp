#include "hw/chip/host_port.hpp"

namespace engram::hw {

HostPort::HostPort(const sc_core::sc_module_name& name, NetworkOnChip& noc,
                   SampleRecorder& recorder, Barrier& barrier, std::uint64_t period_ps)
    : sc_module(name), noc_(noc), recorder_(recorder), barrier_(barrier), period_ps_(period_ps) {
  SC_HAS_PROCESS(HostPort);
  SC_METHOD(activate);
  sensitive << start_;
  dont_initialize();
}

void HostPort::load(const std::vector<SampleInput>& inputs) {
  inputs_ = &inputs;
  next_.assign(inputs.size(), 0);
  sent_ = false;
}

void HostPort::start(std::uint32_t timestep) {
  timestep_ = timestep;
  start_.notify(sc_core::SC_ZERO_TIME);
}

void HostPort::activate() {
  if (sent_) {
    sent_ = false;
    barrier_.arrive();
    return;
  }
  sent_ = true;
  const std::uint64_t cycles = send();
  barrier_.works(ActivitySpan::kHost, Work::input, cycles);
  next_trigger(sc_core::sc_time::from_value(cycles * period_ps_));
}

std::uint64_t HostPort::send() {
  std::uint64_t flits = 0;
  for (std::size_t index = 0; index < inputs_->size(); ++index) {
    const SampleInput& input = (*inputs_)[index];
    std::size_t& next = next_[index];
    for (; next < input.events.size() && input.events[next].timestep == timestep_; ++next) {
      const InputEvent& event = input.events[next];
      recorder_.input(input.population, event.neuron, event.count);
      flits += noc_.emit_from_host(input.population, event.neuron, event.count);
    }
  }
  return flits;
}

}  // namespace engram::hw
