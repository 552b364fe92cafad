#include "hw/noc/topology.hpp"

namespace engram::hw {
namespace {

std::string with_lane(std::string name, const Channel& channel) {
  return channel.lane.empty() ? name : name + "." + channel.lane;
}

}  // namespace

std::string router_name(RouterId router) {
  return "r" + std::to_string(router);
}

std::uint32_t Topology::hops(RouterId from, RouterId to) const {
  std::uint32_t crossed = 0;
  for (; from != to; from = channels_[next(from, to)].to) ++crossed;
  return crossed;
}

std::vector<ChannelId> Topology::route(RouterId from, RouterId to) const {
  std::vector<ChannelId> crossed;
  while (from != to) {
    crossed.push_back(next(from, to));
    from = channels_[crossed.back()].to;
  }
  return crossed;
}

std::string Topology::channel_name(ChannelId channel) const {
  const Channel& it = channels_[channel];
  return with_lane(router_name(it.from) + "->" + router_name(it.to), it);
}

std::string Topology::buffer_name(ChannelId channel) const {
  const Channel& it = channels_[channel];
  return with_lane(router_name(it.to) + "." + it.port, it);
}

ChannelId Topology::add_link(RouterId from, RouterId to, std::string port, std::string lane) {
  if (port.empty()) port = "from_" + router_name(from);
  return add({from, to, links_++, std::move(port), std::move(lane)});
}

ChannelId Topology::add_lane(std::string lane) {
  Channel beside = channels_.back();
  beside.lane = std::move(lane);
  return add(std::move(beside));
}

ChannelId Topology::add(Channel channel) {
  const auto id = static_cast<ChannelId>(channels_.size());
  boost::add_edge(channel.from, channel.to, id, graph_);
  channels_.push_back(std::move(channel));
  return id;
}

}  // namespace engram::hw
