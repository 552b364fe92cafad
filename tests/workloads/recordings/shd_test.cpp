#include "workloads/recordings/shd.hpp"

#include <gtest/gtest.h>

#include "recording_bytes.hpp"
#include "shd_file.hpp"
#include "tests/workloads/spikes/temporary_file.hpp"
#include "workloads/hdf5/hdf5_file.hpp"

namespace engram::workloads {
namespace {

using Events = std::vector<RawEvent>;

const ShdFile kSmall = {.times = {{0.0F, 0.25F, 1.0F}, {}, {0.0078125F, 0.5F}},
                        .units = {{0, 699, 5}, {}, {42, 43}},
                        .labels = {3, 0, 19},
                        .classes = {"null", "eins"}};

Events all(EventReader& reader) {
  Events events, block;
  while (reader.next(block)) events.insert(events.end(), block.begin(), block.end());
  return events;
}

std::string fault_of(const ShdFile& shd, std::uint64_t sample = 0) {
  const TemporaryFile file("faulty.h5", shd_bytes(shd));
  try {
    all(*open_shd(file.path(), sample));
  } catch (const FileFault& fault) {
    return std::string(fault.what()).substr(file.path().string().size());
  }
  return "accepted";
}

TEST(Shd, ReadsEverySampleInEveryLayout) {
  for (const bool half : {true, false}) {
    for (const hsize_t chunk : {0, 1, 2, 3}) {
      ShdFile shd = kSmall;
      shd.half = half;
      shd.chunk = chunk;
      const TemporaryFile file("sound.h5", shd_bytes(shd));
      EXPECT_EQ(all(*open_shd(file.path(), 0)),
                (Events{{0, 0, 0, 0}, {250'000, 699, 0, 0}, {1'000'000, 5, 0, 0}}));
      EXPECT_TRUE(all(*open_shd(file.path(), 1)).empty());
      EXPECT_EQ(all(*open_shd(file.path(), 2)), (Events{{7813, 42, 0, 0}, {500'000, 43, 0, 0}}))
          << "half a microsecond rounds away from 0";
    }
  }
}

TEST(Shd, ThePlainFormatIsTheFirstSample) {
  EXPECT_EQ(events_in("auto", shd_bytes(kSmall)).size(), 3U);
  EXPECT_EQ(sensor_in("shd", shd_bytes(kSmall)), "700 x 1");
}

TEST(Shd, LongSamplesSpanManyBlocks) {
  ShdFile shd = kSmall;
  shd.half = false;
  shd.times = {std::vector<float>(100'000, 0.5F)};
  shd.units = {std::vector<std::uint16_t>(100'000, 7)};
  EXPECT_EQ(events_in("shd", shd_bytes(shd)).size(), 100'000U);
}

TEST(Shd, LabelsAndTheirNames) {
  const TemporaryFile file("sound.h5", shd_bytes(kSmall));
  const ShdSamples samples = shd_samples(file.path());
  EXPECT_EQ(samples.labels, (std::vector<std::uint32_t>{3, 0, 19}));
  EXPECT_EQ(samples.classes, (std::vector<std::string>{"null", "eins"}));
  ShdFile plain = kSmall;
  plain.classes.clear();
  const TemporaryFile other("plain.h5", shd_bytes(plain));
  EXPECT_TRUE(shd_samples(other.path()).classes.empty());
  plain.labels.pop_back();
  const TemporaryFile fewer("fewer.h5", shd_bytes(plain));
  EXPECT_THROW(shd_samples(fewer.path()), FileFault);
}

TEST(Shd, NamesWhatIsWrong) {
  EXPECT_EQ(fault_of(kSmall, 3), ": /spikes/times: has no sample 3 (the file has 3)");
  ShdFile shd = kSmall;
  shd.units[0] = {0, 700, 5};
  EXPECT_EQ(fault_of(shd), ": /spikes/times[0]: spike 1: unit 700.000000 (expected 0 to 699)");
  shd.units[0] = {0, 1};
  EXPECT_EQ(fault_of(shd), ": /spikes/units: has 2 elements, /spikes/times has 3");
  shd = kSmall;
  shd.times[0][2] = -1;
  EXPECT_EQ(fault_of(shd), ": /spikes/times[0]: spike 2: a time of -1.000000 s");
  shd = kSmall;
  shd.units.pop_back();
  EXPECT_EQ(fault_of(shd), ": /spikes/units: has 2 elements, /spikes/times has 3");
}

TEST(Shd, AnotherHdf5FileIsRefused) {
  const TemporaryFile file("other.h5", "");
  Hdf5Id(H5Fcreate(file.path().c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), H5Fclose);
  EXPECT_THROW(open_shd(file.path(), 0), FileFault);
  EXPECT_THROW(shd_samples(file.path()), FileFault);
  EXPECT_EQ(fault_in("shd", "no HDF5"), "F: not an HDF5 file, or a truncated one");
}

TEST(Shd, SequencesOfAnotherKindAreRefused) {
  const TemporaryFile file("sound.h5", shd_bytes(kSmall));
  const Hdf5File hdf5(file.path());
  EXPECT_THROW(hdf5.read_sequence("/labels", 0, 10), FileFault);
  EXPECT_THROW(hdf5.read_sequence("/spikes/times", 0, 2), FileFault) << "longer than allowed";
  EXPECT_THROW(hdf5.read_sequence("/spikes/times", 3, 10), FileFault);
  EXPECT_EQ(hdf5.read_sequence("/spikes/times", 0, 3), (std::vector<double>{0, 0.25, 1}));
  EXPECT_EQ(hdf5.shape("/spikes/times"), std::vector<std::uint64_t>{3});
}

}  // namespace
}  // namespace engram::workloads
