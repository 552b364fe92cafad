#include "hw/host/hosted_chip.hpp"

#include <gtest/gtest.h>
#include <tlm_utils/simple_initiator_socket.h>

#include <algorithm>
#include <memory>
#include <sstream>

#include "tests/hw/hand_made.hpp"

/// Each test runs in a process of its own under CTest: SystemC elaborates once.
namespace engram::hw::testing {
namespace {

struct Initiator final : sc_core::sc_module {
  explicit Initiator(const sc_core::sc_module_name& name) : sc_module(name), socket("socket") {}
  tlm_utils::simple_initiator_socket<Initiator, 32> socket;
};

/// A host and a chip, driven from outside the simulation.
struct Board {
  explicit Board(const ChipSpec& chip)
      : spec(chip), initiator("initiator"), hosted("hosted", chip), line("line") {
    initiator.socket.bind(hosted.socket);
    hosted.interrupt(line);
    sc_core::sc_start(sc_core::SC_ZERO_TIME);
  }

  static void fill(tlm::tlm_generic_payload& payload, tlm::tlm_command command,
                   std::uint64_t address, std::vector<std::uint32_t>& words) {
    payload.set_command(command);
    payload.set_address(address);
    payload.set_data_ptr(reinterpret_cast<unsigned char*>(words.data()));
    payload.set_data_length(static_cast<unsigned>(4 * words.size()));
    payload.set_streaming_width(payload.get_data_length());
    payload.set_response_status(tlm::TLM_INCOMPLETE_RESPONSE);
  }
  tlm::tlm_response_status move(tlm::tlm_command command, std::uint64_t address,
                                std::vector<std::uint32_t>& words) {
    tlm::tlm_generic_payload moved;
    fill(moved, command, address, words);
    initiator.socket->b_transport(moved, delay);
    return moved.get_response_status();
  }
  static std::uint64_t at(HostRegister which) { return 4 * static_cast<std::uint64_t>(which); }
  void put(std::uint64_t address, std::vector<std::uint32_t> words) {
    ASSERT_EQ(move(tlm::TLM_WRITE_COMMAND, address, words), tlm::TLM_OK_RESPONSE);
  }
  void put(HostRegister which, std::uint32_t value) { put(at(which), {value}); }
  std::uint32_t get(HostRegister which) {
    std::vector<std::uint32_t> words(1);
    EXPECT_EQ(move(tlm::TLM_READ_COMMAND, at(which), words), tlm::TLM_OK_RESPONSE);
    return words[0];
  }
  void load() {
    for (const WindowRegion& region : window_regions(spec)) {
      const Region& from =
          spec.cores[region.core].images[region.image].image->regions[region.region];
      std::vector<std::uint32_t> words;
      for (std::uint64_t word = 0; word < region.words; ++word) {
        for (unsigned bit = 0; bit < region.word_bits; bit += 32) {
          const unsigned bits = std::min(32U, region.word_bits - bit);
          words.push_back(
              static_cast<std::uint32_t>(from.data.read(word * region.word_bits + bit, bits)));
        }
      }
      put(region.address, words);
    }
  }
  void feed(const std::vector<SampleInput>& inputs) {
    for (const SampleInput& input : inputs) {
      for (const InputEvent& event : input.events) {
        put(at(HostRegister::input_timestep),
            {event.timestep, input.population, event.neuron, event.count});
      }
    }
  }
  /// As a Report's "spikes".
  std::string spikes() {
    std::vector<OutputSpike> read;
    for (std::uint32_t left = get(HostRegister::output_level); left > 0; --left) {
      std::vector<std::uint32_t> event(4);
      EXPECT_EQ(move(tlm::TLM_READ_COMMAND, at(HostRegister::output_timestep), event),
                tlm::TLM_OK_RESPONSE);
      read.push_back({event[1], event[2], event[0], event[3]});
    }
    std::sort(read.begin(), read.end());
    std::ostringstream text;
    for (const OutputSpike& spike : read) {
      text << spike.population << ':' << spike.neuron << '@' << spike.timestep << 'x' << spike.count
           << ' ';
    }
    return text.str();
  }

