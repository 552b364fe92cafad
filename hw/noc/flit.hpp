#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hw/noc/topology.hpp"

namespace engram::hw {

using EndpointId = std::uint32_t;

/// A core or the host: injects flits at its router and takes them there.
struct Endpoint {
  RouterId router = 0;
  std::string name;  ///< "core5", "host": for whoever reads who waits for whom
};

/// A flit that reached one of its destinations.
struct Delivery {
  EndpointId source = 0, destination = 0;
  std::uint64_t payload = 0;
  std::uint64_t injected = 0;  ///< cycle
  std::uint32_t hops = 0;      ///< links crossed on the way here
  friend bool operator==(const Delivery&, const Delivery&) = default;
};

/// What a buffered flit still owes one of its destinations, and where that leaves the router.
struct Copy {
  std::uint32_t output = 0;   ///< a link, or behind the links an endpoint
  std::uint32_t landing = 0;  ///< the input buffer (channel) behind the link, or the endpoint
  EndpointId destination = 0;
  /// Copies that leave together as one flit.
  bool leaves_with(const Copy& other) const {
    return output == other.output && landing == other.landing;
  }
};

/// A flit in an input buffer. Copies that leave together stand side by side.
struct BufferedFlit {
  EndpointId source = 0;
  std::uint64_t payload = 0;
  std::uint64_t injected = 0;
  std::uint32_t hops = 0;
  std::vector<Copy> copies;
};

}  // namespace engram::hw
