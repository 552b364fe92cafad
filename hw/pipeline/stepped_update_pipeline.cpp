#include "hw/pipeline/stepped_update_pipeline.hpp"

namespace engram::hw {

SteppedUpdatePipeline::SteppedUpdatePipeline(const UpdatePipelineSpec& spec,
                                             std::span<const NeuronWork> work)
    : spec_(spec), work_(work), to_write_(work.size()) {
  check_update_pipeline(spec);
}

bool SteppedUpdatePipeline::turn(bool write) const {
  return spec_.ports == 2 || (now_ % 2 == 1) == write;
}

SteppedUpdatePipeline::Cycle SteppedUpdatePipeline::step(bool ready) {
  cycle_ = {};
  const std::size_t queued = queue_.size();
  const std::size_t under_way = under_way_;
  send(ready);
  if (turn(true)) write_back(queued);
  if (turn(false) && under_way < update_capacity(spec_)) read();
  move();
  ++now_;
  return cycle_;
}

void SteppedUpdatePipeline::send(bool ready) {
  if (queue_.empty()) return;
  if (!ready) {
    ++stalls_.back_pressure;
    return;
  }
  times_.finished = now_ + 1;
  cycle_.flit = true;
  if (--queue_.front() == 0) queue_.pop_front();
}

void SteppedUpdatePipeline::write_back(std::size_t queued) {
  if (!write_) return;
  const Count flits = work_[write_->neuron].flits;
  if (flits > 0) {
    if (queued == spec_.queue_depth) {
      stalls_.queue += spec_.ports == 2 ? 1 : 2;  // until the next turn
      return;
    }
    queue_.push_back(flits);
  }
  cycle_.written = write_->neuron;
  write_.reset();
  --under_way_;
  --to_write_;
  times_.written = times_.finished = now_ + 1;
}

void SteppedUpdatePipeline::read() {
  if (next_ == work_.size()) return;
  cycle_.read = next_;
  reads_.push_back({next_++, now_ + spec_.latency - 1});
  ++under_way_;
}

void SteppedUpdatePipeline::move() {
  if (!write_ && compare_ && compare_->done <= now_) {
    write_ = compare_;
    compare_.reset();
  }
  if (!compare_ && multiply_ && multiply_->done <= now_) {
    compare_ = Stage{multiply_->neuron, now_ + 1};
    multiply_.reset();
  }
  if (!multiply_ && !reads_.empty() && reads_.front().done <= now_) {
    const std::size_t neuron = reads_.front().neuron;
    multiply_ = Stage{neuron, now_ + 1 + work_[neuron].decays};
    reads_.pop_front();
  }
}

}  // namespace engram::hw
