#pragma once

#include <deque>
#include <optional>

#include "hw/pipeline/stepped_update_pipeline.hpp"
#include "neuron_steps.hpp"
#include "scoreboard.hpp"
#include "verilated_twin.hpp"

namespace engram::cosim {

/// neuron_update.sv beside SteppedUpdatePipeline (cycles) and NeuronUpdate (values). `Model` is the
/// class that Verilator made of it. Drives work, memories and the way out; watches all outputs.
template <class Model>
class NeuronLockstep {
 public:
  NeuronLockstep(const NeuronUnit& unit, std::uint64_t seed, unsigned fault = 0)
      : unit_(unit), random_(seed, 1), twin_(fault), answers_(unit.pipeline.latency) {}

  /// Populations of random parameters until `cycles` are compared, or one differs.
  void run(std::uint64_t cycles) {
    while (board_.agrees() && board_.cycles() < cycles) {
      NeuronSteps steps(unit_, 1 + static_cast<std::uint32_t>(random_.below(40)), random_);
      configure(steps.neuron());
      for (std::uint32_t t = 0; t < NeuronSteps::kTimesteps && board_.agrees(); ++t) {
        sweep(steps.step(steps.draw_sums()));
      }
    }
  }
  /// Timesteps of the given parameters and sums. Returns what the model made of them.
  std::vector<std::vector<NeuronStep>> run(const hw::NeuronSpec& neuron,
                                           const std::vector<Sums>& timesteps) {
    NeuronSteps steps(unit_, static_cast<std::uint32_t>(timesteps.front().size()), neuron, random_);
    configure(steps.neuron());
    std::vector<std::vector<NeuronStep>> made;
    for (const Sums& sums : timesteps) {
      made.push_back(steps.step(sums));
      sweep(made.back());
    }
    return made;
  }

  const Scoreboard& board() const { return board_; }
  void write_coverage(const std::string& file) { twin_.write_coverage(file); }

 private:
  void configure(const hw::NeuronSpec& neuron) {
    const hw::NeuronSpec::Integer& p = neuron.integer;
    const auto value = [&](const std::vector<std::int64_t>& list) {
      return pins(list.empty() ? 0 : list.front(), unit_.value_bits);
    };
    drive(twin_->decay, pins(p.membrane_decay.front(), unit_.decay_width));
    drive(twin_->offset, value(p.membrane_offset));
    drive(twin_->threshold, value(p.threshold));
    drive(twin_->reset_value, value(p.reset_value));
    drive(twin_->clip_low, value(p.clip_low));
    drive(twin_->refractory, neuron.refractory);
    records_.clear();
    for (std::size_t n = 0; n < 256; ++n) {
      const std::int64_t bias = n < p.bias.size() ? p.bias[n] : p.bias.front();
      records_.push_back(pins(bias, unit_.value_bits) << (record_low()));
    }
  }

  /// The sweep of a timestep, and idle cycles behind it.
  void sweep(const std::vector<NeuronStep>& steps) {
    std::vector<hw::NeuronWork> work;
    for (const NeuronStep& step : steps) work.push_back({step.late, step.spike ? step.fan_out : 0});
    hw::SteppedUpdatePipeline model(unit_.pipeline, work);
    events_.clear();
    next_ = 0;
    const std::uint64_t patience = random_.below(4);  // how often flits are held, in four
    while (!model.finished() && board_.agrees()) {
      cycle(steps, &model, random_.below(4) >= patience || random_.below(8) == 0);
    }
    for (std::uint64_t idle = 1 + random_.below(3); idle > 0 && board_.agrees(); --idle) {
      cycle(steps, nullptr, random_.below(2) == 0);
    }
  }

