#include <gtest/gtest.h>

#include "temporary_file.hpp"
#include "workloads/spikes/recording.hpp"

namespace engram::workloads {
namespace {

TEST(Nmnist, DecodesTheBitFields) {
  // x 33, y 7, ON, time 0x7fffff (the largest), then x 0, y 255, OFF, time 0x010203.
  const TemporaryFile file("a.bin", std::string("\x21\x07\xff\xff\xff\x00\xff\x01\x02\x03", 10));
  const std::vector<RawEvent> events = read_nmnist(file.path());
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].x, 33U);
  EXPECT_EQ(events[0].y, 7U);
  EXPECT_EQ(events[0].channel, 1U);
  EXPECT_EQ(events[0].time_us, 8'388'607U);
  EXPECT_EQ(events[1].y, 255U);
  EXPECT_EQ(events[1].channel, 0U);
  EXPECT_EQ(events[1].time_us, 0x010203U);
}

TEST(Nmnist, AnEmptyFileHoldsNoEvents) {
  const TemporaryFile file("empty.bin", "");
  EXPECT_TRUE(read_nmnist(file.path()).empty());
}

TEST(Nmnist, ReadsMoreThanOneBlock) {
  std::string bytes;
  for (int i = 0; i < 20'000; ++i) {
    bytes += {static_cast<char>(i % 34), 0, 0, static_cast<char>(i >> 8), static_cast<char>(i)};
  }
  const TemporaryFile file("blocks.bin", bytes);
  const std::vector<RawEvent> events = read_nmnist(file.path());
  ASSERT_EQ(events.size(), 20'000U);
  for (std::uint32_t i = 0; i < events.size(); ++i) {
    ASSERT_EQ(events[i].time_us, i);
    ASSERT_EQ(events[i].x, i % 34);
  }
}

TEST(Nmnist, NamesTheOffsetOfARecordCutShort) {
  const TemporaryFile file("cut.bin", std::string(40'963, '\0'));
  try {
    read_nmnist(file.path());
    FAIL() << "accepted";
  } catch (const FileFault& fault) {
    EXPECT_EQ(fault.what(), file.path().string() +
                                ": byte 40960: the file ends inside a record (found 3 bytes, "
                                "expected 5)");
  }
}

TEST(Nmnist, AMissingFileAndAFolderAreNamed) {
  EXPECT_THROW(read_nmnist("no-such-file.bin"), FileFault);
  EXPECT_THROW(read_nmnist(std::filesystem::temp_directory_path()), FileFault);
}

}  // namespace
}  // namespace engram::workloads
