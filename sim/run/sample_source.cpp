#include "sim/run/sample_source.hpp"

#include "sim/run/image_samples.hpp"
#include "sim/run/recording_samples.hpp"
#include "sim/run/training_task.hpp"
#include "workloads/network/random.hpp"
#include "workloads/ranc/packets.hpp"
#include "workloads/spikes/recording.hpp"

namespace engram::sim {
namespace {

using workloads::FileFault;

std::vector<Sample> generated_samples(const Config& config, const workloads::Network& network) {
  const InputConfig& input = config.input;
  std::vector<Sample> samples;
  for (std::uint32_t index = 0; index < input.samples; ++index) {
    Sample sample{"sample" + std::to_string(index), {}, std::nullopt};
    for (const auto population : network.inputs()) {
      const auto neurons = static_cast<std::uint32_t>(network.graph[population].shape.size());
      const std::uint64_t key = config.seed ^ workloads::hash_name(network.graph[population].name);
      sample.trains.push_back(
          input.kind == InputKind::poisson
              ? workloads::poisson_train(neurons, input.timesteps, input.rate_hz, input.timestep_us,
                                         key, index)
          : input.kind == InputKind::dense
              ? workloads::regular_train(neurons, input.timesteps, 1, 0)
              : workloads::regular_train(neurons, input.timesteps, input.interval, input.phase));
    }
    samples.push_back(std::move(sample));
  }
  return samples;
}

/// RANC's test bench: packets for axons of cores, which only a network of RANC files has.
std::vector<Sample> packet_samples(const Config& config, const workloads::Network& network) {
  const std::filesystem::path& file = config.input.events;
  if (config.network.ranc.empty()) {
    throw FileFault(file.string() + ": packets for axons drive a network of RANC files only");
  }
  refuse_event_steps(config.input, file, "packets have axons and ticks already");
  return {{file.stem().string(),
           {workloads::read_ranc_packets(file, network, config.input.timesteps)},
           std::nullopt}};
}

/// A label must be one that the network can predict.
void check_labels(const InputConfig& input, const workloads::Network& network,
                  const std::vector<Sample>& samples) {
  std::uint64_t outputs = 0;
  for (const auto population : network.outputs()) outputs += network.graph[population].shape.size();
  for (const Sample& sample : samples) {
    if (!sample.label || *sample.label < outputs) continue;
    const std::string place = input.kind == InputKind::task ? "/workload/input/task"
                              : input.labels.empty()        ? input.events.string()
                                                            : input.labels.string();
    throw FileFault(place + ": sample '" + sample.name + "' is of class " +
                    std::to_string(*sample.label) + ", the network has " + std::to_string(outputs) +
                    " output neurons");
  }
}

}  // namespace

std::vector<Sample> load_samples(const Config& config, const workloads::Network& network) {
  const InputConfig& input = config.input;
  if (input.kind == InputKind::task) {
    std::vector<Sample> samples = task_samples(config, network);
    check_labels(input, network, samples);
    return samples;
  }
  if (input.kind != InputKind::events && input.kind != InputKind::images) {
    return generated_samples(config, network);
  }
  if (input.format == kPacketFormat) return packet_samples(config, network);
  const bool images = input.kind == InputKind::images;
  const auto populations = network.inputs();
  if (populations.size() != 1) {
    throw FileFault((images ? input.images : input.events).string() +
                    (images ? ": images drive" : ": a recording drives") +
                    " one input population, the network has " + std::to_string(populations.size()));
  }
  const workloads::Population& population = network.graph[populations[0]];
  std::vector<Sample> samples =
      images ? image_samples(config, population) : recording_samples(input, population.shape);
  check_labels(input, network, samples);
  return samples;
}

}  // namespace engram::sim
