#include "hw/host/host_model.hpp"

#include <gtest/gtest.h>

#include "tests/hw/hand_made.hpp"

namespace engram::hw::testing {
namespace {

/// four_by_four, whose image has words of 8 bits, and a second one of 40 bits: two lanes a word.
class HostModelTest : public ::testing::Test {
 protected:
  static ChipSpec two_images() {
    EncodingChoice wide;
    wide.encoding = Encoding::index;
    wide.organisation.word_bits = 40;
    HandMade net(wide);
    const auto in = net.input("in", 3);
    const auto out = net.population("out", 4, 1, fixed_if(3));
    net.connect("fc", in, out, {{1, 2, 3, 0}, {0, 0, -5, 7}, {1, 0, 0, 1}});
    return net.build(1, 1);
  }
  static std::uint64_t at(HostRegister which) { return 4 * static_cast<std::uint64_t>(which); }

  HostResponse move(bool write, std::uint64_t address, std::vector<std::uint32_t>& words,
                    std::uint32_t width = ~0U) {
    return model.access({write, address, reinterpret_cast<unsigned char*>(words.data()),
                         static_cast<std::uint32_t>(4 * words.size()), width});
  }
  HostResponse put(std::uint64_t address, std::vector<std::uint32_t> words,
                   std::uint32_t width = ~0U) {
    return move(true, address, words, width);
  }
  HostResponse put(HostRegister which, std::uint32_t value) { return put(at(which), {value}); }
  std::uint32_t get(HostRegister which) {
    std::vector<std::uint32_t> words(1);
    EXPECT_EQ(move(false, at(which), words), HostResponse::ok) << static_cast<int>(which);
    return words[0];
  }
  HostResponse get_words(std::uint64_t address, std::size_t count) {
    std::vector<std::uint32_t> words(count);
    return move(false, address, words);
  }

