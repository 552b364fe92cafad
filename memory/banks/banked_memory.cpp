#include "memory/banks/banked_memory.hpp"

#include <stdexcept>

namespace engram {

void check_banks(const BankSpec& spec) {
  if (spec.banks == 0) throw std::invalid_argument("a memory has at least one bank");
  if (spec.ports != 1 && spec.ports != 2) throw std::invalid_argument("a bank has 1 or 2 ports");
  if (spec.latency == 0) throw std::invalid_argument("data are there a cycle after their grant");
}

BankedMemory::BankedMemory(const BankSpec& spec) : spec_(spec) {
  check_banks(spec);
  banks_.assign(spec.banks, SramBank(spec.ports));
}

std::uint64_t BankedMemory::claim(Requester requester, std::uint64_t word, std::uint64_t cycle) {
  while (!try_claim(requester, word, cycle)) ++cycle;
  return cycle;
}

bool BankedMemory::try_claim(Requester requester, std::uint64_t word, std::uint64_t cycle) {
  SramBank& bank = banks_[word % spec_.banks];
  if (bank.full(cycle)) {
    waits_.note(requester, bank.holder(cycle));
    return false;
  }
  bank.take(requester, cycle);
  ++words_;
  return true;
}

void BankedMemory::settle(std::uint64_t cycle) {
  for (SramBank& bank : banks_) bank.settle(cycle);
}

}  // namespace engram
