#include "sim/train/deployed.hpp"

#include <algorithm>
#include <cmath>

#include "workloads/nir/export.hpp"
#include "workloads/nir/import.hpp"
#include "workloads/reference/reference.hpp"
#include "workloads/tasks/raster_trains.hpp"

namespace engram::sim {
namespace {

using workloads::Network;
using workloads::PopulationId;
using workloads::Raster;
using workloads::ReferenceResult;
using workloads::TrainingBatch;

/// Outputs without spikes, whose membranes say the class.
std::vector<PopulationId> readouts(const Network& network) {
  std::vector<PopulationId> found;
  for (const PopulationId id : network.outputs()) {
    if (!network.graph[id].step.spiking) found.push_back(id);
  }
  return found;
}

std::vector<Raster> output_rasters(const Network& network, const ReferenceResult& result,
                                   std::uint32_t timesteps) {
  std::vector<Raster> rasters;
  for (const PopulationId id : network.outputs()) {
    rasters.push_back(workloads::make_raster(
        timesteps, 1, static_cast<std::uint32_t>(network.graph[id].shape.size())));
    for (const workloads::ReferenceSpike& spike : result.spikes) {
      if (spike.population != id) continue;
      rasters.back().counts[rasters.back().row(spike.timestep, 0) + spike.neuron] +=
          static_cast<float>(spike.count);
    }
  }
  return rasters;
}

/// Of all output neurons, one after another: spikes, or of readouts the mean membrane.
std::vector<double> scores(const Network& network, const ReferenceResult& result,
                           std::uint32_t timesteps) {
  std::vector<double> all;
  std::size_t trace = 0;
  for (const PopulationId id : network.outputs()) {
    std::vector<double> sums(network.graph[id].shape.size(), 0.0);
    if (network.graph[id].step.spiking) {
      for (const workloads::ReferenceSpike& spike : result.spikes) {
        if (spike.population == id) sums[spike.neuron] += spike.count;
      }
    } else {
      const std::vector<double>& membranes = result.traces[trace++];
      for (std::size_t at = 0; at < membranes.size(); ++at) {
        sums[at % sums.size()] += membranes[at] / timesteps;
      }
    }
    all.insert(all.end(), sums.begin(), sums.end());
  }
  return all;
}

bool is_right(const Network& network, const std::vector<double>& scores, std::uint32_t label) {
  const auto most = std::max_element(scores.begin(), scores.end());
  const bool silent = readouts(network).empty() && (scores.empty() || *most == 0);
  return !silent && static_cast<std::uint32_t>(most - scores.begin()) == label;
}

void add(std::vector<std::uint64_t>& sums, const std::vector<std::uint64_t>& counts) {
  sums.resize(counts.size(), 0);
  for (std::size_t k = 0; k < counts.size(); ++k) sums[k] += counts[k];
}

}  // namespace

double van_rossum_distance(const std::vector<Raster>& outputs, const std::vector<Raster>& targets,
                           const workloads::LossOptions& loss) {
  double squares = 0;
  for (std::size_t k = 0; k < outputs.size(); ++k) {
    std::vector<double> filtered(outputs[k].neurons, 0.0);
    for (std::uint32_t t = 0; t < outputs[k].timesteps; ++t) {
      const std::size_t row = outputs[k].row(t, 0);
      for (std::uint32_t n = 0; n < outputs[k].neurons; ++n) {
        filtered[n] = loss.filter_decay * filtered[n] + outputs[k].counts[row + n] -
                      targets[k].counts[row + n];
        squares += filtered[n] * filtered[n];
      }
    }
  }
  return std::sqrt(squares / loss.filter_tau);
}

void write_network(const Network& network, double timestep_us, const std::filesystem::path& file) {
  workloads::NirExport options;
  options.dt = timestep_us * 1e-6;
  workloads::export_nir(network, options, file);
}

Deployed measure_deployed(const Network& trained, const std::filesystem::path& file,
                          const workloads::TrainingTask& task, const workloads::LossOptions& loss) {
  workloads::DynamicsChoice dynamics;
  dynamics.preset = "engram";
  dynamics.dt = task.timestep_us() * 1e-6;
  const Network read = workloads::import_nir(file, dynamics);
  Deployed deployed;
  deployed.samples = task.samples(workloads::Split::test);
  double distances = 0;
  for (std::uint64_t number = 0; number < deployed.samples; ++number) {
    const TrainingBatch batch = task.batch(workloads::Split::test, {&number, 1}, 0);
    std::vector<workloads::SpikeTrain> trains;
    for (const Raster& input : batch.inputs) trains.push_back(workloads::sample_train(input, 0));
    const ReferenceResult result =
        workloads::simulate_reference(read, trains, task.timesteps(), readouts(read));
    const ReferenceResult expected =
        workloads::simulate_reference(trained, trains, task.timesteps(), readouts(trained));
    if (result.spikes != expected.spikes || result.traces != expected.traces) {
      throw SpikesDiffer(file.string() +
                         ": the network that was written, read back, does not emit the spikes of "
                         "the trained one (test sample " +
                         std::to_string(number) + ")");
    }
    add(deployed.spikes, result.spike_counts);
    add(deployed.operations, result.synaptic_operations);
    if (task.classes() > 0) {
      const bool right = is_right(read, scores(read, result, task.timesteps()), batch.labels[0]);
      deployed.correct += right ? 1 : 0;
    } else {
      distances +=
          van_rossum_distance(output_rasters(read, result, task.timesteps()), batch.targets, loss);
    }
  }
  if (task.classes() == 0) deployed.distance = distances / static_cast<double>(deployed.samples);
  return deployed;
}

}  // namespace engram::sim
