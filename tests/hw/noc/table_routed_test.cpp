#include "hw/noc/table_routed.hpp"

#include <gtest/gtest.h>

/// Tables that route, and what is said of those that do not.
namespace engram::hw {
namespace {

using Channels = std::vector<std::pair<RouterId, RouterId>>;
constexpr RouterId kHere = kNoRouter;  // a router's entry for itself

std::string faults_of(const Channels& channels, const NextHops& tables) {
  try {
    const TableRouted topology(channels, tables);
  } catch (const TopologyFault& fault) {
    return fault.what();
  }
  return "";
}

TEST(TableRouted, FollowsItsTables) {
  // A one-way circle of three with a way back from 2 to 1.
  const TableRouted topology({{0, 1}, {1, 2}, {2, 0}, {2, 1}},
                             {{kHere, 1, 1}, {2, kHere, 2}, {0, 1, kHere}});
  EXPECT_EQ(topology.route(0, 2), (std::vector<ChannelId>{0, 1}));
  EXPECT_EQ(topology.route(1, 0), (std::vector<ChannelId>{1, 2}));
  EXPECT_EQ(topology.route(2, 1), (std::vector<ChannelId>{3}));
  EXPECT_EQ(topology.hops(0, 2), 2u);
  EXPECT_EQ(topology.buffer_name(1), "r2.from_r1");
}

TEST(TableRouted, NamesAHole) {
  EXPECT_EQ(faults_of({{0, 1}, {1, 0}}, {{kHere, kNoRouter}, {0, kHere}}),
            "r0 has no next hop to r1");
}

TEST(TableRouted, NamesANextHopThatIsNoNeighbour) {
  EXPECT_EQ(faults_of({{0, 1}, {1, 2}, {2, 0}}, {{kHere, 1, 2}, {2, kHere, 2}, {0, 0, kHere}}),
            "r0 sends flits for r2 to r2, to which it has no channel");
}

TEST(TableRouted, NamesACircleOncePerDestination) {
  const Channels line{{0, 1}, {1, 0}, {1, 2}, {2, 1}, {2, 3}, {3, 2}};
  const NextHops tables{{kHere, 1, 1, 1}, {0, kHere, 2, 0}, {1, 1, kHere, 3}, {2, 2, 2, kHere}};
  EXPECT_EQ(faults_of(line, tables), "flits for r3 never arrive: r0 -> r1 -> r0");
}

TEST(TableRouted, NamesChannelsThatCannotBe) {
  EXPECT_EQ(faults_of({{0, 1}, {1, 0}, {0, 1}, {1, 1}, {1, 5}}, {{kHere, 1}, {0, kHere}}),
            "channel r0->r1: it is given twice\n"
            "channel r1->r1: it leads back to where it begins\n"
            "channel r1->r5: there are routers r0 to r1 only");
  EXPECT_EQ(faults_of({}, {}), "a network needs a router");
}

TEST(TableRouted, NamesAllFaultsAtOnce) {
  EXPECT_EQ(faults_of({{0, 1}, {1, 2}, {2, 0}, {1, 0}},
                      {{kHere, kNoRouter, 1}, {2, kHere, 0}, {0, 9, kHere, 7}}),
            "r0 has no next hop to r1\n"
            "the table of r2 has 4 entries, expected one for each of 3 routers\n"
            "r2 sends flits for r1 to r9, to which it has no channel\n"
            "flits for r2 never arrive: r0 -> r1 -> r0");
}

}  // namespace
}  // namespace engram::hw
