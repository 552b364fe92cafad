#include "memory/banks/banked_memory.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace engram {
namespace {

constexpr auto kForward = Requester::forward;
constexpr auto kHost = Requester::host;

TEST(BankedMemory, RefusesWhatCannotBeBuilt) {
  EXPECT_THROW(BankedMemory({0, 1, 1}), std::invalid_argument);
  EXPECT_THROW(BankedMemory({1, 0, 1}), std::invalid_argument);
  EXPECT_THROW(BankedMemory({1, 3, 1}), std::invalid_argument);
  EXPECT_THROW(BankedMemory({1, 1, 0}), std::invalid_argument);
}

TEST(BankedMemory, DataAreThereALatencyAfterTheGrant) {
  BankedMemory memory({1, 1, 3});
  EXPECT_EQ(memory.claim(kForward, 0, 5), 5u);
  EXPECT_EQ(memory.there(5), 8u);
}

TEST(BankedMemory, OnePortServesOneWordACycle) {
  BankedMemory memory({1, 1, 1});
  EXPECT_EQ(memory.claim(kForward, 0, 5), 5u);
  EXPECT_EQ(memory.claim(kForward, 1, 5), 6u);
  EXPECT_EQ(memory.claim(kHost, 2, 5), 7u);
  EXPECT_EQ(memory.waits().conflicts(kForward), 1u);
  EXPECT_EQ(memory.waits().of(kHost), 2u);
  EXPECT_EQ(memory.waits().conflicts(kHost), 0u);
  EXPECT_EQ(memory.waits().total(), 3u);
  EXPECT_EQ(memory.words(), 3u);
}

TEST(BankedMemory, TwoPortsServeTwo) {
  BankedMemory memory({1, 2, 1});
  EXPECT_EQ(memory.claim(kForward, 0, 5), 5u);
  EXPECT_EQ(memory.claim(kForward, 1, 5), 5u);
  EXPECT_EQ(memory.claim(kForward, 2, 5), 6u);
}

TEST(BankedMemory, NeighboursLieInDifferentBanks) {
  BankedMemory memory({4, 1, 1});
  for (std::uint64_t word = 0; word < 4; ++word) EXPECT_EQ(memory.claim(kForward, word, 0), 0u);
  EXPECT_EQ(memory.claim(kForward, 4, 0), 1u);
  EXPECT_EQ(memory.claim(kForward, 8, 0), 2u);  // 0, 4 and 8: the same bank
  EXPECT_EQ(memory.claim(kForward, 5, 0), 1u);
}

TEST(BankedMemory, ALateClaimFillsAGapAndTakesNothingAway) {
  BankedMemory memory({1, 1, 1});
  EXPECT_EQ(memory.claim(kForward, 0, 10), 10u);
  EXPECT_EQ(memory.claim(kHost, 0, 9), 9u);
  EXPECT_EQ(memory.claim(kHost, 0, 9), 11u);
}

TEST(BankedMemory, AnAttemptFailsOnlyInTheTakenCycle) {
  BankedMemory memory({1, 1, 1});
  EXPECT_TRUE(memory.try_claim(kForward, 0, 0));
  EXPECT_FALSE(memory.try_claim(kForward, 0, 0));
  EXPECT_TRUE(memory.try_claim(kForward, 0, 1));
  EXPECT_EQ(memory.waits().total(), 1u);
}

TEST(BankedMemory, ForgettingThePastChangesNothingAfterIt) {
  BankedMemory memory({1, 1, 1});
  for (std::uint64_t cycle = 0; cycle < 4; ++cycle) memory.claim(kForward, 0, cycle);
  memory.settle(2);
  EXPECT_EQ(memory.claim(kForward, 0, 2), 4u);
  memory.settle(1000);
  EXPECT_EQ(memory.claim(kForward, 0, 1000), 1000u);
}

}  // namespace
}  // namespace engram
