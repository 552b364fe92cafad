#pragma once

#include <deque>
#include <exception>
#include <systemc>

#include "hw/spatial_array/layer_model.hpp"

namespace engram::hw {

class ArrayModule;

/// The DRAM port: one transfer at a time. What the array has finished is written before more is
/// read; it reads at most one pass ahead of the one the array works on (double buffering).
class DramModule : public sc_core::sc_module {
 public:
  DramModule(const sc_core::sc_module_name& name, std::uint64_t clock_period_ps);
  void attach(ArrayModule& array) { array_ = &array; }
  void begin(LayerModel& model);
  /// The array has finished a pass, and wants `cycles` of writing.
  void pass_done(Count cycles);
  /// Cycles from begin to the last word. Throws what the model threw.
  Count end() const;

 private:
  void activate();
  void work();
  void take(Count cycles);

  static constexpr unsigned kPassesAhead = 2;  ///< the one at work and the next
  std::uint64_t clock_period_ps_;
  ArrayModule* array_ = nullptr;
  LayerModel* model_ = nullptr;
  std::deque<Count> writes_;
  std::optional<PassCycles> fetched_;  ///< under way from DRAM
  bool busy_ = false;
  unsigned ahead_ = 0;  ///< passes fetched or under way, and not finished
  sc_core::sc_time begun_, last_;
  std::exception_ptr failure_;
  sc_core::sc_event wake_;
};

}  // namespace engram::hw
