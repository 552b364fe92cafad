#include "sim/run/sample_source.hpp"

#include <algorithm>
#include <filesystem>

#include "workloads/network/random.hpp"
#include "workloads/spikes/recording.hpp"

namespace engram::sim {
namespace {

namespace fs = std::filesystem;
using workloads::FileFault;
using workloads::Shape;
using workloads::SpikeTrain;

bool is_recording(const fs::path& file) {
  const std::string extension = file.extension().string();
  return extension == ".bin" || extension == ".bs2" || extension == ".csv";
}

std::vector<fs::path> recordings(const fs::path& path) {
  if (!fs::exists(path)) throw FileFault(path.string() + ": no such file or folder");
  if (!fs::is_directory(path)) return {path};
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(path)) {
    if (entry.is_regular_file() && is_recording(entry.path())) files.push_back(entry.path());
  }
  if (files.empty()) {
    throw FileFault(path.string() + ": the folder holds no recording (.bin, .bs2 or .csv)");
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string format_of(const InputConfig& input, const fs::path& file) {
  if (input.format != "auto") return input.format;
  if (!is_recording(file)) {
    throw FileFault(file.string() + ": no format known for the extension '" +
                    file.extension().string() + "'; give /workload/input/format (nmnist, csv)");
  }
  return file.extension() == ".csv" ? "csv" : "nmnist";
}

SpikeTrain read_recording(const InputConfig& input, const fs::path& file, const Shape& shape) {
  if (format_of(input, file) == "csv") {
    SpikeTrain train =
        workloads::read_spike_csv(file, static_cast<std::uint32_t>(shape.size()), input.timesteps);
    train.name = file.stem().string();
    return train;
  }
  workloads::BinningOptions options;
  options.timestep_us = input.timestep_us;
  options.timesteps = input.timesteps;
  options.binning =
      input.binning == "round" ? workloads::Binning::round : workloads::Binning::floor;
  options.merge = input.merge == "or" ? workloads::Merge::one : workloads::Merge::sum;
  SpikeTrain train = workloads::bin_events(workloads::read_recording(file, "nmnist"), shape,
                                           options, file.string());
  train.name = file.stem().string();
  return train;
}

std::vector<Sample> read_samples(const InputConfig& input, const Shape& shape) {
  std::vector<Sample> samples;
  std::string faults;
  for (const fs::path& file : recordings(input.events)) {
    try {
      samples.push_back({file.stem().string(), {read_recording(input, file, shape)}});
    } catch (const FileFault& fault) {
      faults += (faults.empty() ? "" : "\n") + std::string(fault.what());
    }
  }
  if (!faults.empty()) throw FileFault(faults);
  return samples;
}

}  // namespace

std::vector<Sample> load_samples(const Config& config, const workloads::Network& network) {
  const InputConfig& input = config.input;
  const auto populations = network.inputs();
  if (input.kind == InputKind::events) {
    if (populations.size() != 1) {
      throw FileFault(input.events.string() +
                      ": a recording drives one input population, "
                      "the network has " +
                      std::to_string(populations.size()));
    }
    return read_samples(input, network.graph[populations[0]].shape);
  }
  std::vector<Sample> samples;
  for (std::uint32_t index = 0; index < input.samples; ++index) {
    Sample sample{"sample" + std::to_string(index), {}};
    for (const auto population : populations) {
      const auto neurons = static_cast<std::uint32_t>(network.graph[population].shape.size());
      const std::uint64_t key = config.seed ^ workloads::hash_name(network.graph[population].name);
      sample.trains.push_back(
          input.kind == InputKind::poisson
              ? workloads::poisson_train(neurons, input.timesteps, input.rate_hz, input.timestep_us,
                                         key, index)
              : workloads::regular_train(neurons, input.timesteps, input.interval, input.phase));
    }
    samples.push_back(std::move(sample));
  }
  return samples;
}

}  // namespace engram::sim
