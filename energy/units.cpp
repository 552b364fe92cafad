#include "energy/units.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace engram {

Energy Energy::picojoules(double value) {
  constexpr double kLargest = 8.5e37;              // half of the range of 128 bits
  const double rounded = std::round(value * 1e6);  // half away from zero
  if (!(std::abs(rounded) < kLargest)) {           // also when it is no number
    throw std::out_of_range("energy of " + std::to_string(value) +
                            " pJ is no number of attojoules that fits 128 bits");
  }
  return Energy(static_cast<Int128>(rounded));
}

std::string to_string(Energy energy) {
  Int128 rest = energy.attojoules();
  const bool negative = rest < 0;
  std::string digits;
  do {  // digit by digit: the most negative value has no positive counterpart
    const int digit = static_cast<int>(rest % 10);
    digits += static_cast<char>('0' + (digit < 0 ? -digit : digit));
    rest /= 10;
  } while (rest != 0);
  if (negative) digits += '-';
  std::reverse(digits.begin(), digits.end());
  return digits;
}

}  // namespace engram
