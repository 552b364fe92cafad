#pragma once

#include <span>
#include <vector>

#include "hw/chip/chip.hpp"
#include "hw/core/neuron_update.hpp"
#include "hw/noc/spike_input.hpp"

namespace engram::hw {

/// Writes down what a sample's result shows, event by event, on the way of spikes to the network.
class SampleRecorder final : public SpikeOutput {
 public:
  /// Both must outlive the recorder.
  SampleRecorder(const ChipSpec& spec, SpikeOutput& next) : spec_(spec), next_(next) {}

  void begin(const RunOptions& options);
  /// Where the membranes of `slice` go.
  MembraneRecord record(const SliceSpec& slice);

  void begin_timestep(std::uint32_t step) override;
  void input(std::uint32_t population, std::span<const NeuronSpike> spikes);
  Sent emit(std::uint32_t core, std::uint32_t population, std::uint32_t first,
            std::span<const NeuronSpike> spikes) override;
  /// After begin: the sample has these readouts, which nobody computes.
  void know(const std::vector<std::vector<double>>& readout_max) {
    result_.readout_max = readout_max;
  }
  /// After begin: the sample has the spikes and readouts of `sample`, which nobody will emit.
  void know(const SampleResult& sample);
  /// Whether the work of a timestep is written down, and a stretch of it.
  bool wants_spans(std::uint32_t timestep) const {
    return timestep >= options_.spans_first && timestep < options_.spans_end;
  }
  void span(const ActivitySpan& span) { result_.spans.push_back(span); }
  /// `operations`: synaptic operations since the sample began, by level. Cycles of chip timesteps
  /// behind the last network timestep (pipelined) count to that.
  void end_timestep(Count cycles, const std::vector<Count>& operations, bool missed);

  /// The result so far, spikes sorted. The recorder is empty afterwards.
  SampleResult take();

 private:
  const ChipSpec& spec_;
  SpikeOutput& next_;
  RunOptions options_;
  SampleResult result_;
  TimestepRecord& record_at(std::int64_t timestep);

  std::uint32_t step_ = 0;
  std::vector<Count> operations_before_;   ///< by level
  std::vector<std::vector<double>> last_;  ///< membranes by population; empty unless changes count
};

}  // namespace engram::hw
