#include "controller_bench.hpp"

namespace engram::cosim {
namespace {

/// Plays the memory, the source of events and the sink of deliveries.
class Driver {
 public:
  Driver(const ControllerModel& model, const Stimulus& stimulus)
      : memory_(model.words()), stimulus_(stimulus), bits_(stimulus.seed) {
    const unsigned bits = model.image().regions.front().data.word_bits();
    mask_ = bits == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1;
  }

  bool done() const { return next_ == stimulus_.events.size(); }
  std::mt19937_64& bits() { return bits_; }
  const ControllerEvent& event() const { return stimulus_.events[next_]; }

  /// The inputs of the coming cycle. What nobody should look at is drawn.
  ControllerInputs inputs(std::int64_t gradient) {
    if (stimulus_.changing && bits_() % 64 == 0) {
      offered_ = draw_chance();
      ready_ = draw_chance();
    }
    offering_ = !done() && (offering_ || bits_() % 16 < offered_);
    ControllerInputs inputs;
    inputs.event_valid = offering_;
    inputs.event_operation = static_cast<Operation>(bits_() % 4);
    inputs.event_line = 0;
    if (offering_) {
      inputs.event_operation = event().operation;
      inputs.event_line = event().line;
    }
    inputs.memory_read_data = read_data_;
    inputs.delivery_ready = bits_() % 16 < ready_;
    inputs.gradient = gradient;
    return inputs;
  }

  /// After a cycle with these outputs.
  void serve(const ControllerInputs& inputs, const ControllerOutputs& outputs) {
    if (inputs.event_valid && outputs.event_ready) {
      ++next_;
      offering_ = false;
    }
    read_data_ = mask_ & bits_();
    if (outputs.memory_address >= memory_.size()) return;
    if (outputs.memory_read) read_data_ = memory_[outputs.memory_address];
    if (outputs.memory_write) memory_[outputs.memory_address] = outputs.memory_write_data;
  }
  const std::vector<std::uint64_t>& memory() const { return memory_; }

 private:
  unsigned draw_chance() {
    constexpr unsigned chances[] = {16, 16, 12, 8, 3, 1};
    return chances[bits_() % 6];
  }

  std::vector<std::uint64_t> memory_;
  const Stimulus& stimulus_;
  std::mt19937_64 bits_;
  std::size_t next_ = 0;
  bool offering_ = false;
  std::uint64_t read_data_ = 0, mask_ = 0;
  unsigned offered_ = stimulus_.offered, ready_ = stimulus_.ready;
};

Scoreboard make_scoreboard() {
  return Scoreboard({"event_ready", "busy", "memory_read", "memory_write", "memory_address",
                     "memory_write_data", "delivery_begun", "delivery_end", "delivery_code"});
}

/// The monitor: pins of a cycle as a transaction, 0 where they mean nothing.
ControllerCycle observed(const ControllerInputs& inputs, const ControllerOutputs& outputs) {
  ControllerCycle cycle;
  cycle.read = outputs.memory_read;
  cycle.write = outputs.memory_write;
  if (cycle.read || cycle.write) cycle.address = outputs.memory_address;
  if (cycle.write) cycle.write_data = outputs.memory_write_data;
  cycle.begun = outputs.delivery_valid && inputs.delivery_ready;
  if (cycle.begun) {
    cycle.end = outputs.delivery_end;
    cycle.code = outputs.delivery_code;
  }
  return cycle;
}

Scoreboard::Values values(bool ready, bool busy, const ControllerCycle& cycle) {
  return {ready,       busy,      cycle.read, cycle.write, cycle.address, cycle.write_data,
          cycle.begun, cycle.end, cycle.code};
}

void count(const ControllerCycle& cycle, ControllerCounts& counts) {
  counts.reads += cycle.read;
  counts.writes += cycle.write;
  counts.deliveries += cycle.begun;
}

void reset(ControllerTwin& twin) {
  ControllerInputs inputs;
  inputs.reset = true;
  for (int cycle = 0; cycle < 2; ++cycle) {
    twin.settle(inputs);
    twin.clock();
  }
}

}  // namespace

SessionResult run_session(ControllerTwin& twin, ControllerModel& model, const Stimulus& stimulus) {
  Driver driver(model, stimulus);
  Scoreboard scoreboard = make_scoreboard();
  SessionResult result;
  reset(twin);
  bool agrees = true;
  for (int quiet = 0; agrees && quiet < 4; quiet = driver.done() && !model.busy() ? quiet + 1 : 0) {
    const ControllerInputs inputs = driver.inputs(model.gradient());
    const ControllerOutputs outputs = twin.settle(inputs);
    const bool accepts = model.accepts(), busy = model.busy();
    const bool accepted = inputs.event_valid && accepts;
    if (accepted) model.accept(driver.event(), driver.bits());
    const ControllerCycle expected = model.step(inputs.delivery_ready);
    const ControllerCycle seen = observed(inputs, outputs);
    count(seen, result.twin);
    result.busy += outputs.busy || accepted;
    agrees = scoreboard.compare(values(accepts, busy, expected),
                                values(outputs.event_ready, outputs.busy, seen));
    driver.serve(inputs, outputs);
    twin.clock();
  }
  result.model = model.counts();
  result.cycles = scoreboard.cycles();
  result.report = scoreboard.report();
  if (agrees && driver.memory() != model.words()) {
    agrees = false;
    result.report = "the memory of the twin is not the image of the model";
  }
  result.agrees = agrees;
  return result;
}

std::vector<ControllerEvent> random_events(const MemoryImage& image,
                                           const std::vector<Operation>& operations,
                                           std::size_t count, std::uint64_t seed) {
  std::mt19937_64 bits(seed);
  std::vector<ControllerEvent> events;
  for (std::size_t k = 0; k < count; ++k) {
    const Operation operation = operations[bits() % operations.size()];
    const bool row = operation == Operation::forward_row || operation == Operation::update_row;
    const std::uint32_t lines = row ? image.rows : image.targets;
    // The last line, and the same again, often.
    std::uint32_t line = bits() % 8 == 0 ? lines - 1 : static_cast<std::uint32_t>(bits() % lines);
    if (bits() % 8 == 0 && !events.empty() && events.back().line < lines) line = events.back().line;
    events.push_back({operation, line});
  }
  return events;
}

}  // namespace engram::cosim
