#include "workloads/files/byte_source.hpp"

#include <gtest/gtest.h>

#include "tests/workloads/spikes/temporary_file.hpp"

namespace engram::workloads {
namespace {

std::string numbered(std::size_t bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes; ++i) text += static_cast<char>(i * 31 + i / 251);
  return text;
}

TEST(ByteSource, RecordsOfAnySizeAreTheBytesOfTheFile) {
  const std::string bytes = numbered(300'000);
  const TemporaryFile file("source", bytes);
  for (const std::size_t size : {1U, 7U, 1000U, 65536U}) {
    ByteSource source(file.path());
    std::string read;
    while (source.left() >= size) {
      EXPECT_EQ(source.offset(), read.size());
      read.append(reinterpret_cast<const char*>(source.record(size, "a record")), size);
    }
    EXPECT_EQ(read, bytes.substr(0, read.size()));
    EXPECT_LT(bytes.size() - read.size(), size);
  }
}

TEST(ByteSource, PeekingLeavesTheBytes) {
  const std::string bytes = numbered(70'000);
  const TemporaryFile file("source", bytes);
  ByteSource source(file.path());
  EXPECT_EQ(source.peek(10).size(), 10U);
  source.skip(69'995, "the middle");
  EXPECT_EQ(source.peek(10).size(), 5U);
  EXPECT_EQ(source.peek(10)[0], static_cast<unsigned char>(bytes[69'995]));
  EXPECT_EQ(source.offset(), 69'995U);
  EXPECT_EQ(source.left(), 5U);
}

TEST(ByteSource, ReadingMayBeginInTheFile) {
  const std::string bytes = numbered(1000);
  const TemporaryFile file("source", bytes);
  ByteSource source(file.path(), 900);
  EXPECT_EQ(source.offset(), 900U);
  EXPECT_EQ(*source.need(1, "a byte"), static_cast<unsigned char>(bytes[900]));
  EXPECT_EQ(source.left(), 99U);
}

std::string fault_of(void (*act)(ByteSource&)) {
  const TemporaryFile file("source", numbered(100));
  ByteSource source(file.path());
  source.skip(90, "the first");
  try {
    act(source);
  } catch (const FileFault& fault) {
    return std::string(fault.what()).substr(file.path().string().size());
  }
  return "accepted";
}

TEST(ByteSource, TheEndIsNamedWithItsOffset) {
  EXPECT_EQ(fault_of([](ByteSource& source) { source.record(11, "a record"); }),
            ": byte 90: the file ends inside a record (found 10 bytes, expected 11)");
  EXPECT_EQ(fault_of([](ByteSource& source) { source.skip(11, "a packet"); }),
            ": byte 90: the file ends inside a packet (found 10 bytes, expected 11)");
  EXPECT_EQ(fault_of([](ByteSource& source) {
              source.need(10, "a record");
              EXPECT_EQ(source.record(1, "a record"), nullptr);
              source.need(1, "a record");
            }),
            ": byte 100: the file ends before a record (expected 1 bytes)");
  EXPECT_EQ(
      fault_of([](ByteSource& source) { source.skip(~std::uint64_t{0}, "a packet"); }).substr(0, 9),
      ": byte 90");
}

TEST(ByteSource, AMissingFileAndAFolderAreNamed) {
  EXPECT_THROW(ByteSource("no-such-file"), FileFault);
  EXPECT_THROW(ByteSource(std::filesystem::temp_directory_path()), FileFault);
}

}  // namespace
}  // namespace engram::workloads
