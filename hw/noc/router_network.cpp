#include "hw/noc/router_network.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <tuple>

namespace engram::hw {
namespace {

/// Takes those that leave with `first` out of `copies`.
std::vector<Copy> split(std::vector<Copy>& copies, const Copy& first) {
  // Side by side: if both ends leave, all do. That is every flit with one destination.
  std::vector<Copy> leaving;
  if (copies.front().leaves_with(first) && copies.back().leaves_with(first)) {
    leaving.swap(copies);
    return leaving;
  }
  const auto leaves = [&](const Copy& copy) { return copy.leaves_with(first); };
  std::copy_if(copies.begin(), copies.end(), std::back_inserter(leaving), leaves);
  std::erase_if(copies, leaves);
  return leaving;
}

}  // namespace

RouterNetwork::RouterNetwork(const Topology& topology, std::vector<Endpoint> endpoints,
                             const RouterNetworkOptions& options)
    : topology_(topology),
      endpoints_(std::move(endpoints)),
      patience_(options.patience),
      buffers_(topology.channels().size() + endpoints_.size(),
               boost::circular_buffer<BufferedFlit>(options.buffer_flits)),
      inputs_(topology.routers()),
      occupied_(topology.routers(), 0),
      first_turn_(topology.links() + endpoints_.size(), 0),
      requests_(first_turn_.size()),
      has_request_(first_turn_.size(), false),
      ready_(endpoints_.size(), 1),
      may_inject_(endpoints_.size(), 0) {
  Input input = 0;
  for (const Channel& channel : topology.channels()) inputs_[channel.to].push_back(input++);
  for (const Endpoint& endpoint : endpoints_) inputs_[endpoint.router].push_back(input++);
}

bool RouterNetwork::can_inject(EndpointId source) const {
  return cycle_ >= may_inject_[source] && !buffers_[topology_.channels().size() + source].full();
}

void RouterNetwork::inject(EndpointId source, std::uint64_t payload,
                           std::span<const EndpointId> destinations) {
  assert(can_inject(source) && !destinations.empty());
  const RouterId router = endpoints_[source].router;
  BufferedFlit flit{source, payload, cycle_, 0, {}};
  for (const EndpointId destination : destinations) flit.copies.push_back({0, 0, destination});
  aim(flit.copies, router);
  put(static_cast<Input>(topology_.channels().size() + source), router, std::move(flit));
  may_inject_[source] = cycle_ + 1;
  ++counts_.injected;
}

const std::vector<Delivery>& RouterNetwork::step() {
  delivered_.clear();
  // Every output decides on what the cycle began with; only then does anything move.
  for (RouterId router = 0; router < occupied_.size(); ++router) {
    if (occupied_[router] > 0) collect(router);
  }
  const bool moved = !requested_.empty();
  for (const std::uint32_t output : requested_) grant(output);
  requested_.clear();
  retire();
  ++cycle_;
  quiet_ = moved || inside_ == 0 ? 0 : quiet_ + 1;
  watch();
  return delivered_;
}

void RouterNetwork::collect(RouterId router) {
  const std::vector<Input>& inputs = inputs_[router];
  for (std::uint32_t position = 0; position < inputs.size(); ++position) {
    const auto& buffer = buffers_[inputs[position]];
    if (buffer.empty()) continue;
    const std::vector<Copy>& copies = buffer.front().copies;
    for (std::size_t index = 0; index < copies.size(); ++index) {
      const Copy& copy = copies[index];
      if (index > 0 && copy.leaves_with(copies[index - 1])) continue;
      if (ejects(copy) && !ready_[copy.landing]) {
        ++counts_.endpoint_not_ready;
      } else if (!ejects(copy) && !has_credit(copy)) {
        ++counts_.no_credit;
      } else {
        compete(router, position, copy);
      }
    }
  }
}

void RouterNetwork::compete(RouterId router, std::uint32_t position, const Copy& copy) {
  const auto inputs = static_cast<std::uint32_t>(inputs_[router].size());
  const std::uint32_t turns = (position + inputs - first_turn_[copy.output]) % inputs;
  const Request request{inputs_[router][position], turns, copy};
  if (!has_request_[copy.output]) {
    has_request_[copy.output] = true;
    requested_.push_back(copy.output);
    requests_[copy.output] = request;
    return;
  }
  ++counts_.lost_arbitration;  // whichever of the two it is
  if (turns < requests_[copy.output].turns) requests_[copy.output] = request;
}

void RouterNetwork::grant(std::uint32_t output) {
  has_request_[output] = false;
  const auto& [input, turns, copy] = requests_[output];
  BufferedFlit& flit = buffers_[input].front();
  std::vector<Copy> leaving = split(flit.copies, copy);
  RouterId router = 0;
  if (ejects(copy)) {
    router = endpoints_[copy.landing].router;
    delivered_.push_back({flit.source, copy.landing, flit.payload, flit.injected, flit.hops});
    ++counts_.delivered;
  } else {
    const Channel& channel = topology_.channels()[copy.landing];
    router = channel.from;
    aim(leaving, channel.to);
    put(copy.landing, channel.to,
        {flit.source, flit.payload, flit.injected, flit.hops + 1, std::move(leaving)});
    ++counts_.hops;
  }
  const auto inputs = static_cast<std::uint32_t>(inputs_[router].size());
  first_turn_[output] = (first_turn_[output] + turns + 1) % inputs;
  served_.push_back(input);
}

void RouterNetwork::retire() {
  const std::size_t channels = topology_.channels().size();
  for (const Input input : served_) {
    auto& buffer = buffers_[input];
    // An input that served several outputs is listed as often: at the second time the flit is gone.
    if (buffer.empty() || !buffer.front().copies.empty()) continue;
    buffer.pop_front();
    --occupied_[input < channels ? topology_.channels()[input].to
                                 : endpoints_[input - channels].router];
    --inside_;
  }
  served_.clear();
}

void RouterNetwork::aim(std::vector<Copy>& copies, RouterId at) const {
  for (Copy& copy : copies) {
    const RouterId router = endpoints_[copy.destination].router;
    if (router == at) {
      copy.output = topology_.links() + copy.destination;
      copy.landing = copy.destination;
    } else {
      copy.landing = topology_.next(at, router);
      copy.output = topology_.channels()[copy.landing].link;
    }
  }
  if (copies.size() == 1) return;
  std::sort(copies.begin(), copies.end(), [](const Copy& a, const Copy& b) {
    return std::tie(a.output, a.landing, a.destination) <
           std::tie(b.output, b.landing, b.destination);
  });
}

void RouterNetwork::put(Input input, RouterId router, BufferedFlit flit) {
  buffers_[input].push_back(std::move(flit));
  ++occupied_[router];
  ++inside_;
}

}  // namespace engram::hw
