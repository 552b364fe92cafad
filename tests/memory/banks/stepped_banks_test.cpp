#include "memory/banks/stepped_banks.hpp"

#include <gtest/gtest.h>

/// Exact cycles and exact sequences of grants.
namespace engram {
namespace {

using Words = std::vector<BankWord>;

constexpr auto kFirst = Requester::forward;
constexpr auto kSecond = Requester::backward;
constexpr auto kThird = Requester::update;
constexpr auto kLast = Requester::host;

TEST(SteppedBanks, AWordIsNotThereACycleEarlyAndThereOnTime) {
  for (const unsigned latency : {1U, 2U, 5U}) {
    SteppedBanks banks({1, 1, latency});
    banks.offer(kFirst, 7);
    EXPECT_EQ(banks.step().granted, (Words{{kFirst, 7}}));
    for (unsigned cycle = 1; cycle < latency; ++cycle) EXPECT_TRUE(banks.step().there.empty());
    EXPECT_EQ(banks.now(), latency);
    EXPECT_EQ(banks.step().there, (Words{{kFirst, 7}}));
    EXPECT_TRUE(banks.step().there.empty());
  }
}

TEST(SteppedBanks, RequestersOfOneCycleAreServedInTheirOrder) {
  SteppedBanks banks({1, 1, 1});
  for (const auto requester : {kLast, kThird, kFirst, kSecond}) banks.offer(requester, 0);
  for (const auto requester : {kFirst, kSecond, kThird, kLast}) {
    EXPECT_EQ(banks.step().granted, (Words{{requester, 0}}));
  }
  EXPECT_EQ(banks.waits().of(kFirst), 0u);
  EXPECT_EQ(banks.waits().of(kLast), 3u);
  EXPECT_EQ(banks.waits().total(), 6u);
}

TEST(SteppedBanks, TheLastIsNotStarvedByAStreamOfTheFirst) {
  SteppedBanks banks({1, 1, 1});
  banks.offer(kFirst, 0);
  banks.offer(kLast, 1);
  EXPECT_EQ(banks.step().granted, (Words{{kFirst, 0}}));
  banks.offer(kFirst, 2);
  EXPECT_EQ(banks.step().granted, (Words{{kLast, 1}}));
  EXPECT_EQ(banks.step().granted, (Words{{kFirst, 2}}));
  EXPECT_EQ(banks.waits().cycles[0][3], 1u);  // forward waited for the host
  EXPECT_EQ(banks.waits().cycles[3][0], 1u);
}

TEST(SteppedBanks, TwoWordsInOneBankTakeTurnsTwoInTwoDoNot) {
  SteppedBanks banks({2, 1, 1});
  banks.offer(kFirst, 0);
  banks.offer(kFirst, 2);
  banks.offer(kFirst, 1);
  EXPECT_EQ(banks.step().granted, (Words{{kFirst, 0}, {kFirst, 1}}));
  EXPECT_EQ(banks.step().granted, (Words{{kFirst, 2}}));
  EXPECT_EQ(banks.waits().conflicts(kFirst), 1u);
}

TEST(SteppedBanks, ASecondPortServesTwoOfABank) {
  SteppedBanks banks({1, 2, 1});
  for (const auto requester : {kSecond, kFirst, kLast}) banks.offer(requester, 4);
  EXPECT_EQ(banks.step().granted, (Words{{kFirst, 4}, {kSecond, 4}}));
  EXPECT_EQ(banks.step().granted, (Words{{kLast, 4}}));
  EXPECT_EQ(banks.waits().cycles[3][1], 1u);  // the host waited for the second to take a port
}

}  // namespace
}  // namespace engram
