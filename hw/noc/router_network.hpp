#pragma once

#include <boost/circular_buffer.hpp>
#include <span>

#include "energy/units.hpp"
#include "hw/noc/flit.hpp"

namespace engram::hw {

struct RouterNetworkOptions {
  unsigned buffer_flits = 2;   ///< depth of every input buffer; from 2 on a link never idles
  std::uint64_t patience = 0;  ///< cycles without a movement until step() throws; 0: it never does
};

struct RouterNetworkCounts {
  Count injected = 0;   ///< flits, a multicast is one
  Count delivered = 0;  ///< copies taken by endpoints
  Count hops = 0;       ///< links crossed by all copies
  /// Cycles that copies at the head of a buffer waited, by what held them.
  Count no_credit = 0, lost_arbitration = 0, endpoint_not_ready = 0;
  friend bool operator==(const RouterNetworkCounts&, const RouterNetworkCounts&) = default;
};

/// Nothing moved for too long; what() says who waits for whom.
class NetworkStalled : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Routers with input buffers, cycle by cycle. In one cycle every output (link or endpoint) takes
/// at most one flit; a flit crosses one link and can go on in the next cycle. So a flit injected
/// before the step of cycle t that meets no other is delivered by the step of cycle t + hops.
///
/// - Flow control by credits: a link is crossed only into a free place of the buffer behind it. A
///   place that is left in one cycle is free in the next.
/// - Each output serves the inputs of its router round robin, beginning behind the input served
///   last: channels ascending, then endpoints ascending. Virtual channels share their link's turn.
/// - A flit with several destinations is copied where their routes part, at once or one by one as
///   outputs allow, and leaves its buffer with the last copy. Copies never join again. No copy
///   waits for another, which keeps multicast as free of deadlock as the routes are
///   (channel_dependency.hpp).
class RouterNetwork {
 public:
  /// The topology must outlive the network. Precondition: buffer_flits >= 1, endpoints lie on it.
  RouterNetwork(const Topology& topology, std::vector<Endpoint> endpoints,
                const RouterNetworkOptions& options = {});

  /// An endpoint injects one flit a cycle at most, and only into a free place of its buffer.
  bool can_inject(EndpointId source) const;
  /// Precondition: can_inject(source); one destination or more, none twice. To itself is legal.
  void inject(EndpointId source, std::uint64_t payload, std::span<const EndpointId> destinations);
  /// Whether an endpoint takes flits, from the next step on. They all do at first.
  void set_ready(EndpointId endpoint, bool ready) { ready_[endpoint] = ready; }

  /// One cycle. Returns what was delivered in it, ascending by router; valid until the next step.
  /// Throws NetworkStalled when `patience` cycles in a row saw flits inside and none moving.
  const std::vector<Delivery>& step();

  std::uint64_t cycle() const { return cycle_; }    ///< steps done
  std::uint64_t inside() const { return inside_; }  ///< flits in buffers
  const RouterNetworkCounts& counts() const { return counts_; }
  /// A line for every copy at the head of a buffer: "r3.west waits for credit of r4.west". As if
  /// there were no contention: what is held up by arbitration alone is not listed.
  std::string waits() const;

 private:
  using Input = std::uint32_t;  ///< channels, then endpoints

  /// What competes for one output in this cycle: the nearest behind the input served last.
  struct Request {
    Input input = 0;
    std::uint32_t turns = 0;
    Copy copy;
  };

  bool ejects(const Copy& copy) const { return copy.output >= topology_.links(); }
  bool has_credit(const Copy& copy) const { return !buffers_[copy.landing].full(); }
  void collect(RouterId router);
  void compete(RouterId router, std::uint32_t position, const Copy& copy);
  void grant(std::uint32_t output);
  void retire();
  void watch();
  /// Aims copies at the outputs of router `at`.
  void aim(std::vector<Copy>& copies, RouterId at) const;
  void put(Input input, RouterId router, BufferedFlit flit);
  std::string input_name(Input input) const;

  const Topology& topology_;
  std::vector<Endpoint> endpoints_;
  std::uint64_t patience_;
  std::vector<boost::circular_buffer<BufferedFlit>> buffers_;  ///< [input]
  std::vector<std::vector<Input>> inputs_;                     ///< [router], in order of service
  std::vector<std::uint32_t> occupied_;                        ///< [router]: flits in its buffers
  std::vector<std::uint32_t> first_turn_;  ///< [output]: position of the input to serve first
  std::vector<Request> requests_;          ///< [output]; of those in requested_
  std::vector<bool> has_request_;          ///< [output]
  std::vector<std::uint32_t> requested_;   ///< outputs with a request, this cycle
  std::vector<Input> served_;              ///< inputs that sent, this cycle
  std::vector<std::uint8_t> ready_;        ///< [endpoint]
  std::vector<std::uint64_t> may_inject_;  ///< [endpoint]: from which cycle on
  std::vector<Delivery> delivered_;
  std::uint64_t cycle_ = 0, inside_ = 0, quiet_ = 0;
  RouterNetworkCounts counts_;
};

}  // namespace engram::hw
