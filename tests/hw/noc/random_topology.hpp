#pragma once

#include <memory>
#include <random>

#include "hw/noc/table_routed.hpp"

/// Topologies and routing tables to test on, all from a seeded generator.
namespace engram::hw {

using Random = std::mt19937_64;

/// A whole number from `least` to `most`, the same on every platform.
inline std::uint32_t draw(Random& random, std::uint32_t least, std::uint32_t most) {
  return least + static_cast<std::uint32_t>(random() % (std::uint64_t{most} - least + 1));
}

struct Tables {
  std::vector<std::pair<RouterId, RouterId>> channels;
  NextHops next;
};

/// Strongly connected, any shape; routes are shortest, ties drawn. They may deadlock.
Tables random_shortest_tables(Random& random);

/// Links both ways, any shape; every link leads up towards router 0 or down. A route goes down as
/// soon as it can reach its destination so, else up: never up after down, so it cannot deadlock.
Tables random_up_down_tables(Random& random);

/// A mesh, ring, tree or tables of up and down.
std::unique_ptr<Topology> random_topology(Random& random);

}  // namespace engram::hw
