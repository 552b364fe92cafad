#pragma once

#include <vector>

#include "workloads/reference/learning_network.hpp"
#include "workloads/reference/simulation.hpp"

/// Errors of neurons: from targets, and backward along learning projections without delay.
namespace engram::workloads::reference {

/// By population, by neuron: the error times the surrogate derivative. 0 where there is no error.
using PopulationErrors = std::vector<std::vector<std::int64_t>>;

class BackwardErrors {
 public:
  /// Both outlive this.
  BackwardErrors(const LearningTask& task, const LearningNetwork& network);

  /// Errors of a timestep that every population has done, with the weights as they are.
  PopulationErrors after(const Simulation& simulation, std::uint32_t timestep,
                         const std::vector<SpikeTrain>& targets) const;

 private:
  std::vector<Wide> from_above(PopulationId id, const PopulationErrors& errors) const;
  void add_difference(PopulationId id, const Simulation& simulation, std::uint32_t timestep,
                      const SpikeTrain& target, std::vector<Wide>& raw) const;
  std::int64_t derivative(PopulationId id, std::uint32_t neuron,
                          const Simulation& simulation) const;

  const LearningTask& task_;
  const LearningNetwork& network_;
  std::vector<PopulationId> order_;  ///< populations with errors, the highest level first
};

/// The transpose of pooled(): what each place of the source gets when every path from it to a
/// connection input hands back that input's value.
std::vector<Wide> spread_back(const std::vector<AddressStage>& stages, std::vector<Wide> values);

}  // namespace engram::workloads::reference