  ChipSpec spec = two_images();
  ChipSpec blank = spec;
  MemoryWindow window{blank};
  HostModel model{blank, window};
};

TEST_F(HostModelTest, TheMapHasOneLineForEachRegisterInOrder) {
  const auto& lines = host_registers();
  for (std::size_t index = 0; index < lines.size(); ++index) {
    EXPECT_EQ(lines[index].address(), 4 * index) << lines[index].name;
  }
  EXPECT_EQ(lines.back().which, HostRegister::region_address_high);
  EXPECT_LT(lines.size() * 4, kHostMemory);
}

TEST_F(HostModelTest, AccessFollowsTheMap) {
  for (const HostRegisterLine& line : host_registers()) {
    const bool queue =
        line.which >= HostRegister::output_timestep && line.which <= HostRegister::output_count;
    const HostResponse read = get_words(line.address(), 1);
    const HostResponse expected = line.access == HostAccess::write ? HostResponse::command
                                  : queue                          ? HostResponse::refused
                                                                   : HostResponse::ok;
    EXPECT_EQ(read, expected) << line.name;
    if (line.access == HostAccess::read) {
      EXPECT_EQ(put(line.address(), {0}), HostResponse::command) << line.name;
    } else {
      EXPECT_NE(put(line.address(), {0}), HostResponse::command) << line.name;
    }
  }
}

TEST_F(HostModelTest, RefusesWhatABusMustBeTold) {
  const std::uint64_t end = 4 * host_registers().size();
  EXPECT_EQ(get_words(end, 1), HostResponse::address);
  EXPECT_EQ(get_words(end - 4, 2), HostResponse::burst);
  EXPECT_EQ(get_words(2, 1), HostResponse::address) << "not aligned";
  EXPECT_EQ(get_words(0, 0), HostResponse::burst);
  const WindowRegion& last = window.regions().back();
  EXPECT_EQ(get_words(last.address + last.bytes(), 1), HostResponse::address);
  EXPECT_EQ(get_words(last.address + last.bytes() - 4, 2), HostResponse::burst);
  EXPECT_EQ(get_words(last.address, last.bytes() / 4), HostResponse::ok);
  std::vector<std::uint32_t> words(2);
  EXPECT_EQ(move(false, 0, words, 0), HostResponse::burst);
  EXPECT_EQ(move(false, 0, words, 6), HostResponse::burst) << "streams of whole words";
  unsigned char bytes[6] = {};
  EXPECT_EQ(model.access({false, 0, bytes, 6, 6}), HostResponse::burst);
}

TEST_F(HostModelTest, WhatIsWrittenIntoMemoryIsTheImage) {
  for (const WindowRegion& region : window.regions()) {
    EXPECT_EQ(region.lanes(), 2U);
    const BitArray& data =
        spec.cores[region.core].images[region.image].image->regions[region.region].data;
    for (std::uint64_t word = 0; word < region.words; ++word) {
      const std::uint64_t value = data.read(word * 40, 40);
      const auto high = static_cast<std::uint32_t>(value >> 32);
      ASSERT_EQ(
          put(region.address + 8 * word, {static_cast<std::uint32_t>(value), high | 0xabcd00}),
          HostResponse::ok);
      std::vector<std::uint32_t> back(2);
      ASSERT_EQ(move(false, region.address + 8 * word, back), HostResponse::ok);
      EXPECT_EQ(back[0] | std::uint64_t{back[1]} << 32, value) << "above the word nothing is kept";
    }
    EXPECT_EQ(blank.cores[region.core].images[region.image].image->regions[region.region].data,
              data);
  }
  EXPECT_EQ(window.written().size(), 1U);
  EXPECT_FALSE(window.unreadable());
}

TEST_F(HostModelTest, FindsAnImageThatCannotBeRead) {
  EncodingChoice bitmap;
  bitmap.encoding = Encoding::bitmap;
  bitmap.organisation.word_bits = 8;
  HandMade net(bitmap);
  const auto in = net.input("in", 1);
  net.connect("fc", in, net.population("out", 2, 1, fixed_if(3)), {{1, 2}});
  ChipSpec loaded = net.build(1, 1);
  MemoryWindow words(loaded);
  HostModel host(loaded, words);
  EXPECT_EQ(host.check(), HostFault::none);
  // Two weights fill a word, but the row would begin behind the third.
  words.write(words.regions()[0].address, 0xff);
  words.write(words.regions()[1].address, 0x03);
  EXPECT_TRUE(words.unreadable());
  EXPECT_EQ(host.check(), HostFault::image);
}

TEST_F(HostModelTest, DescribesItsRegions) {
  EXPECT_EQ(get(HostRegister::regions), 2U);
  EXPECT_EQ(put(HostRegister::region_select, 2), HostResponse::refused);
  EXPECT_EQ(put(HostRegister::region_select, 1), HostResponse::ok);
  const WindowRegion& list = window.regions()[1];
  EXPECT_EQ(get(HostRegister::region_kind), static_cast<std::uint32_t>(RegionKind::weights));
  EXPECT_EQ(get(HostRegister::region_word_bits), 40U);
  EXPECT_EQ(get(HostRegister::region_words), list.words);
  EXPECT_EQ(get(HostRegister::region_address_low), list.address);
  EXPECT_EQ(list.address, kHostMemory + 4096);
}

TEST_F(HostModelTest, OneStreamFeedsManyEvents) {
  put(HostRegister::timesteps, 5);
  // timestep, population, neuron, count: twice
  EXPECT_EQ(put(at(HostRegister::input_timestep), {3, 0, 2, 1, 1, 0, 0, 9}, 16), HostResponse::ok);
  EXPECT_EQ(put(at(HostRegister::input_neuron), {1, 4}), HostResponse::ok) << "of timestep 1, too";
  EXPECT_EQ(get(HostRegister::input_space), kHostInputEvents - 3);
  EXPECT_EQ(model.check(), HostFault::none);
  const std::vector<SampleInput> inputs = model.take_inputs();
  ASSERT_EQ(inputs.size(), 1U);
  ASSERT_EQ(inputs[0].events.size(), 3U);
  EXPECT_EQ(inputs[0].events[0].count, 9U) << "sorted by timestep and neuron";
  EXPECT_EQ(inputs[0].events[1].neuron, 1U);
  EXPECT_EQ(inputs[0].events[2].timestep, 3U);
  EXPECT_EQ(get(HostRegister::input_space), kHostInputEvents);
}

TEST_F(HostModelTest, RefusesEventsOfNobody) {
  const auto event = [&](std::uint32_t population, std::uint32_t neuron, std::uint32_t count) {
    return put(at(HostRegister::input_timestep), {0, population, neuron, count});
  };
  EXPECT_EQ(event(1, 0, 1), HostResponse::refused) << "no input";
  EXPECT_EQ(event(7, 0, 1), HostResponse::refused);
  EXPECT_EQ(event(0, 3, 1), HostResponse::refused);
  EXPECT_EQ(event(0, 0, 0), HostResponse::refused);
  EXPECT_EQ(event(0, 2, 1), HostResponse::ok);
  EXPECT_EQ(model.check(), HostFault::timestep) << "TIMESTEPS is 0";
  EXPECT_EQ(put(HostRegister::control, host_bits::kDropInput), HostResponse::ok);
  EXPECT_EQ(model.check(), HostFault::none);
}

TEST_F(HostModelTest, ABusyChipTakesNothing) {
  EXPECT_FALSE(model.take_start());
  EXPECT_EQ(put(HostRegister::control, host_bits::kStart), HostResponse::ok);
  EXPECT_TRUE(model.take_start());
  EXPECT_EQ(get(HostRegister::status), host_bits::kBusy);
  EXPECT_EQ(put(HostRegister::control, host_bits::kStart), HostResponse::refused);
  EXPECT_EQ(put(HostRegister::timesteps, 1), HostResponse::refused);
  EXPECT_EQ(put(at(HostRegister::input_timestep), {0, 0, 0, 1}), HostResponse::refused);
  EXPECT_EQ(put(kHostMemory, {1}), HostResponse::refused);
  EXPECT_EQ(get_words(kHostMemory, 1), HostResponse::ok);
  std::uint32_t value = 1;
  EXPECT_EQ(model.debug({true, kHostMemory, reinterpret_cast<unsigned char*>(&value), 4, 4}), 0U);
}

TEST_F(HostModelTest, ResultsWaitUntilTheyAreReadAndNoLonger) {
  SampleResult result;
  result.cycles = (std::uint64_t{7} << 32) + 5;
  result.timesteps = {{0, 3, 4, 50, 0}, {1, 1, 1, 5, 0}};
  result.spikes = {{1, 2, 1, 1}, {1, 3, 0, 2}};
  put(HostRegister::record, host_bits::kRecordAll);
  model.end(result);
  EXPECT_EQ(get(HostRegister::cycles_low), 5U);
  EXPECT_EQ(get(HostRegister::cycles_high), 7U);
  EXPECT_EQ(get(HostRegister::operations_low), 55U);
  EXPECT_EQ(get(HostRegister::output_level), 2U);
  std::uint32_t peeked[4] = {};
  const HostTransfer debugged{false, at(HostRegister::output_timestep),
                              reinterpret_cast<unsigned char*>(peeked), 16, 16};
  EXPECT_EQ(model.debug(debugged), 16U);
  EXPECT_EQ(peeked[2], 3U) << "by timestep first";
  EXPECT_EQ(get(HostRegister::output_level), 2U);
  std::vector<std::uint32_t> both(8);
  EXPECT_EQ(move(false, at(HostRegister::output_timestep), both, 16), HostResponse::ok);
  EXPECT_EQ(both, (std::vector<std::uint32_t>{0, 1, 3, 2, 1, 1, 2, 1}));
  EXPECT_EQ(get_words(at(HostRegister::output_count), 1), HostResponse::refused);
}

TEST_F(HostModelTest, TheInterruptIsWhatIsPendingAndEnabled) {
  model.end({});
  EXPECT_FALSE(model.interrupt());
  EXPECT_EQ(get(HostRegister::interrupt_pending), host_bits::kIrqDone);
  put(HostRegister::interrupt_enable, host_bits::kIrqDone);
  EXPECT_TRUE(model.interrupt());
  put(HostRegister::interrupt_pending, host_bits::kIrqFailed);
  EXPECT_TRUE(model.interrupt()) << "another bit was cleared";
  put(HostRegister::interrupt_pending, host_bits::kIrqDone);
  EXPECT_FALSE(model.interrupt());
}

}  // namespace
}  // namespace engram::hw::testing
