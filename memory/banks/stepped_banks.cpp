#include "memory/banks/stepped_banks.hpp"

#include <algorithm>

namespace engram {

SteppedBanks::SteppedBanks(const BankSpec& spec) : spec_(spec), waiting_(spec.banks) {
  check_banks(spec);
}

void SteppedBanks::offer(Requester requester, std::uint64_t word) {
  std::deque<Request>& bank = waiting_[word % spec_.banks];
  const Request request{{requester, word}, now_};
  const auto place =
      std::upper_bound(bank.begin(), bank.end(), request, [](const Request& a, const Request& b) {
        if (a.offered != b.offered) return a.offered < b.offered;
        return a.word.requester < b.word.requester;
      });
  bank.insert(place, request);
}

const SteppedBanks::Outcome& SteppedBanks::step() {
  outcome_.granted.clear();
  outcome_.there.clear();
  for (; !flying_.empty() && flying_.front().there == now_; flying_.pop_front()) {
    outcome_.there.push_back(flying_.front().word);
  }
  for (std::deque<Request>& bank : waiting_) serve(bank);
  ++now_;
  return outcome_;
}

void SteppedBanks::serve(std::deque<Request>& bank) {
  Requester holder = Requester::forward;
  for (unsigned port = 0; port < spec_.ports && !bank.empty(); ++port, bank.pop_front()) {
    holder = bank.front().word.requester;
    outcome_.granted.push_back(bank.front().word);
    flying_.push_back({bank.front().word, now_ + spec_.latency});
  }
  for (const Request& request : bank) waits_.note(request.word.requester, holder);
}

}  // namespace engram
