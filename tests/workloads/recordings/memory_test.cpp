#include <gtest/gtest.h>
#include <sys/resource.h>

#include <fstream>

#include "aedat4_bytes.hpp"
#include "recording_bytes.hpp"
#include "tests/workloads/spikes/temporary_file.hpp"

/// A file of any size is read in bounded memory: what the process had at most barely grows.
namespace engram::workloads {
namespace {

constexpr std::size_t kFileBytes = 50'000'000;
constexpr std::uint64_t kGrowth = 24'000'000;  // 50 MB are 240 MB of events

std::uint64_t peak_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

void check_growth(const std::string& format, const std::string& head, const std::string& piece,
                  std::uint64_t events_in_piece) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "AddressSanitizer keeps freed memory";
#endif
  const TemporaryFile file("large", "");
  const std::size_t pieces = kFileBytes / piece.size();
  {
    std::ofstream stream(file.path(), std::ios::binary);
    stream << head;
    for (std::size_t i = 0; i < pieces; ++i) stream << piece;
  }
  const std::uint64_t before = peak_bytes();
  const auto reader = open_recording(file.path(), format);
  std::vector<RawEvent> block;
  std::uint64_t events = 0;
  while (reader->next(block)) events += block.size();
  EXPECT_EQ(events, pieces * events_in_piece);
  EXPECT_LT(peak_bytes() - before, kGrowth) << format;
}

TEST(Memory, OfALargeFileOfRecordsIsBounded) {
  std::string piece;
  for (int i = 0; i < 1000; ++i) piece += std::string("\x05\x06\x80\x01\x02", 5);
  check_growth("nmnist", "", piece, 1000);
}

TEST(Memory, OfALargeFileOfPacketsIsBounded) {
  std::vector<RawEvent> events;
  for (std::uint32_t i = 0; i < 10'000; ++i) events.push_back({i * i, i * 7 % 300, i % 200, 1});
  check_growth("aedat4", header4(1), packet4(packed(Packing::lz4, event_flatbuffer(events))),
               10'000);
}

TEST(Memory, OfALargeTableIsBounded) {
  std::string piece;
  for (int i = 0; i < 1000; ++i) piece += "12345678,6,7,1\n";
  check_growth("events_csv", "t,x,y,p\n", piece, 1000);
}

}  // namespace
}  // namespace engram::workloads
