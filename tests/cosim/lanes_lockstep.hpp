#pragma once

#include <memory>

#include "lanes_model.hpp"
#include "scoreboard.hpp"
#include "verilated_twin.hpp"

namespace engram::cosim {

/// accumulate_lanes.sv beside the lanes of SteppedRowPipeline (cycles) and Accumulator (sums).
/// `Model` is the class that Verilator made of it. The model's fetch says what decode can offer.
template <class Model>
class LanesLockstep {
 public:
  LanesLockstep(const LanesUnit& unit, std::uint64_t seed, unsigned fault = 0)
      : unit_(unit), random_(seed, 2), twin_(fault), board_(signals(unit)) {
    twin_->clear = 0;
  }

  /// Random images and rows until `cycles` are compared, or one differs.
  void run(std::uint64_t cycles) {
    while (board_.agrees() && board_.cycles() < cycles) {
      const MemoryImage image = draw_image(unit_, random_);
      std::vector<std::uint32_t> rows;
      for (std::uint64_t k = 1 + random_.below(12); k > 0; --k) {
        rows.push_back(static_cast<std::uint32_t>(random_.below(image.rows)));
      }
      run(image, rows, random_.below(4));
    }
  }
  /// The rows of one timestep, then all sums, which are cleared. Additions are let through in
  /// `readiness` + 1 of four cycles.
  void run(const MemoryImage& image, const std::vector<std::uint32_t>& rows,
           std::uint64_t readiness) {
    LanesModel model(unit_, image, random_);
    std::size_t next = 0;
    while ((next < rows.size() || !model.idle()) && board_.agrees()) {
      if (next < rows.size() && model.accepts() && random_.below(3) > 0) model.accept(rows[next++]);
      cycle(model, random_.below(4) <= readiness);
    }
    drain(model);
  }

  const Scoreboard& board() const { return board_; }
  void write_coverage(const std::string& file) { twin_.write_coverage(file); }

 private:
  static std::vector<std::string> signals(const LanesUnit& unit) {
    std::vector<std::string> names{"begun"};
    for (unsigned lane = 0; lane < unit.spec.lanes; ++lane) {
      names.push_back("target_" + std::to_string(lane));
    }
    for (const char* name :
         {"taken", "stall_lanes", "stall_words", "stall_bank", "stall_ready", "sum", "received"}) {
      names.push_back(name);
    }
    return names;
  }

  void cycle(LanesModel& model, bool ready) {
    const std::vector<Addend> offered = model.offered();
    std::uint64_t targets = random_.bits(), weights = random_.bits(), first = 0;
    for (std::size_t k = offered.size(); k-- > 0;) {
      targets = targets << unit_.target_bits | offered[k].target;
      weights = weights << unit_.weight_bits | pins(offered[k].level, unit_.weight_bits);
      first = first << 1 | (offered[k].first ? 1 : 0);
    }
    const unsigned lanes = unit_.spec.lanes;
    drive(twin_->offered, offered.size());
    drive(twin_->offered_target,
          pins(static_cast<std::int64_t>(targets), lanes * unit_.target_bits));
    drive(twin_->offered_weight,
          pins(static_cast<std::int64_t>(weights), lanes * unit_.weight_bits));
    drive(twin_->offered_first, first);
    twin_->ready = ready;
    const auto look = static_cast<std::uint32_t>(random_.below(unit_.targets));
    drive(twin_->read_target, look);
    twin_->eval();
    const bool pending = model.undelivered() > 0;
    Scoreboard::Values values = model.step(ready);
    append_sum(values, model.sum(look));
    board_.compare(std::move(values), twin_values(offered.size(), pending));
    twin_.clock();
  }

  /// Reads and clears every accumulator.
  void drain(LanesModel& model) {
    for (std::uint32_t target = 0; target < unit_.targets && board_.agrees(); ++target) {
      drive(twin_->offered, 0);
      drive(twin_->read_target, target);
      twin_->clear = 1;
      twin_->eval();
      Scoreboard::Values values(unit_.spec.lanes + 6, 0);
      append_sum(values, model.total(target));
      board_.compare(std::move(values), twin_values(0, false));
      twin_.clock();
      twin_->clear = 0;
    }
  }

  void append_sum(Scoreboard::Values& values, const AccumulatorEntry& entry) const {
    values.push_back(pins(entry.sum, unit_.sum_bits));
    values.push_back(entry.received);
  }

  Scoreboard::Values twin_values(std::size_t offered, bool pending) const {
    Scoreboard::Values begun;
    for (unsigned lane = 0; lane < unit_.spec.lanes; ++lane) {
      if ((twin_->begin_valid >> lane & 1) == 0) continue;
      begun.push_back(
          pins(static_cast<std::int64_t>(twin_->begin_target >> lane * unit_.target_bits),
               unit_.target_bits));
    }
    Scoreboard::Values values{begun.size()};
    begun.resize(unit_.spec.lanes, 0);
    values.insert(values.end(), begun.begin(), begun.end());
    const bool none = twin_->taken == 0 && pending;
    values.push_back(twin_->taken);
    values.push_back(none && offered > 0);
    values.push_back(none && offered == 0);
    values.push_back(twin_->stall_bank);
    values.push_back(twin_->stall_ready);
    values.push_back(twin_->read_sum);
    values.push_back(twin_->read_received);
    return values;
  }

  LanesUnit unit_;
  workloads::RandomStream random_;
  VerilatedTwin<Model> twin_;
  Scoreboard board_;
};

}  // namespace engram::cosim
