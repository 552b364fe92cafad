#include <gtest/gtest.h>

#include "recording_bytes.hpp"

namespace engram::workloads {
namespace {

using Events = std::vector<RawEvent>;

const std::string kHeader = "#!AER-DAT3.1\r\n#Format: RAW\r\n#Source 1: DVS128\r\n#!END-HEADER\r\n";

std::string packet(std::uint32_t type, std::uint32_t size, std::uint32_t number,
                   const std::string& events, std::uint32_t overflow = 0,
                   std::uint32_t time_offset = 4) {
  return little(type, 2) + little(1, 2) + little(size, 4) + little(time_offset, 4) +
         little(overflow, 4) + little(number, 4) + little(number, 4) + little(number, 4) + events;
}

std::string event(std::uint32_t x, std::uint32_t y, std::uint32_t on, std::uint32_t time,
                  std::uint32_t valid = 1) {
  return little(x << 17 | y << 2 | on << 1 | valid, 4) + little(time, 4);
}

TEST(Aedat3, DecodesPolarityEvents) {
  const std::string bytes = packet(1, 8, 2, event(127, 3, 1, 10) + event(0, 32767, 0, 11)) +
                            packet(1, 8, 1, event(32767, 1, 1, 12));
  EXPECT_EQ(events_in("aedat3", kHeader + bytes),
            (Events{{10, 127, 3, 1}, {11, 0, 32767, 0}, {12, 32767, 1, 1}}));
  EXPECT_EQ(sensor_in("aedat3", kHeader), "128 x 128");
}

TEST(Aedat3, ObeysTheValidBit) {
  const std::string bytes = packet(1, 8, 2, event(1, 1, 1, 1, 0) + event(2, 2, 1, 2));
  EXPECT_EQ(events_in("aedat3", kHeader + bytes), (Events{{2, 2, 2, 1}}));
}

TEST(Aedat3, PassesOverOtherPackets) {
  const std::string bytes = packet(2, 100'000, 1, std::string(100'000, 'f')) + packet(0, 0, 0, "") +
                            packet(1, 8, 0, "") + packet(1, 8, 1, event(5, 6, 1, 7));
  EXPECT_EQ(events_in("aedat3", kHeader + bytes), (Events{{7, 5, 6, 1}}));
}

TEST(Aedat3, TheOverflowCounterExtendsTheTime) {
  const std::string bytes =
      packet(1, 8, 1, event(1, 1, 1, 0x7fffffff)) + packet(1, 8, 1, event(1, 1, 1, 3), 1);
  const Events events = events_in("aedat3", kHeader + bytes);
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].time_us, 0x7fffffffU);
  EXPECT_EQ(events[1].time_us, 0x80000003U);
}

TEST(Aedat3, AHeaderAloneHoldsNoEvents) {
  EXPECT_TRUE(events_in("aedat3", kHeader).empty());
}

TEST(Aedat3, NamesWhatBreaksTheHeader) {
  EXPECT_EQ(fault_in("aedat3", "#!AER-DAT3.0\r\n"),
            "F: byte 0: not AEDAT 3.1 (expected #!AER-DAT3.1)");
  EXPECT_EQ(fault_in("aedat3", "#!AER-DAT3.1\r\n#Format: RAW\r\n"),
            "F: byte 28: the header does not end (expected #!END-HEADER)");
  EXPECT_EQ(fault_in("aedat3", "#!AER-DAT3.1\r\n#Format: SerializedTS\r\n#!END-HEADER\r\n"),
            "F: byte 14: 'Format: SerializedTS' (expected Format: RAW)");
}

TEST(Aedat3, NamesTheOffsetOfAPacketThatIsCutOrBroken) {
  const std::size_t begin = kHeader.size();
  const std::string at = "F: byte " + std::to_string(begin) + ": ";
  const std::string whole = packet(1, 8, 2, event(1, 1, 1, 1) + event(1, 1, 1, 2));
  EXPECT_EQ(fault_in("aedat3", kHeader + whole.substr(0, 20)),
            at + "the file ends inside a packet's header (found 20 bytes, expected 28)");
  EXPECT_EQ(fault_in("aedat3", kHeader + whole.substr(0, 40)),
            at + "the file ends inside a packet (found 12 bytes, expected 2 events of 8)");
  EXPECT_EQ(fault_in("aedat3", kHeader + packet(7, 0xffffffff, 0xffffffff, "")),
            at + "the file ends inside a packet (found 0 bytes, expected 4294967295 events of "
                 "4294967295)");
  EXPECT_EQ(fault_in("aedat3", kHeader + packet(1, 12, 1, std::string(12, 'x'))),
            at + "a packet of polarity events of 12 bytes, their time at byte 4, time overflow 0 "
                 "(expected 8, 4, less than 2147483648)");
  EXPECT_NE(fault_in("aedat3", kHeader + packet(1, 8, 1, event(1, 1, 1, 0x80000000U)))
                .find("an event has a negative time"),
            std::string::npos);
}

}  // namespace
}  // namespace engram::workloads
