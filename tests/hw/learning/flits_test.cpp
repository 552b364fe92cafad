#include <gtest/gtest.h>

#include <optional>
#include <utility>
#include <vector>

#include "hw/learning/learning_network.hpp"
#include "tests/hw/learning/learning_chips.hpp"

// What learning sends is written down flit by flit, for whoever moves it through the routers.
namespace engram::hw::testing {
namespace {

/// A core that forgets what it is told.
struct Deaf final : LearningInput {
  void receive_target(std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t) override {}
  void receive_error(std::uint32_t, std::uint32_t, std::int64_t, std::uint64_t,
                     std::uint32_t) override {}
  void receive_gradient(std::uint32_t, std::uint32_t, std::int64_t, std::uint64_t,
                        std::uint32_t) override {}
};

/// The network of a chip of 2 x 2 cores, and what it writes down.
struct Sending {
  explicit Sending(ChipSpec chip, std::size_t projections) : spec(std::move(chip)) {
    spec.learning = steps_of_256(LearningRule::backprop, projections,
                                 std::vector<std::uint8_t>(spec.populations.size(), 0));
    network.emplace(spec);
    network->attach({&core, &core, &core, &core});
    network->log(&flits);
  }
  /// "to core, kind" of each flit that an endpoint sends.
  using Written = std::vector<std::pair<std::uint32_t, FlitKind>>;
  Written written(std::size_t endpoint) const {
    Written list;
    for (std::size_t flit = 0; flit < flits[endpoint].size(); ++flit) {
      EXPECT_EQ(flits[endpoint][flit].size(), 1u);
      list.emplace_back(flits[endpoint][flit][0], flits[endpoint].kind(flit));
    }
    return list;
  }

  ChipSpec spec;
  Deaf core;
  FlitLog flits = FlitLog(5);
  std::optional<LearningNetwork> network;
};

constexpr std::size_t kHost = 4;
using Written = Sending::Written;

// a and b have a neuron on each core, a's last two on core 3.
TEST(LearningFlits, TargetsAndErrorsAreWrittenDownWhereTheyAreCounted) {
  Sending chip(loop({}, {0, 1, 2, 3}), 3);
  chip.network->send_target({2, 0, 1});
  chip.network->send_target({2, 3, 2});
  EXPECT_EQ(chip.network->send_error(2, 1, 2, -7), 0u) << "stays on its core";
  EXPECT_EQ(chip.network->send_error(2, 1, 4, 5), 1u);
  EXPECT_EQ(chip.network->send_error(2, 1, 1, 5), 1u);
  EXPECT_EQ(chip.written(kHost), (Written{{0, FlitKind::target}, {3, FlitKind::target}}));
  EXPECT_EQ(chip.written(2), (Written{{3, FlitKind::sum}, {1, FlitKind::sum}}));
  const LearningTraffic& traffic = chip.network->traffic();
  EXPECT_EQ(traffic.target_flits, 2u);
  EXPECT_EQ(traffic.target_hops, 0u + 2u);
  EXPECT_EQ(traffic.error_flits, 2u);
  EXPECT_EQ(traffic.error_hops, 1u + 2u);
}

// The first of two maps lies on cores 0 and 1: each has a copy of its nine weights, of which a
// bitmap does not store the fourth, a 0.
TEST(LearningFlits, GradientsGoToEveryOtherCopy) {
  Sending chip(convolution({Encoding::bitmap, Sharing::kernel, {}}, {0, 1, 2, 3}), 2);
  for (std::uint32_t entry = 0; entry < 9; ++entry) {
    EXPECT_EQ(chip.network->send_gradient(1, 0, entry, 3), entry == 3 ? 0u : 1u);
  }
  EXPECT_EQ(chip.written(1), Written(8, {0, FlitKind::sum}));
  EXPECT_EQ(chip.network->traffic().gradient_flits, 8u);
  EXPECT_EQ(chip.network->traffic().gradient_hops, 8u);
}

}  // namespace
}  // namespace engram::hw::testing
