#include "workloads/reference/reference.hpp"

#include "workloads/reference/check_reference.hpp"
#include "workloads/reference/simulation.hpp"

namespace engram::workloads {

ReferenceResult simulate_reference(const Network& network, const std::vector<SpikeTrain>& inputs,
                                   std::uint32_t timesteps,
                                   const std::vector<PopulationId>& traced) {
  reference::check(network, inputs, traced);
  return reference::run_sample(network, inputs, timesteps, traced, {});
}

}  // namespace engram::workloads
