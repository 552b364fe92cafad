#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "hw/chip/chip.hpp"
#include "hw/core/row_words.hpp"

namespace engram::hw {

/// The chip at fidelity `fast` without SystemC: the models of Chip, moved by a loop, a timestep a
/// call, as often in one process as one likes. Spikes, counts, cycles and activity of a sample are
/// those of Chip (tests: equal in every field of SampleResult).
///
/// begin, then `step` until `done`; then `result`. With schedule `pipelined` the step of the last
/// timestep also empties the pipeline. With learning, weights stay from sample to sample.
class SteppedChip {
 public:
  /// Throws std::invalid_argument as Chip does, and for another fidelity.
  explicit SteppedChip(ChipSpec spec);
  ~SteppedChip();
  SteppedChip(const SteppedChip&) = delete;
  SteppedChip& operator=(const SteppedChip&) = delete;

  const ChipSpec& spec() const;
  /// As Chip's.
  Activity idle_activity() const;
  const MemoryImage& image(std::uint32_t core, std::uint32_t index) const;

  /// Begins a sample, also in the middle of another or after a step that threw. Spans and waves are
  /// not drawn. Throws std::invalid_argument for targets that do not fit the chip.
  void begin(const RunOptions& options);
  /// The next timestep with its input events, which name that timestep and are sorted by neuron.
  /// Throws std::invalid_argument, nothing done, for others; what the models throw, after which
  /// only `begin` is legal. Precondition: not done.
  void step(const std::vector<SampleInput>& inputs);
  /// A whole sample: begin, and every step. Throws as they do.
  const SampleResult& run(const std::vector<SampleInput>& inputs, const RunOptions& options);
  /// From the next step on `reads` lists words, or not (as at the start).
  void record_reads(bool wanted);

  bool done() const;
  std::uint32_t timestep() const;  ///< timesteps stepped
  /// Emitted in the last step, in network time, sorted; inputs are not among them.
  const std::vector<OutputSpike>& spikes() const;
  /// Of forward rows in the last step: core by core a level, in the order of the controllers.
  const std::vector<WordRead>& reads() const;
  /// In its own units (fixed point: the integer), as the state record holds it: with update
  /// `touched`, steps that a neuron has missed are not in it. Precondition: not an input.
  double membrane(std::uint32_t population, std::uint32_t neuron) const;
  Count cycles() const;               ///< since begin
  Count synaptic_operations() const;  ///< since begin (DESIGN definition 5)
  /// Since begin. Late decays and re-encoding are in it once the sample is done.
  Activity activity() const;
  /// Precondition: done.
  const SampleResult& result() const;
  /// By core and image, the rows that all samples together asked for (SynapseRows); the chip is of
  /// no use afterwards. Precondition: no learning.
  std::vector<std::vector<SynapseRows>> take_rows();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace engram::hw
