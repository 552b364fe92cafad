#pragma once

#include <boost/graph/adjacency_list.hpp>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace engram::hw {

using RouterId = std::uint32_t;
using ChannelId = std::uint32_t;

/// One way from a router to a neighbour, with the input buffer at its end. Channels with the same
/// link are virtual channels: each has a buffer, together they have one set of wires.
struct Channel {
  RouterId from = 0, to = 0;
  std::uint32_t link = 0;
  std::string port;  ///< where it enters `to`: "west", "from_r0"
  std::string lane;  ///< which virtual channel: "", "low", "high"
};

/// Routers (vertices) and channels (edges, numbered by their index).
using ChannelGraph =
    boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, boost::no_property,
                          boost::property<boost::edge_index_t, ChannelId>>;

/// Channels or routing tables that make no network; what() has one fault a line.
class TopologyFault : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Routers, the channels between them, and for every pair of routers the one route that flits take.
/// A route depends on the router a flit is at and its destination alone, so flits of one source to
/// one destination never overtake each other. Whether routes can deadlock: channel_dependency.hpp.
class Topology {
 public:
  virtual ~Topology() = default;

  /// The channel that takes a flit at `at` one router nearer. Precondition: at != destination.
  virtual ChannelId next(RouterId at, RouterId destination) const = 0;
  /// Length of the route in channels; 0 from a router to itself.
  virtual std::uint32_t hops(RouterId from, RouterId to) const;
  /// The channels that a flit crosses, in order.
  std::vector<ChannelId> route(RouterId from, RouterId to) const;

  std::uint32_t routers() const { return static_cast<std::uint32_t>(num_vertices(graph_)); }
  std::uint32_t links() const { return links_; }
  const std::vector<Channel>& channels() const { return channels_; }
  const ChannelGraph& graph() const { return graph_; }
  /// "r0->r1", with its lane "r0->r1.low".
  std::string channel_name(ChannelId channel) const;
  /// The input buffer at its end: "r1.west", with its lane "r1.from_r0.low".
  std::string buffer_name(ChannelId channel) const;

 protected:
  explicit Topology(std::size_t routers) : graph_(routers) {}
  /// A channel over wires of its own. Without a port it is named after the router it comes from.
  ChannelId add_link(RouterId from, RouterId to, std::string port = {}, std::string lane = {});
  /// One more channel over the wires of the link added last, beside the channel added last.
  ChannelId add_lane(std::string lane);

 private:
  ChannelId add(Channel channel);

  ChannelGraph graph_;
  std::vector<Channel> channels_;
  std::uint32_t links_ = 0;
};

/// "r7": what a router is called wherever a user reads it.
std::string router_name(RouterId router);

}  // namespace engram::hw
