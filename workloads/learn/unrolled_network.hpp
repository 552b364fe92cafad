#pragma once

#include <memory>
#include <span>
#include <vector>

#include "workloads/learn/address_map.hpp"
#include "workloads/learn/connection_kernel.hpp"
#include "workloads/learn/neuron_kernel.hpp"
#include "workloads/learn/raster.hpp"
#include "workloads/network/network.hpp"

namespace engram::workloads::learn {

/// A network unrolled in time over a batch of samples, forward and backward. All matrices are
/// [timestep][sample][neuron]. Populations outside loops are computed for as many timesteps at once
/// as stay in a cache, one product a projection; the populations of a loop timestep by timestep.
template <class Scalar>
class UnrolledNetwork {
 public:
  /// Of one matrix of a population, in the timesteps that are computed at once: it is still in a
  /// cache when the next step reads it.
  static constexpr std::size_t kPartBytes = std::size_t{1} << 20;

  /// `network` must outlive this. Only its shapes, steps and delays are read.
  UnrolledNetwork(const Network& network, const NeuronOptions& options,
                  std::size_t part_bytes = kPartBytes);
  ~UnrolledNetwork();

  /// By index of Network::projections(), laid out as in the connection.
  std::vector<std::vector<Scalar>>& weights() { return weights_; }
  const std::vector<std::vector<Scalar>>& weight_gradients() const { return weight_gradients_; }
  /// In place of a population's own, one a neuron.
  void set_bias(PopulationId id, const std::vector<Scalar>& bias);
  /// One a neuron.
  std::vector<Scalar> bias_gradient(PopulationId id) const;

  /// One raster for each of Network::inputs(), all of the same timesteps and samples.
  void forward(std::span<const Raster> inputs);
  std::uint32_t timesteps() const { return timesteps_; }
  std::uint32_t samples() const { return samples_; }
  /// Spikes, or membranes after the step where neurons do not spike.
  std::span<const Scalar> output(PopulationId id) const;

  /// Zeroes the errors of outputs. Then the errors of output populations are added to error(), and
  /// backward() fills the gradients.
  void begin_backward();
  std::span<Scalar> error(PopulationId id);
  void backward();

 private:
  struct Layer;
  struct Link;
  void mark_sources_with_errors();
  static void clear_error(Layer& layer);
  /// Rows of the first timestep onwards.
  std::size_t row(std::uint32_t timestep) const { return std::size_t{timestep} * samples_; }
  void spread(Link& link, Steps steps, Into into);
  std::vector<Steps> parts_of(const Layer& layer) const;
  void step_forward(PopulationId id);
  void accumulate(PopulationId id, Steps steps);
  void step_loop(const std::vector<PopulationId>& members);
  void step_back(PopulationId id);
  Into begin_source_error(const Link& link);
  void spread_back(Link& link, Steps steps, Into into);
  void add_gradient(std::size_t link, Steps steps);
  void step_loop_back(const std::vector<PopulationId>& members);

  const Network& network_;
  std::vector<Layer> layers_;  ///< by population
  std::vector<Link> links_;    ///< by projection
  /// Strongly connected, in the order of work; members of a loop by level.
  std::vector<std::vector<PopulationId>> components_;
  std::vector<std::vector<Scalar>> weights_, weight_gradients_;
  std::size_t part_bytes_;
  std::uint32_t timesteps_ = 0, samples_ = 0;
  std::vector<Scalar> pooled_error_;
};

}  // namespace engram::workloads::learn
