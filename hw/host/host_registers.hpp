#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace engram::hw {

/// The registers of the host port, in the order of their addresses: register i is the 32-bit word
/// at address 4 i. Pairs LOW, HIGH are one 64-bit number.
enum class HostRegister : std::uint32_t {
  id,
  version,
  control,
  status,
  interrupt_enable,
  interrupt_pending,
  fault,
  timesteps,
  timestep,
  record,
  input_space,
  input_timestep,
  input_population,
  input_neuron,
  input_count,
  output_level,
  output_timestep,
  output_population,
  output_neuron,
  output_count,
  cycles_low,
  cycles_high,
  input_events_low,
  input_events_high,
  spikes_low,
  spikes_high,
  operations_low,
  operations_high,
  missed_deadlines_low,
  missed_deadlines_high,
  regions,
  region_select,
  region_core,
  region_image,
  region_kind,
  region_word_bits,
  region_words,
  region_address_low,
  region_address_high
};

enum class HostAccess { read, write, read_write };
const char* to_string(HostAccess access);  ///< "r", "w", "rw"

/// A line of the register map.
struct HostRegisterLine {
  HostRegister which{};
  const char* name = "";
  HostAccess access = HostAccess::read;
  const char* text = "";

  std::uint32_t address() const { return 4 * static_cast<std::uint32_t>(which); }
};

/// The register map: what the model obeys and `engram list registers` prints.
const std::vector<HostRegisterLine>& host_registers();

inline constexpr std::uint32_t kHostId = 0x454e4752;  ///< "ENGR"
inline constexpr std::uint32_t kHostMapVersion = 1;
/// Input events that the port holds for a run.
inline constexpr std::uint32_t kHostInputEvents = 1U << 20;
/// Where the words of the core images begin; registers lie below.
inline constexpr std::uint64_t kHostMemory = 0x10000;

namespace host_bits {
inline constexpr std::uint32_t kStart = 1, kDropInput = 2, kDropOutput = 4;  ///< CONTROL
inline constexpr std::uint32_t kBusy = 1, kDone = 2, kFailed = 4;            ///< STATUS
inline constexpr std::uint32_t kIrqDone = 1, kIrqFailed = 2;                 ///< INTERRUPT_*
inline constexpr std::uint32_t kRecordAll = 1;                               ///< RECORD
}  // namespace host_bits

/// FAULT: why the last start failed.
enum class HostFault : std::uint32_t {
  none = 0,
  image = 1,     ///< a row of a loaded image cannot be read
  timestep = 2,  ///< an input event, or a time, beyond the timesteps of the run
  model = 3      ///< the simulation failed; the chip cannot be started again
};

}  // namespace engram::hw
