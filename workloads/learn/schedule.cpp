#include "workloads/learn/schedule.hpp"

#include <algorithm>

#include "workloads/learn/plain_functions.hpp"

namespace engram::workloads::learn {

double rate_of(const ScheduleOptions& schedule, double rate, std::uint32_t epoch,
               std::uint32_t epochs) {
  const std::uint32_t warmup = schedule.warmup_epochs;
  if (epoch < warmup) return rate * (epoch + 1) / (warmup + 1.0);
  const std::uint32_t since = epoch - warmup;
  switch (schedule.kind) {
    case ScheduleKind::constant:
      return rate;
    case ScheduleKind::step:
      for (std::uint32_t k = since / schedule.step_epochs; k > 0; --k) rate *= schedule.step_factor;
      return rate;
    case ScheduleKind::cosine: {
      // final_fraction is where it ends, after the last epoch: no epoch trains at a rate of 0.
      const std::uint32_t length = epochs > warmup ? epochs - warmup : 1;
      const double share = std::min(1.0, static_cast<double>(since) / length);
      const double height = (1 + cosine_of_half_turns(share)) / 2;
      return rate * (schedule.final_fraction + (1 - schedule.final_fraction) * height);
    }
  }
  return rate;
}

}  // namespace engram::workloads::learn
