#include <gtest/gtest.h>

#include <bit>
#include <cmath>

#include "recording_bytes.hpp"

/// npy (events) and npy_raster (counts).
namespace engram::workloads {
namespace {

using Events = std::vector<RawEvent>;

std::string doubles(const std::vector<double>& values) {
  std::string bytes;
  for (const double value : values) bytes += little(std::bit_cast<std::uint64_t>(value), 8);
  return bytes;
}
std::string shorts(const std::vector<int>& values) {
  std::string bytes;
  for (const int value : values) bytes += little(static_cast<std::uint64_t>(value), 2);
  return bytes;
}

TEST(NpyEvents, FieldsOfAStructuredArrayAreFoundByName) {
  const std::string row1 = little(7, 2) + little(9, 2) + little(5'000'000'000U, 8) + little(1, 1);
  const std::string row2 = little(1, 2) + little(2, 2) + little(3, 8) + little(0, 1);
  EXPECT_EQ(events_in("npy", npy("[('x', '<i2'), ('y', '<i2'), ('t', '<i8'), ('p', '|b1')]", "(2,)",
                                 row1 + row2)),
            (Events{{5'000'000'000U, 7, 9, 1}, {3, 1, 2, 0}}));
  EXPECT_EQ(events_in("npy", npy("[('timestamp', '<u4'), ('', '|V4'), ('x', '|u1')]", "(1,)",
                                 little(77, 4) + "pads" + little(200, 1))),
            (Events{{77, 200, 0, 0}}))
      << "padding, and fields that are absent";
}

TEST(NpyEvents, PlainColumnsAreThoseOfLavaDlInMilliseconds) {
  EXPECT_EQ(events_in("npy", npy("'<f8'", "(2, 4)", doubles({1, 2, 0, 3.5, 4, 5, 1, 0.0004}))),
            (Events{{3500, 1, 2, 0}, {0, 4, 5, 1}}));
  EXPECT_EQ(events_in("npy", npy("'<i2'", "(2, 3)", shorts({1, 0, 3, 4, 1, 6}))),
            (Events{{3000, 1, 0, 0}, {6000, 4, 0, 1}}));
  EXPECT_TRUE(events_in("npy", npy("'<i2'", "(0, 3)", "")).empty());
}

TEST(NpyEvents, FortranOrderIsReadColumnByColumn) {
  EXPECT_EQ(events_in("npy", npy("'<i2'", "(2, 4)", shorts({1, 4, 2, 5, 0, 1, 3, 6}), true)),
            (Events{{3000, 1, 2, 0}, {6000, 4, 5, 1}}));
}

TEST(NpyEvents, NamesWhatIsNoEvent) {
  EXPECT_NE(fault_in("npy", npy("'<i2'", "(2, 3)", shorts({1, 0, 3, -1, 0, 3})))
                .find("event 1: x = -1.000000 (expected a whole number of 32 bits)"),
            std::string::npos);
  EXPECT_NE(fault_in("npy", npy("'<f8'", "(1, 3)", doubles({1, 0, -3})))
                .find("event 0: t = -3.000000 (expected a time of 0 or more)"),
            std::string::npos);
  EXPECT_NE(fault_in("npy", npy("'<f8'", "(1, 3)", doubles({0.5, 0, 3}))), "accepted");
  EXPECT_NE(fault_in("npy", npy("'<f8'", "(1, 3)", doubles({1, 0, std::nan("")}))), "accepted");
  EXPECT_NE(fault_in("npy", npy("'<f8'", "(1, 3)", doubles({1, 0, 1e300}))), "accepted");
  EXPECT_EQ(
      fault_in("npy", npy("'<i2'", "(2, 3)", shorts({1, 0, 3, 70, -1, 3}), true)).substr(0, 8),
      "F: byte ");
}

TEST(NpyEvents, OtherShapesAreRefusedWithTheirName) {
  EXPECT_EQ(fault_in("npy", npy("'|u1'", "(2, 5)", std::string(10, '\0'))),
            "F: byte 0: an array of shape (2, 5) (expected a structured array of events, or (N, 3) "
            "or (N, 4); counts a timestep are format npy_raster)");
  EXPECT_EQ(fault_in("npy", npy("[('x', '<i2')]", "(1,)", shorts({1}))),
            "F: byte 0: the fields of the array lack x or t (expected t, x and maybe y, p)");
  EXPECT_NE(
      fault_in("npy", npy("[('t', '<i2'), ('x', '<i2'), ('ts', '<i2')]", "(1,)", shorts({1, 2, 3})))
          .find("two fields of the array"),
      std::string::npos);
}

TEST(NpyRaster, CountsBecomeEventsAMillisecondApart) {
  EXPECT_EQ(events_in("npy_raster", npy("'|u1'", "(2, 3)", std::string("\1\0\2\0\1\0", 6))),
            (Events{{0, 0, 0, 0}, {0, 2, 0, 0}, {0, 2, 0, 0}, {1000, 1, 0, 0}}));
  std::string data(2 * 2 * 2 * 3, '\0');
  data[12 + 6 + 3 + 2] = 1;
  const std::string bytes = npy("'|b1'", "(2, 2, 2, 3)", data);
  EXPECT_EQ(events_in("npy_raster", bytes), (Events{{1000, 2, 1, 1}}));
  EXPECT_EQ(sensor_in("npy_raster", bytes), "3 x 2");
}

TEST(NpyRaster, NamesWhatIsNoCount) {
  EXPECT_NE(fault_in("npy_raster", npy("'<f8'", "(1, 2)", doubles({1, 0.5})))
                .find("element 1 is 0.500000 (expected a count of events, 0 to 255)"),
            std::string::npos);
  EXPECT_NE(fault_in("npy_raster", npy("'<i2'", "(1, 1)", shorts({256}))), "accepted");
  EXPECT_NE(fault_in("npy_raster", npy("'<i2'", "(1, 1)", shorts({1}), true)).find("Fortran order"),
            std::string::npos);
  EXPECT_NE(fault_in("npy_raster", npy("'<i2'", "(1, 1, 1)", shorts({1})))
                .find("an array of shape (1, 1, 1)"),
            std::string::npos);
  EXPECT_EQ(fault_in("npy_raster", npy("'<i2'", "(5, 0)", "")), "accepted");
}

}  // namespace
}  // namespace engram::workloads
