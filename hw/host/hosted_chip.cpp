#include "hw/host/hosted_chip.hpp"

#include <stdexcept>
#include <utility>

namespace engram::hw {
namespace {

tlm::tlm_response_status status_of(HostResponse response) {
  switch (response) {
    case HostResponse::ok:
      return tlm::TLM_OK_RESPONSE;
    case HostResponse::address:
      return tlm::TLM_ADDRESS_ERROR_RESPONSE;
    case HostResponse::command:
      return tlm::TLM_COMMAND_ERROR_RESPONSE;
    case HostResponse::burst:
      return tlm::TLM_BURST_ERROR_RESPONSE;
    case HostResponse::refused:
      break;
  }
  return tlm::TLM_GENERIC_ERROR_RESPONSE;
}

HostTransfer transfer_of(const tlm::tlm_generic_payload& payload) {
  return {payload.is_write(), payload.get_address(), payload.get_data_ptr(),
          payload.get_data_length(), payload.get_streaming_width()};
}

ChipSpec without_learning(ChipSpec spec) {
  if (spec.learning) throw std::invalid_argument("a chip behind the host port does not learn");
  return spec;
}

}  // namespace

HostedChip::HostedChip(const sc_core::sc_module_name& name, ChipSpec spec)
    : sc_module(name),
      socket("socket"),
      interrupt("interrupt"),
      spec_(without_learning(std::move(spec))),
      window_(spec_),
      model_(spec_, window_),
      chip_(spec_, Elaboration::by_platform),
      period_(sc_core::sc_time::from_value(spec_.clock_period_ps)) {
  SC_HAS_PROCESS(HostedChip);
  socket.register_b_transport(this, &HostedChip::transport);
  socket.register_transport_dbg(this, &HostedChip::debug);
  SC_METHOD(begin);
  sensitive << start_;
  dont_initialize();
  SC_METHOD(finish);
  sensitive << ended_;
  dont_initialize();
  SC_METHOD(drive);
  sensitive << changed_;
}

void HostedChip::transport(tlm::tlm_generic_payload& payload, sc_core::sc_time& delay) {
  payload.set_dmi_allowed(false);
  if (payload.get_byte_enable_ptr() != nullptr) {
    payload.set_response_status(tlm::TLM_BYTE_ENABLE_ERROR_RESPONSE);
    return;
  }
  if (payload.get_command() == tlm::TLM_IGNORE_COMMAND) {
    payload.set_response_status(tlm::TLM_OK_RESPONSE);
    return;
  }
  const sc_core::sc_time now = sc_core::sc_time_stamp();
  if (running_) model_.elapse((now - begun_).value() / period_.value());
  const HostResponse response = model_.access(transfer_of(payload));
  const std::uint64_t words = response == HostResponse::ok ? payload.get_data_length() / 4 : 0;
  delay += sc_core::sc_time::from_value((kHostTransactionCycles + words) * period_.value());
  if (model_.take_start()) {
    const std::uint64_t from = (now + delay).value(), period = period_.value();
    start_.notify(sc_core::sc_time::from_value((from + period - 1) / period * period) - now);
  }
  changed_.notify(delay);
  payload.set_response_status(status_of(response));
}

unsigned HostedChip::debug(tlm::tlm_generic_payload& payload) {
  if (payload.get_command() == tlm::TLM_IGNORE_COMMAND) return 0;
  const unsigned done = model_.debug(transfer_of(payload));
  if (payload.is_write()) changed_.notify(sc_core::SC_ZERO_TIME);
  return done;
}

void HostedChip::begin() {
  const HostFault fault = model_.check();
  if (fault != HostFault::none) {
    fail(fault);
    return;
  }
  for (const MemoryWindow::ImagePlace& place : window_.written()) {
    chip_.loaded(place.core, place.image);
  }
  window_.settle();
  inputs_ = model_.take_inputs();
  RunOptions options = model_.options();
  options.progress = [this](std::uint32_t timestep) { model_.advance(timestep + 1); };
  begun_ = sc_core::sc_time_stamp();
  running_ = true;
  try {
    chip_.start(inputs_, options, [this] { ended_.notify(sc_core::SC_ZERO_TIME); });
  } catch (const std::invalid_argument&) {
    fail(HostFault::timestep);  // events were checked; what is left is a recording too long
  } catch (const std::exception&) {
    fail(HostFault::model);
  }
}

void HostedChip::finish() {
  try {
    model_.end(chip_.finish());
  } catch (const std::exception&) {
    fail(HostFault::model);
    return;
  }
  running_ = false;
  changed_.notify(sc_core::SC_ZERO_TIME);
}

void HostedChip::fail(HostFault fault) {
  running_ = false;
  model_.fail(fault);
  changed_.notify(sc_core::SC_ZERO_TIME);
}

void HostedChip::drive() {
  interrupt.write(model_.interrupt());
}

}  // namespace engram::hw
