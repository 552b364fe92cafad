#include "twin_row_server.hpp"

namespace engram::cosim {

TwinRowServer::TwinRowServer(const sc_core::sc_module_name& name, const MemoryImage& image,
                             std::uint64_t period_ps)
    : sc_module(name), twin_("twin"), period_ps_(period_ps), controller_(make_controller(image)) {
  const BitArray& weights = image.regions.front().data;
  for (std::uint64_t word = 0; word < weights.words(); ++word) {
    const unsigned bits = weights.word_bits();
    memory_.push_back(static_cast<std::uint32_t>(weights.read(word * bits, bits)));
  }
  twin_.clock(clock_);
  twin_.reset(reset_);
  twin_.event_valid(event_valid_);
  twin_.event_ready(event_ready_);
  twin_.event_operation(event_operation_);
  twin_.event_line(event_line_);
  twin_.memory_read(memory_read_);
  twin_.memory_write(memory_write_);
  twin_.memory_address(memory_address_);
  twin_.memory_write_data(memory_write_data_);
  twin_.memory_read_data(memory_read_data_);
  twin_.delivery_valid(delivery_valid_);
  twin_.delivery_ready(delivery_ready_);
  twin_.delivery_end(delivery_end_);
  twin_.delivery_code(delivery_code_);
  twin_.gradient(gradient_);
  twin_.busy(busy_);
  SC_HAS_PROCESS(TwinRowServer);
  SC_METHOD(reset);
  SC_METHOD(cycle);
  sensitive << start_;
  dont_initialize();
}

/// One edge in the first part of cycle 0, before anybody looks.
void TwinRowServer::reset() {
  const int step = resetting_++;
  if (step == 0) reset_.write(true);
  if (step == 1) clock_.write(true);
  if (step == 2) clock_.write(false);
  if (step == 3) reset_.write(false);
  if (step < 3) next_trigger(part(1));
}

void TwinRowServer::serve(std::span<const hw::RowService> rows, sc_core::sc_event& served) {
  for (const hw::RowService& row : rows) rows_.insert(rows_.end(), row.events, row.row);
  served_ = &served;
  start_.notify(sc_core::SC_ZERO_TIME);
}

void TwinRowServer::cycle() {
  switch (phase_) {
    case Phase::begin:
      begin();
      return;
    case Phase::middle:
      middle();
      phase_ = Phase::edge;
      next_trigger(part(4));
      return;
    case Phase::edge:
      clock_.write(true);
      phase_ = Phase::begin;
      next_trigger(part(4));
  }
}

void TwinRowServer::begin() {
  clock_.write(false);
  if (served_ != nullptr && rows_.empty() && !busy_.read()) {
    served_->notify(sc_core::SC_ZERO_TIME);
    served_ = nullptr;
    event_valid_.write(false);
    return;  // until start_
  }
  memory_read_data_.write(read_data_);
  event_valid_.write(!rows_.empty());
  event_line_.write(rows_.empty() ? 0 : rows_.front());
  delivery_ready_.write(true);
  phase_ = Phase::middle;
  next_trigger(part(8));
}

void TwinRowServer::middle() {
  if (delivery_valid_.read()) {
    ++deliveries_;
    const bool right = !expected_.empty() && expected_.front().target == delivery_end_.read() &&
                       expected_.front().code == delivery_code_.read();
    if (right) {
      expected_.pop_front();
    } else {
      ++wrong_;
    }
  }
  if (event_valid_.read() && event_ready_.read()) {
    accept(rows_.front());
    rows_.pop_front();
  }
  if (memory_read_.read()) {
    ++words_;
    read_data_ = memory_.at(memory_address_.read());
  }
}

void TwinRowServer::accept(std::uint32_t row) {
  RowRead read;
  controller_->read_row(row, read);
  expected_.insert(expected_.end(), read.deliveries.begin(), read.deliveries.end());
}

}  // namespace engram::cosim
