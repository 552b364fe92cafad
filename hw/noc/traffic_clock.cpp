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
  add(std::move(sender));
}

void TrafficClock::send(EndpointId core, FlitList flits, std::vector<std::uint64_t> due) {
  for (std::uint64_t& cycle : due) cycle += network_->cycle();
  add({core, {}, std::move(flits), 0, std::move(due)});
}

void TrafficClock::add(Sender sender) {
  const auto place = std::find_if(senders_.begin(), senders_.end(), [&](const Sender& other) {
    return other.endpoint > sender.endpoint;
  });
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
  const bool sends = sender.pipeline ? sender.pipeline->step(room).flit : send_next(sender, room);
  if (sends) {
    const auto kind = static_cast<std::uint64_t>(sender.flits.kind(sender.next));
    network_->inject(sender.endpoint, kind, sender.flits[sender.next++]);
  }
  if (!sender.pipeline) return sender.next == sender.flits.size();
  if (!sender.pipeline->finished()) return false;
  stalls_.queue += sender.pipeline->stalls().queue;
  stalls_.back_pressure += sender.pipeline->stalls().back_pressure;
  return true;
}

/// Whether a sender without a pipeline sends its next flit in this cycle.
bool TrafficClock::send_next(Sender& sender, bool room) {
  if (sender.next == sender.flits.size()) return false;
  if (sender.due.empty()) return room;
  if (sender.due[sender.next] > network_->cycle()) return false;
  stalls_.back_pressure += room ? 0 : 1;
  return room;
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

std::uint64_t TrafficClock::cycles_to_take(const Delivery& delivery) const {
  switch (static_cast<FlitKind>(delivery.payload)) {
    case FlitKind::event:
      return record_cycles_[delivery.destination];
    case FlitKind::target:
      return 1;
    case FlitKind::sum:
      break;
  }
  return spec_.ports == 1 ? 2 : 1;
}

/// The step that delivered is over: its cycle was the first of those that the flit takes.
void TrafficClock::take(const Delivery& delivery) {
  const std::uint64_t cycles = cycles_to_take(delivery);
  if (cycles == 1) return;
  network_->set_ready(delivery.destination, false);
  ready_at_[delivery.destination] = network_->cycle() - 1 + cycles;
  busy_.push_back(delivery.destination);
}

}  // namespace engram::hw
