#include <gtest/gtest.h>

#include "recording_bytes.hpp"

namespace engram::workloads {
namespace {

using Events = std::vector<RawEvent>;

std::string header(unsigned type, unsigned version = 2) {
  return "Event Stream" + little(version, 1) + little(0, 2) + little(type, 1) + little(300, 2) +
         little(260, 2);
}
std::string event(unsigned first, std::uint32_t x, std::uint32_t y) {
  return little(first, 1) + little(x, 2) + little(y, 2);
}

TEST(EventStream, DvsTimesAddUp) {
  const std::string bytes = event(10 << 1 | 1, 299, 259) + "\xfe\xfe" + event(3 << 1, 257, 2) +
                            "\xff\xff\xff" + event(126 << 1 | 1, 1, 1);
  EXPECT_EQ(events_in("es", header(1) + bytes),
            (Events{{10, 299, 259, 1}, {10 + 254 + 3, 257, 2, 0}, {267 + 126, 1, 1, 1}}));
  EXPECT_EQ(sensor_in("es", header(1)), "300 x 260");
  EXPECT_TRUE(events_in("es", header(1)).empty());
}

TEST(EventStream, OfAtisTheChangeDetectionsAreRead) {
  const std::string bytes = event(5 << 2 | 2, 1, 2) + event(1 << 2 | 3, 1, 2) +  // exposure
                            "\xfd\xff" + event(2 << 2, 3, 4) + "\xfc" + event(0, 5, 6);
  const std::uint64_t third = 5 + 1 + 63 + 3 * 63 + 2;
  EXPECT_EQ(events_in("es", header(2) + bytes),
            (Events{{5, 1, 2, 1}, {third, 3, 4, 0}, {third, 5, 6, 0}}));
}

TEST(EventStream, OtherStreamsAreRefusedByName) {
  EXPECT_EQ(fault_in("es", header(0)),
            "F: byte 15: a stream of type 0, generic events (expected 1, DVS, or 2, ATIS)");
  EXPECT_NE(fault_in("es", header(4)).find("colour events"), std::string::npos);
  EXPECT_NE(fault_in("es", header(9)).find("unknown events"), std::string::npos);
  EXPECT_EQ(fault_in("es", header(1, 1)), "F: byte 12: version 1 of Event Stream (expected 2)");
  EXPECT_EQ(fault_in("es", "Event Stroll"),
            "F: byte 0: not an Event Stream (expected Event Stream)");
}

TEST(EventStream, NamesTheOffsetOfWhatIsCutOrOutside) {
  EXPECT_EQ(fault_in("es", header(1).substr(0, 14)),
            "F: byte 0: the file ends inside the header (found 14 bytes, expected 16)");
  EXPECT_EQ(fault_in("es", header(1) + event(1, 1, 1) + "\x03" + "ab"),
            "F: byte 26: the file ends inside the address of an event (found 2 bytes, expected 4)");
  EXPECT_EQ(fault_in("es", header(1) + "\x03"),
            "F: byte 21: the file ends before the address of an event (expected 4 bytes)");
  EXPECT_EQ(fault_in("es", header(1) + event(1, 300, 0)),
            "F: byte 21: (x, y) = (300, 0) lies outside the sensor of 300 x 260");
}

}  // namespace
}  // namespace engram::workloads
