#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "hw/chip/chip.hpp"
#include "hw/host/host_registers.hpp"
#include "hw/host/memory_window.hpp"

namespace engram::hw {

/// What a bus is told of a transaction. All but `refused` are found before anything is done.
enum class HostResponse {
  ok,
  address,  ///< nothing lies there, or the address is not of whole 32-bit words
  command,  ///< a register that cannot be read, or not be written
  burst,    ///< no whole 32-bit words, or it leaves the registers or the region it began in
  refused   ///< not now (busy, full, empty) or not this (no such input neuron)
};

/// `length` bytes from `address` on, or to it; where `streaming_width` is smaller the addresses
/// begin anew after so many bytes, so that one transaction can feed many events.
struct HostTransfer {
  bool write = false;
  std::uint64_t address = 0;
  unsigned char* data = nullptr;
  std::uint32_t length = 0, streaming_width = 0;
};

/// The host port as a plain model: registers, the event queues and the words of the images. It
/// knows no time; whoever simulates starts the chip when it is asked to and says what came of it.
class HostModel {
 public:
  /// Both must outlive the model; the window is that of the spec.
  HostModel(const ChipSpec& spec, MemoryWindow& window);

  /// A transaction: all of it is checked, then done 32 bits after 32 bits. The first that is
  /// refused ends it; what came before stays done.
  HostResponse access(const HostTransfer& transfer);
  /// The same for a debugger: reads have no effect (queues keep their events), writes reach memory
  /// (unless the chip is busy) and registers that are read and written. Returns the bytes done.
  std::uint32_t debug(const HostTransfer& transfer);
  bool interrupt() const;

  /// Whether a start was asked for since the last call; `busy` holds from then on.
  bool take_start();
  /// Why the run that is asked for cannot be; none: it can.
  HostFault check() const;
  /// The waiting events, sorted; none wait afterwards.
  std::vector<SampleInput> take_inputs();
  RunOptions options() const;
  /// The run's progress, its end and its failure.
  void advance(std::uint32_t timesteps) { timesteps_done_ = timesteps; }
  void elapse(std::uint64_t cycles) { cycles_ = cycles; }
  void end(const SampleResult& result);
  void fail(HostFault fault);

 private:
  HostResponse check(const HostTransfer& transfer, std::uint32_t width) const;
  HostResponse lane(bool write, std::uint64_t address, std::uint32_t& value);
  std::uint32_t peek(HostRegister which) const;
  std::uint32_t peek_region(HostRegister which) const;
  std::uint32_t peek_counter(HostRegister which) const;
  HostResponse read(HostRegister which, std::uint32_t& value);
  HostResponse write(HostRegister which, std::uint32_t value);
  HostResponse control(std::uint32_t value);
  HostResponse append(std::uint32_t count);
  std::uint32_t& held(HostRegister which) { return held_[static_cast<std::size_t>(which)]; }
  std::uint32_t held(HostRegister which) const { return held_[static_cast<std::size_t>(which)]; }
  bool busy() const { return (status_ & host_bits::kBusy) != 0; }

  struct WaitingEvent {
    std::uint32_t population = 0;
    InputEvent event;
  };
  const ChipSpec& spec_;
  MemoryWindow& window_;
  std::array<std::uint32_t, 64> held_{};  ///< what was written to registers, by HostRegister
  std::uint32_t status_ = 0, timesteps_done_ = 0;
  HostFault fault_ = HostFault::none;
  bool start_asked_ = false;
  std::uint64_t cycles_ = 0, input_events_ = 0, spikes_ = 0, operations_ = 0, missed_ = 0;
  std::vector<WaitingEvent> inputs_;
  std::deque<OutputSpike> outputs_;  ///< ascending by timestep, population, neuron
};

}  // namespace engram::hw
