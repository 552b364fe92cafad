#pragma once

#include "workloads/learn/training_options.hpp"

namespace engram::workloads::learn {

/// The optimizer's rate in an epoch (from 0) of `epochs`. Warm-up multiplies it by
/// (epoch + 1) / (warmup + 1); steps and the cosine are counted from its end.
double rate_of(const ScheduleOptions& schedule, double rate, std::uint32_t epoch,
               std::uint32_t epochs);

}  // namespace engram::workloads::learn
