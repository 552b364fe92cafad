#include "workloads/recordings/flatbuffer.hpp"

#include <gtest/gtest.h>

#include "aedat4_bytes.hpp"
#include "recording_bytes.hpp"

namespace engram::workloads {
namespace {

std::span<const unsigned char> span_of(const std::string& bytes) {
  return {reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()};
}

const std::string kSound = event_flatbuffer({{1, 2, 3, 1}, {4, 5, 6, 0}}).substr(4);

/// The events that are found with one 32-bit or 16-bit word replaced; -1: refused.
int events_with(std::size_t at, const std::string& word) {
  std::string bytes = kSound;
  bytes.replace(at, word.size(), word);
  const auto table = FlatTable::root(span_of(bytes), "EVTS");
  const auto vector = table ? table->vector(0, 16) : std::nullopt;
  return vector ? static_cast<int>(vector->count) : -1;
}

TEST(Flatbuffer, FindsTheVector) {
  EXPECT_EQ(events_with(0, little(16, 4)), 2);
  EXPECT_FALSE(FlatTable::root(span_of(kSound), "FRME"));
}

TEST(Flatbuffer, EveryOffsetIsChecked) {
  EXPECT_EQ(events_with(0, little(0xffffffffU, 4)), -1) << "root";
  EXPECT_EQ(events_with(0, little(kSound.size() - 3, 4)), -1) << "root at the edge";
  EXPECT_EQ(events_with(8, little(0xffff, 2)), -1) << "size of the vtable";
  EXPECT_EQ(events_with(8, little(2, 2)), -1) << "vtable below its own header";
  EXPECT_EQ(events_with(12, little(0xfffe, 2)), -1) << "field";
  EXPECT_EQ(events_with(16, little(17, 4)), -1) << "vtable before the buffer";
  EXPECT_EQ(events_with(16, little(0x80000000U, 4)), -1) << "vtable behind the buffer";
  EXPECT_EQ(events_with(20, little(0xffffffffU, 4)), -1) << "vector";
  EXPECT_EQ(events_with(24, little(3, 4)), -1) << "one element too many";
  EXPECT_EQ(events_with(24, little(0xffffffffU, 4)), -1) << "count";
}

TEST(Flatbuffer, AFieldThatIsAbsentHasItsDefault) {
  EXPECT_EQ(events_with(12, little(0, 2)), 0);
  EXPECT_EQ(events_with(8, little(4, 2)), 0) << "a vtable without fields";
  const auto table = FlatTable::root(span_of(kSound), "EVTS");
  ASSERT_TRUE(table);
  const unsigned char* at = nullptr;
  EXPECT_TRUE(table->scalar(5, 4, at));
  EXPECT_EQ(at, nullptr);
}

TEST(Flatbuffer, EveryTruncationIsRefused) {
  for (std::size_t length = 0; length < kSound.size(); ++length) {
    const std::string cut = kSound.substr(0, length);
    const auto table = FlatTable::root(span_of(cut), "EVTS");
    EXPECT_FALSE(table && table->vector(0, 16)) << length;
  }
}

}  // namespace
}  // namespace engram::workloads
