#include <gtest/gtest.h>

#include <set>

#include "recording_bytes.hpp"
#include "shd_file.hpp"
#include "sound_recordings.hpp"
#include "tests/workloads/spikes/temporary_file.hpp"

namespace engram::workloads {
namespace {

std::string detected(const std::string& name, const std::string& bytes) {
  const TemporaryFile file(name, bytes);
  try {
    return detect_format(file.path()).name;
  } catch (const FileFault& fault) {
    const std::string what = fault.what();
    return what.substr(file.path().string().size());
  }
}

TEST(Detection, WhatAFileBeginsWithComesFirst) {
  std::set<std::string> found;
  for (const SoundRecording& sound : sound_recordings()) {
    found.insert(detected("misnamed.bin", sound.bytes));
  }
  for (const char* format :
       {"aedat2", "aedat3", "aedat4", "dat", "evt2", "evt3", "es", "npy", "events_csv"}) {
    EXPECT_EQ(found.count(format), 1U) << format;
  }
  const ShdFile shd = {.times = {{0.5F}}, .units = {{1}}, .labels = {0}};
  EXPECT_EQ(detected("misnamed.bin", shd_bytes(shd)), "shd");
}

TEST(Detection, ThenItsExtensionInAnyCase) {
  const std::string bytes(5, '\x01');
  EXPECT_EQ(detected("a.bin", bytes), "nmnist");
  EXPECT_EQ(detected("a.bs2", bytes), "nmnist");
  EXPECT_EQ(detected("a.BS1", bytes), "bs1");
  EXPECT_EQ(detected("a.bs3", bytes), "bs3");
  EXPECT_EQ(detected("a.ras", "1 2\n"), "ras");
  EXPECT_EQ(detected("a.csv", "neuron,timestep\n"), "events_csv");
  EXPECT_EQ(detected("a.dat", "% no version\n"), "dat");
}

TEST(Detection, SaysWhatItDoesNotKnow) {
  EXPECT_TRUE(
      detected("a.xyz", "??")
          .starts_with(": no format is known for the extension '.xyz' (name one of nmnist, bs1, "));
  EXPECT_EQ(detected("a.bin", "version https://git-lfs.github.com/spec/v1\n"),
            ": byte 0: a Git LFS pointer, not the recording itself (fetch it with git lfs pull)");
  EXPECT_THROW(detect_format("no-such-file.bin"), FileFault);
  EXPECT_THROW(open_recording(std::filesystem::temp_directory_path(), "bs1"), FileFault);
  EXPECT_NE(fault_in("dvs", "").find("the format 'dvs' is not known (expected auto, nmnist, "),
            std::string::npos);
}

TEST(Formats, HaveANameOfTheirOwnAndASummary) {
  std::set<std::string> names;
  for (const RecordingFormat& format : recording_formats()) {
    EXPECT_TRUE(names.insert(format.name).second) << format.name;
    EXPECT_FALSE(format.summary.empty()) << format.name;
    for (const std::string& extension : format.extensions) EXPECT_EQ(extension.front(), '.');
  }
  EXPECT_EQ(names.size(), 17U);
}

}  // namespace
}  // namespace engram::workloads
