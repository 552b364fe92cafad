#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace engram {

/// Number of times something happened. Counts are integers from the hardware model to the report.
using Count = std::uint64_t;

__extension__ using Int128 = __int128;  // ISO C++ has none; g++ and clang++ do

/// Energy in attojoules (1 aJ = 1e-18 J), exact. 128 bits: 1.7e20 J, so sums cannot overflow.
/// One picojoule is 1'000'000 aJ.
class Energy {
 public:
  constexpr Energy() = default;
  static constexpr Energy attojoules(Int128 value) { return Energy(value); }
  /// Rounds half away from zero to whole attojoules.
  static Energy picojoules(double value);

  constexpr Int128 attojoules() const { return attojoules_; }
  double picojoules() const { return static_cast<double>(attojoules_) * 1e-6; }

  constexpr Energy& operator+=(Energy other) {
    attojoules_ += other.attojoules_;
    return *this;
  }
  friend constexpr Energy operator+(Energy a, Energy b) { return a += b; }
  friend constexpr Energy operator-(Energy a, Energy b) {
    return Energy(a.attojoules_ - b.attojoules_);
  }
  friend constexpr Energy operator*(Energy energy, Count count) {
    return Energy(energy.attojoules_ * static_cast<Int128>(count));
  }
  friend constexpr auto operator<=>(Energy, Energy) = default;

 private:
  explicit constexpr Energy(Int128 value) : attojoules_(value) {}
  Int128 attojoules_ = 0;
};

/// The exact decimal number of attojoules, without unit.
std::string to_string(Energy energy);

}  // namespace engram
