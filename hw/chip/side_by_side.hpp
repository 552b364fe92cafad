#pragma once

#include <memory>
#include <span>

namespace engram::hw {

class CoreModel;

/// Threads of this machine that compute simulated cores side by side (oneTBB). Cores meet at the
/// barrier only, so what they compute does not depend on how many threads there are.
class SideBySide {
 public:
  explicit SideBySide(unsigned threads);
  ~SideBySide();
  SideBySide(const SideBySide&) = delete;
  SideBySide& operator=(const SideBySide&) = delete;

  /// CoreModel::work_ahead of each.
  void work_ahead(std::span<CoreModel* const> cores);

 private:
  struct Threads;
  std::unique_ptr<Threads> threads_;
};

}  // namespace engram::hw
