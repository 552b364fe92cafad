#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "hw/chip/chip_spec.hpp"
#include "hw/chip/sample_spikes.hpp"
#include "hw/core/core_counts.hpp"
#include "hw/core/neuron_arithmetic.hpp"
#include "hw/core/touched_update.hpp"
#include "hw/pipeline/update_pipeline.hpp"

namespace engram::hw {

/// Where membranes are written down; every pointer may be null. They refer to the slice's first
/// neuron; `trace` has one row of `stride` values a timestep.
struct MembraneRecord {
  double* trace = nullptr;
  std::size_t stride = 0;
  double* highest = nullptr;  ///< running maximum a neuron
  double* last = nullptr;     ///< after the last step of a neuron; then `changes` is there too
  /// Of the slice's population: steps that left another membrane than they found. Those of timestep
  /// 0 all count.
  Count* changes = nullptr;
  bool watches() const { return trace != nullptr || highest != nullptr || last != nullptr; }
};

/// The neuron-update unit of one slice: decides who is stepped in a timestep, and steps them.
///   sweep:   every neuron, every timestep.
///   touched: neurons that received an addition, or spiked in their step of the timestep before
///            (a subtracting reset can leave them above the threshold). Steps that a neuron missed
///            are applied before its next one, so that states are bit-identical to a sweep.
class NeuronUpdate {
 public:
  /// Throws std::invalid_argument as check_neurons and check_touched do.
  NeuronUpdate(const SliceSpec& slice, const std::string& population, Update update);
  /// From now on every neuron stepped emits exactly one event, whatever its state. With sweep only.
  void emit_always() { emits_always_ = true; }
  /// As NeuronArithmetic's.
  void keep_distances() { arithmetic_->keep_distances(); }
  double distance(std::uint32_t neuron) const { return arithmetic_->distance(neuron); }
  double membrane(std::uint32_t neuron) const { return arithmetic_->membrane(neuron); }

  /// Before a sample. Where its spikes are known, `known` (null: they are not), those are emitted
  /// and no state is computed: who is stepped, and all that is counted, stays what it is.
  void reset(const MembraneRecord& record, const SampleSpikes::Train* known = nullptr);
  /// Whether `touched` has neurons to step even without input.
  bool awake() const { return !spiked_.empty(); }
  /// The step of `timestep` (called with ascending timesteps); spikes are in spikes() afterwards.
  /// Returns the neurons stepped, the missed steps applied late, and the entries of `input` that
  /// had received something and must be cleared.
  struct Work {
    Count stepped = 0, decays = 0, drained = 0;
  };
  /// Appends the neurons stepped to `log`, in order, without flits, unless it is null.
  Work step(std::uint32_t timestep, const Accumulator& input,
            std::vector<NeuronWork>* log = nullptr);
  const std::vector<NeuronSpike>& spikes() const { return spikes_; }
  /// After the last timestep: applies the steps still missed, up to `timesteps`.
  /// Returns the decays made and, as `stepped`, the records that they touched.
  Work finish(std::uint32_t timesteps);

 private:
  /// What the neuron emits in its step of `timestep`. Called with ascending neurons a timestep.
  std::uint32_t emitted(std::uint32_t neuron, std::uint32_t timestep, const Accumulator& input);
  void sweep_known(std::uint32_t timestep);
  std::uint64_t first_known(std::uint32_t timestep) const;
  Count catch_up(std::uint32_t neuron, std::uint32_t timestep);
  void advance(std::uint32_t neuron, std::uint32_t timestep, const Accumulator& input, Work& work);
  void sweep(std::uint32_t timestep, const Accumulator& input);
  void write_down(std::uint32_t neuron, std::uint32_t timestep);

  Update update_;
  bool emits_always_ = false;
  Silence silence_ = Silence::identity;
  std::uint32_t first_, count_;
  std::unique_ptr<NeuronArithmetic> arithmetic_;
  const SampleSpikes::Train* known_ = nullptr;
  std::uint64_t next_known_ = 0;  ///< event of the timestep
  MembraneRecord record_;
  std::vector<std::uint32_t> steps_done_;  ///< touched only: timesteps applied, by neuron
  std::vector<std::uint32_t> spiked_;      ///< touched only: spiked in the last step, ascending
  std::vector<std::uint8_t> awake_;        ///< touched only: the same, by neuron
  std::vector<NeuronSpike> spikes_;
};

}  // namespace engram::hw
