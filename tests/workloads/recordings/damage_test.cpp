#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <set>

#include "recording_bytes.hpp"
#include "shd_file.hpp"
#include "sound_recordings.hpp"
#include "workloads/network/random.hpp"

/// HDF5 itself leaks object headers of damaged files; our own leaks still count.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libhdf5";
}

/// Damaged files end in a FileFault that names the file, or in events; never in another way. Any
/// other exception, and what the sanitizers find, fails these tests.
namespace engram::workloads {
namespace {

TEST(DamagedRecordings, TheSoundOnesCoverEveryFormatAndAreRead) {
  std::set<std::string> missing = {};
  for (const RecordingFormat& format : recording_formats()) missing.insert(format.name);
  for (const SoundRecording& sound : sound_recordings()) {
    EXPECT_EQ(events_in(sound.format, sound.bytes).size(), sound.events) << sound.format;
    missing.erase(sound.format);
  }
  EXPECT_EQ(missing, std::set<std::string>{"shd"});
}

TEST(DamagedRecordings, EveryTruncationEndsInAFaultOrFewerEvents) {
  for (const SoundRecording& sound : sound_recordings()) {
    int refused = 0;
    for (std::size_t length = 0; length < sound.bytes.size(); ++length) {
      const std::string fault = fault_in(sound.format, sound.bytes.substr(0, length));
      if (fault == "accepted") continue;
      ASSERT_TRUE(fault.starts_with("F:")) << sound.format << ": " << fault;
      ++refused;
    }
    EXPECT_GT(refused, 0) << sound.format;
  }
}

TEST(DamagedRecordings, RandomDamageEndsInAFaultOrEvents) {
  const std::vector<SoundRecording> all = sound_recordings();
  for (const SoundRecording& sound : all) {
    EXPECT_TRUE(rc::check(sound.format, [&sound] {
      std::string bytes = sound.bytes;
      const int flips = *rc::gen::inRange(1, 6);
      for (int flip = 0; flip < flips; ++flip) {
        bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] = *rc::gen::arbitrary<char>();
      }
      if (*rc::gen::inRange(0, 4) == 0) {
        bytes.resize(*rc::gen::inRange<std::size_t>(0, bytes.size()));
      }
      const std::string fault = fault_in(sound.format, bytes);
      RC_ASSERT(fault == "accepted" || fault.starts_with("F:"));
    })) << sound.format;
  }
}

/// What one format writes, another must not choke on.
TEST(DamagedRecordings, EveryFormatSurvivesTheFilesOfTheOthers) {
  for (const SoundRecording& sound : sound_recordings()) {
    for (const RecordingFormat& format : recording_formats()) {
      const std::string fault = fault_in(format.name, sound.bytes);
      EXPECT_TRUE(fault == "accepted" || fault.starts_with("F:")) << format.name << fault;
    }
  }
}

TEST(DamagedRecordings, EveryWordOfAnShdHeapIsChecked) {
  const std::string whole =
      shd_bytes({.times = {{0.5F, 0.25F}, {1.0F}}, .units = {{1, 2}, {3}}, .labels = {0, 1}});
  ASSERT_EQ(events_in("shd", whole).size(), 2U);
  const std::size_t heap = whole.find("GCOL");
  ASSERT_NE(heap, std::string::npos);
  int refused = 0;
  for (std::size_t word = heap; word < heap + 64; word += 8) {
    for (const char value : {'\x00', '\x7f', '\xff'}) {
      std::string damaged = whole;
      damaged.replace(word, 8, 8, value);
      refused += fault_in("shd", damaged) != "accepted";
    }
  }
  EXPECT_GT(refused, 10);
}

TEST(DamagedRecordings, FlippedBytesOfAnShdFileEndInAFaultOrEvents) {
  const std::string whole = shd_bytes(
      {.times = {{0.5F, 0.25F}, {1.0F}}, .units = {{1, 2}, {3}}, .labels = {0, 1}, .chunk = 1});
  RandomStream stream(1, hash_name("shd"));
  int refused = 0;
  for (int round = 0; round < 300; ++round) {
    std::string damaged = whole;
    for (int flip = 0; flip < 3; ++flip) {
      damaged[stream.below(damaged.size())] = static_cast<char>(stream.below(256));
    }
    refused += fault_in("shd", damaged) != "accepted";
  }
  EXPECT_GT(refused, 10);
}

}  // namespace
}  // namespace engram::workloads
