#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace engram::hw {

struct WaveSignal {
  enum class Kind {
    level,  ///< keeps its value until the next change
    pulse   ///< values of one cycle add up, and it is 0 in every other cycle
  };
  std::string scope, name;  ///< "chip.core0.conv1", "row"
  unsigned bits = 1;
  Kind kind = Kind::level;
};

struct WaveChange {
  std::uint32_t signal = 0;
  std::uint64_t cycle = 0;  ///< since the sample began
  std::uint64_t value = 0;
};

/// Signals of the chip's modules, written down while a window is open. Modules name their signals
/// when they are told of the log, and set them in any order of cycles, since an activation knows
/// the cycles ahead of it.
class WaveLog {
 public:
  static constexpr std::uint32_t kUnwanted = ~std::uint32_t{0};

  /// Signals of this scope and the scopes below it, all if it is empty.
  explicit WaveLog(std::string scope = {}) : wanted_(std::move(scope)) {}

  /// Returns the signal's number, or kUnwanted, which `set` ignores.
  std::uint32_t add(const std::string& scope, const std::string& name, unsigned bits,
                    WaveSignal::Kind kind = WaveSignal::Kind::level);
  /// The cycle from which `set` counts.
  void begin(std::uint64_t origin) { origin_ = origin; }
  void open(bool window) { open_ = window; }
  void set(std::uint32_t signal, std::uint64_t cycle, std::uint64_t value);

  const std::string& wanted() const { return wanted_; }
  /// Every scope that was named, wanted or not, ascending.
  const std::vector<std::string>& scopes() const { return scopes_; }
  const std::vector<WaveSignal>& signals() const { return signals_; }
  /// Ascending by cycle; at most one a signal and cycle, the last set or the sum of a pulse.
  std::vector<WaveChange> changes() const;

 private:
  std::string wanted_;
  std::vector<std::string> scopes_;
  std::vector<WaveSignal> signals_;
  std::vector<WaveChange> changes_;
  std::uint64_t origin_ = 0;
  bool open_ = false;
};

}  // namespace engram::hw
