#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "hw/chip/recount.hpp"
#include "sim/price/point_keys.hpp"
#include "sim/run/outcome.hpp"
#include "sim/run/prepare.hpp"
#include "workloads/mapping/mapping.hpp"

namespace engram::sim {

/// This run has to be simulated by itself: what() says why.
class NotPriced : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// How a run came by its figures.
enum class RunSource {
  simulated,  ///< neurons were stepped
  priced      ///< by spikes that another run has emitted
};

/// Runs one after the other, each from what it has in common with the one before: runs of one
/// workload should follow each other, among them those of one placement, among these those with the
/// same counts. Outcomes are those of `simulate` in every field (but learned weights, and samples
/// are not priced one by one).
///
/// Three ways, the cheapest that is exact:
///   simulate  the first of a workload, unless its activity is on disk
///   replay    known spikes sent through the chip once more, no neuron stepped, for the work that
///             another mapping makes of them
///   recount   the work of a chip, with its rows or others (hw/chip/recount.hpp)
class PricedRuns {
 public:
  /// `activity`: folder in which spikes are looked for and put; empty: they are not kept.
  explicit PricedRuns(std::filesystem::path activity);
  ~PricedRuns();

  /// Runs. Throws InputFault as prepare and simulate do, with the same text; NotPriced where this
  /// is no way to run it (precondition of all else: can_be_priced).
  RunSource run(const Config& config, const PointKeys& keys);

  /// Of the last run.
  const Prepared& prepared() const { return prepared_; }
  const Outcome& outcome() const { return outcome_; }
  /// Figures that are the same for all runs of this placement, for whoever computes them.
  std::map<std::string, double>& placement_figures() { return placement_figures_; }

 private:
  struct Done;  ///< what a chip has done, and its rows
  void read_tables(const Config& config);
  void begin_workload(const Config& config, const std::string& key);
  void begin_placement(const Config& config, const std::string& key);
  void count(const Config& config);
  const Done* done_before();
  void check_prices();
  void simulate(const Config& config, Done& done);
  void replay(const Config& config, Done& done);
  void recount(std::span<hw::SampleWork> works, std::uint32_t timesteps);
  void keep(std::unique_ptr<Done> done);
  void keep_spikes();

  std::filesystem::path folder_;
  std::map<std::string, energy::Table> tables_;
  std::vector<std::string> table_names_;  ///< those of the last run
  PointKeys keys_;
  std::string activity_key_;
  unsigned checked_bits_ = 0;  ///< of accumulators, which hold the workload's sums; 0: none yet
  bool failed_ = false;        ///< the workload could not be simulated, or not be replayed
  Prepared prepared_;
  Outcome outcome_;
  workloads::SliceMatrices matrices_{true};  ///< of the workload's network
  std::vector<hw::SampleSpikes> spikes_;     ///< by sample; empty: not known
  std::vector<std::unique_ptr<Done>> done_;
  std::shared_ptr<hw::ChipRows> rows_;  ///< of the placement; null until they are wanted
  const Done* same_ = nullptr;          ///< that the placement's chip would do, too
  Activity idle_;
  std::map<std::string, double> placement_figures_;
  RunSource source_ = RunSource::priced;
};

}  // namespace engram::sim
