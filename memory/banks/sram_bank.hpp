#pragma once

#include <array>
#include <cstdint>
#include <deque>

#include "energy/units.hpp"

namespace engram {

/// Who reads or writes a memory of a core. The order is that of service among requests made in one
/// cycle: a forward row holds up every stage behind it, backward rows and updates follow in the
/// order in which a timestep needs them, the host can wait.
enum class Requester { forward, backward, update, host };
inline constexpr std::size_t kRequesters = 4;
const char* to_string(Requester requester);

/// Cycles that requests waited: cycles[who waited][who had the port]. The diagonal are bank
/// conflicts of one requester with itself; off the diagonal the port was taken by another.
struct BankWaits {
  std::array<std::array<Count, kRequesters>, kRequesters> cycles{};

  void note(Requester waiting, Requester holder) {
    ++cycles[static_cast<std::size_t>(waiting)][static_cast<std::size_t>(holder)];
  }
  Count of(Requester waiting) const;         ///< whatever the cause
  Count conflicts(Requester waiting) const;  ///< with itself
  Count total() const;
  friend bool operator==(const BankWaits&, const BankWaits&) = default;
};

/// The ports of one SRAM macro over time: each port serves one word, read or written, a cycle.
/// Cycles may be asked for in any order, but none before the last `settle`.
class SramBank {
 public:
  /// `ports`: 1 or 2.
  explicit SramBank(unsigned ports) : ports_(ports) {}

  bool full(std::uint64_t cycle) const;
  /// Takes a port in `cycle`. Precondition: not full(cycle).
  void take(Requester requester, std::uint64_t cycle);
  /// Who took the last free port. Precondition: full(cycle).
  Requester holder(std::uint64_t cycle) const;
  /// Forgets everything before `cycle`: nobody will ask for those cycles again.
  void settle(std::uint64_t cycle);

 private:
  struct Slot {
    std::uint8_t taken = 0;
    Requester last = Requester::forward;
  };
  unsigned ports_;
  std::uint64_t first_ = 0;  ///< cycle of slots_.front()
  std::deque<Slot> slots_;
};

}  // namespace engram
