#include <tlm_utils/simple_initiator_socket.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <systemc>
#include <vector>

#include "hw/host/hosted_chip.hpp"
#include "sim/command/exit_codes.hpp"
#include "sim/config/load.hpp"
#include "sim/run/prepare.hpp"
#include "workloads/network/file_fault.hpp"

/// The smallest platform around a chip: one host that drives it by nothing but bus transactions
/// and the interrupt. It loads what `engram export` wrote, runs one sample, and prints what came
/// out in the form of output_events.csv.
namespace engram::sim {
namespace {

using hw::HostRegister;

std::uint64_t address_of(HostRegister which) {
  return 4 * static_cast<std::uint64_t>(which);
}

/// The lines of a file, without its header where it has one.
std::vector<std::string> lines_of(const std::filesystem::path& path, bool header) {
  std::ifstream file(path);
  if (!file) throw workloads::FileFault(path.string() + ": cannot be read");
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  if (header && !lines.empty()) lines.erase(lines.begin());
  return lines;
}

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields;
  std::istringstream text(line);
  for (std::string field; std::getline(text, field, ',');) fields.push_back(field);
  return fields;
}

/// A number of a file; anything else is no file of an export.
std::uint64_t number(const std::string& text, int base, const std::filesystem::path& path) {
  std::uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, bad] = std::from_chars(text.data(), end, value, base);
  if (bad != std::errc{} || stop != end) {
    throw workloads::FileFault(path.string() + ": found '" + text + "' where a number belongs");
  }
  return value;
}

/// What the host is given: 32-bit words and where they go.
struct Block {
  std::uint64_t address = 0;
  std::vector<std::uint32_t> words;
};

/// A $readmemh file as 32-bit words, the lowest of each memory word first.
std::vector<std::uint32_t> memory_words(const std::filesystem::path& path) {
  std::vector<std::uint32_t> words;
  for (const std::string& line : lines_of(path, false)) {
    for (std::size_t end = line.size(); end > 0; end -= std::min<std::size_t>(8, end)) {
      const std::size_t digits = std::min<std::size_t>(8, end);
      words.push_back(
          static_cast<std::uint32_t>(number(line.substr(end - digits, digits), 16, path)));
    }
  }
  return words;
}

std::vector<Block> memories(const std::filesystem::path& folder) {
  const std::filesystem::path list = folder / "regions.csv";
  std::vector<Block> blocks;
  for (const std::string& line : lines_of(list, true)) {
    const std::vector<std::string> fields = fields_of(line);  // ..., host_address, file
    if (fields.size() != 9) throw workloads::FileFault(list.string() + ": found '" + line + "'");
    blocks.push_back({number(fields[7], 10, list), memory_words(folder / fields[8])});
  }
  return blocks;
}

/// Quadruples timestep, population, neuron, count.
std::vector<std::uint32_t> input_events(const std::filesystem::path& folder) {
  const std::filesystem::path list = folder / "input_events.csv";
  std::vector<std::uint32_t> events;
  for (const std::string& line : lines_of(list, true)) {
    const std::vector<std::string> fields = fields_of(line);
    if (fields.size() != 4) throw workloads::FileFault(list.string() + ": found '" + line + "'");
    for (const std::string& field : fields) {
      events.push_back(static_cast<std::uint32_t>(number(field, 10, list)));
    }
  }
  return events;
}

struct Program {
  std::vector<Block> memories;
  std::vector<std::uint32_t> events;
  std::uint32_t timesteps = 0;
};

class Host final : public sc_core::sc_module {
 public:
  Host(const sc_core::sc_module_name& name, Program program)
      : sc_module(name), socket("socket"), interrupt("interrupt"), program_(std::move(program)) {
    SC_HAS_PROCESS(Host);
    SC_THREAD(run);
  }
  tlm_utils::simple_initiator_socket<Host, 32> socket;
  sc_core::sc_in<bool> interrupt;
  bool done() const { return done_; }

