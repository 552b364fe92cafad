#include <gtest/gtest.h>

#include "recording_bytes.hpp"

/// DAT, EVT 2.0 and EVT 3.0.
namespace engram::workloads {
namespace {

using Events = std::vector<RawEvent>;

const std::string kDat = "% Data file\n% Version 2\n% Width 304\n% Height 240\n";
const std::string kEvt2 = "% evt 2.0\n";
const std::string kEvt3 = "% evt 3.0\n";

std::string dat(std::uint32_t time, std::uint32_t x, std::uint32_t y, std::uint32_t p) {
  return little(time, 4) + little(p << 28 | y << 14 | x, 4);
}
std::string words2(const std::vector<std::uint32_t>& words) {
  std::string bytes;
  for (const std::uint32_t word : words) bytes += little(word, 4);
  return bytes;
}
std::string words3(const std::vector<std::uint32_t>& words) {
  std::string bytes;
  for (const std::uint32_t word : words) bytes += little(word, 2);
  return bytes;
}
std::uint32_t cd(std::uint32_t on, std::uint32_t t6, std::uint32_t x, std::uint32_t y) {
  return on << 28 | t6 << 22 | x << 11 | y;
}

TEST(Dat, DecodesTheBitFields) {
  const std::string kind("\x0c\x08", 2);
  EXPECT_EQ(events_in("dat", kDat + kind + dat(5, 16383, 1, 1) + dat(6, 2, 16383, 0)),
            (Events{{5, 16383, 1, 1}, {6, 2, 16383, 0}}));
  EXPECT_EQ(events_in("dat", "% x\n" + std::string("\x00\x08", 2) + dat(7, 1, 2, 1)).size(), 1U);
  EXPECT_EQ(sensor_in("dat", kDat), "304 x 240");
  EXPECT_TRUE(events_in("dat", kDat).empty());
  EXPECT_TRUE(events_in("dat", kDat + kind).empty());
}

TEST(Dat, TimesGoOnWhereThe32BitsWrap) {
  const Events events = events_in(
      "dat", kDat + std::string("\x0c\x08", 2) + dat(0xfffffffeU, 0, 0, 0) + dat(1, 0, 0, 0));
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[1].time_us, 0x1'0000'0001U);
}

TEST(Dat, NamesWhatIsWrong) {
  EXPECT_EQ(fault_in("dat", "5, 17\n"),
            "F: byte 0: not a DAT file (expected lines that begin with %)");
  EXPECT_EQ(fault_in("dat", "% Version 1\n"), "F: byte 0: version 1 of DAT (expected 2)");
  EXPECT_EQ(fault_in("dat", kDat + std::string("\x0e\x10", 2)),
            "F: byte 49: events of type 14 and 16 bytes (expected type 0 or 12, change detections, "
            "of 8)");
  EXPECT_EQ(fault_in("dat", kDat + std::string("\x0c\x08", 2) + "1234"),
            "F: byte 51: the file ends inside a record (found 4 bytes, expected 8)");
}

TEST(PropheseeHeader, NewAndOldSpellingsGiveTheSensor) {
  EXPECT_EQ(sensor_in("evt3", "% format EVT3;height=720;width=1280\n% end\n"), "1280 x 720");
  EXPECT_EQ(sensor_in("evt2", "% evt 2.0\r\n% geometry 640x480\r\n% end\r\n"), "640 x 480");
  EXPECT_EQ(sensor_in("evt2", kEvt2), "0 x 0");
}

TEST(Evt2, JoinsTheTwoPartsOfATime) {
  const std::string bytes =
      words2({0x8000'0003, cd(1, 63, 639, 479), cd(0, 0, 2047, 2047), 0xa000'0000, 0xe000'0000,
              0xf000'0000, 0x8000'0004, cd(1, 1, 1, 2)});
  EXPECT_EQ(events_in("evt2", kEvt2 + bytes),
            (Events{{3 * 64 + 63, 639, 479, 1}, {3 * 64, 2047, 2047, 0}, {4 * 64 + 1, 1, 2, 1}}));
}

TEST(Evt2, EventsBeforeTheFirstTimeAreNone) {
  EXPECT_EQ(events_in("evt2", kEvt2 + words2({cd(1, 1, 1, 1), 0x8000'0000, cd(1, 2, 3, 4)})),
            (Events{{2, 3, 4, 1}}));
}

TEST(Evt2, TimesGoOnWhereTimeHighWraps) {
  const Events events =
      events_in("evt2", kEvt2 + words2({0x8fff'ffff, cd(1, 5, 1, 1), 0x8000'0000, cd(1, 6, 1, 1)}));
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].time_us, 0xfff'ffffULL << 6 | 5);
  EXPECT_EQ(events[1].time_us, (1ULL << 34) + 6);
}

TEST(Evt2, DataAfterTheEndOfTheHeaderMayLookLikeIt) {
  const std::string data = words2({0x8000'0001, cd(1, 0, 1, 1)});
  EXPECT_EQ(events_in("evt2", "% evt 2.0\n% end\n" + data).size(), 1U);
  EXPECT_EQ(
      fault_in("evt2", "% evt 2.0\n% end\n% no\nword"),
      "F: byte 16: a word of type 6, which EVT 2.0 reserves (expected 0, 1, 8, 10, 14 or 15)");
}

TEST(Evt2, NamesWhatIsWrong) {
  EXPECT_EQ(fault_in("evt2", "% evt 3.0\n"), "F: byte 0: the header names EVT3 (expected EVT2)");
  EXPECT_EQ(fault_in("evt2", "% format EVT21;width=1\n"),
            "F: byte 0: the header names EVT21 (expected EVT2)");
  EXPECT_EQ(fault_in("evt2", ""), "F: byte 0: the header names no format (expected EVT2)");
  EXPECT_EQ(fault_in("evt2", kEvt2 + "abc"),
            "F: byte 10: the file ends inside a word (found 3 bytes, expected 4)");
}

TEST(Evt3, DecodesSingleEventsAndTimes) {
  const std::string bytes = words3({0x8001, 0x6002, 0x00c8, 0x2805, 0x2006, 0x6003, 0x2807});
  EXPECT_EQ(events_in("evt3", kEvt3 + bytes),
            (Events{{0x1002, 5, 0xc8, 1}, {0x1002, 6, 0xc8, 0}, {0x1003, 7, 0xc8, 1}}));
}

TEST(Evt3, DecodesVectorsFromTheBaseOn) {
  // Base 100 ON; 12 bits: 0 and 11; 8 bits: 1 (and bits above 8, which are not of the mask).
  const std::string bytes = words3({0x8000, 0x0007, 0x3864, 0x4801, 0x5f02, 0x4001});
  EXPECT_EQ(events_in("evt3", kEvt3 + bytes),
            (Events{{0, 100, 7, 1}, {0, 111, 7, 1}, {0, 113, 7, 1}, {0, 120, 7, 1}}));
}

TEST(Evt3, PassesOverTriggersAndOthers) {
  EXPECT_EQ(
      events_in("evt3", kEvt3 + words3({0x8000, 0x0001, 0xa001, 0xe123, 0xf456, 0x7001, 0x2002})),
      (Events{{0, 2, 1, 0}}));
}

TEST(Evt3, EventsWithoutTimeOrRowAreNone) {
  EXPECT_TRUE(events_in("evt3", kEvt3 + words3({0x0001, 0x2001})).empty());
  EXPECT_TRUE(events_in("evt3", kEvt3 + words3({0x8000, 0x2001})).empty());
}

TEST(Evt3, TimesGoOnWhereTimeHighWraps) {
  const Events events =
      events_in("evt3", kEvt3 + words3({0x8fff, 0x6fff, 0x0000, 0x2001, 0x8000, 0x6001, 0x2001,
                                        0x8fff, 0x6002, 0x2001, 0x8001, 0x6003, 0x2001}));
  ASSERT_EQ(events.size(), 4U);
  EXPECT_EQ(events[0].time_us, 0xff'ffffU);
  EXPECT_EQ(events[1].time_us, (1U << 24) + 1);
  EXPECT_EQ(events[2].time_us, 0xfff002U) << "a straggler";
  EXPECT_EQ(events[3].time_us, (1U << 24) + 0x1003);
}

TEST(Evt3, ABlockEndsBeforeAVectorThatMayNotFit) {
  std::vector<std::uint32_t> words = {0x8000, 0x0000};
  for (int i = 0; i < 20'000; ++i) {
    words.push_back(0x3000);
    words.push_back(0x4fff);
  }
  EXPECT_EQ(events_in("evt3", kEvt3 + words3(words)).size(), 240'000U);
}

TEST(Evt3, NamesWhatIsWrong) {
  EXPECT_EQ(fault_in("evt3", kEvt3 + words3({0x8000, 0x9000})),
            "F: byte 12: a word of type 9, which EVT 3.0 reserves (expected 0, 2 to 8, 10, 14 or "
            "15)");
  EXPECT_EQ(fault_in("evt3", kEvt3 + words3({0x8000, 0x0000, 0x37ff, 0x4002})),
            "F: byte 16: a vector reaches x = 2048 (expected less than 2048)");
  EXPECT_EQ(fault_in("evt3", kEvt3 + words3({0x37ff, 0x4001})), "accepted");
  EXPECT_EQ(fault_in("evt3", kEvt3 + "a"),
            "F: byte 10: the file ends inside a word (found 1 bytes, expected 2)");
}

}  // namespace
}  // namespace engram::workloads
