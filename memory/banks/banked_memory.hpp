#pragma once

#include <cstdint>
#include <vector>

#include "memory/banks/sram_bank.hpp"

namespace engram {

/// One memory made of equal macros side by side. Word a lies in bank a mod banks.
struct BankSpec {
  unsigned banks = 1;
  unsigned ports = 1;    ///< of each macro, 1 or 2
  unsigned latency = 1;  ///< cycles from grant to data, at least 1: a property of the macro
};

/// A banked memory as an event-driven simulator sees it: every word claims the next free cycle of
/// its bank, in O(cycles waited). Claims are served in the order of the calls; a cycle that was
/// given is never taken back.
/// Equal to SteppedBanks, cycle by cycle and wait by wait, when claims are made in the order in
/// which that serves: ascending by (cycle of the request, requester).
class BankedMemory {
 public:
  /// Throws std::invalid_argument on a spec that cannot be built.
  explicit BankedMemory(const BankSpec& spec);

  /// The first cycle from `cycle` on in which the word's bank has a free port; takes it.
  std::uint64_t claim(Requester requester, std::uint64_t word, std::uint64_t cycle);
  /// The same for this one cycle: takes the port if it is free, else counts one cycle of waiting.
  bool try_claim(Requester requester, std::uint64_t word, std::uint64_t cycle);
  /// The cycle in which the data of a word granted in `granted` can be used.
  std::uint64_t there(std::uint64_t granted) const { return granted + spec_.latency; }
  /// No claim will ask for a cycle before `cycle`; call now and then, it frees what is kept.
  void settle(std::uint64_t cycle);

  const BankSpec& spec() const { return spec_; }
  const BankWaits& waits() const { return waits_; }
  Count words() const { return words_; }  ///< granted so far

 private:
  BankSpec spec_;
  std::vector<SramBank> banks_;
  BankWaits waits_;
  Count words_ = 0;
};

/// Throws std::invalid_argument on a spec that cannot be built.
void check_banks(const BankSpec& spec);

}  // namespace engram
