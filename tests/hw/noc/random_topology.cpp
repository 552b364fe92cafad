#include "tests/hw/noc/random_topology.hpp"

#include <algorithm>
#include <set>

#include "hw/noc/mesh.hpp"
#include "hw/noc/ring.hpp"
#include "hw/noc/tree.hpp"

namespace engram::hw {
namespace {

using Pairs = std::set<std::pair<RouterId, RouterId>>;
constexpr std::uint32_t kFar = 1000000;

/// Distance of every router to `to` over `channels`, by relaxing until nothing changes.
std::vector<std::uint32_t> distances(const Pairs& channels, RouterId to, RouterId routers) {
  std::vector<std::uint32_t> distance(routers, kFar);
  distance[to] = 0;
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto& [from, over] : channels) {
      if (distance[over] + 1 >= distance[from]) continue;
      distance[from] = distance[over] + 1;
      changed = true;
    }
  }
  return distance;
}

/// A neighbour of `at` that is one nearer, drawn; kNoRouter if `at` cannot reach at all.
RouterId nearer(const Pairs& channels, RouterId at, const std::vector<std::uint32_t>& distance,
                Random& random) {
  std::vector<RouterId> choices;
  for (const auto& [from, to] : channels) {
    if (from == at && distance[to] + 1 == distance[at]) choices.push_back(to);
  }
  if (choices.empty()) return kNoRouter;
  return choices[draw(random, 0, static_cast<std::uint32_t>(choices.size() - 1))];
}

}  // namespace

Tables random_shortest_tables(Random& random) {
  const RouterId routers = draw(random, 1, 8);
  Pairs channels;
  for (RouterId at = 0; at < routers && routers > 1; ++at)
    channels.insert({at, (at + 1) % routers});
  for (std::uint32_t more = draw(random, 0, 3 * routers); more > 0; --more) {
    const RouterId from = draw(random, 0, routers - 1), to = draw(random, 0, routers - 1);
    if (from != to) channels.insert({from, to});
  }
  Tables tables{{channels.begin(), channels.end()},
                NextHops(routers, std::vector<RouterId>(routers, kNoRouter))};
  for (RouterId to = 0; to < routers; ++to) {
    const auto distance = distances(channels, to, routers);
    for (RouterId at = 0; at < routers; ++at) {
      tables.next[at][to] = nearer(channels, at, distance, random);
    }
  }
  return tables;
}

Tables random_up_down_tables(Random& random) {
  const RouterId routers = draw(random, 1, 10);
  Pairs up, down;
  const auto link = [&](RouterId lower, RouterId upper) {
    up.insert({lower, upper});
    down.insert({upper, lower});
  };
  for (RouterId at = 1; at < routers; ++at) link(at, draw(random, 0, at - 1));
  for (std::uint32_t more = draw(random, 0, routers); more > 0; --more) {
    const RouterId a = draw(random, 0, routers - 1), b = draw(random, 0, routers - 1);
    if (a != b) link(std::max(a, b), std::min(a, b));
  }
  Tables tables{{up.begin(), up.end()},
                NextHops(routers, std::vector<RouterId>(routers, kNoRouter))};
  tables.channels.insert(tables.channels.end(), down.begin(), down.end());
  for (RouterId to = 0; to < routers; ++to) {
    const auto below = distances(down, to, routers);
    for (RouterId at = 0; at < routers; ++at) {
      if (at == to) continue;
      tables.next[at][to] = nearer(down, at, below, random);
      if (tables.next[at][to] != kNoRouter) continue;
      std::vector<RouterId> above;
      for (const auto& [from, upper] : up) {
        if (from == at) above.push_back(upper);
      }
      tables.next[at][to] = above[draw(random, 0, static_cast<std::uint32_t>(above.size() - 1))];
    }
  }
  return tables;
}

std::unique_ptr<Topology> random_topology(Random& random) {
  switch (draw(random, 0, 3)) {
    case 0: {
      const std::uint32_t width = draw(random, 1, 4);
      return std::make_unique<Mesh>(width, draw(random, 1, 4));
    }
    case 1:
      return std::make_unique<Ring>(draw(random, 1, 9));
    case 2: {
      const std::uint32_t routers = draw(random, 1, 14);
      return std::make_unique<Tree>(routers, draw(random, 1, 4));
    }
    default: {
      const Tables tables = random_up_down_tables(random);
      return std::make_unique<TableRouted>(tables.channels, tables.next);
    }
  }
}

}  // namespace engram::hw
