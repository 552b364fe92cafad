#include "sim/run/image_samples.hpp"

#include <stdexcept>

#include "sim/run/sample_files.hpp"
#include "workloads/arrays/array_reader.hpp"
#include "workloads/encoders/encoder.hpp"
#include "workloads/network/random.hpp"
#include "workloads/spikes/labels.hpp"

namespace engram::sim {
namespace {

using workloads::ArrayReader;
using workloads::FileFault;

void check_size(const ArrayReader& reader, const std::string& file,
                const workloads::Population& population) {
  if (reader.slice_size() == population.shape.size()) return;
  std::string found;
  for (std::size_t axis = 1; axis < reader.shape().size(); ++axis) {
    found += (found.empty() ? "" : " x ") + std::to_string(reader.shape()[axis]);
  }
  throw FileFault(file + ": an image has " + std::to_string(reader.slice_size()) + " values (" +
                  (found.empty() ? "1" : found) + "), the input population '" + population.name +
                  "' has " + std::to_string(population.shape.size()) + " neurons " +
                  to_string(population.shape));
}

workloads::EncoderOptions encoder_options(const Config& config,
                                          const workloads::Population& population) {
  workloads::EncoderOptions options;
  options.threshold = config.input.encoder.threshold;
  options.max_rate_hz = config.input.encoder.max_rate_hz;
  options.timestep_us = config.input.timestep_us;
  options.timesteps = config.input.timesteps;
  options.seed = config.seed ^ workloads::hash_name(population.name);
  return options;
}

}  // namespace

std::vector<Sample> image_samples(const Config& config, const workloads::Population& population) {
  const InputConfig& input = config.input;
  const workloads::Encoder& encoder = *workloads::find_encoder(input.encoder.name);
  const std::string file = input.images.string();
  const std::unique_ptr<ArrayReader> reader = workloads::open_array(input.images);
  check_size(*reader, file, population);
  std::optional<workloads::SampleLabels> labels;
  if (!input.labels.empty()) labels.emplace(input.labels);
  const auto [begin, end] = part_of(input, input.images, reader->slices());
  for (std::uint64_t image = 0; image < begin; ++image) reader->next();
  workloads::EncoderOptions options = encoder_options(config, population);
  std::vector<Sample> samples;
  for (std::uint64_t image = begin; image < end; ++image) {
    std::vector<double> values = reader->next();
    for (double& value : values) value = value * input.encoder.scale / input.encoder.divide_by;
    options.sample = static_cast<std::uint32_t>(image);
    Sample sample{std::to_string(image), {}, labels ? labels->of(image) : std::nullopt};
    try {
      sample.trains.push_back(encoder.encode(values, options));
    } catch (const std::invalid_argument& refused) {
      throw FileFault(file + ": image " + std::to_string(image) + ": " + refused.what());
    }
    sample.trains.back().name = sample.name;
    samples.push_back(std::move(sample));
  }
  return samples;
}

}  // namespace engram::sim
