#include "hw/noc/traffic_clock.hpp"

#include <algorithm>
#include <string>

#include "hw/core/routing_tables.hpp"
#include "hw/noc/make_topology.hpp"

namespace engram::hw {

TrafficClock::TrafficClock(const ChipSpec& spec) : spec_(spec), topology_(make_topology(spec)) {
  for (const CoreSpec& core : spec.cores) {
    record_cycles_.push_back(std::max<std::uint64_t>(axon_table(core).words_per_record, 1));
  }
  reset();
}

void TrafficClock::reset() {
  std::vector<Endpoint> endpoints;
  for (std::size_t core = 0; core < spec_.cores.size(); ++core) {
    endpoints.push_back({router_of(spec_, spec_.cores[core]), "core" + std::to_string(core)});
  }
  endpoints.push_back({0, "host"});
  network_.emplace(*topology_, std::move(endpoints),
                   RouterNetworkOptions{spec_.noc.buffer_flits, spec_.noc.watchdog_cycles});
  ready_at_.assign(spec_.cores.size(), 0);
  busy_.clear();
  senders_.clear();
  stalls_ = {};
}

void TrafficClock::update(EndpointId core, std::span<const NeuronWork> work, FlitList flits) {
  Sender sender;
  sender.endpoint = core;
  sender.pipeline.emplace(UpdatePipelineSpec{spec_.ports, spec_.read_latency, spec_.output_queue},
                          work);
  sender.flits = std::move(flits);
  const auto place = std::find_if(senders_.begin(), senders_.end(),
                                  [&](const Sender& other) { return other.endpoint > core; });
  senders_.insert(place, std::move(sender));
}

void TrafficClock::input(FlitList flits) {
  Sender sender;
  sender.endpoint = static_cast<EndpointId>(spec_.cores.size());
  sender.flits = std::move(flits);
  senders_.push_back(std::move(sender));
}

/// Returns whether the sender has ended.
bool TrafficClock::step(Sender& sender) {
  const bool room = network_->can_inject(sender.endpoint);
  bool sends = room && sender.next < sender.flits.size();
  if (sender.pipeline) sends = sender.pipeline->step(room).flit;
  if (sends) {
    network_->inject(sender.endpoint, 0, sender.flits[sender.next++]);
  }
  if (!sender.pipeline) return sender.next == sender.flits.size();
  if (!sender.pipeline->finished()) return false;
  stalls_.queue += sender.pipeline->stalls().queue;
  stalls_.back_pressure += sender.pipeline->stalls().back_pressure;
  return true;
}

const std::vector<EndpointId>& TrafficClock::step() {
  ended_.clear();
  std::erase_if(senders_, [&](Sender& sender) {
    if (!step(sender)) return false;
    ended_.push_back(sender.endpoint);
    return true;
  });
  std::erase_if(busy_, [&](EndpointId core) {
    if (ready_at_[core] > network_->cycle()) return false;
    network_->set_ready(core, true);
    return true;
  });
  for (const Delivery& delivery : network_->step()) take(delivery);
  return ended_;
}

/// The step that delivered is over: its cycle was the first of the record's.
void TrafficClock::take(const Delivery& delivery) {
  const std::uint64_t cycles = record_cycles_[delivery.destination];
  if (cycles == 1) return;
  network_->set_ready(delivery.destination, false);
  ready_at_[delivery.destination] = network_->cycle() - 1 + cycles;
  busy_.push_back(delivery.destination);
}

}  // namespace engram::hw
