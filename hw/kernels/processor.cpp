#include <hwy/targets.h>

#include <cstdint>

// Highway's headers ask its library which instruction sets the processor has. The library of Debian
// 12 does more: when it is loaded it measures a timer, with an instruction that Valgrind does not
// know, so that no program linked to it runs there. What the headers ask for is answered here
// instead, and nothing is linked.
namespace hwy {
namespace {

std::int64_t only = 0;  ///< what a test allows; 0: all

#if HWY_ARCH_X86
std::int64_t supported_by_processor() {
  __builtin_cpu_init();
  std::int64_t targets = HWY_STATIC_TARGET | HWY_SCALAR;
  if (!__builtin_cpu_supports("ssse3")) return targets;
  targets |= HWY_SSSE3;
  if (!__builtin_cpu_supports("sse4.2") || !__builtin_cpu_supports("pclmul") ||
      !__builtin_cpu_supports("aes")) {
    return targets;
  }
  targets |= HWY_SSE4;
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma") ||
      !__builtin_cpu_supports("bmi") || !__builtin_cpu_supports("bmi2")) {
    return targets;
  }
  targets |= HWY_AVX2;
  const bool wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
                    __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
  return wide ? targets | HWY_AVX3 : targets;
}
#else
std::int64_t supported_by_processor() {
  return HWY_STATIC_TARGET | HWY_SCALAR;
}
#endif

}  // namespace

std::int64_t SupportedTargets() {
  static const std::int64_t all = supported_by_processor();
  return only == 0 ? all : only;
}

void SetSupportedTargetsForTest(std::int64_t targets) {
  only = targets;
}

ChosenTarget& GetChosenTarget() {
  static ChosenTarget chosen;
  return chosen;
}

}  // namespace hwy
