#include "workloads/network/random.hpp"

#include <cmath>
#include <numbers>

namespace engram::workloads {
namespace {

double to_unit(std::uint64_t bits) {
  return static_cast<double>(bits >> 11) * 0x1.0p-53;
}

}  // namespace

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
