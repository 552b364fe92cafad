#include "workloads/reference/weight_step.hpp"

namespace engram::workloads::reference {
namespace {

/// SplitMix64: the golden-ratio step and its finaliser.
std::uint64_t mix(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

/// Uniform in [0, 2^rate_shift).
std::uint64_t draw(const LearningTask& task, const StepKey& key) {
  if (task.rate_shift == 0) return 0;
  const std::uint64_t of_weight = mix(mix(task.seed ^ mix(key.projection)) ^ key.weight);
  return mix(of_weight ^ key.timestep) >> (64 - task.rate_shift);
}

/// Toward minus infinity.
Wide floored(Wide value, unsigned shift) {
  const Wide divisor = Wide{1} << shift;
  const Wide quotient = value / divisor;
  return value % divisor < 0 ? quotient - 1 : quotient;
}

}  // namespace

Wide rounded(Wide value, unsigned shift) {
  const Wide divisor = Wide{1} << shift;
  const Wide half = divisor / 2;  // 0 where there is nothing to round
  return value < 0 ? -((-value + half) / divisor) : (value + half) / divisor;
}

std::int64_t clamped(Wide value, unsigned bits) {
  const Wide top = (Wide{1} << (bits - 1)) - 1;
  if (value > top) value = top;
  if (value < -top) value = -top;
  return static_cast<std::int64_t>(value);
}

std::int32_t stepped(const LearningTask& task, std::int32_t level, Wide gradient, unsigned bits,
                     const StepKey& key) {
  const Wide step = task.rounding == StepRounding::nearest
                        ? rounded(gradient, task.rate_shift)
                        : floored(gradient + draw(task, key), task.rate_shift);
  return static_cast<std::int32_t>(clamped(level - step, bits));
}

}  // namespace engram::workloads::reference
