#pragma once

#include <cstdint>
#include <systemc>
#include <vector>

// The convenience sockets declare no dynamic processes of their own without this.
#ifndef SC_INCLUDE_DYNAMIC_PROCESSES
#define SC_INCLUDE_DYNAMIC_PROCESSES
#endif
#include <tlm_utils/simple_target_socket.h>

#include <tlm>

#include "hw/chip/chip.hpp"
#include "hw/host/host_model.hpp"
#include "hw/host/memory_window.hpp"

namespace engram::hw {

/// Clock cycles of a transaction, annotated to its delay: these, and one a 32-bit word.
inline constexpr std::uint64_t kHostTransactionCycles = 2;

/// A chip on the bus of a platform (IEEE 1666-2011, TLM-2.0, base protocol, loosely timed): one
/// target socket with the register map of host_registers.hpp and the words of all images, and one
/// interrupt line. The images begin empty: the host loads them.
///
/// `b_transport` adds its cycles to the delay; a start counts from the end of its own transaction,
/// rounded up to a clock cycle. No direct memory interface, no byte enables. Responses: see
/// HostResponse (refused: TLM_GENERIC_ERROR_RESPONSE).
///
/// Expensive to include (TLM): for platforms alone.
class HostedChip final : public sc_core::sc_module {
 public:
  /// Throws std::invalid_argument for a spec that cannot be built, or learns: a host loads weights
  /// that stay. Construct it before the first sc_start.
  HostedChip(const sc_core::sc_module_name& name, ChipSpec spec);

  tlm_utils::simple_target_socket<HostedChip, 32> socket;
  sc_core::sc_out<bool> interrupt;

 private:
  void transport(tlm::tlm_generic_payload& payload, sc_core::sc_time& delay);
  unsigned debug(tlm::tlm_generic_payload& payload);
  void begin();
  void finish();
  void drive();
  void fail(HostFault fault);

  ChipSpec spec_;
  MemoryWindow window_;  ///< of spec_
  HostModel model_;
  Chip chip_;
  sc_core::sc_time period_, begun_;
  bool running_ = false;
  std::vector<SampleInput> inputs_;
  sc_core::sc_event start_, ended_, changed_;
};

}  // namespace engram::hw
