#include <numeric>

#include "hw/core/core_activity.hpp"
#include "hw/core/hardware_copies.hpp"
#include "hw/core/touched_update.hpp"
#include "memory/controller.hpp"

namespace engram::hw {
namespace {

void add_controller(const std::string& block, const ImageSpec& spec, const ImageCounts& counts,
                    Copies& copies, Activity& activity) {
  const std::string unit = spec.projection + ".controller";
  const std::string name = controller_name(*spec.image);
  const auto add = [&](const char* operation, std::uint64_t instances, Count count) {
    activity.logic.push_back(
        {block, unit, Part::controller, operation, name, kDatapathBits, instances, count});
  };
  add("controller_row", copies.first("controller/" + name, 1), counts.rows);
  add("controller_word", 0, std::accumulate(counts.words.begin(), counts.words.end(), Count{0}));
  add("controller_weight", 0, counts.weights);
  if (computes_addresses(*spec.image)) add("controller_address", 0, counts.addresses);
}

void add_arithmetic(const std::string& block, const ChipSpec& chip, const ImageSpec& spec,
                    const ImageCounts& counts, Copies& copies, Activity& activity) {
  const bool real = spec.image->format.kind == WeightKind::float32;
  const bool power = spec.image->format.kind == WeightKind::power_of_two;
  const std::string variant = real ? "float32" : power ? "power_of_two" : "int";
  activity.logic.push_back({block, spec.projection + ".accumulate", Part::compute, "accumulate",
                            variant, real ? 32u : chip.accumulator_bits,
                            copies.first("accumulate/" + variant, chip.lanes), counts.additions});
  // A count times a power of two is the count, shifted: the adder's own shifter multiplies.
  if (chip.payload != Payload::multiply || power) return;
  activity.logic.push_back({block, spec.projection + ".multiply", Part::compute, "multiply",
                            variant, kDatapathBits, copies.first("multiply/" + variant, chip.lanes),
                            counts.multiplies});
}

void add_neurons(const std::string& block, const ChipSpec& chip, const SliceSpec& slice,
                 const SliceCounts& counts, Copies& copies, Activity& activity) {
  const std::string& population = chip.populations[slice.population].name;
  const std::string variant = slice.neuron.model + (slice.neuron.fixed ? "" : "/float32");
  const std::string kind = variant + "/" + std::to_string(slice.neuron.state_bits);
  activity.logic.push_back({block, population + ".neuron_update", Part::compute, "neuron_update",
                            variant, slice.neuron.state_bits, copies.first("update/" + kind, 1),
                            counts.stepped});
  const bool lazy =
      chip.update == Update::touched && check_touched(slice.neuron, population) == Silence::decay;
  if (!lazy) return;
  // The decay's multiplier is the one of the update unit: no copies of its own.
  activity.logic.push_back({block, population + ".neuron_decay", Part::compute, "neuron_decay",
                            variant, slice.neuron.state_bits, 0, counts.decays});
}

}  // namespace

void add_core_logic(const ChipSpec& spec, std::uint32_t core, const CoreCounts& counts,
                    Activity& activity) {
  const std::string block = core_block(core);
  const CoreSpec& hardware = spec.cores[core];
  Copies copies;
  for (std::size_t image = 0; image < hardware.images.size(); ++image) {
    add_controller(block, hardware.images[image], counts.images[image], copies, activity);
    add_arithmetic(block, spec, hardware.images[image], counts.images[image], copies, activity);
  }
  for (std::size_t slice = 0; slice < hardware.slices.size(); ++slice) {
    add_neurons(block, spec, hardware.slices[slice], counts.slices[slice], copies, activity);
  }
}

}  // namespace engram::hw
