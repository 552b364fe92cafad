#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>

#include "memory/banks/stepped_banks.hpp"

/// The claims of an event-driven simulator are the arbiter's grants.
namespace engram {
namespace {

struct Wish {
  Requester requester;
  std::uint64_t word, cycle;
};

BankSpec draw_spec() {
  return {*rc::gen::inRange(1U, 5U), *rc::gen::inRange(1U, 3U), *rc::gen::inRange(1U, 4U)};
}

/// Ascending by (cycle, requester): the order of service. Each word is asked for once.
std::vector<Wish> draw_wishes() {
  const auto size = *rc::gen::inRange<std::uint64_t>(0, 60);
  const auto span = *rc::gen::element<std::uint64_t>(1, 10, 40, 200);
  std::vector<Wish> wishes;
  std::uint64_t word = 0;
  for (std::uint64_t k = 0; k < size; ++k) {
    word += *rc::gen::inRange<std::uint64_t>(1, 5);
    wishes.push_back({static_cast<Requester>(*rc::gen::inRange(0, 4)), word,
                      *rc::gen::inRange<std::uint64_t>(0, span)});
  }
  std::stable_sort(wishes.begin(), wishes.end(), [](const Wish& a, const Wish& b) {
    return a.cycle != b.cycle ? a.cycle < b.cycle : a.requester < b.requester;
  });
  return wishes;
}

using Cycles = std::map<std::uint64_t, std::uint64_t>;  ///< by word

struct Stepped {
  Cycles granted, there;
  BankWaits waits;
};

Stepped step_through(const BankSpec& spec, const std::vector<Wish>& wishes) {
  SteppedBanks banks(spec);
  Stepped result;
  for (std::size_t next = 0; result.there.size() < wishes.size();) {
    const std::uint64_t now = banks.now();
    for (; next < wishes.size() && wishes[next].cycle == now; ++next) {
      banks.offer(wishes[next].requester, wishes[next].word);
    }
    const SteppedBanks::Outcome& outcome = banks.step();
    for (const BankWord& word : outcome.granted) result.granted[word.word] = now;
    for (const BankWord& word : outcome.there) result.there[word.word] = now;
  }
  result.waits = banks.waits();
  return result;
}

TEST(BankProperties, ClaimsInTheOrderOfServiceAreTheGrantsOfTheArbiter) {
  EXPECT_TRUE(rc::check([] {
    const BankSpec spec = draw_spec();
    const std::vector<Wish> wishes = draw_wishes();
    Stepped stepped = step_through(spec, wishes);
    BankedMemory memory(spec);
    for (const Wish& wish : wishes) {
      if (*rc::gen::arbitrary<bool>()) memory.settle(wish.cycle);
      const std::uint64_t granted = memory.claim(wish.requester, wish.word, wish.cycle);
      RC_ASSERT(granted == stepped.granted[wish.word]);
      RC_ASSERT(memory.there(granted) == stepped.there[wish.word]);
    }
    RC_ASSERT(memory.waits() == stepped.waits);
    RC_ASSERT(memory.words() == wishes.size());
  }));
}

TEST(BankProperties, AWaitIsBoundedByTheRequestsMadeUpToItsCycle) {
  EXPECT_TRUE(rc::check([] {
    const BankSpec spec = draw_spec();
    const std::vector<Wish> wishes = draw_wishes();
    Stepped stepped = step_through(spec, wishes);
    for (const Wish& wish : wishes) {
      const auto before = std::count_if(wishes.begin(), wishes.end(), [&](const Wish& other) {
        return other.cycle <= wish.cycle && other.word != wish.word &&
               other.word % spec.banks == wish.word % spec.banks;
      });
      const std::uint64_t waited = stepped.granted[wish.word] - wish.cycle;
      RC_ASSERT(waited * spec.ports <= static_cast<std::uint64_t>(before));
    }
  }));
}

TEST(BankProperties, NoBankGrantsMoreThanItsPortsACycle) {
  EXPECT_TRUE(rc::check([] {
    const BankSpec spec = draw_spec();
    Stepped stepped = step_through(spec, draw_wishes());
    std::map<std::pair<std::uint64_t, std::uint64_t>, unsigned> grants;
    for (const auto& [word, cycle] : stepped.granted) {
      RC_ASSERT(++grants[std::make_pair(cycle, word % spec.banks)] <= spec.ports);
    }
  }));
}

}  // namespace
}  // namespace engram
