#include "workloads/reference/reference.hpp"

#include <gtest/gtest.h>

#include "tests/differential/random_network.hpp"
#include "workloads/learn/unrolled_network.hpp"
#include "workloads/network/random.hpp"

/// Training computes what the reference simulator computes.
namespace engram::workloads::learn {
namespace {

using differential::RandomCase;

std::vector<Raster> rasters_of(const RandomCase& random) {
  std::vector<Raster> rasters;
  const auto samples = static_cast<std::uint32_t>(random.samples.size());
  for (std::size_t k = 0; k < random.samples.front().size(); ++k) {
    Raster raster{random.timesteps, samples, random.samples.front()[k].neurons, {}};
    raster.counts.resize(raster.row(raster.timesteps, 0));
    for (std::uint32_t sample = 0; sample < samples; ++sample) {
      for (const SpikeEvent& event : random.samples[sample][k].events) {
        raster.counts[raster.row(event.timestep, sample) + event.neuron] +=
            static_cast<float>(event.count);
      }
    }
    rasters.push_back(std::move(raster));
  }
  return rasters;
}

struct Agreement {
  std::uint64_t same = 0, all = 0, spikes = 0;
};

template <class Scalar>
Agreement compare(const RandomCase& random) {
  UnrolledNetwork<Scalar> unrolled(random.network, {});
  unrolled.forward(rasters_of(random));
  Agreement agreement;
  const auto samples = static_cast<std::uint32_t>(random.samples.size());
  for (std::uint32_t sample = 0; sample < samples; ++sample) {
    const ReferenceResult expected =
        simulate_reference(random.network, random.samples[sample], random.timesteps);
    std::vector<std::vector<std::uint32_t>> counts(boost::num_vertices(random.network.graph));
    for (PopulationId id = 0; id < counts.size(); ++id) {
      counts[id].resize(random.network.graph[id].shape.size() * random.timesteps);
    }
    for (const ReferenceSpike& spike : expected.spikes) {
      const std::size_t neurons = random.network.graph[spike.population].shape.size();
      counts[spike.population][spike.timestep * neurons + spike.neuron] = spike.count;
    }
    for (PopulationId id = 0; id < counts.size(); ++id) {
      const Population& population = random.network.graph[id];
      if (!population.step.spiking || population.step.model == NeuronModel::input) continue;
      const std::size_t neurons = population.shape.size();
      for (std::size_t k = 0; k < counts[id].size(); ++k) {
        const std::size_t at = (k / neurons * samples + sample) * neurons + k % neurons;
        const auto emitted = static_cast<std::uint32_t>(unrolled.output(id)[at]);
        agreement.same += emitted == counts[id][k];
        agreement.spikes += counts[id][k];
        ++agreement.all;
      }
    }
  }
  return agreement;
}

/// Everything a network may have but several spikes a timestep.
RandomCase random_case(std::uint64_t seed) {
  RandomStream stream(seed, 0);
  RandomCase random = differential::random_case(
      [&](std::uint32_t below) { return static_cast<std::uint32_t>(stream.below(below)); },
      differential::Arithmetic::floating);
  for (PopulationId id = 0; id < boost::num_vertices(random.network.graph); ++id) {
    random.network.graph[id].step.multi_spike = false;
  }
  return random;
}

TEST(SpikesInTraining, InDoubleAreTheReferences) {
  std::uint64_t spikes = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const RandomCase random = random_case(seed);
    const Agreement agreement = compare<double>(random);
    ASSERT_EQ(agreement.same, agreement.all) << "seed " << seed << '\n'
                                             << differential::describe(random.network);
    spikes += agreement.spikes;
  }
  EXPECT_GT(spikes, 10000U);
}

TEST(SpikesInTraining, InFloatAreNearlyAllTheReferences) {
  Agreement sum;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const Agreement agreement = compare<float>(random_case(seed));
    sum.same += agreement.same;
    sum.all += agreement.all;
  }
  const double share = static_cast<double>(sum.same) / static_cast<double>(sum.all);
  RecordProperty("share", std::to_string(share));  // 0.99974 when written
  EXPECT_GT(share, 0.999) << sum.all - sum.same << " of " << sum.all;
}

}  // namespace
}  // namespace engram::workloads::learn
