#pragma once

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

/// A stream of draws from one key.
class RandomStream {
 public:
  RandomStream(std::uint64_t seed, std::uint64_t key) : seed_(seed), key_(key) {}
  std::uint64_t bits() { return random_bits(seed_, key_, next_++, 0); }
  double unit();                         ///< [0, 1)
  std::uint64_t below(std::uint64_t n);  ///< 0 .. n-1, unbiased; n >= 1
  double normal();                       ///< mean 0, deviation 1 (Box-Muller)

 private:
  std::uint64_t seed_, key_, next_ = 0;
};

}  // namespace engram::workloads
