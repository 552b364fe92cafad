#include <gtest/gtest.h>

#include "recording_bytes.hpp"

namespace engram::workloads {
namespace {

using Events = std::vector<RawEvent>;

const std::string kVersion = "#!AER-DAT2.0\r\n";
const std::string kDavis = kVersion + "# AEChip: eu.seebetter.ini.chips.davis.DAVIS240C\r\n";
const std::string kDvs128 = kVersion + "# AEChip: ch.unizh.ini.jaer.chip.retina.DVS128\r\n";

std::string davis(std::uint32_t x, std::uint32_t y, std::uint32_t on, std::uint32_t time) {
  return big(y << 22 | x << 12 | on << 11, 4) + big(time, 4);
}

TEST(Aedat2, DecodesDavisAddressesWithoutAFlip) {
  const std::string bytes = davis(239, 179, 1, 5) + davis(0, 511, 0, 6);
  const Events expected = {{5, 239, 179, 1}, {6, 0, 511, 0}};
  EXPECT_EQ(events_in("aedat2", kDavis + bytes), expected);
  EXPECT_EQ(events_in("aedat2", kVersion + bytes), expected) << "no chip: a DAVIS";
  EXPECT_EQ(sensor_in("aedat2", kDavis), "240 x 180");
  EXPECT_EQ(sensor_in("aedat2", kVersion), "0 x 0");
}

TEST(Aedat2, PassesOverFramesInertialSamplesAndEdges) {
  const std::string bytes = big(0x8002ac00U, 4) + big(1, 4) + big(0x9efdfc00U, 4) + big(2, 4) +
                            big(1U << 10, 4) + big(3, 4) + davis(1, 2, 1, 4);
  EXPECT_EQ(events_in("aedat2", kDavis + bytes), (Events{{4, 1, 2, 1}}));
}

TEST(Aedat2, DecodesDvs128WhereTheHeaderOrTheNameSaysSo) {
  const std::string bytes = big(100U << 8 | 27U << 1, 4) + big(7, 4) +       // ON is 0
                            big(127U << 8 | 127U << 1 | 1, 4) + big(8, 4) +  // OFF
                            big(0x8000, 4) + big(9, 4);                      // an edge
  const Events expected = {{7, 27, 100, 1}, {8, 127, 127, 0}};
  EXPECT_EQ(events_in("aedat2", kDvs128 + bytes), expected);
  EXPECT_EQ(events_in("aedat2_dvs128", kVersion + bytes), expected);
  EXPECT_EQ(sensor_in("aedat2", kDvs128), "128 x 128");
}

TEST(Aedat2, AnotherChipIsRefusedByNameUnlessTheFormatIsNamed) {
  const std::string cochlea = kVersion + "# AEChip: CochleaAMS1c\r\n";
  EXPECT_EQ(fault_in("aedat2", cochlea + davis(1, 1, 1, 1)),
            "F: byte 14: the chip is 'CochleaAMS1c' (expected a DAVIS or DVS128; name the format "
            "aedat2_davis or aedat2_dvs128 if its addresses are theirs)");
  EXPECT_EQ(events_in("aedat2_davis", cochlea + davis(1, 2, 1, 3)), (Events{{3, 1, 2, 1}}));
}

TEST(Aedat2, AHeaderAloneHoldsNoEvents) {
  EXPECT_TRUE(events_in("aedat2", kDavis).empty());
  EXPECT_TRUE(events_in("aedat2", "#!AER-DAT2.0").empty()) << "not even a line end";
}

TEST(Aedat2, DataMayBeginWithTheByteOfAComment) {
  const std::string record = davis(0x1ff, 0x8c, 1, 5);  // its first byte is '#'
  ASSERT_EQ(record[0], '#');
  EXPECT_EQ(events_in("aedat2", kDavis + record), (Events{{5, 0x1ff, 0x8c, 1}}));
  const std::string text = "#AAABBB\n";  // could be a line: the mark of its end decides
  EXPECT_EQ(events_in("aedat2", kDavis + "#End Of ASCII Header\r\n" + text).size(), 1U);
}

TEST(Aedat2, TimesGoOnWhereThe32BitsWrap) {
  const std::string bytes = davis(0, 0, 0, 0xfffffff0U) + davis(0, 0, 0, 0x10) +
                            davis(0, 0, 0, 0xffffffffU) + davis(0, 0, 0, 0x20);
  const Events events = events_in("aedat2", kDavis + bytes);
  ASSERT_EQ(events.size(), 4U);
  EXPECT_EQ(events[0].time_us, 0xfffffff0U);
  EXPECT_EQ(events[1].time_us, 0x1'0000'0010U);
  EXPECT_EQ(events[2].time_us, 0xffffffffU);
  EXPECT_EQ(events[3].time_us, 0x1'0000'0020U);
}

TEST(Aedat2, NamesTheOffsetOfWhatIsCut) {
  EXPECT_EQ(fault_in("aedat2", kVersion + davis(1, 1, 1, 1) + "abc"),
            "F: byte 22: the file ends inside a record (found 3 bytes, expected 8)");
  EXPECT_EQ(fault_in("aedat2", "#!AER-DAT9.0\r\n"),
            "F: byte 0: not AEDAT 2.0 (expected #!AER-DAT2.0)");
  EXPECT_EQ(fault_in("aedat2", ""), "F: byte 0: not AEDAT 2.0 (expected #!AER-DAT2.0)");
}

TEST(Aedat2, ALineOfTheHeaderIsBounded) {
  const std::string line = "#" + std::string(200'000, 'x') + "\r\n";
  EXPECT_EQ(fault_in("aedat2", kVersion + line),
            "F: byte 14: a line of the header is longer than 65536 bytes");
  const std::string shorter = "#" + std::string(60'000, 'x') + "\r\n";
  EXPECT_EQ(events_in("aedat2", kVersion + shorter + davis(1, 2, 1, 3)), (Events{{3, 1, 2, 1}}));
}

}  // namespace
}  // namespace engram::workloads
