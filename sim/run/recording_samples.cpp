#include "sim/run/recording_samples.hpp"

#include "sim/run/sample_files.hpp"
#include "workloads/spikes/recording.hpp"
#include "workloads/spikes/recording_train.hpp"

namespace engram::sim {
namespace {

using workloads::FileFault;
using workloads::Shape;
using workloads::SpikeTrain;

bool is_table(const InputConfig& input, const std::filesystem::path& file) {
  return input.format == "csv" || (input.format == "auto" && file.extension() == ".csv");
}

/// A spike table says neurons and timesteps: there is nothing left to crop or to bin.
void check_table(const InputConfig& input, const std::filesystem::path& file) {
  const workloads::EventOptions& options = input.options;
  std::string given;
  const auto note = [&](bool is_given, const char* key) {
    if (is_given) given += std::string(given.empty() ? "" : ", ") + key;
  };
  note(options.origin != workloads::Origin::file, "origin");
  note(options.window.has_value(), "window_us");
  note(options.polarity != workloads::Polarity::both, "polarity");
  note(options.crop.has_value(), "crop");
  note(options.downsample_x != 1 || options.downsample_y != 1, "downsample");
  if (given.empty()) return;
  throw FileFault(file.string() + ": a table of spikes has neurons and timesteps already: " +
                  given + " cannot be applied to it");
}

SpikeTrain read_one(const InputConfig& input, const std::filesystem::path& file,
                    const Shape& shape) {
  if (is_table(input, file)) {
    check_table(input, file);
    return workloads::read_spike_csv(file, static_cast<std::uint32_t>(shape.size()),
                                     input.timesteps);
  }
  workloads::BinningOptions options;
  options.timestep_us = input.timestep_us;
  options.timesteps = input.timesteps;
  options.binning =
      input.binning == "round" ? workloads::Binning::round : workloads::Binning::floor;
  options.merge = input.merge == "or" ? workloads::Merge::one : workloads::Merge::sum;
  return workloads::recording_train(file, input.format, shape, input.options, options);
}

}  // namespace

std::vector<Sample> recording_samples(const InputConfig& input, const Shape& shape) {
  std::vector<Sample> samples;
  std::string faults;
  for (const SampleFile& listed : list_samples(input)) {
    try {
      SpikeTrain train = read_one(input, listed.file, shape);
      train.name = listed.name;
      samples.push_back({listed.name, {std::move(train)}, listed.label});
    } catch (const FileFault& fault) {
      faults += (faults.empty() ? "" : "\n") + std::string(fault.what());
    }
  }
  if (!faults.empty()) throw FileFault(faults);
  return samples;
}

}  // namespace engram::sim
