#pragma once

#include <vector>

#include "hw/noc/router_network.hpp"

/// Small ways to drive a RouterNetwork in tests.
namespace engram::hw {

/// One endpoint at every router: c0, c1, ...
inline std::vector<Endpoint> one_each(const Topology& topology) {
  std::vector<Endpoint> endpoints;
  for (RouterId router = 0; router < topology.routers(); ++router) {
    endpoints.push_back({router, "c" + std::to_string(router)});
  }
  return endpoints;
}

inline void send(RouterNetwork& network, EndpointId source, std::uint64_t payload,
                 const std::vector<EndpointId>& destinations) {
  network.inject(source, payload, destinations);
}

/// An arrival as the tests list them.
struct Arrival {
  std::uint64_t cycle = 0, payload = 0;
  EndpointId destination = 0;
  friend bool operator==(const Arrival&, const Arrival&) = default;
};

/// Steps `cycles` times and lists what arrived in which cycle.
inline std::vector<Arrival> arrivals(RouterNetwork& network, unsigned cycles) {
  std::vector<Arrival> all;
  for (unsigned step = 0; step < cycles; ++step) {
    const std::uint64_t cycle = network.cycle();
    for (const Delivery& it : network.step()) all.push_back({cycle, it.payload, it.destination});
  }
  return all;
}

}  // namespace engram::hw
