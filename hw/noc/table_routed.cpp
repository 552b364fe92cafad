#include "hw/noc/table_routed.hpp"

#include <algorithm>
#include <set>

namespace engram::hw {
namespace {

using Pair = std::pair<RouterId, RouterId>;

/// Collects faults, one a line.
class Faults {
 public:
  void add(const std::string& fault) { text_ += (text_.empty() ? "" : "\n") + fault; }
  void raise() const {
    if (!text_.empty()) throw TopologyFault(text_);
  }

 private:
  std::string text_;
};

void check_channels(const std::vector<Pair>& channels, std::size_t routers, Faults& faults) {
  std::set<Pair> seen;
  for (const Pair& channel : channels) {
    const auto [from, to] = channel;
    const std::string name = "channel " + router_name(from) + "->" + router_name(to);
    if (from >= routers || to >= routers) {
      faults.add(name + ": there are routers r0 to " +
                 router_name(static_cast<RouterId>(routers - 1)) + " only");
    }
    if (from == to) faults.add(name + ": it leads back to where it begins");
    if (!seen.insert(channel).second) faults.add(name + ": it is given twice");
  }
}

void check_table(RouterId at, const std::vector<RouterId>& table, std::size_t routers,
                 const std::set<Pair>& channels, Faults& faults) {
  if (table.size() != routers) {
    faults.add("the table of " + router_name(at) + " has " + std::to_string(table.size()) +
               " entries, expected one for each of " + std::to_string(routers) + " routers");
  }
  for (RouterId to = 0; to < std::min(table.size(), routers); ++to) {
    if (to == at) continue;
    if (table[to] == kNoRouter) {
      faults.add(router_name(at) + " has no next hop to " + router_name(to));
    } else if (channels.count({at, table[to]}) == 0) {
      faults.add(router_name(at) + " sends flits for " + router_name(to) + " to " +
                 router_name(table[to]) + ", to which it has no channel");
    }
  }
}

/// Walks towards `to` from every router. Each router is walked once; a router met again on the same
/// walk closes a circle. Walks end without a word where check_table has found a fault.
void check_arrival(const NextHops& tables, RouterId to, Faults& faults) {
  constexpr RouterId kUnseen = kNoRouter;
  std::vector<RouterId> walk_of(tables.size(), kUnseen);
  for (RouterId start = 0; start < tables.size(); ++start) {
    RouterId at = start;
    while (at != to && at < tables.size() && walk_of[at] == kUnseen) {
      walk_of[at] = start;
      at = to < tables[at].size() ? tables[at][to] : kNoRouter;
    }
    if (at == to || at >= tables.size() || walk_of[at] != start) continue;
    std::string circle = router_name(at);
    for (RouterId step = tables[at][to]; step != at; step = tables[step][to]) {
      circle += " -> " + router_name(step);
    }
    faults.add("flits for " + router_name(to) + " never arrive: " + circle + " -> " +
               router_name(at));
  }
}

}  // namespace

TableRouted::TableRouted(const std::vector<Pair>& channels, const NextHops& tables)
    : Topology(tables.size()), next_(tables.size()) {
  Faults faults;
  if (tables.empty()) faults.add("a network needs a router");
  if (!tables.empty()) check_channels(channels, tables.size(), faults);
  const std::set<Pair> known(channels.begin(), channels.end());
  for (RouterId at = 0; at < tables.size(); ++at) {
    check_table(at, tables[at], tables.size(), known, faults);
  }
  for (RouterId to = 0; to < tables.size(); ++to) check_arrival(tables, to, faults);
  faults.raise();

  std::vector<std::vector<ChannelId>> channel_to(routers(), std::vector<ChannelId>(routers()));
  for (const auto& [from, to] : channels) channel_to[from][to] = add_link(from, to);
  for (RouterId at = 0; at < routers(); ++at) {
    next_[at].resize(routers());
    for (RouterId to = 0; to < routers(); ++to) {
      if (to != at) next_[at][to] = channel_to[at][tables[at][to]];
    }
  }
}

ChannelId TableRouted::next(RouterId at, RouterId destination) const {
  return next_[at][destination];
}

}  // namespace engram::hw
