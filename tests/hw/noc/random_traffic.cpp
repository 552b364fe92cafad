#include "tests/hw/noc/random_traffic.hpp"

#include <algorithm>

namespace engram::hw {
namespace {

RouterNetworkOptions drawn_options(Random& random, std::uint64_t patience) {
  return {draw(random, 1, 4), patience};
}

}  // namespace

RandomTraffic::RandomTraffic(const Topology& topology, Random& random, std::uint64_t patience)
    : topology_(topology),
      random_(random),
      endpoints_(endpoints_on(topology, random)),
      network_(topology, endpoints_, drawn_options(random, patience)),
      busy_(draw(random, 5, 100)),
      open_(draw(random, 25, 100)),
      ready_(endpoints_.size(), 1) {}

std::vector<Endpoint> RandomTraffic::endpoints_on(const Topology& topology, Random& random) {
  // Some routers have several endpoints, some none.
  std::vector<Endpoint> endpoints;
  const std::uint32_t count = draw(random, 1, topology.routers() + 2);
  for (std::uint32_t index = 0; index < count; ++index) {
    endpoints.push_back({draw(random, 0, topology.routers() - 1), "e" + std::to_string(index)});
  }
  return endpoints;
}

void RandomTraffic::run() {
  for (std::uint32_t cycles = draw(random_, 1, 120); cycles > 0; --cycles) {
    inject_some();
    one_cycle(false);
  }
  while (network_.inside() > 0) one_cycle(draw(random_, 0, 3) == 0);
  check_end();
}

void RandomTraffic::inject_some() {
  const auto count = static_cast<EndpointId>(endpoints_.size());
  for (EndpointId source = 0; source < count; ++source) {
    if (draw(random_, 0, 99) >= busy_ || !network_.can_inject(source)) continue;
    std::set<EndpointId> destinations;
    const std::uint32_t most = draw(random_, 0, 2) == 0 ? 6 : 1;
    while (destinations.size() < std::min(most, count)) {
      destinations.insert(draw(random_, 0, count - 1));
    }
    std::vector<EndpointId> order(destinations.begin(), destinations.end());
    // Copies part where routes do, and where tables let such routes meet again they stay apart: the
    // links crossed are the different beginnings of routes.
    std::set<std::vector<ChannelId>> beginnings;
    for (const EndpointId destination : order) {
      sent_[{source, destination}].push_back(next_payload_);
      std::vector<ChannelId> beginning;
      for (const ChannelId channel :
           topology_.route(endpoints_[source].router, endpoints_[destination].router)) {
        beginning.push_back(channel);
        beginnings.insert(beginning);
      }
    }
    copies_ += order.size();
    links_ += beginnings.size();
    if (draw(random_, 0, 1) == 0) std::reverse(order.begin(), order.end());
    network_.inject(source, next_payload_++, order);
  }
}

void RandomTraffic::one_cycle(bool all_ready) {
  for (EndpointId endpoint = 0; endpoint < endpoints_.size(); ++endpoint) {
    ready_[endpoint] = all_ready || draw(random_, 0, 99) < open_;
    network_.set_ready(endpoint, ready_[endpoint] != 0);
  }
  std::set<EndpointId> taken;
  for (const Delivery& it : network_.step()) {
    expect(taken.insert(it.destination).second, "an endpoint takes one flit a cycle");
    expect(ready_[it.destination] != 0, "an endpoint takes flits when it is ready");
    check_arrival(it);
  }
}

void RandomTraffic::check_arrival(const Delivery& it) {
  const std::uint32_t hops =
      topology_.hops(endpoints_[it.source].router, endpoints_[it.destination].router);
  expect(it.hops == hops, "a flit crosses as many links as its route has");
  expect(network_.cycle() - 1 >= it.injected + hops, "no flit is faster than its route");
  arrived_[{it.source, it.destination}].push_back(it.payload);
}

void RandomTraffic::check_end() {
  // Payloads ascend as they are injected: equal lists are also in order.
  expect(arrived_ == sent_, "every flit arrives once at each destination, in order");
  expect(network_.counts().injected == next_payload_, "injected flits are counted");
  expect(network_.counts().delivered == copies_, "delivered copies are counted");
  expect(network_.counts().hops == links_, "routes that begin alike are crossed once");
  expect(network_.waits().empty(), "nobody waits in an empty network");
}

void RandomTraffic::expect(bool holds, const std::string& rule) {
  if (!holds) faults_.push_back(rule);
}

}  // namespace engram::hw
