#pragma once

#include <deque>
#include <memory>
#include <systemc>
#include <vector>

#include "Vcrossbar_sc.h"
#include "hw/core/row_server.hpp"
#include "memory/controller.hpp"

namespace engram::cosim {

/// A crossbar controller in SystemVerilog as a SystemC module that serves the rows of a core. It is
/// clocked only while it has work: inputs change where a cycle of the chip begins, memory and
/// deliveries are looked at in its middle, the clock rises at three quarters.
class TwinRowServer : public sc_core::sc_module, public hw::RowServer {
 public:
  /// `image` must outlive the module.
  TwinRowServer(const sc_core::sc_module_name& name, const MemoryImage& image,
                std::uint64_t period_ps);
  void serve(std::span<const hw::RowService> rows, sc_core::sc_event& served) override;

  Count deliveries() const { return deliveries_; }
  Count words() const { return words_; }  ///< read
  /// Deliveries that are not the next of the plain controller, and those that it still expects.
  Count wrong() const { return wrong_ + expected_.size(); }

 private:
  enum class Phase { begin, middle, edge };
  void reset();
  void cycle();
  void begin();
  void middle();
  void accept(std::uint32_t row);
  sc_core::sc_time part(std::uint64_t sixteenths) const {
    return sc_core::sc_time::from_value(period_ps_ * sixteenths / 16);
  }

  template <class T>
  using Signal = sc_core::sc_signal<T, sc_core::SC_MANY_WRITERS>;  // clock, by reset and cycle
  Signal<bool> clock_;
  sc_core::sc_signal<bool> reset_, event_valid_, event_ready_, memory_read_, memory_write_,
      delivery_valid_, delivery_ready_, busy_;
  sc_core::sc_signal<std::uint32_t> event_operation_, event_line_, memory_address_,
      memory_write_data_, memory_read_data_, delivery_end_, delivery_code_, gradient_;
  Vcrossbar_sc twin_;

  std::uint64_t period_ps_;
  std::unique_ptr<Controller> controller_;
  std::vector<std::uint32_t> memory_;
  std::uint32_t read_data_ = 0;     ///< of the word that was granted last
  std::deque<std::uint32_t> rows_;  ///< not accepted yet
  std::deque<Delivery> expected_;
  Count deliveries_ = 0, words_ = 0, wrong_ = 0;
  int resetting_ = 0;
  Phase phase_ = Phase::begin;
  sc_core::sc_event start_;
  sc_core::sc_event* served_ = nullptr;
};

}  // namespace engram::cosim
