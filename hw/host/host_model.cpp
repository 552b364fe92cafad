#include "hw/host/host_model.hpp"

#include <algorithm>
#include <cstring>
#include <tuple>
#include <utility>

namespace engram::hw {
namespace {

/// More would be the memory of the simulator's machine, not of the chip.
constexpr std::uint32_t kMostTimesteps = 1U << 24;

const HostRegisterLine* register_at(std::uint64_t address) {
  const auto& lines = host_registers();
  return address / 4 < lines.size() ? &lines[address / 4] : nullptr;
}

bool allows(HostAccess access, bool write) {
  return access == HostAccess::read_write || (access == HostAccess::write) == write;
}

}  // namespace

HostModel::HostModel(const ChipSpec& spec, MemoryWindow& window) : spec_(spec), window_(window) {}

HostResponse HostModel::check(const HostTransfer& transfer, std::uint32_t width) const {
  if (transfer.length == 0 || transfer.length % 4 != 0 || width == 0 || width % 4 != 0) {
    return HostResponse::burst;
  }
  if (transfer.address % 4 != 0) return HostResponse::address;
  const std::uint64_t last = transfer.address + width - 4;
  if (const WindowRegion* region = window_.at(transfer.address)) {
    return last - region->address < region->bytes() ? HostResponse::ok : HostResponse::burst;
  }
  if (register_at(transfer.address) == nullptr) return HostResponse::address;
  if (register_at(last) == nullptr) return HostResponse::burst;
  for (std::uint64_t address = transfer.address; address <= last; address += 4) {
    if (!allows(register_at(address)->access, transfer.write)) return HostResponse::command;
  }
  return HostResponse::ok;
}

HostResponse HostModel::access(const HostTransfer& transfer) {
  const std::uint32_t width = std::min(transfer.streaming_width, transfer.length);
  const HostResponse checked = check(transfer, width);
  if (checked != HostResponse::ok) return checked;
  for (std::uint32_t at = 0; at < transfer.length; at += 4) {
    std::uint32_t value = 0;
    if (transfer.write) std::memcpy(&value, transfer.data + at, 4);
    const HostResponse done = lane(transfer.write, transfer.address + at % width, value);
    if (done != HostResponse::ok) return done;
    if (!transfer.write) std::memcpy(transfer.data + at, &value, 4);
  }
  return HostResponse::ok;
}

HostResponse HostModel::lane(bool write, std::uint64_t address, std::uint32_t& value) {
  if (const HostRegisterLine* line = register_at(address)) {
    return write ? this->write(line->which, value) : read(line->which, value);
  }
  if (!write) {
    value = window_.read(address);
    return HostResponse::ok;
  }
  if (busy()) return HostResponse::refused;
  window_.write(address, value);
  return HostResponse::ok;
}

std::uint32_t HostModel::debug(const HostTransfer& transfer) {
  const std::uint32_t width = std::min(transfer.streaming_width, transfer.length);
  if (check(transfer, width) != HostResponse::ok || (transfer.write && busy())) return 0;
  for (std::uint32_t at = 0; at < transfer.length; at += 4) {
    const std::uint64_t address = transfer.address + at % width;
    const HostRegisterLine* line = register_at(address);
    std::uint32_t value = 0;
    if (!transfer.write) {
      value = line != nullptr ? peek(line->which) : window_.read(address);
      std::memcpy(transfer.data + at, &value, 4);
      continue;
    }
    std::memcpy(&value, transfer.data + at, 4);
    if (line == nullptr) {
      window_.write(address, value);
    } else if (line->access != HostAccess::read_write ||
               write(line->which, value) != HostResponse::ok) {
      return at;
    }
  }
  return transfer.length;
}

bool HostModel::interrupt() const {
  return (held(HostRegister::interrupt_pending) & held(HostRegister::interrupt_enable)) != 0;
}

std::uint32_t HostModel::peek(HostRegister which) const {
  using Is = HostRegister;
  if (which >= Is::region_core) return peek_region(which);
  if (which >= Is::cycles_low && which <= Is::missed_deadlines_high) return peek_counter(which);
  const OutputSpike first = outputs_.empty() ? OutputSpike{} : outputs_.front();
  switch (which) {
    case Is::id:
      return kHostId;
    case Is::version:
      return kHostMapVersion;
    case Is::status:
      return status_;
    case Is::fault:
      return static_cast<std::uint32_t>(fault_);
    case Is::timestep:
      return timesteps_done_;
    case Is::input_space:
      return kHostInputEvents - static_cast<std::uint32_t>(inputs_.size());
    case Is::output_level:
      return static_cast<std::uint32_t>(outputs_.size());
    case Is::output_timestep:
      return first.timestep;
    case Is::output_population:
      return first.population;
    case Is::output_neuron:
      return first.neuron;
    case Is::output_count:
      return first.count;
    case Is::regions:
      return static_cast<std::uint32_t>(window_.regions().size());
    default:
      return held(which);
  }
}

std::uint32_t HostModel::peek_counter(HostRegister which) const {
  const std::uint32_t index =
      static_cast<std::uint32_t>(which) - static_cast<std::uint32_t>(HostRegister::cycles_low);
  const std::uint64_t counters[] = {cycles_, input_events_, spikes_, operations_, missed_};
  return static_cast<std::uint32_t>(counters[index / 2] >> (index % 2 * 32));
}

std::uint32_t HostModel::peek_region(HostRegister which) const {
  using Is = HostRegister;
  const std::uint32_t selected = held(Is::region_select);
  if (selected >= window_.regions().size()) return 0;
  const WindowRegion& region = window_.regions()[selected];
  switch (which) {
    case Is::region_core:
      return region.core;
    case Is::region_image:
      return region.image;
    case Is::region_kind:
      return static_cast<std::uint32_t>(region.kind);
    case Is::region_word_bits:
      return region.word_bits;
    case Is::region_words:
      return static_cast<std::uint32_t>(region.words);
    case Is::region_address_low:
      return static_cast<std::uint32_t>(region.address);
    default:
      return static_cast<std::uint32_t>(region.address >> 32);
  }
}

HostResponse HostModel::read(HostRegister which, std::uint32_t& value) {
  const bool queue = which >= HostRegister::output_timestep && which <= HostRegister::output_count;
  if (queue && outputs_.empty()) return HostResponse::refused;
  value = peek(which);
  if (which == HostRegister::output_count) outputs_.pop_front();
  return HostResponse::ok;
}

HostResponse HostModel::write(HostRegister which, std::uint32_t value) {
  using Is = HostRegister;
  switch (which) {
    case Is::control:
      return control(value);
    case Is::input_count:
      return append(value);
    case Is::interrupt_pending:
      held(which) &= ~value;
      return HostResponse::ok;
    case Is::timesteps:
    case Is::record:
      if (busy() || (which == Is::timesteps && value > kMostTimesteps)) {
        return HostResponse::refused;
      }
      break;
    case Is::region_select:
      if (value >= window_.regions().size()) return HostResponse::refused;
      break;
    default:
      break;
  }
  held(which) = value;
  return HostResponse::ok;
}

HostResponse HostModel::control(std::uint32_t value) {
  if (busy()) return HostResponse::refused;
  if ((value & host_bits::kDropInput) != 0) inputs_.clear();
  if ((value & host_bits::kDropOutput) != 0) outputs_.clear();
  if ((value & host_bits::kStart) == 0) return HostResponse::ok;
  if (fault_ == HostFault::model) return HostResponse::refused;
  status_ = host_bits::kBusy;
  fault_ = HostFault::none;
  start_asked_ = true;
  cycles_ = input_events_ = spikes_ = operations_ = missed_ = 0;
  timesteps_done_ = 0;
  return HostResponse::ok;
}

HostResponse HostModel::append(std::uint32_t count) {
  const std::uint32_t population = held(HostRegister::input_population);
  const std::uint32_t neuron = held(HostRegister::input_neuron);
  const bool known = population < spec_.populations.size() && spec_.populations[population].input &&
                     neuron < spec_.populations[population].neurons;
  if (busy() || !known || count == 0 || inputs_.size() >= kHostInputEvents) {
    return HostResponse::refused;
  }
  inputs_.push_back({population, {held(HostRegister::input_timestep), neuron, count}});
  return HostResponse::ok;
}

bool HostModel::take_start() {
  return std::exchange(start_asked_, false);
}

HostFault HostModel::check() const {
  if (window_.unreadable()) return HostFault::image;
  const std::uint32_t timesteps = held(HostRegister::timesteps);
  const bool late = std::any_of(inputs_.begin(), inputs_.end(), [&](const WaitingEvent& waiting) {
    return waiting.event.timestep >= timesteps;
  });
  return late ? HostFault::timestep : HostFault::none;
}

std::vector<SampleInput> HostModel::take_inputs() {
  std::stable_sort(inputs_.begin(), inputs_.end(),
                   [](const WaitingEvent& a, const WaitingEvent& b) {
                     return std::tie(a.population, a.event.timestep, a.event.neuron) <
                            std::tie(b.population, b.event.timestep, b.event.neuron);
                   });
  std::vector<SampleInput> inputs;
  for (const WaitingEvent& waiting : inputs_) {
    if (inputs.empty() || inputs.back().population != waiting.population) {
      inputs.push_back({waiting.population, {}});
    }
    inputs.back().events.push_back(waiting.event);
  }
  inputs_.clear();
  return inputs;
}

RunOptions HostModel::options() const {
  RunOptions options;
  options.timesteps = held(HostRegister::timesteps);
  options.record_spikes = true;
  return options;
}

void HostModel::end(const SampleResult& result) {
  const bool all = (held(HostRegister::record) & host_bits::kRecordAll) != 0;
  cycles_ = result.cycles;
  missed_ = result.missed_deadlines;
  for (const TimestepRecord& timestep : result.timesteps) {
    input_events_ += timestep.input_spikes;
    spikes_ += timestep.spikes;
    operations_ += timestep.synaptic_operations;
  }
  outputs_.clear();
  for (const OutputSpike& spike : result.spikes) {
    if (all || spec_.populations[spike.population].output) outputs_.push_back(spike);
  }
  std::stable_sort(outputs_.begin(), outputs_.end(), [](const auto& a, const auto& b) {
    return std::tie(a.timestep, a.population, a.neuron) <
           std::tie(b.timestep, b.population, b.neuron);
  });
  status_ = host_bits::kDone;
  held(HostRegister::interrupt_pending) |= host_bits::kIrqDone;
}

void HostModel::fail(HostFault fault) {
  fault_ = fault;
  status_ = host_bits::kFailed;
  held(HostRegister::interrupt_pending) |= host_bits::kIrqFailed;
}

}  // namespace engram::hw
