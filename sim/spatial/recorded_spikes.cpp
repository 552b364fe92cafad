#include "sim/spatial/recorded_spikes.hpp"

#include <charconv>
#include <fstream>

#include "sim/run/prepare.hpp"
#include "sim/run/recording_samples.hpp"
#include "workloads/network/file_fault.hpp"

namespace engram::sim {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& file, std::size_t line,
                         const std::string& what) {
  throw InputFault(file.string() + (line > 0 ? ":" + std::to_string(line) : "") + ": " + what);
}

/// The number between commas at `at`, which moves behind it; false where there is none.
bool take_number(const std::string& line, std::size_t& at, std::uint64_t& number) {
  const char* const begin = line.data() + at;
  const char* const end = line.data() + line.size();
  const auto [stop, error] = std::from_chars(begin, end, number);
  if (error != std::errc{} || (stop != end && *stop != ',')) return false;
  at = static_cast<std::size_t>(stop - line.data()) + 1;
  return true;
}

hw::ActiveInput input_at(const hw::LayerShape& shape, std::uint32_t timestep,
                         std::uint32_t neuron) {
  return {timestep, neuron / (shape.height * shape.width), neuron / shape.width % shape.height,
          neuron % shape.width};
}

}  // namespace

std::vector<hw::ActiveInput> recorded_spikes(const std::filesystem::path& file,
                                             const std::string& population,
                                             const hw::LayerShape& shape) {
  std::ifstream in(file);
  std::string line;
  if (!std::getline(in, line)) refuse(file, 0, "cannot be read");
  if (line != "population,neuron,timestep,count") {
    refuse(file, 1, "expected the header of one sample: population,neuron,timestep,count");
  }
  const std::uint64_t neurons = std::uint64_t{shape.inputs} * shape.height * shape.width;
  const std::string start = population + ",";
  std::vector<hw::ActiveInput> inputs;
  bool found = false;
  for (std::size_t number = 2; std::getline(in, line); ++number) {
    if (!line.starts_with(start)) continue;
    found = true;
    std::size_t at = start.size();
    std::uint64_t neuron = 0, timestep = 0;
    if (!take_number(line, at, neuron) || at >= line.size() || !take_number(line, at, timestep)) {
      refuse(file, number, "expected a neuron and a timestep");
    }
    if (neuron >= neurons) {
      refuse(file, number,
             "neuron " + std::to_string(neuron) + " of " + population + ", but layer " +
                 shape.name + " has " + std::to_string(neurons) + " inputs");
    }
    if (timestep >= shape.timesteps) continue;
    inputs.push_back(
        input_at(shape, static_cast<std::uint32_t>(timestep), static_cast<std::uint32_t>(neuron)));
  }
  if (!found) refuse(file, 0, "has no spike of population " + population);
  return inputs;
}

std::vector<hw::ActiveInput> recorded_events(const InputConfig& input,
                                             const hw::LayerShape& shape) {
  try {
    const std::vector<Sample> samples =
        recording_samples(input, {shape.inputs, shape.height, shape.width});
    if (samples.size() != 1) {
      refuse(input.events, 0,
             "holds " + std::to_string(samples.size()) + " recordings, a layer takes one");
    }
    std::vector<hw::ActiveInput> inputs;
    for (const workloads::SpikeEvent& event : samples.front().trains.front().events) {
      inputs.push_back(input_at(shape, event.timestep, event.neuron));
    }
    return inputs;
  } catch (const workloads::FileFault& fault) {
    throw InputFault(fault.what());
  }
}

}  // namespace engram::sim
