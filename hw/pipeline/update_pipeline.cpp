#include "hw/pipeline/update_pipeline.hpp"

#include <algorithm>
#include <stdexcept>

namespace engram::hw {

void check_update_pipeline(const UpdatePipelineSpec& spec) {
  if (spec.ports != 1 && spec.ports != 2) {
    throw std::invalid_argument("a state memory has 1 or 2 ports");
  }
  if (spec.latency == 0) throw std::invalid_argument("a state is there a cycle after its read");
  if (spec.queue_depth == 0)
    throw std::invalid_argument("an output queue holds at least one event");
}

unsigned update_capacity(const UpdatePipelineSpec& spec) {
  constexpr unsigned kStagesBehindRead = 3;  // multiply and add, compare and reset, write back
  return spec.latency + kStagesBehindRead;
}

UpdatePipeline::UpdatePipeline(const UpdatePipelineSpec& spec) : spec_(spec) {
  check_update_pipeline(spec);
}

// With one port, even cycles of the sweep read and odd ones write.
std::uint64_t UpdatePipeline::write_turn(std::uint64_t cycle, std::uint64_t from) const {
  return spec_.ports == 2 || (cycle - from) % 2 == 1 ? cycle : cycle + 1;
}

UpdateTimes UpdatePipeline::run_sweep(std::span<const NeuronWork> work, std::uint64_t from) {
  return run_sweep(work, from, [](std::uint64_t cycle) { return cycle; });
}

UpdateTimes UpdatePipeline::run_sweep(std::span<const NeuronWork> work, std::uint64_t from,
                                      const Leave& leave) {
  sent_.assign(spec_.queue_depth, 0);
  events_ = last_flit_ = 0;
  // Reads as if nothing held them. The stages behind let no neuron be later for the limit on those
  // under way: a read that it holds until a write would find the multiplier taken for longer.
  std::uint64_t read = from;
  std::uint64_t compare = 0, write_stage = 0, written = 0;  // cycles of the neuron before
  for (const NeuronWork& neuron : work) {
    // A stage is entered in the cycle in which the neuron before has left it.
    const std::uint64_t multiply = std::max(read + spec_.latency, compare);
    compare = std::max(multiply + 1 + neuron.decays, write_stage);
    write_stage = std::max(compare, written) + 1;
    written = write_turn(write_stage, from);
    if (neuron.flits > 0) {
      if (events_ >= spec_.queue_depth) {
        const std::uint64_t room = sent_[events_ % spec_.queue_depth] + 1;
        const std::uint64_t free = write_turn(std::max(write_stage, room), from);
        stalls_.queue += free - written;
        written = free;
      }
      sent_[events_++ % spec_.queue_depth] = send(neuron, written, leave);
    }
    read += spec_.ports == 2 ? 1 : 2;
  }
  const std::uint64_t end = work.empty() ? from : written + 1;
  return {end, events_ == 0 ? end : std::max(end, last_flit_ + 1)};
}

/// Returns the cycle of the event's last flit.
std::uint64_t UpdatePipeline::send(const NeuronWork& neuron, std::uint64_t written,
                                   const Leave& leave) {
  for (Count flit = 0; flit < neuron.flits; ++flit) {
    const std::uint64_t asked = std::max(written, last_flit_) + 1;
    last_flit_ = leave(asked);
    stalls_.back_pressure += last_flit_ - asked;
  }
  return last_flit_;
}

}  // namespace engram::hw
