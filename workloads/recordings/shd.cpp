#include "workloads/recordings/shd.hpp"

#include <cmath>

#include "workloads/hdf5/hdf5_file.hpp"
#include "workloads/recordings/fill_block.hpp"
#include "workloads/recordings/formats.hpp"

namespace engram::workloads {
namespace {

constexpr const char* kTimes = "/spikes/times";
constexpr const char* kUnits = "/spikes/units";
constexpr std::uint32_t kChannels = 700;  // of the cochlea model of both data sets

std::uint64_t samples_of(const Hdf5File& file, const char* path) {
  const std::vector<std::uint64_t> shape = file.shape(path);
  if (shape.size() == 1 && shape[0] <= kMostShdSamples) return shape[0];
  throw FileFault(file.file().string() + ": " + path + ": expected one dimension of at most " +
                  std::to_string(kMostShdSamples) + " samples, found " +
                  (shape.size() == 1 ? std::to_string(shape[0])
                                     : std::to_string(shape.size()) + " dimensions"));
}

void check_length(const Hdf5File& file, const char* path, std::uint64_t found, const char* other,
                  std::uint64_t expected) {
  if (found == expected) return;
  throw FileFault(file.file().string() + ": " + path + ": has " + std::to_string(found) +
                  " elements, " + other + " has " + std::to_string(expected));
}

class ShdReader : public EventReader {
 public:
  ShdReader(const Path& path, std::uint64_t sample) {
    const Hdf5File file(path);
    const std::uint64_t samples = samples_of(file, kTimes);
    check_length(file, kUnits, samples_of(file, kUnits), kTimes, samples);
    if (sample >= samples) {
      throw FileFault(path.string() + ": " + kTimes + ": has no sample " + std::to_string(sample) +
                      " (the file has " + std::to_string(samples) + ")");
    }
    place_ = path.string() + ": " + kTimes + "[" + std::to_string(sample) + "]";
    times_ = file.read_sequence(kTimes, sample, kMostShdSpikes);
    units_ = file.read_sequence(kUnits, sample, kMostShdSpikes);
    check_length(file, kUnits, units_.size(), kTimes, times_.size());
  }

  bool next(std::vector<RawEvent>& block) override {
    return fill_block(block, 1, [this](std::vector<RawEvent>& events) {
      if (spike_ == times_.size()) return false;
      const double us = times_[spike_] * 1e6, unit = units_[spike_];
      if (!(us >= 0 && us <= 1e15)) fail("a time of " + std::to_string(times_[spike_]) + " s");
      if (!(unit >= 0 && unit < kChannels && unit == std::floor(unit))) {
        fail("unit " + std::to_string(unit) + " (expected 0 to 699)");
      }
      events.push_back(
          {static_cast<std::uint64_t>(std::llround(us)), static_cast<std::uint32_t>(unit), 0, 0});
      ++spike_;
      return true;
    });
  }
  SensorSize sensor() const override { return {kChannels, 1}; }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw FileFault(place_ + ": spike " + std::to_string(spike_) + ": " + what);
  }

  std::string place_;
  std::vector<double> times_, units_;  ///< s; channels
  std::size_t spike_ = 0;
};

}  // namespace

ShdSamples shd_samples(const Path& path) {
  const Hdf5File file(path);
  const std::uint64_t count = samples_of(file, "/labels");
  check_length(file, "/labels", count, kTimes, samples_of(file, kTimes));
  ShdSamples samples;
  for (const double label : file.read_numbers("/labels").values) {
    if (!(label >= 0 && label <= 65535 && label == std::floor(label))) {
      throw FileFault(path.string() + ": /labels: a label of " + std::to_string(label) +
                      " (expected a whole number of 16 bits)");
    }
    samples.labels.push_back(static_cast<std::uint32_t>(label));
  }
  if (file.exists("/extra/keys")) {
    samples_of(file, "/extra/keys");
    std::vector<std::uint64_t> shape;
    samples.classes = file.read_strings("/extra/keys", shape);
  }
  return samples;
}

std::unique_ptr<EventReader> open_shd(const Path& file, std::uint64_t sample) {
  return std::make_unique<ShdReader>(file, sample);
}

std::unique_ptr<EventReader> open_first_shd(const Path& file) {
  return open_shd(file, 0);
}

}  // namespace engram::workloads
