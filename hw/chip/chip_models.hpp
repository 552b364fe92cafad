#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "hw/chip/chip.hpp"
#include "hw/chip/chip_activity.hpp"
#include "hw/chip/dram_port.hpp"
#include "hw/chip/sample_recorder.hpp"
#include "hw/core/core_model.hpp"
#include "hw/learning/learning_network.hpp"
#include "hw/learning/target_feed.hpp"
#include "hw/noc/network_on_chip.hpp"
#include "hw/noc/traffic_clock.hpp"

namespace engram::hw {

/// Fills what is counted into `result`, activity and cycles included.
void complete_result(const ChipSpec& spec, const ChipCounts& counts, SampleResult& result);

/// The plain models of a chip, whoever moves them: SystemC modules (Chip) or a loop (SteppedChip).
/// They stand apart, so that a fault in the spec is found before elaboration begins.
struct ChipModels {
  /// `spec` must have passed check_spec and outlive the models.
  explicit ChipModels(const ChipSpec& spec);
  ChipModels(const ChipModels&) = delete;
  ChipModels& operator=(const ChipModels&) = delete;

  /// Before a sample: all state to zero. `options.targets` must outlive the sample.
  void begin(const RunOptions& options);
  /// What was counted since `begin`, in a run of `cycles` so far.
  Activity activity(Count cycles) const;
  /// The same, core by core.
  ChipCounts counts(Count cycles) const;
  /// After a sample: fills what is counted into `result`, activity and cycles included.
  void complete(Count cycles, SampleResult& result) const;

  const ChipSpec& spec;
  NetworkOnChip noc;
  SampleRecorder recorder;
  FlitLog flits;
  LearningNetwork learning;
  TargetFeed targets;
  std::optional<TrafficClock> traffic;  ///< at fidelity `cycle`
  std::optional<DramPort> dram;         ///< schedule `layer_by_layer`
  std::vector<std::unique_ptr<CoreModel>> cores;
};

}  // namespace engram::hw
