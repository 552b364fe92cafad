#pragma once

#include <array>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "sim/run/prepare.hpp"

namespace engram::sim {

/// The run in one set of encodings: the simulation itself, priced with the main table.
struct EncodingTrial {
  std::string refusal;  ///< why there is no such run (too little memory, no price, ...); else empty
  Energy total;
  std::array<Energy, kParts> parts{};
  /// By projection: the lines of its memories, controller and additions. Clocks, leakage,
  /// accumulators are not in.
  std::vector<Energy> own;
  bool runs() const { return refusal.empty(); }
};

/// Runs of one prepared network and input that differ in encodings only, each in a process of its
/// own and made once. `config` and `prepared` (tables, network, samples) must outlive it.
class EncodingTrials {
 public:
  /// One choice a projection that is chosen: an index into its candidates.
  using Picks = std::vector<std::size_t>;
  /// The encodings of all projections that picks mean.
  using Choices = std::function<std::vector<EncodingChoice>(const Picks&)>;

  EncodingTrials(const Config& config, const Prepared& prepared, Choices choices);

  /// Makes those runs that have not been made; several at once. Throws what a simulation throws,
  /// but for faults of the user's: they are the trial's refusal.
  void make(const std::vector<Picks>& wanted);
  /// A run that was made.
  const EncodingTrial& at(const Picks& picks) const { return made_.at(picks); }

 private:
  std::string run(const Picks& picks) const;

  const Config& config_;
  const Prepared& prepared_;
  Choices choices_;
  std::map<Picks, EncodingTrial> made_;
};

}  // namespace engram::sim
