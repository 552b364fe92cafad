#pragma once

#include <string>

namespace engram::hw {

/// A core as the timestep controller sees it, at any fidelity.
class CoreShell {
 public:
  virtual ~CoreShell() = default;
  /// Begins the model's current level in the next delta cycle.
  virtual void start() = 0;
  /// Where it stands in the chip, "chip.core0".
  virtual std::string scope() const = 0;
};

}  // namespace engram::hw
