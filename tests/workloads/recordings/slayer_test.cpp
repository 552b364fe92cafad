#include <gtest/gtest.h>

#include "recording_bytes.hpp"

/// The layouts of SLAYER: bs1, bs2 (N-MNIST) and bs3.
namespace engram::workloads {
namespace {

using Events = std::vector<RawEvent>;

TEST(Nmnist, DecodesTheBitFields) {
  // x 33, y 7, ON, time 0x7fffff (the largest), then x 0, y 255, OFF, time 0x010203.
  const std::string bytes("\x21\x07\xff\xff\xff\x00\xff\x01\x02\x03", 10);
  EXPECT_EQ(events_in("nmnist", bytes), (Events{{8'388'607, 33, 7, 1}, {0x010203, 0, 255, 0}}));
}

TEST(Bs1, DecodesTheBitFields) {
  const std::string bytes("\x01\x02\x80\x00\x05\xff\xff\x7f\xff\xff", 10);
  EXPECT_EQ(events_in("bs1", bytes), (Events{{5, 0x102, 0, 1}, {8'388'607, 65535, 0, 0}}));
}

TEST(Bs3, DecodesTheBitFields) {
  const std::string bytes("\x12\x34\x56\x09\x01\x02\x03\xff\xff\xff\xff\xff\xff\xff", 14);
  EXPECT_EQ(events_in("bs3", bytes),
            (Events{{0x010203, 0x123, 0x456, 9}, {16'777'215, 4095, 4095, 255}}));
}

TEST(SlayerFiles, AnEmptyFileHoldsNoEvents) {
  for (const char* format : {"nmnist", "bs1", "bs3"}) EXPECT_TRUE(events_in(format, "").empty());
}

TEST(SlayerFiles, MoreThanOneBlockIsReadInOrder) {
  std::string bytes;
  const std::uint32_t count = 2 * EventReader::kBlock + 7;
  for (std::uint32_t i = 0; i < count; ++i) bytes += big(i % 34, 2) + big(i, 3);
  const Events events = events_in("bs1", bytes);
  ASSERT_EQ(events.size(), count);
  for (std::uint32_t i = 0; i < count; ++i) ASSERT_EQ(events[i], (RawEvent{i, i % 34, 0, 0}));
}

TEST(SlayerFiles, ARecordCutShortIsNamedWithItsOffset) {
  EXPECT_EQ(fault_in("nmnist", std::string(40'963, '\0')),
            "F: byte 40960: the file ends inside a record (found 3 bytes, expected 5)");
  EXPECT_EQ(fault_in("bs1", std::string(1, '\0')),
            "F: byte 0: the file ends inside a record (found 1 bytes, expected 5)");
  EXPECT_EQ(fault_in("bs3", std::string(700'006, '\0')),
            "F: byte 700000: the file ends inside a record (found 6 bytes, expected 7)");
}

}  // namespace
}  // namespace engram::workloads
