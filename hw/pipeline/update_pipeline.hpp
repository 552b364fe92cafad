#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "energy/units.hpp"

namespace engram::hw {

struct UpdatePipelineSpec {
  unsigned ports = 1;        ///< of the state memory. 1: reads and writes take turns, a cycle each
  unsigned latency = 1;      ///< of the state memory: cycles from read to data, at least 1
  unsigned queue_depth = 4;  ///< events that wait to be sent, at least 1
};

/// What the step of one neuron asks of the pipeline.
struct NeuronWork {
  Count decays = 0;  ///< late steps made before this one, a cycle each in the multiply stage
  Count flits = 0;   ///< that its event is sent in; 0: no spike
};

struct UpdateStalls {
  Count queue = 0;          ///< cycles that a write back waited for room in the output queue
  Count back_pressure = 0;  ///< cycles that a flit waited for its way out
  friend bool operator==(const UpdateStalls&, const UpdateStalls&) = default;
};

struct UpdateTimes {
  std::uint64_t written = 0;   ///< first cycle after the last state was written back
  std::uint64_t finished = 0;  ///< first cycle after that and after the last flit
  friend bool operator==(const UpdateTimes&, const UpdateTimes&) = default;
};

/// The neuron update of a core at fidelity `cycle`: read state, multiply and add, compare and
/// reset, write back. A neuron that spikes puts its event into the output queue as it is written
/// back; the queue sends a flit a cycle. A full queue holds the write back, and with it all stages.
/// Contract: equal to SteppedUpdatePipeline in every time and stall. O(neurons + flits).
///
/// All times are maxima over earlier times plus constants, rounded up to a port's turn: a delay
/// anywhere never makes anything happen earlier.
class UpdatePipeline {
 public:
  /// Throws std::invalid_argument if the spec cannot be built.
  explicit UpdatePipeline(const UpdatePipelineSpec& spec);

  /// When a flit that could leave in the given cycle does: the link's next free cycle. It is called
  /// flit by flit with ascending cycles, and must answer with ascending ones.
  using Leave = std::function<std::uint64_t(std::uint64_t cycle)>;
  /// Steps all neurons of `work`, in order. The first is read in cycle `from`.
  UpdateTimes run_sweep(std::span<const NeuronWork> work, std::uint64_t from, const Leave& leave);
  UpdateTimes run_sweep(std::span<const NeuronWork> work, std::uint64_t from);
  const UpdateStalls& stalls() const { return stalls_; }

 private:
  std::uint64_t write_turn(std::uint64_t cycle, std::uint64_t from) const;
  std::uint64_t send(const NeuronWork& neuron, std::uint64_t written, const Leave& leave);

  UpdatePipelineSpec spec_;
  std::vector<std::uint64_t> sent_;  ///< last flit of the last queue_depth events
  std::uint64_t events_ = 0, last_flit_ = 0;
  UpdateStalls stalls_;
};

/// Neurons under way at once: one a cycle of read latency, one in each stage behind.
unsigned update_capacity(const UpdatePipelineSpec& spec);
/// Throws std::invalid_argument if the spec cannot be built.
void check_update_pipeline(const UpdatePipelineSpec& spec);

}  // namespace engram::hw
