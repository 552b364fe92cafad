#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>

#include "hw/pipeline/update_pipeline.hpp"

namespace engram::hw {

/// The update pipeline one cycle at a time: what lock-step with RTL drives, and the definition that
/// UpdatePipeline equals. A cycle in the order of `step`: the queue sends, the port whose turn it
/// is writes or reads (both with two), then every stage that is done moves into an empty one. Room
/// that is made in a cycle, in the queue or for a read, is seen in the next.
class SteppedUpdatePipeline {
 public:
  /// A sweep over `work`, which must outlive this; the first neuron is read in the first step.
  SteppedUpdatePipeline(const UpdatePipelineSpec& spec, std::span<const NeuronWork> work);

  /// What moved in a cycle.
  struct Cycle {
    std::optional<std::size_t> read, written;  ///< neurons, as numbered in `work`
    bool flit = false;                         ///< one left
    friend bool operator==(const Cycle&, const Cycle&) = default;
  };
  /// One cycle; a flit leaves only if `ready`.
  Cycle step(bool ready);
  bool finished() const { return to_write_ == 0 && queue_.empty(); }
  std::uint64_t now() const { return now_; }  ///< the cycle of the coming step
  /// As UpdatePipeline's, counted from the first step. Precondition: finished().
  const UpdateTimes& times() const { return times_; }
  const UpdateStalls& stalls() const { return stalls_; }

 private:
  struct Stage {
    std::size_t neuron;      ///< in work_
    std::uint64_t done = 0;  ///< cycle of its last work in this stage
  };
  void send(bool ready);
  void write_back(std::size_t queued);
  void read();
  void move();
  bool turn(bool write) const;

  UpdatePipelineSpec spec_;
  std::span<const NeuronWork> work_;
  std::uint64_t now_ = 0;
  std::size_t next_ = 0, to_write_, under_way_ = 0;
  std::deque<Stage> reads_;  ///< `done`: the cycle before the data are there
  std::optional<Stage> multiply_, compare_, write_;
  std::deque<Count> queue_;  ///< flits left of each event
  Cycle cycle_;
  UpdateTimes times_;
  UpdateStalls stalls_;
};

}  // namespace engram::hw
