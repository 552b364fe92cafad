#include "hw/host/host_registers.hpp"

namespace engram::hw {

const char* to_string(HostAccess access) {
  switch (access) {
    case HostAccess::read:
      return "r";
    case HostAccess::write:
      return "w";
    case HostAccess::read_write:
      return "rw";
  }
  return "";
}

const std::vector<HostRegisterLine>& host_registers() {
  using Is = HostRegister;
  constexpr HostAccess r = HostAccess::read, w = HostAccess::write, rw = HostAccess::read_write;
  static const std::vector<HostRegisterLine> lines = {
      {Is::id, "ID", r, "0x454e4752, \"ENGR\""},
      {Is::version, "VERSION", r, "of this map: 1"},
      {Is::control, "CONTROL", w,
       "bit 0 starts a run; bit 1 drops the input events that wait, bit 2 the output events"},
      {Is::status, "STATUS", r, "bit 0 busy, bit 1 done, bit 2 failed; of the last start"},
      {Is::interrupt_enable, "INTERRUPT_ENABLE", rw, "bit 0 done, bit 1 failed"},
      {Is::interrupt_pending, "INTERRUPT_PENDING", rw,
       "the same bits; writing 1 clears; the line is up while an enabled bit is set"},
      {Is::fault, "FAULT", r,
       "0 none, 1 a loaded image cannot be read, 2 an event beyond TIMESTEPS, 3 the simulation "
       "failed: no start any more"},
      {Is::timesteps, "TIMESTEPS", rw, "of the next run"},
      {Is::timestep, "TIMESTEP", r, "timesteps done of the run"},
      {Is::record, "RECORD", rw, "bit 0: output events of every population, not of outputs alone"},
      {Is::input_space, "INPUT_SPACE", r, "input events that still fit; a run takes all"},
      {Is::input_timestep, "INPUT_TIMESTEP", rw, "of the input event"},
      {Is::input_population, "INPUT_POPULATION", rw, "of the input event"},
      {Is::input_neuron, "INPUT_NEURON", rw, "of the input event"},
      {Is::input_count, "INPUT_COUNT", w, "writing it appends the input event; in any order"},
      {Is::output_level, "OUTPUT_LEVEL", r, "output events that wait, those of the last run"},
      {Is::output_timestep, "OUTPUT_TIMESTEP", r, "of the first output event"},
      {Is::output_population, "OUTPUT_POPULATION", r, "of the first output event"},
      {Is::output_neuron, "OUTPUT_NEURON", r, "of the first output event"},
      {Is::output_count, "OUTPUT_COUNT", r,
       "of the first output event; reading it removes the event"},
      {Is::cycles_low, "CYCLES_LOW", r, "clock cycles of the run, so far"},
      {Is::cycles_high, "CYCLES_HIGH", r, ""},
      {Is::input_events_low, "INPUT_EVENTS_LOW", r, "unit events that came in, of the last run"},
      {Is::input_events_high, "INPUT_EVENTS_HIGH", r, ""},
      {Is::spikes_low, "SPIKES_LOW", r, "unit events of all neurons, of the last run"},
      {Is::spikes_high, "SPIKES_HIGH", r, ""},
      {Is::operations_low, "OPERATIONS_LOW", r, "synaptic operations of the last run"},
      {Is::operations_high, "OPERATIONS_HIGH", r, ""},
      {Is::missed_deadlines_low, "MISSED_DEADLINES_LOW", r, "timesteps that came too late"},
      {Is::missed_deadlines_high, "MISSED_DEADLINES_HIGH", r, ""},
      {Is::regions, "REGIONS", r, "memory regions of all core images"},
      {Is::region_select, "REGION_SELECT", rw, "the region that those below speak of"},
      {Is::region_core, "REGION_CORE", r, "its core"},
      {Is::region_image, "REGION_IMAGE", r, "its image in the core"},
      {Is::region_kind, "REGION_KIND", r,
       "0 pointers, 1 metadata, 2 weights, 3 axon types, 4 codebook, 5 reverse pointers, "
       "6 reverse list, 7 row buffer"},
      {Is::region_word_bits, "REGION_WORD_BITS", r, "bits of its words"},
      {Is::region_words, "REGION_WORDS", r, "its words"},
      {Is::region_address_low, "REGION_ADDRESS_LOW", r,
       "address of its word 0; each word takes ceil(bits / 32) 32-bit words, the lowest first"},
      {Is::region_address_high, "REGION_ADDRESS_HIGH", r, ""}};
  return lines;
}

}  // namespace engram::hw
