#pragma once

#include <hwy/targets.h>

#include <cstdint>

namespace engram::hw {

/// Calls `work` once for every instruction set that this processor has.
template <class Work>
void on_every_target(Work work) {
  hwy::SetSupportedTargetsForTest(0);
  for (std::int64_t left = hwy::SupportedTargets(); left != 0; left &= left - 1) {
    hwy::SetSupportedTargetsForTest(left & -left);
    hwy::GetChosenTarget().DeInit();
    work();
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().DeInit();
}

}  // namespace engram::hw
