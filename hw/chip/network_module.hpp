#pragma once

#include <systemc>
#include <vector>

#include "hw/chip/barrier.hpp"
#include "hw/chip/wave_log.hpp"
#include "hw/noc/traffic_clock.hpp"

namespace engram::hw {

/// SystemC shell of TrafficClock: one activation a cycle while anything is on its way (two deltas:
/// all that begin in this cycle have said so before it is stepped), none else. In each level it
/// reports to the barrier itself, when all have sent and no flit is left.
class NetworkModule final : public sc_core::sc_module {
 public:
  NetworkModule(const sc_core::sc_module_name& name, TrafficClock& clock, Barrier& barrier,
                std::uint64_t period_ps);

  /// A level, or a stage of learning, opens in which so many endpoints will call `update`, `send`,
  /// `input` or `skip`, once each.
  void open_level(std::size_t endpoints);
  /// As TrafficClock's; `ended` is notified in the first cycle after.
  void update(EndpointId core, std::span<const NeuronWork> work, FlitList flits,
              sc_core::sc_event& ended);
  void input(EndpointId host, FlitList flits, sc_core::sc_event& ended);
  void send(EndpointId core, FlitList flits, std::vector<std::uint64_t> due,
            sc_core::sc_event& ended);
  /// From now on draws flits in `waves`, or nothing if it is null.
  void watch(WaveLog* waves);

  /// An endpoint has nothing to do in this level.
  void skip();

 private:
  void activate();
  void advance();
  void draw(const RouterNetworkCounts& before);
  void begin(EndpointId endpoint, sc_core::sc_event& ended);

  TrafficClock& clock_;
  Barrier& barrier_;
  std::uint64_t period_ps_;
  std::size_t left_ = 0;  ///< endpoints that have not ended in this level
  bool gathered_ = false, closing_ = false;
  std::vector<sc_core::sc_event*> ended_;  ///< by endpoint
  WaveLog* waves_ = nullptr;
  std::uint32_t inside_signal_ = 0, injected_signal_ = 0, delivered_signal_ = 0;
  sc_core::sc_event wake_;
};

}  // namespace engram::hw
