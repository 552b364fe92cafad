#include "workloads/network/random.hpp"

#include <cmath>
#include <numbers>

namespace engram::workloads {
namespace {

double to_unit(std::uint64_t bits) {
  return static_cast<double>(bits >> 11) * 0x1.0p-53;
}

using Draws = std::array<std::uint64_t, RandomStream::kFalling>;

// Highway, which hw/kernels has its vectors by, is not for this folder: a plain loop for the one
// instruction set that converts 64-bit integers and doubles into each other, and otherwise the
// draws one by one.
#if defined(__x86_64__) && defined(__GNUC__)
#define ENGRAM_WITH_VECTORS __attribute__((target("avx512f,avx512dq")))
bool has_vectors() {
  static const bool has = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq");
  return has;
}
#else
#define ENGRAM_WITH_VECTORS
bool has_vectors() {
  return false;
}
#endif

/// bits() % n, bits() % (n - 1), ...; false where one of them may have to be drawn again. A
/// quotient in double is at most one off while it is below 2^50; what remains says which way.
/// Precondition: all divisors are from kLeastDivisor to kMostDivisor.
constexpr std::uint64_t kLeastDivisor = 1 << 14, kMostDivisor = std::uint64_t{1} << 62;
ENGRAM_WITH_VECTORS bool remainders(std::uint64_t key, std::uint64_t next, std::uint64_t n,
                                    Draws& draws) {
  std::uint64_t again = 0;
  for (std::uint64_t k = 0; k < draws.size(); ++k) {
    const std::uint64_t draw = mix_bits(mix_bits(key ^ (next + k)));
    const auto divisor = static_cast<std::int64_t>(n - k);
    again |= draw > ~static_cast<std::uint64_t>(divisor);
    const double quotient = static_cast<double>(static_cast<std::int64_t>(draw >> 1)) *
                            (2.0 / static_cast<double>(divisor));
    std::int64_t rest = static_cast<std::int64_t>(
        draw - static_cast<std::uint64_t>(static_cast<std::int64_t>(quotient)) *
                   static_cast<std::uint64_t>(divisor));
    rest = rest < 0 ? rest + divisor : rest;
    rest = rest >= divisor ? rest - divisor : rest;
    draws[k] = static_cast<std::uint64_t>(rest);
  }
  return again == 0;
}

}  // namespace

void RandomStream::below_falling(std::uint64_t n, Draws& draws) {
  const bool fits = n >= kLeastDivisor + draws.size() && n <= kMostDivisor;
  if (fits && has_vectors() && remainders(key_, next_, n, draws)) {
    next_ += draws.size();
    return;
  }
  for (std::uint64_t& draw : draws) draw = below(n--);
}

std::uint64_t random_bits(std::uint64_t seed, std::uint64_t a, std::uint64_t b, std::uint64_t c) {
  return mix_bits(mix_bits(mix_bits(mix_bits(seed) ^ a) ^ b) ^ c);
}

double random_unit(std::uint64_t seed, std::uint64_t a, std::uint64_t b, std::uint64_t c) {
  return to_unit(random_bits(seed, a, b, c));
}

std::uint64_t hash_name(std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : name) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  }
  return hash;
}

double RandomStream::unit() {
  return to_unit(bits());
}

double RandomStream::normal() {
  const double radius = std::sqrt(-2.0 * std::log(1.0 - unit()));
  return radius * std::cos(2.0 * std::numbers::pi * unit());
}

}  // namespace engram::workloads
