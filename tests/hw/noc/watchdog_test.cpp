#include <gtest/gtest.h>

#include "hw/noc/channel_dependency.hpp"
#include "hw/noc/mesh.hpp"
#include "hw/noc/ring.hpp"
#include "hw/noc/table_routed.hpp"
#include "tests/hw/noc/cycles_of.hpp"

/// A network that stands still says so, after exactly its patience, and who waits for whom.
namespace engram::hw {
namespace {

/// Steps until the watchdog barks; what it says, and after how many steps.
std::pair<unsigned, std::string> bark(RouterNetwork& network, unsigned steps) {
  for (unsigned step = 1; step <= steps; ++step) {
    try {
      network.step();
    } catch (const NetworkStalled& stalled) {
      return {step, stalled.what()};
    }
  }
  return {0, ""};
}

TEST(Watchdog, NamesThePlantedStallFromTheEndpointBackToTheSource) {
  const Mesh line(4, 1);
  RouterNetwork network(line, one_each(line), {1, 5});
  network.set_ready(3, false);
  std::uint64_t sent = 0;
  for (unsigned step = 0; sent < 4; ++step) {
    if (network.can_inject(0)) send(network, 0, sent++, {3});
    network.step();
  }
  const auto [steps, text] = bark(network, 20);
  EXPECT_EQ(text,
            "nothing moved for 5 cycles, 4 flits are inside:\n"
            "r0.c0 waits for credit of r1.west\n"
            "r1.west waits for credit of r2.west\n"
            "r2.west waits for credit of r3.west\n"
            "r3.west waits for c3 to be ready");
}

TEST(Watchdog, HasExactlyItsPatience) {
  const Mesh one(1, 1);
  RouterNetwork network(one, one_each(one), {2, 6});
  network.set_ready(0, false);
  EXPECT_EQ(bark(network, 30).first, 0u) << "an empty network stands still by right";
  send(network, 0, 1, {0});
  EXPECT_EQ(bark(network, 5).first, 0u);
  EXPECT_EQ(bark(network, 1).first, 1u);
}

TEST(Watchdog, AnythingThatMovesCalmsIt) {
  const Mesh line(2, 1);
  RouterNetwork network(line, one_each(line), {2, 4});
  network.set_ready(1, false);
  send(network, 0, 1, {1});
  EXPECT_EQ(bark(network, 4).first, 0u);  // it crossed in the first of them
  send(network, 0, 2, {0});
  EXPECT_EQ(bark(network, 4).first, 0u);
  EXPECT_EQ(bark(network, 1).first, 1u);
}

/// Every router sends two routers on, in a circle.
template <class Network>
void send_two_ahead(Network& network, EndpointId endpoints) {
  for (EndpointId from = 0; from < endpoints; ++from) {
    send(network, from, from, {(from + 2) % endpoints});
  }
}

TEST(Watchdog, FindsTheDeadlockThatTheDependenciesForetell) {
  const TableRouted circle(
      {{0, 1}, {1, 2}, {2, 3}, {3, 0}},
      {{kNoRouter, 1, 1, 1}, {2, kNoRouter, 2, 2}, {3, 3, kNoRouter, 3}, {0, 0, 0, kNoRouter}});
  EXPECT_EQ(cycle_text(circle, dependency_cycle(circle)), "r0->r1, r1->r2, r2->r3, r3->r0");
  RouterNetwork network(circle, one_each(circle), {1, 10});
  send_two_ahead(network, 4);
  const auto [steps, text] = bark(network, 100);
  EXPECT_EQ(steps, 11u);  // all cross one link, then none
  EXPECT_EQ(text,
            "nothing moved for 10 cycles, 4 flits are inside:\n"
            "r0.from_r3 waits for credit of r1.from_r0\n"
            "r1.from_r0 waits for credit of r2.from_r1\n"
            "r2.from_r1 waits for credit of r3.from_r2\n"
            "r3.from_r2 waits for credit of r0.from_r3");
}

TEST(Watchdog, TheDatelineOfARingKeepsTheSameTrafficGoing) {
  const Ring ring(4);
  RouterNetwork network(ring, one_each(ring), {1, 10});
  for (unsigned round = 0; round < 50; ++round) {
    for (EndpointId from = 0; from < 4; ++from) {
      if (network.can_inject(from)) send(network, from, round, {(from + 2) % 4});
    }
    network.step();
  }
  while (network.inside() > 0) network.step();
  EXPECT_EQ(network.counts().delivered, network.counts().injected);
  EXPECT_GE(network.counts().injected,
            40u);  // one place a buffer: r0->r1 takes half a flit a cycle
}

}  // namespace
}  // namespace engram::hw
