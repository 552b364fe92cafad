#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace engram::hw {

enum class NocTopology { mesh, ring, tree, table };
inline const char* to_string(NocTopology topology) {
  constexpr const char* kNames[] = {"mesh", "ring", "tree", "table"};
  return kNames[static_cast<int>(topology)];
}

enum class Casting {
  unicast,   ///< a flit a destination core
  multicast  ///< one flit, copied where the routes to its destination cores part
};

/// The network on chip as plain data. Routers are numbered row by row (x fastest), whatever links
/// them; core (x, y) sits at router y * width + x.
struct NocSpec {
  NocTopology topology = NocTopology::mesh;
  std::uint32_t arity = 2;  ///< tree: children a router
  /// table: channels {from, to}, and the next router by [router][destination].
  std::vector<std::pair<std::uint32_t, std::uint32_t>> channels;
  std::vector<std::vector<std::uint32_t>> next_hops;
  Casting casting = Casting::unicast;
  unsigned buffer_flits = 2;  ///< fidelity `cycle`: places in the input buffer of a link
  /// Fidelity `cycle`: cycles in which flits wait inside and none moves until the run gives up. As
  /// a rule longer than any core can refuse a flit.
  std::uint64_t watchdog_cycles = 100'000;
};

}  // namespace engram::hw
