#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "memory/banks/banked_memory.hpp"

namespace engram {

struct BankWord {
  Requester requester = Requester::forward;
  std::uint64_t word = 0;
  friend bool operator==(const BankWord&, const BankWord&) = default;
};

/// The arbiter of a banked memory, cycle by cycle: what lock-step with RTL drives, and what claims
/// on a BankedMemory must equal. A bank grants one request a port and cycle: the oldest first,
/// among those made in one cycle by the order of Requester, then in the order of the offers.
/// So priority is fixed, and nobody starves: a request waits for those made before it or in its own
/// cycle, never for a later one.
class SteppedBanks {
 public:
  explicit SteppedBanks(const BankSpec& spec);

  /// Requests a word in the coming step; it stays until it is granted.
  void offer(Requester requester, std::uint64_t word);
  /// One cycle. Valid until the next call.
  struct Outcome {
    std::vector<BankWord> granted;  ///< bank by bank
    std::vector<BankWord> there;    ///< words whose data can be used in this cycle
  };
  const Outcome& step();

  std::uint64_t now() const { return now_; }  ///< the cycle of the coming step
  const BankWaits& waits() const { return waits_; }

 private:
  struct Request {
    BankWord word;
    std::uint64_t offered = 0;
  };
  struct Flight {
    BankWord word;
    std::uint64_t there = 0;
  };
  void serve(std::deque<Request>& bank);

  BankSpec spec_;
  std::uint64_t now_ = 0;
  std::vector<std::deque<Request>> waiting_;  ///< by bank, in the order of service
  std::deque<Flight> flying_;
  Outcome outcome_;
  BankWaits waits_;
};

}  // namespace engram
