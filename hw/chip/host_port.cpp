#include "hw/chip/host_port.hpp"

#include <algorithm>
#include <utility>

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

void HostPort::begin_layer(unsigned layer) {
  layer_ = layer;
  next_.assign(inputs_->size(), 0);
}

void HostPort::start(std::uint32_t timestep) {
  timestep_ = timestep;
  start_.notify(sc_core::SC_ZERO_TIME);
}

void HostPort::attach(NetworkModule& network, FlitLog& flits) {
  network_ = &network;
  flits_ = &flits;
}

void HostPort::activate() {
  if (sent_) {
    sent_ = false;
    const auto spent = sc_core::sc_time_stamp() - begun_;
    barrier_.worked(ActivitySpan::kHost, Work::input, spent.value() / period_ps_);
    barrier_.arrive(0);
    return;
  }
  const std::uint64_t cycles = send();
  if (network_ == nullptr) {
    barrier_.works(ActivitySpan::kHost, Work::input, 0, cycles);
    barrier_.arrive(cycles);
    return;
  }
  sent_ = true;
  begun_ = sc_core::sc_time_stamp();
  wait_until_sent();
}

void HostPort::wait_until_sent() {
  // Targets, which learning sends from here too, are in the list already.
  if (flits_->back().size() == 0) {
    network_->skip();
    next_trigger(sc_core::SC_ZERO_TIME);
    return;
  }
  const auto host = static_cast<EndpointId>(flits_->size() - 1);
  network_->input(host, std::exchange(flits_->back(), {}), taken_);
  next_trigger(taken_);
}

std::uint64_t HostPort::send() {
  std::uint64_t flits = 0;
  for (std::size_t index = 0; index < inputs_->size(); ++index) {
    const SampleInput& input = (*inputs_)[index];
    std::size_t& next = next_[index];
    spikes_.clear();
    for (; next < input.events.size() && input.events[next].timestep == timestep_; ++next) {
      spikes_.push_back({input.events[next].neuron, input.events[next].count});
    }
    // Every layer that takes the input gets it again; it came once.
    if (layer_ <= 1) recorder_.input(input.population, spikes_);
    flits += noc_.emit_from_host(input.population, spikes_, layer_);
  }
  if (dram_ == nullptr) return flits;
  const std::uint64_t transfers = dram_->begin(layer_, timestep_);
  return std::max(transfers, flits + send_kept());
}

std::uint64_t HostPort::send_kept() {
  std::uint64_t flits = 0;
  for (const std::uint32_t source : dram_->sources(layer_)) {
    flits += noc_.emit_from_host(source, dram_->list(source, timestep_), layer_);
  }
  return flits;
}

}  // namespace engram::hw