  void cycle(const std::vector<NeuronStep>& steps, hw::SteppedUpdatePipeline* model, bool ready) {
    const bool work = next_ < steps.size();
    twin_->work_valid = work;
    drive(twin_->work_neuron, work ? steps[next_].neuron : random_.below(256));
    drive(twin_->work_late, work ? steps[next_].late : random_.below(16));
    drive(twin_->work_flits, work ? steps[next_].fan_out : random_.below(4));
    const Answer& answer = answers_.front();
    drive(twin_->read_record, answer ? answer->record : pins(noise(), record_bits()));
    drive(twin_->read_sum, pins(answer ? answer->sum : noise(), unit_.sum_bits));
    twin_->flit_ready = ready;
    twin_->eval();
    board_.compare(model_values(steps, model, ready), twin_values(ready));
    answers_.pop_front();
    answers_.push_back({});
    if (twin_->read != 0) {
      answers_.back() = Asked{records_[twin_->read_neuron], work ? steps[next_].sum : 0};
      ++next_;
    }
    if (twin_->write != 0) records_[twin_->write_neuron] = twin_->write_record;
    twin_.clock();
  }

  Scoreboard::Values model_values(const std::vector<NeuronStep>& steps,
                                  hw::SteppedUpdatePipeline* model, bool ready) {
    if (model == nullptr) return Scoreboard::Values(kSignals, 0);
    const bool busy = !model->finished();
    const std::uint32_t flit_neuron = events_.empty() ? 0 : events_.front().neuron;
    const hw::UpdateStalls stalls = model->stalls();
    const auto moved = model->step(ready);
    if (moved.flit && --events_.front().flits == 0) events_.pop_front();
    const NeuronStep none;
    const NeuronStep& read = moved.read ? steps[*moved.read] : none;
    const NeuronStep& written = moved.written ? steps[*moved.written] : none;
    if (written.spike && written.fan_out > 0) events_.push_back({written.neuron, written.fan_out});
    return {moved.read.has_value(),
            read.neuron,
            moved.written.has_value(),
            written.neuron,
            pins(written.membrane, unit_.neuron.state_bits),
            written.spike,
            pins(written.bias, unit_.value_bits),
            moved.flit,
            moved.flit ? flit_neuron : 0,
            busy,
            model->stalls().queue - stalls.queue,
            model->stalls().back_pressure - stalls.back_pressure};
  }

  Scoreboard::Values twin_values(bool ready) const {
    const bool read = twin_->read != 0, write = twin_->write != 0,
               flit = twin_->flit_valid && ready;
    const std::uint64_t record = twin_->write_record;
    const auto turn = unit_.pipeline.ports == 2 ? 1U : 2U;  // a stall lasts until the next one
    return {read,
            read ? twin_->read_neuron : 0U,
            write,
            write ? twin_->write_neuron : 0U,
            write ? pins(static_cast<std::int64_t>(record), unit_.neuron.state_bits) : 0,
            write && twin_->write_spike != 0,
            write ? record >> record_low() : 0,
            flit,
            flit ? twin_->flit_neuron : 0U,
            twin_->busy,
            twin_->queue_stall != 0 ? turn : 0,
            twin_->flit_valid != 0 && !ready};
  }

  unsigned record_low() const { return unit_.neuron.state_bits + unit_.refractory_bits; }
  unsigned record_bits() const { return record_low() + unit_.value_bits; }
  std::int64_t noise() { return static_cast<std::int64_t>(random_.bits()); }

  struct Asked {
    std::uint64_t record;
    std::int64_t sum;
  };
  struct Event {
    std::uint32_t neuron, flits;
  };
  using Answer = std::optional<Asked>;
  static constexpr std::size_t kSignals = 12;

  NeuronUnit unit_;
  workloads::RandomStream random_;
  VerilatedTwin<Model> twin_;
  std::vector<std::uint64_t> records_;  ///< the state memory
  std::deque<Answer> answers_;          ///< of the memories, by cycles to go
  std::deque<Event> events_;            ///< the model's queue
  std::size_t next_ = 0;                ///< work not read
  Scoreboard board_{{"read", "read_neuron", "write", "write_neuron", "write_membrane",
                     "write_spike", "write_bias", "flit", "flit_neuron", "busy", "queue_stall",
                     "link_stall"}};
};

}  // namespace engram::cosim
