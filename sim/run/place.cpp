#include "sim/run/place.hpp"

#include "hw/noc/make_topology.hpp"
#include "sim/run/accumulator_width.hpp"
#include "sim/run/encoding_choice.hpp"
#include "sim/run/learning_task.hpp"
#include "sim/run/lower.hpp"

namespace engram::sim {

void place(const Config& config, std::vector<EncodingChoice> choices, Prepared& prepared) {
  check_accumulators(prepared.network, config.chip.accumulator_bits);
  place_checked(config, std::move(choices), prepared);
}

void place_checked(const Config& config, std::vector<EncodingChoice> choices, Prepared& prepared,
                   workloads::SliceMatrices* matrices) {
  const ChipConfig& chip = config.chip;
  prepared.choices = std::move(choices);
  if (config.learning) {
    prepared.learning = Learning{learning_task(config, prepared.network, prepared.choices), {}};
    lay_out_for_learning(prepared.learning->task, prepared.choices);
  }
  workloads::Mapping mapping = workloads::map_network(
      prepared.network, mapping_limits(chip),
      [&](std::uint32_t projection) { return prepared.choices[projection]; }, matrices);
  const workloads::Routing routing = workloads::route(prepared.network, mapping);
  prepared.chip =
      lower(prepared.network, std::move(mapping), routing, chip, config.input.timestep_us);
  prepared.chip.dense_activity = config.dense_activity;
  hw::make_topology(prepared.chip);
}

}  // namespace engram::sim
