#include <gtest/gtest.h>

#include "aedat4_bytes.hpp"
#include "recording_bytes.hpp"
#include "workloads/recordings/packet_decoder.hpp"

namespace engram::workloads {
namespace {

using Events = std::vector<RawEvent>;

constexpr std::array<Packing, 3> kPackings = {Packing::none, Packing::lz4, Packing::zstd};

Events many(std::uint32_t count) {
  Events events;
  for (std::uint32_t i = 0; i < count; ++i) {
    events.push_back({1'605'537'493'718'345U + i * 7, i % 320, i % 240, i % 2});
  }
  return events;
}

TEST(Aedat4, ReadsEveryCompression) {
  for (const Packing packing : kPackings) {
    const Events first = many(3000), second = {{5, 32767, 32767, 1}};
    Events all = first;
    all.push_back(second.front());
    EXPECT_EQ(events_in("aedat4", aedat4(packing, {first, {}, second})), all)
        << static_cast<int>(packing);
  }
}

TEST(Aedat4, APacketMayHoldMoreThanABlock) {
  for (const Packing packing : kPackings) {
    const Events events = many(150'000);
    EXPECT_EQ(events_in("aedat4", aedat4(packing, {events})), events);
    const Events full = many(4094);  // with what is around them 64 KiB
    ASSERT_EQ(event_flatbuffer(full).size(), 65536U);
    EXPECT_EQ(events_in("aedat4", aedat4(packing, {full, full})).size(), 8188U);
  }
}

TEST(Aedat4, PassesOverPacketsThatHoldNoEvents) {
  for (const Packing packing : kPackings) {
    const std::string bytes = header4(static_cast<int>(packing)) +
                              packet4(packed(packing, other_flatbuffer("FRME", 300'000))) +
                              packet4(packed(packing, event_flatbuffer({{7, 1, 2, 1}})));
    EXPECT_EQ(events_in("aedat4", bytes), (Events{{7, 1, 2, 1}}));
  }
}

TEST(Aedat4, AFileThatWasNotFinishedEndsWithItsLastPacket) {
  const std::string bytes = header4(0) + packet4(event_flatbuffer({{7, 1, 2, 1}}));
  EXPECT_EQ(events_in("aedat4", bytes).size(), 1U);
  EXPECT_TRUE(events_in("aedat4", header4(0)).empty());
  const std::size_t end = bytes.size() + 100;
  EXPECT_EQ(fault_in("aedat4", header4(0, static_cast<std::int64_t>(end)) +
                                   packet4(event_flatbuffer({{7, 1, 2, 1}}))),
            "F: byte " + std::to_string(bytes.size()) +
                ": the packet is missing: the file ends before its data table at byte " +
                std::to_string(end));
}

TEST(Aedat4, TheSensorIsThatOfTheEventStream) {
  const std::string xml =
      "<attr key=\"typeIdentifier\" type=\"string\">FRME</attr><attr key=\"sizeX\" "
      "type=\"int\">1</attr><attr key=\"typeIdentifier\" type=\"string\">EVTS</attr><node>"
      "<attr key=\"sizeX\" type=\"int\">346</attr><attr key=\"sizeY\" type=\"int\">260</attr>";
  EXPECT_EQ(sensor_in("aedat4", header4(0, -1, xml)), "346 x 260");
  EXPECT_EQ(sensor_in("aedat4", header4(0, -1, "")), "0 x 0");
}

TEST(Aedat4, NamesWhatBreaksTheHeader) {
  EXPECT_EQ(fault_in("aedat4", "#!AER-DAT4.1\r\n"),
            "F: byte 0: not AEDAT 4.0 (expected #!AER-DAT4.0)");
  EXPECT_EQ(fault_in("aedat4", header4(9)),
            "F: byte 0: compression 9 (expected 0, none; 1 or 2, LZ4; 3 or 4, Zstandard)");
  EXPECT_EQ(fault_in("aedat4", header4(0).substr(0, 16)),
            "F: byte 14: the file ends inside the header's size (found 2 bytes, expected 4)");
  std::string bytes = header4(0);
  bytes.replace(14, 4, "\xff\xff\xff\x7f");
  EXPECT_NE(fault_in("aedat4", bytes).find("F: byte 14: a header of 2147483647 bytes"),
            std::string::npos);
  EXPECT_NE(fault_in("aedat4", header4(0, 20)).find("places the data table at byte 20"),
            std::string::npos);
}

TEST(Aedat4, NamesTheOffsetOfAPacketThatIsCut) {
  for (const Packing packing : kPackings) {
    const std::string head = header4(static_cast<int>(packing));
    const std::string payload = packed(packing, event_flatbuffer(many(100)));
    const std::string begin = "F: byte " + std::to_string(head.size() + 8) + ": ";
    const std::string whole = head + packet4(payload);
    EXPECT_EQ(fault_in("aedat4", whole.substr(0, whole.size() - 1)),
              begin + "the file ends inside a packet (found " + std::to_string(payload.size() - 1) +
                  " bytes, expected " + std::to_string(payload.size()) + ")");
    // The packet is whole, the frame in it is not.
    const std::string fault =
        fault_in("aedat4", head + packet4(payload.substr(0, payload.size() - 5)));
    EXPECT_TRUE(fault.starts_with("F: byte " + std::to_string(head.size()) + ": the packet ") ||
                fault.starts_with(begin + "the packet "))
        << fault;
  }
}

TEST(Aedat4, DamagedFramesAreNamed) {
  for (const Packing packing : {Packing::lz4, Packing::zstd}) {
    const std::string head = header4(static_cast<int>(packing));
    EXPECT_NE(fault_in("aedat4", head + packet4("no frame of any kind")).find("is damaged: "),
              std::string::npos);
    const std::string payload = packed(packing, event_flatbuffer({{7, 1, 2, 1}}));
    EXPECT_NE(fault_in("aedat4", head + packet4(payload.substr(0, payload.size() - 3)))
                  .find("the packet ends inside its compressed frame"),
              std::string::npos);
    EXPECT_NE(fault_in("aedat4", head + packet4(payload + "more"))
                  .find("the packet has 4 bytes after its compressed frame"),
              std::string::npos);
  }
}

/// A few kilobytes that unpack to more than a packet may have.
TEST(Aedat4, AFrameThatUnpacksWithoutEndIsRefused) {
  std::string payload = event_flatbuffer({});
  payload.resize(kMostPacketBytes + 100);
  for (const Packing packing : {Packing::lz4, Packing::zstd}) {
    const std::string fault =
        fault_in("aedat4", header4(static_cast<int>(packing)) + packet4(packed(packing, payload)));
    EXPECT_TRUE(fault.find("unpacks to more than 33554432 bytes") != std::string::npos ||
                fault.find("is damaged: ") != std::string::npos)  // Zstandard sees its window first
        << fault;
  }
}

TEST(Aedat4, EventsOfNegativeTimeOrPlaceAreRefused) {
  for (const RawEvent& event :
       Events{{std::uint64_t{1} << 63, 1, 1, 1}, {1, 0x8000, 1, 1}, {1, 1, 0x8000, 1}}) {
    EXPECT_NE(fault_in("aedat4", aedat4(Packing::none, {{{1, 1, 1, 1}, event}}))
                  .find("has an event of negative time or place (event 1)"),
              std::string::npos);
  }
}

}  // namespace
}  // namespace engram::workloads
