#include "hw/chip/network_module.hpp"

#include <exception>

namespace engram::hw {

NetworkModule::NetworkModule(const sc_core::sc_module_name& name, TrafficClock& clock,
                             Barrier& barrier, std::uint64_t period_ps)
    : sc_module(name), clock_(clock), barrier_(barrier), period_ps_(period_ps) {
  SC_HAS_PROCESS(NetworkModule);
  SC_METHOD(activate);
  sensitive << wake_;
  dont_initialize();
}

void NetworkModule::open_level(std::size_t endpoints) {
  left_ = endpoints;
  gathered_ = closing_ = false;
}

void NetworkModule::begin(EndpointId endpoint, sc_core::sc_event& ended) {
  if (ended_.size() <= endpoint) ended_.resize(endpoint + 1);
  ended_[endpoint] = &ended;
  wake_.notify(sc_core::SC_ZERO_TIME);
}

void NetworkModule::update(EndpointId core, std::span<const NeuronWork> work, FlitList flits,
                           sc_core::sc_event& ended) {
  clock_.update(core, work, std::move(flits));
  begin(core, ended);
}

void NetworkModule::input(EndpointId host, FlitList flits, sc_core::sc_event& ended) {
  clock_.input(std::move(flits));
  begin(host, ended);
}

void NetworkModule::send(EndpointId core, FlitList flits, std::vector<std::uint64_t> due,
                         sc_core::sc_event& ended) {
  clock_.send(core, std::move(flits), std::move(due));
  begin(core, ended);
}

void NetworkModule::skip() {
  if (--left_ == 0 && clock_.idle()) barrier_.arrive(0);
}

void NetworkModule::watch(WaveLog* waves) {
  waves_ = waves;
  if (waves == nullptr) return;
  inside_signal_ = waves->add(name(), "inside", 32);
  injected_signal_ = waves->add(name(), "injected", 16, WaveSignal::Kind::pulse);
  delivered_signal_ = waves->add(name(), "delivered", 16, WaveSignal::Kind::pulse);
}

/// The cycle that was just stepped.
void NetworkModule::draw(const RouterNetworkCounts& before) {
  const std::uint64_t cycle = sc_core::sc_time_stamp().value() / period_ps_;
  waves_->set(inside_signal_, cycle, clock_.inside());
  waves_->set(injected_signal_, cycle, clock_.counts().injected - before.injected);
  waves_->set(delivered_signal_, cycle, clock_.counts().delivered - before.delivered);
}

void NetworkModule::activate() {
  try {
    advance();
  } catch (const std::exception&) {
    barrier_.fail(std::current_exception());
  }
}

void NetworkModule::advance() {
  const auto period = sc_core::sc_time::from_value(period_ps_);
  if (closing_) {
    closing_ = false;
    barrier_.arrive(0);
    return;
  }
  gathered_ = !gathered_;
  if (gathered_) {
    next_trigger(sc_core::SC_ZERO_TIME);
    return;
  }
  const RouterNetworkCounts before = clock_.counts();
  const std::vector<EndpointId>& ended = clock_.step();
  if (waves_ != nullptr) draw(before);
  for (const EndpointId endpoint : ended) {
    ended_[endpoint]->notify(period);
    --left_;
  }
  closing_ = left_ == 0 && clock_.idle();
  if (closing_ || !clock_.idle()) next_trigger(period);
}

}  // namespace engram::hw
