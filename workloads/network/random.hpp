#pragma once

#include <array>
#include <cstdint>
#include <string_view>

/// Reproducible random numbers: the same on every platform and standard library.
namespace engram::workloads {

/// SplitMix64 finaliser of (seed, a, b, c): a counter-based generator (Steele et al. 2014).
std::uint64_t random_bits(std::uint64_t seed, std::uint64_t a, std::uint64_t b, std::uint64_t c);
/// Uniform in [0, 1), 53 bits.
double random_unit(std::uint64_t seed, std::uint64_t a, std::uint64_t b, std::uint64_t c);
/// 64-bit FNV-1a of a name, to key draws by it.
std::uint64_t hash_name(std::string_view name);

/// Finaliser of SplitMix64 (Steele, Lea, Flood 2014, OOPSLA; constants of Stafford's variant 13).
constexpr std::uint64_t mix_bits(std::uint64_t z) {
  z += 0x9e3779b97f4a7c15ULL;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

/// A stream of draws from one key: random_bits(seed, key, 0, 0), random_bits(seed, key, 1, 0), ...
class RandomStream {
 public:
  RandomStream(std::uint64_t seed, std::uint64_t key) : key_(mix_bits(mix_bits(seed) ^ key)) {}
  std::uint64_t bits() { return mix_bits(mix_bits(key_ ^ next_++)); }
  double unit();  ///< [0, 1)
  /// 0 .. n-1, unbiased; n >= 1.
  std::uint64_t below(std::uint64_t n) {
    constexpr std::uint64_t largest = ~std::uint64_t{0};
    std::uint64_t draw = bits();
    // Draws from the largest multiple of n on are no good; it is worked out only near it.
    while (draw > largest - n && draw >= largest - largest % n) draw = bits();
    return draw % n;
  }
  /// below(n), below(n - 1), ..., drawn together: several times as fast where the processor has
  /// wide vectors. Precondition: n >= kFalling.
  static constexpr std::size_t kFalling = 256;
  void below_falling(std::uint64_t n, std::array<std::uint64_t, kFalling>& draws);
  double normal();  ///< mean 0, deviation 1 (Box-Muller)

 private:
  std::uint64_t key_, next_ = 0;
};

}  // namespace engram::workloads
