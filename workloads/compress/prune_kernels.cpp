#include "workloads/compress/prune_whole.hpp"

namespace engram::workloads {

void prune_kernels(std::span<const PruneTask> tasks, const PruneOptions& /*options*/) {
  for (const PruneTask& task : tasks) {
    // (out, in) are the outer dimensions of the weights.
    const auto& conv = std::get<Conv2d>(task.projection->connection);
    const std::uint64_t taps =
        std::uint64_t{conv.geometry.kernel_height} * conv.geometry.kernel_width;
    std::vector<std::uint64_t> kernel(conv.weights.size());
    for (std::uint64_t i = 0; i < kernel.size(); ++i) kernel[i] = i / taps;
    prune_whole(task, kernel, kernel.size() / taps);
  }
}

}  // namespace engram::workloads
