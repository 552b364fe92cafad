#include "hw/noc/tree.hpp"

namespace engram::hw {

Tree::Tree(std::uint32_t routers, std::uint32_t arity)
    : Topology(routers), arity_(arity), up_(routers), down_(routers) {
  for (RouterId child = 1; child < routers; ++child) {
    up_[child] = add_link(child, parent(child));
    down_[child] = add_link(parent(child), child);
  }
}

ChannelId Tree::next(RouterId at, RouterId destination) const {
  // Parents have smaller numbers: climbing from the destination passes `at` or comes out above it.
  RouterId below = destination;
  while (destination > at) {
    below = destination;
    destination = parent(destination);
  }
  return destination == at ? down_[below] : up_[at];
}

}  // namespace engram::hw
