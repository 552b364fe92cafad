#include "sim/run/recording_samples.hpp"

#include <algorithm>

#include "sim/run/sample_files.hpp"
#include "workloads/files/byte_source.hpp"
#include "workloads/recordings/shd.hpp"
#include "workloads/spikes/recording.hpp"
#include "workloads/spikes/recording_train.hpp"

namespace engram::sim {
namespace {

using workloads::FileFault;
using workloads::Shape;
using workloads::SpikeTrain;

/// "auto" takes a .csv for a table of spikes unless a recording format knows its header.
bool is_table(const InputConfig& input, const std::filesystem::path& file) {
  if (input.format != "auto" || file.extension() != ".csv") return input.format == "csv";
  workloads::ByteSource source(file);
  const auto bytes = source.peek(4096);
  const std::string_view head(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const auto& formats = workloads::recording_formats();
  return std::none_of(formats.begin(), formats.end(), [&](const auto& format) {
    return format.recognises != nullptr && format.recognises(head);
  });
}

SpikeTrain read_one(const InputConfig& input, const SampleFile& sample, const Shape& shape) {
  const std::filesystem::path& file = sample.file;
  if (is_table(input, file)) {
    refuse_event_steps(input, file, "a table of spikes has neurons and timesteps already");
    return workloads::read_spike_csv(file, static_cast<std::uint32_t>(shape.size()),
                                     input.timesteps);
  }
  workloads::BinningOptions options;
  options.timestep_us = input.timestep_us;
  options.timesteps = input.timesteps;
  options.binning =
      input.binning == "round" ? workloads::Binning::round : workloads::Binning::floor;
  options.merge = input.merge == "or" ? workloads::Merge::one : workloads::Merge::sum;
  const auto open = [&] {
    return sample.index ? workloads::open_shd(file, *sample.index)
                        : workloads::open_recording(file, input.format);
  };
  const std::string place =
      file.string() + (sample.index ? ": sample " + std::to_string(*sample.index) : "");
  return workloads::recording_train(open, shape, input.options, options, place);
}

}  // namespace

void refuse_event_steps(const InputConfig& input, const std::filesystem::path& file,
                        const std::string& what) {
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
  throw FileFault(file.string() + ": " + what + ": " + given + " cannot be applied to it");
}

std::vector<Sample> recording_samples(const InputConfig& input, const Shape& shape) {
  std::vector<Sample> samples;
  std::string faults;
  for (const SampleFile& listed : list_samples(input)) {
    try {
      SpikeTrain train = read_one(input, listed, shape);
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
