#include <numeric>

#include "hw/core/core_activity.hpp"
#include "hw/core/hardware_copies.hpp"
#include "hw/learning/learning_activity.hpp"
#include "hw/learning/learning_stages.hpp"
#include "hw/noc/network_on_chip.hpp"
#include "memory/controller.hpp"
#include "memory/encoding.hpp"

namespace engram::hw {
namespace {

Count sum(const std::array<Count, kRegionKinds>& words) {
  return std::accumulate(words.begin(), words.end(), Count{0});
}

/// The lines of one core.
class Lines {
 public:
  Lines(const ChipSpec& spec, std::uint32_t core, Activity& activity)
      : spec_(spec), block_(core_block(core)), activity_(activity) {}

  void controllers(const ImageSpec& image, const LearningImageCounts& counts) {
    const bool backward = spec_.learning->rule != LearningRule::stdp;
    const std::string name = controller_name(*image.image);
    // stdp updates through the forward addresses: the forward controller does it.
    const std::string variant = backward ? name + ".backward" : name;
    const std::uint64_t one = backward ? copies_.first("controller/" + variant, 1) : 0;
    if (backward) {
      const std::string unit = image.projection + ".backward";
      controller(unit, "controller_row", variant, one, counts.columns);
      controller(unit, "controller_word", variant, 0, sum(counts.backward));
      controller(unit, "controller_weight", variant, 0, counts.backward_weights);
      if (computes_addresses(*image.image)) {
        controller(unit, "controller_address", variant, 0, counts.addresses);
      }
    }
    const std::string unit = image.projection + ".update";
    controller(unit, "controller_row", variant, 0, counts.updates);
    controller(unit, "controller_word", variant, 0,
               sum(counts.update_reads) + sum(counts.update_writes));
    // Reading and writing a weight differ; the forward controller has one row for both.
    controller(unit, backward ? "controller_update" : "controller_weight", variant, 0,
               counts.weights_written);
    if (spec_.learning->zero_weights == ZeroWeights::keep) return;
    controller(image.projection + ".reencode", "controller_word", variant, 0,
               sum(counts.reencode_reads) + sum(counts.reencode_writes));
  }

  void arithmetic(const ImageSpec& image, const LearningImageCounts& counts) {
    const LearningSpec& learning = *spec_.learning;
    const std::string& name = image.projection;
    if (sends_errors_back(spec_, image)) {
      multiply(name + ".backward_multiply", counts.backward_multiplies);
      accumulate(name + ".backward_accumulate", counts.backward_multiplies);
    }
    if (learning.rule == LearningRule::three_factor) {
      multiply(name + ".trace", counts.trace_steps);
      accumulate(name + ".trace", counts.trace_steps);
    }
    if (learning.rule == LearningRule::stdp) {
      accumulate(name + ".gradient", counts.gradients);
    } else {
      multiply(name + ".gradient", counts.gradients);
    }
    if (image.image->sharing == Sharing::kernel) {
      accumulate(name + ".gradient", counts.gradient_adds);
    }
    const char* const rounding =
        learning.rounding == StepRounding::nearest ? "nearest" : "stochastic";
    activity_.logic.push_back({block_, name + ".weight_update", Part::compute, "weight_update",
                               rounding, image.image->format.bits,
                               copies_.first("weight_update", spec_.lanes),
                               counts.weights_written});
  }

  void errors(const std::string& population, const LearningSliceCounts& counts) {
    multiply(population + ".error", counts.errors);
    accumulate(population + ".error", counts.errors);
  }

 private:
  void controller(const std::string& unit, const char* operation, const std::string& variant,
                  std::uint64_t instances, Count count) {
    activity_.logic.push_back(
        {block_, unit, Part::controller, operation, variant, kDatapathBits, instances, count});
  }
  /// All products of the engine are made by one set of multipliers, all sums by one of adders.
  void multiply(const std::string& unit, Count count) {
    activity_.logic.push_back({block_, unit, Part::compute, "multiply", "int", kDatapathBits,
                               copies_.first("multiply", spec_.lanes), count});
  }
  void accumulate(const std::string& unit, Count count) {
    activity_.logic.push_back({block_, unit, Part::compute, "accumulate", "int", kSumBits,
                               copies_.first("accumulate", spec_.lanes), count});
  }

  static constexpr unsigned kSumBits = 64;
  const ChipSpec& spec_;
  std::string block_;
  Activity& activity_;
  Copies copies_;
};

}  // namespace

void add_learning_logic(const ChipSpec& spec, std::uint32_t core, const LearningCounts& counts,
                        Activity& activity) {
  const CoreSpec& hardware = spec.cores[core];
  Lines lines(spec, core, activity);
  std::set<std::uint32_t> entered;
  for (std::size_t image = 0; image < hardware.images.size(); ++image) {
    if (!learns(spec, hardware.images[image])) continue;
    lines.controllers(hardware.images[image], counts.images[image]);
    lines.arithmetic(hardware.images[image], counts.images[image]);
    entered.insert(hardware.images[image].slice);
  }
  if (spec.learning->rule == LearningRule::stdp) return;
  for (const std::uint32_t slice : entered) {
    lines.errors(spec.populations[hardware.slices[slice].population].name, counts.slices[slice]);
  }
}

void add_learning_clock(const ChipSpec& spec, std::uint32_t core, const LearningCounts& counts,
                        Activity& activity) {
  // Without gating the pipeline's clock runs all the time and stands in its own line.
  const std::uint64_t flip_flops = spec.clock_gating ? kCoreFlipFlops : 0;
  activity.clocks.push_back(
      {core_block(core), flip_flops, counts.busy_cycles, "pipeline.learning"});
}

void add_learning_noc(const ChipSpec& spec, const LearningTraffic& traffic, Activity& activity) {
  Count hops = 0;
  const auto add = [&](const char* carried, Count crossed) {
    const std::string unit = std::string(to_string(spec.noc.topology)) + carried;
    activity.logic.push_back({"noc", unit, Part::noc, "noc_hop", "", kFlitBits, 0, crossed});
    hops += crossed;
  };
  add(".targets", traffic.target_hops);
  add(".errors", traffic.error_hops);
  add(".gradients", traffic.gradient_hops);
  const std::uint64_t flip_flops = spec.clock_gating ? kFlitBits : 0;
  activity.clocks.push_back({"noc", flip_flops, hops, "router buffers.learning"});
}

}  // namespace engram::hw