  ChipSpec spec;
  Initiator initiator;
  HostedChip hosted;
  sc_core::sc_signal<bool> line;
  sc_core::sc_time delay;
};

const std::vector<SampleInput> kEvents = {
    {0, {{0, 0, 3}, {0, 1, 1}, {1, 1, 2}, {2, 0, 4}, {4, 1, 5}}}};

void expect_a_run_as_alone(const ChipSpec& spec) {
  const Report alone = run_apart(spec, kEvents, 6);
  ASSERT_FALSE(alone.at("spikes").empty());
  Board board(spec);
  board.load();
  board.put(HostRegister::record, host_bits::kRecordAll);
  board.put(HostRegister::timesteps, 6);
  for (int run = 0; run < 2; ++run) {
    board.feed(kEvents);
    board.put(HostRegister::control, host_bits::kStart);
    sc_core::sc_start();
    ASSERT_EQ(board.get(HostRegister::status), host_bits::kDone) << run;
    EXPECT_EQ(board.get(HostRegister::timestep), 6U);
    EXPECT_EQ(board.spikes(), alone.at("spikes")) << run;
    EXPECT_EQ(std::to_string(board.get(HostRegister::cycles_low)), alone.at("cycles"));
    EXPECT_EQ(board.get(HostRegister::input_events_low), 15U);
  }
}

TEST(HostedChip, RunsAsTheChipAlone) {
  expect_a_run_as_alone(chain());
}

TEST(HostedChip, RunsAsTheChipAloneCycleByCycle) {
  ChipSpec spec = chain();
  spec.fidelity = Fidelity::cycle;
  expect_a_run_as_alone(spec);
}

TEST(HostedChip, TheInterruptComesWhenTheRunHasEnded) {
  const ChipSpec spec = chain();
  const Report alone = run_apart(spec, kEvents, 6);
  Board board(spec);
  board.load();
  board.put(HostRegister::interrupt_enable, host_bits::kIrqDone);
  board.put(HostRegister::timesteps, 6);
  board.feed(kEvents);
  const std::uint64_t period = spec.clock_period_ps;
  board.delay = sc_core::sc_time::from_value(5 * period + 1);  // an initiator ahead of time
  board.put(HostRegister::control, host_bits::kStart);
  EXPECT_EQ(board.delay.value(), 8 * period + 1) << "2 cycles, and one for the word";
  // From the next whole cycle on.
  const std::uint64_t end = (9 + std::stoull(alone.at("cycles"))) * period;
  sc_core::sc_start(sc_core::sc_time::from_value(end - 1));
  EXPECT_FALSE(board.line.read());
  EXPECT_EQ(board.get(HostRegister::status), host_bits::kBusy);
  // What happens in the last picosecond of an sc_start is left to the next.
  sc_core::sc_start(sc_core::sc_time::from_value(2));
  EXPECT_TRUE(board.line.read());
  board.put(HostRegister::interrupt_pending, host_bits::kIrqDone);
  sc_core::sc_start();
  EXPECT_FALSE(board.line.read());
}

TEST(HostedChip, CountsCyclesAsTheyPass) {
  Board board(chain());
  board.load();
  board.put(HostRegister::timesteps, 6);
  board.delay = sc_core::SC_ZERO_TIME;
  board.put(HostRegister::control, host_bits::kStart);
  sc_core::sc_start(sc_core::sc_time::from_value(10 * board.spec.clock_period_ps));
  EXPECT_EQ(board.get(HostRegister::cycles_low), 7U) << "the start took 3";
}

TEST(HostedChip, AnswersAsTlmAsks) {
  Board board(chain());
  std::vector<std::uint32_t> words(1);
  const auto read = tlm::TLM_READ_COMMAND, write = tlm::TLM_WRITE_COMMAND;
  EXPECT_EQ(board.move(read, 0, words), tlm::TLM_OK_RESPONSE);
  EXPECT_EQ(words[0], kHostId);
  EXPECT_EQ(board.move(read, 0x8000, words), tlm::TLM_ADDRESS_ERROR_RESPONSE);
  EXPECT_EQ(board.move(write, 0, words), tlm::TLM_COMMAND_ERROR_RESPONSE);
  EXPECT_EQ(board.move(read, board.at(HostRegister::output_count), words),
            tlm::TLM_GENERIC_ERROR_RESPONSE);
  EXPECT_EQ(board.move(tlm::TLM_IGNORE_COMMAND, 0x8000, words), tlm::TLM_OK_RESPONSE);
  tlm::tlm_generic_payload odd;
  Board::fill(odd, read, 0, words);
  odd.set_data_length(3);
  board.initiator.socket->b_transport(odd, board.delay);
  EXPECT_EQ(odd.get_response_status(), tlm::TLM_BURST_ERROR_RESPONSE);
  unsigned char enable = 0xff;
  tlm::tlm_generic_payload bytes;
  Board::fill(bytes, read, 0, words);
  bytes.set_byte_enable_ptr(&enable);
  bytes.set_byte_enable_length(1);
  board.initiator.socket->b_transport(bytes, board.delay);
  EXPECT_EQ(bytes.get_response_status(), tlm::TLM_BYTE_ENABLE_ERROR_RESPONSE);
  tlm::tlm_generic_payload debugged;
  Board::fill(debugged, read, 0, words);
  words[0] = 0;
  EXPECT_EQ(board.initiator.socket->transport_dbg(debugged), 4U);
  EXPECT_EQ(words[0], kHostId);
  tlm::tlm_dmi dmi;
  EXPECT_FALSE(board.initiator.socket->get_direct_mem_ptr(debugged, dmi));
}

TEST(HostedChip, SaysWhyAStartFailsAndCanBeMended) {
  Board board(chain());
  board.load();
  board.put(HostRegister::interrupt_enable, host_bits::kIrqFailed);
  board.put(HostRegister::timesteps, 4);
  board.feed(kEvents);  // the last in timestep 4
  board.put(HostRegister::control, host_bits::kStart);
  sc_core::sc_start();
  EXPECT_EQ(board.get(HostRegister::status), host_bits::kFailed);
  EXPECT_EQ(board.get(HostRegister::fault), static_cast<std::uint32_t>(HostFault::timestep));
  EXPECT_TRUE(board.line.read());
  board.put(HostRegister::timesteps, 5);
  board.put(HostRegister::control, host_bits::kStart);
  sc_core::sc_start();
  EXPECT_EQ(board.get(HostRegister::status), host_bits::kDone);
  EXPECT_GT(board.get(HostRegister::spikes_low), 0U);
}

TEST(HostedChip, IsNotStartedAgainWhenItsModelFailed) {
  HandMade net;
  const auto in = net.input("in", 1);
  net.connect("fc", in, net.population("out", 1, 1, fixed_if(3)), {{7}}, 0, 32);
  Board board(net.build(1, 1));
  board.load();
  board.put(HostRegister::timesteps, 1);
  board.feed({{0, {{0, 0, ~0U}}}});
  board.put(HostRegister::control, host_bits::kStart);
  sc_core::sc_start();
  EXPECT_EQ(board.get(HostRegister::fault), static_cast<std::uint32_t>(HostFault::model));
  std::vector<std::uint32_t> start = {host_bits::kStart};
  EXPECT_EQ(board.move(tlm::TLM_WRITE_COMMAND, board.at(HostRegister::control), start),
            tlm::TLM_GENERIC_ERROR_RESPONSE);
}

TEST(HostedChip, DoesNotLearn) {
  ChipSpec spec = chain();
  spec.learning = LearningSpec{};
  EXPECT_THROW(HostedChip("hosted", spec), std::invalid_argument);
}

}  // namespace
}  // namespace engram::hw::testing
