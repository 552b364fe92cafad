#include "hw/chip/side_by_side.hpp"

#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include "hw/core/core_model.hpp"

namespace engram::hw {

struct SideBySide::Threads {
  explicit Threads(unsigned threads)
      : allowed(tbb::global_control::max_allowed_parallelism, threads),
        arena(static_cast<int>(threads)) {}
  tbb::global_control
      allowed;  ///< as many as asked for, where the machine has fewer processors too
  tbb::task_arena arena;
};

SideBySide::SideBySide(unsigned threads) : threads_(std::make_unique<Threads>(threads)) {}

SideBySide::~SideBySide() = default;

void SideBySide::work_ahead(std::span<CoreModel* const> cores) {
  threads_->arena.execute([&] {
    tbb::parallel_for(std::size_t{0}, cores.size(),
                      [&](std::size_t core) { cores[core]->work_ahead(); });
  });
}

}  // namespace engram::hw
