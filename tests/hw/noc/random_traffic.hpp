#pragma once

#include <map>
#include <set>

#include "hw/noc/router_network.hpp"
#include "tests/hw/noc/random_topology.hpp"

namespace engram::hw {

/// Random traffic through a network with endpoints that are not always ready, and the books that a
/// bystander keeps of it. Every rule that is broken adds a line to faults().
class RandomTraffic {
 public:
  /// `patience` of the watchdog; it throws out of run().
  RandomTraffic(const Topology& topology, Random& random, std::uint64_t patience);

  /// Injects for some time, then runs until the network is empty.
  void run();
  const std::vector<std::string>& faults() const { return faults_; }
  const RouterNetwork& network() const { return network_; }

 private:
  using Pair = std::pair<EndpointId, EndpointId>;

  static std::vector<Endpoint> endpoints_on(const Topology& topology, Random& random);
  void inject_some();
  void one_cycle(bool all_ready);
  void check_arrival(const Delivery& it);
  void check_end();
  void expect(bool holds, const std::string& rule);

  const Topology& topology_;
  Random& random_;
  std::vector<Endpoint> endpoints_;
  RouterNetwork network_;
  std::uint32_t busy_, open_;  ///< percent: an endpoint injects, is ready
  std::vector<std::uint8_t> ready_;
  std::uint64_t next_payload_ = 0, copies_ = 0, links_ = 0;
  std::map<Pair, std::vector<std::uint64_t>> sent_, arrived_;
  std::vector<std::string> faults_;
};

}  // namespace engram::hw
