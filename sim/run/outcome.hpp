#pragma once

#include <array>
#include <vector>

#include "energy/ledger.hpp"
#include "energy/table.hpp"
#include "hw/chip/chip.hpp"
#include "sim/run/learned_weights.hpp"

namespace engram::sim {

using PartEnergies = std::array<Energy, kParts>;

/// What a run did and what it cost.
struct Outcome {
  std::vector<hw::SampleResult> samples;
  Activity activity;                           ///< sum over samples
  std::vector<energy::Ledger> ledgers;         ///< the sum, one a table; the first is the main one
  std::vector<energy::Ledger> sample_ledgers;  ///< each sample, main table; or none (price_sum)
  /// [sample][timestep], main table; empty unless asked for. Timesteps add up to the sample.
  std::vector<std::vector<PartEnergies>> timestep_energy;
  std::vector<LearnedWeights> learned;  ///< after the last sample; empty unless asked for
};

/// Appends a sample and adds up what it did.
void add_sample(hw::SampleResult sample, Outcome& outcome);

/// Prices what was done, in place of what it cost before. Throws as energy::account.
void price(const std::vector<energy::Table>& tables, Outcome& outcome);
/// The same of the sum alone, where nobody asks what a sample costs.
void price_sum(const std::vector<energy::Table>& tables, Outcome& outcome);

}  // namespace engram::sim
