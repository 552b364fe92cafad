#include "tests/published/lava_networks.hpp"

#include <algorithm>
#include <cstdio>
#include <stdexcept>

#include "workloads/files/npy.hpp"

namespace engram::published {
namespace {

using workloads::NpyArray;
using workloads::RawEvent;
using workloads::read_npy;

/// Events of one channel, at x = neuron.
std::vector<RawEvent> read_bs1(const std::filesystem::path& file) {
  std::vector<RawEvent> events = workloads::read_recording(file);
  for (RawEvent& event : events) event.channel = 0;
  return events;
}

/// The bytes of a gzipped file.
std::string unzipped(const std::filesystem::path& file) {
  const std::string command = "gzip -dc '" + file.string() + "'";
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot run gzip");
  std::string bytes;
  char block[65536];
  for (std::size_t got = 0; (got = fread(block, 1, sizeof block, pipe)) > 0;) {
    bytes.append(block, got);
  }
  if (pclose(pipe) != 0) throw std::runtime_error(command + " failed");
  return bytes;
}

/// Entry (0, c, y, x, t) of a recorded array.
double entry(const NpyArray& array, std::uint64_t neuron, std::uint64_t t) {
  return array.values.at(neuron * array.shape.at(4) + t);
}

std::uint64_t neurons_of(const NpyArray& array) {
  return array.shape.at(1) * array.shape.at(2) * array.shape.at(3);
}

}  // namespace

bool oxford_present() {
  return std::filesystem::exists(real_file("oxford/network.net")) &&
         std::filesystem::exists(real_file("oxford/ground_truth.npy"));
}
bool tinynet_present() {
  return std::filesystem::exists(real_file("tinynet/tiny.net"));
}
bool mnist_present() {
  return std::filesystem::exists(real_file("mnist/trained_mnist_network.net")) &&
         std::filesystem::exists(real_file("mnist/t10k-images-idx3-ubyte.gz"));
}

workloads::Network oxford(workloads::Compare compare) {
  workloads::LavaOptions options;
  options.compare = compare;
  return workloads::import_lava(real_file("oxford/network.net"), options);
}

workloads::SpikeTrain oxford_train(Bins bins) {
  std::vector<RawEvent> events = read_bs1(real_file("oxford/input.bs1"));
  workloads::BinningOptions options;
  options.timesteps = kOxfordTimesteps;
  options.merge = workloads::Merge::one;
  options.binning = bins == Bins::half_even ? workloads::Binning::round : workloads::Binning::floor;
  if (bins == Bins::half_up) {
    for (RawEvent& event : events) event.time_us += 500;
  }
  return workloads::bin_events(events, {200, 1, 1}, options, "oxford");
}

Places oxford_output() {
  const NpyArray array = read_npy(real_file("oxford/ground_truth.npy"));
  Places found;
  for (std::size_t row = 0; row < array.shape.at(0); ++row) {
    found.emplace(static_cast<std::uint32_t>(array.values[row * 3 + 2]) - 1,
                  static_cast<std::uint32_t>(array.values[row * 3]));
  }
  return found;
}

Places places(const RunCounts& counts, workloads::PopulationId population) {
  Places found;
  for (const workloads::ReferenceSpike& spike : counts.recorded) {
    if (spike.population == population) found.emplace(spike.timestep, spike.neuron);
  }
  return found;
}

std::size_t differences(const Places& a, const Places& b) {
  std::vector<Places::value_type> only;
  std::set_symmetric_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(only));
  return only.size();
}

workloads::Network tinynet(workloads::Compare compare) {
  workloads::LavaOptions options;
  options.compare = compare;
  options.layer_delay = 0;
  options.input_bias = real_file("tinynet/input_bias.npy");
  return workloads::import_lava(real_file("tinynet/tiny.net"), options);
}

Places tinynet_spikes(const std::string& name) {
  const NpyArray array = read_npy(real_file("tinynet/" + name));
  Places found;
  for (std::uint64_t neuron = 0; neuron < neurons_of(array); ++neuron) {
    if (entry(array, neuron, 0) != 0) throw std::runtime_error(name + " spikes at index 0");
    for (std::uint32_t t = 1; t < array.shape.at(4); ++t) {
      if (entry(array, neuron, t) != 0) {
        found.emplace(t - 1, static_cast<std::uint32_t>(neuron));
      }
    }
  }
  return found;
}

std::vector<std::vector<double>> tinynet_current() {
  const NpyArray array = read_npy(real_file("tinynet/current.npy"));
  std::vector<std::vector<double>> steps;
  for (std::uint64_t t = 1; t < array.shape.at(4); ++t) {
    steps.emplace_back();
    for (std::uint64_t neuron = 0; neuron < neurons_of(array); ++neuron) {
      steps.back().push_back(entry(array, neuron, t));
    }
  }
  return steps;
}

workloads::Network mnist() {
  return workloads::import_lava(real_file("mnist/trained_mnist_network.net"), {});
}

std::vector<workloads::SpikeTrain> mnist_trains(std::uint32_t count) {
  const std::string bytes = unzipped(real_file("mnist/t10k-images-idx3-ubyte.gz"));
  constexpr std::size_t kHeader = 16, kPixels = 784;
  std::vector<workloads::SpikeTrain> trains;
  for (std::size_t image = 0; image < count; ++image) {
    workloads::SpikeTrain train;
    train.neurons = kPixels;
    train.timesteps = kMnistTimesteps;
    std::vector<double> membrane(kPixels, 0.0);
    for (std::uint32_t t = 0; t < kMnistTimesteps; ++t) {
      for (std::uint32_t pixel = 0; pixel < kPixels; ++pixel) {
        const auto grey = static_cast<unsigned char>(bytes.at(kHeader + image * kPixels + pixel));
        membrane[pixel] += grey / 255.0;
        if (!(membrane[pixel] > 1)) continue;
        membrane[pixel] = 0;
        train.events.push_back({t, pixel, 1});
      }
    }
    trains.push_back(std::move(train));
  }
  return trains;
}

}  // namespace engram::published
