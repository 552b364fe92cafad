#include <gtest/gtest.h>

#include "recording_bytes.hpp"

/// ras and events_csv.
namespace engram::workloads {
namespace {

using Events = std::vector<RawEvent>;

TEST(Ras, ReadsSecondsAndNeurons) {
  EXPECT_EQ(events_in("ras", "# made by hand\n0.000300 118\r\n  1e-3\t7 \n\n2 4294967295"),
            (Events{{300, 118, 0, 0}, {1000, 7, 0, 0}, {2'000'000, 4'294'967'295U, 0, 0}}));
  EXPECT_TRUE(events_in("ras", "").empty());
}

TEST(Ras, NamesEveryFaultWithItsLine) {
  EXPECT_EQ(fault_in("ras", "0.1 1\n-1 2\nnan 3\n1\n1e10 4\n1 x\nx -1\n"),
            "F:2: '-1' is no time (expected seconds, 0 to 1000000000)\n"
            "F:3: 'nan' is no time (expected seconds, 0 to 1000000000)\n"
            "F:4: found one field (expected time neuron)\n"
            "F:5: '1e10' is no time (expected seconds, 0 to 1000000000)\n"
            "F:6: neuron: 'x' is not a number\n"
            "F:7: 'x' is no time (expected seconds, 0 to 1000000000)\n"
            "F:7: neuron: '-1' is negative");
  EXPECT_NE(fault_in("ras", "1 1" + std::string(5000, ' ')).find("longer than 4095 bytes"),
            std::string::npos);
}

TEST(Ras, AFaultBehindABlockIsFound) {
  std::string text;
  for (std::size_t i = 0; i < EventReader::kBlock + 10; ++i) text += "1 1\n";
  EXPECT_EQ(fault_in("ras", text + "no\n" + text + "no\n"),
            "F:65547: found one field (expected time neuron)\n"
            "F:131094: found one field (expected time neuron)");
}

TEST(EventsCsv, ColumnsMayStandInAnyOrder) {
  EXPECT_EQ(
      events_in("events_csv", "\xef\xbb\xbfp, y,x,t\r\n1,2,3,4\r\n\r\n0,0,0,9223372036854775807"),
      (Events{{4, 3, 2, 1}, {9'223'372'036'854'775'807U, 0, 0, 0}}));
}

TEST(EventsCsv, YAndPolarityMayBeLeftOut) {
  EXPECT_EQ(events_in("events_csv", "t,x\n5,6\n"), (Events{{5, 6, 0, 0}}));
  EXPECT_TRUE(events_in("events_csv", "t,x,y,p\n").empty());
}

TEST(EventsCsv, NamesEveryFaultWithLineAndColumn) {
  EXPECT_EQ(fault_in("events_csv", "t,x,y,p\n1,2,3,1\n-1,2.5,,1\n1,2,3\n1,4294967296,3,1\n"),
            "F:3: column 't': '-1' is negative\n"
            "F:3: column 'x': '2.5' has a fraction\n"
            "F:3: column 'y': is empty\n"
            "F:4: found 3 fields, the header names 4\n"
            "F:5: column 'x': 4294967296 is too large (at most 4294967295)");
}

TEST(EventsCsv, ChecksTheHeader) {
  EXPECT_EQ(fault_in("events_csv", "neuron,t,t\n"),
            "F:1: column 'neuron' is unknown (expected t,x,y,p; a table of neuron,timestep is "
            "format csv)\n"
            "F:1: column 't' stands twice\n"
            "F:1: the header names no column 'x'");
  EXPECT_EQ(fault_in("events_csv", ""), "F:0: the file is empty (expected a header with t,x,y,p)");
}

TEST(EventsCsv, ShowsTwentyFaultsAndTheNumberOfTheOthers) {
  std::string text = "t,x\n";
  for (int line = 0; line < 100'000; ++line) text += "no,1\n";
  const std::string fault = fault_in("events_csv", text);
  EXPECT_NE(fault.find("F:21: column 't'"), std::string::npos);
  EXPECT_TRUE(fault.ends_with("\nF: and 99980 more")) << fault;
}

}  // namespace
}  // namespace engram::workloads