 private:
  /// The address begins anew after `width` bytes; 0: never.
  void move(tlm::tlm_command command, std::uint64_t address, std::vector<std::uint32_t>& words,
            unsigned width = 0) {
    tlm::tlm_generic_payload payload;
    payload.set_command(command);
    payload.set_address(address);
    payload.set_data_ptr(reinterpret_cast<unsigned char*>(words.data()));
    payload.set_data_length(static_cast<unsigned>(4 * words.size()));
    payload.set_streaming_width(width == 0 ? payload.get_data_length() : width);
    payload.set_response_status(tlm::TLM_INCOMPLETE_RESPONSE);
    socket->b_transport(payload, ahead_);
    if (payload.is_response_error()) {
      std::ostringstream place;
      place << std::hex << address;
      throw std::runtime_error("address 0x" + place.str() + ": " + payload.get_response_string());
    }
  }
  void put(HostRegister which, std::uint32_t value) {
    std::vector<std::uint32_t> words = {value};
    move(tlm::TLM_WRITE_COMMAND, address_of(which), words);
  }
  std::uint32_t get(HostRegister which) {
    std::vector<std::uint32_t> words(1);
    move(tlm::TLM_READ_COMMAND, address_of(which), words);
    return words[0];
  }
  void catch_up() {
    wait(ahead_);
    ahead_ = sc_core::SC_ZERO_TIME;
  }

  void run() {
    for (Block& block : program_.memories) {
      move(tlm::TLM_WRITE_COMMAND, block.address, block.words);
    }
    put(HostRegister::timesteps, program_.timesteps);
    put(HostRegister::record, hw::host_bits::kRecordAll);
    put(HostRegister::interrupt_enable, hw::host_bits::kIrqDone | hw::host_bits::kIrqFailed);
    if (!program_.events.empty()) {
      move(tlm::TLM_WRITE_COMMAND, address_of(HostRegister::input_timestep), program_.events, 16);
    }
    put(HostRegister::control, hw::host_bits::kStart);
    catch_up();
    if (!interrupt.read()) wait(interrupt.posedge_event());
    if (get(HostRegister::status) != hw::host_bits::kDone) {
      std::fprintf(stderr, "the chip failed: FAULT is %u\n", get(HostRegister::fault));
      return;
    }
    put(HostRegister::interrupt_pending, hw::host_bits::kIrqDone);
    print_events();
    done_ = true;
  }

  void print_events() {
    std::vector<std::uint32_t> events(std::size_t{4} * get(HostRegister::output_level));
    if (!events.empty()) {
      move(tlm::TLM_READ_COMMAND, address_of(HostRegister::output_timestep), events, 16);
    }
    std::printf("timestep,population,neuron,count\n");
    for (std::size_t at = 0; at < events.size(); at += 4) {
      std::printf("%u,%u,%u,%u\n", events[at], events[at + 1], events[at + 2], events[at + 3]);
    }
    std::fprintf(stderr, "%u cycles\n", get(HostRegister::cycles_low));
  }

  Program program_;
  sc_core::sc_time ahead_;  ///< the host's own time is so much later than the simulation's
  bool done_ = false;
};

int simulate(const std::string& config_file, const std::filesystem::path& folder) {
  const Config config = load_config(config_file, {}).config;
  if (config.learning) throw InputFault("/learning: a chip behind the host port does not learn");
  Program program{memories(folder), input_events(folder), config.input.timesteps};
  Host host("host", std::move(program));
  hw::HostedChip chip("engram", prepare_compressed(config).chip);
  sc_core::sc_signal<bool> line("interrupt");
  host.socket.bind(chip.socket);
  host.interrupt(line);
  chip.interrupt(line);
  sc_core::sc_start();
  return host.done() ? kOk : kSimulationError;
}

}  // namespace
}  // namespace engram::sim

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: engram_platform CONFIG FOLDER (of engram export CONFIG --out)\n");
    return engram::sim::kUsage;
  }
  try {
    return engram::sim::simulate(argv[1], argv[2]);
  } catch (...) {
    return engram::sim::exit_code_of_current_exception();
  }
}
