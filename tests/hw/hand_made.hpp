#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "hw/chip/chip.hpp"
#include "memory/encoding.hpp"

/// Small chips described by hand: populations placed on cores, weights as matrices.
namespace engram::hw::testing {

/// weights[pre][post]: levels (uniform formats) or values (float32); 0 is no synapse.
using Weights = std::vector<std::vector<double>>;

MemoryImage make_image(const Weights& weights, const WeightFormat& format,
                       const EncodingChoice& choice);

/// 0, 1, ..., count - 1.
std::vector<std::uint32_t> numbered(std::size_t count);

/// IF, fixed point without fraction bits, fires above (not at) the threshold, resets to zero.
NeuronSpec fixed_if(std::int64_t threshold);
/// The same in floating point.
NeuronSpec float_if(double threshold);
/// LIF in floating point: v = decay * v + x.
NeuronSpec float_lif(double decay, double threshold);

class HandMade {
 public:
  HandMade() = default;
  explicit HandMade(EncodingChoice choice, WeightFormat format = {WeightKind::uniform, 4})
      : choice_(choice), format_(format) {}

  std::uint32_t input(const std::string& name, std::uint32_t neurons);
  /// On cores[0], cores[1], ...: neurons split evenly, the rest on the last.
  std::uint32_t population(const std::string& name, std::uint32_t neurons, unsigned level,
                           const NeuronSpec& neuron, const std::vector<std::uint32_t>& cores = {0});
  void connect(const std::string& name, std::uint32_t source, std::uint32_t target,
               const Weights& weights, std::uint32_t delay = 0, unsigned shift = 0);
  void format(const WeightFormat& format) { format_ = format; }  ///< of later projections
  /// Cores lie on a mesh of the given width, row by row.
  ChipSpec build(std::uint32_t mesh_width = 2, std::uint32_t mesh_height = 2) const;

 private:
  struct Link {
    std::string name;
    std::uint32_t source, target;
    Weights weights;
    std::uint32_t delay;
    unsigned shift;
    WeightFormat format;
  };
  void add_images(ChipSpec& spec, std::uint32_t core) const;
  void add_routes(ChipSpec& spec, std::uint32_t core,
                  std::vector<std::vector<std::vector<Destination>>>& routes) const;

  EncodingChoice choice_;
  WeightFormat format_{WeightKind::uniform, 4};
  std::vector<PopulationSpec> populations_;
  std::vector<CoreSpec> cores_;
  std::vector<Link> links_;
};

/// 4 inputs densely onto 4 fixed-point IF neurons on core 0, crossbar of 4-bit weights in 8-bit
/// words: two words a row.
ChipSpec four_by_four();

/// in (2) -> a (one neuron on each of cores 0 and 1) -> b (core 2), on a row of three routers.
ChipSpec chain();

/// Does `work` in a process of its own; returns what it returned. Throws std::runtime_error where
/// it threw.
std::string say_apart(const std::function<std::string()>& work);

/// Runs a chip in a process of its own and returns what it said, a line of text an item: spikes,
/// cycles, and every figure of the activity under "block/name/...". A throw is "exception".
using Report = std::map<std::string, std::string>;
Report run_apart(const ChipSpec& spec, const std::vector<SampleInput>& inputs,
                 std::uint32_t timesteps, unsigned threads = 1);
/// The same, several times over with the same targets; of the last run, and where the chip learns
/// the weights after it: "weights/<projection>", levels by (input, neuron), 0 where there is none.
Report learn_apart(const ChipSpec& spec, const std::vector<SampleInput>& inputs,
                   std::uint32_t timesteps, const std::vector<SampleTargets>& targets,
                   int samples = 1, unsigned threads = 1);
/// As learn_apart, but stepped without SystemC (SteppedChip), in this process.
Report learn_stepped(const ChipSpec& spec, const std::vector<SampleInput>& inputs,
                     std::uint32_t timesteps, const std::vector<SampleTargets>& targets,
                     int samples = 1);
/// Keys whose values differ, or that only one of the two has.
std::vector<std::string> differences(const Report& a, const Report& b);

/// A line a span: "0 update 1.1 37-43", block (none: the chip), work, timestep.level, cycles.
std::string spans_text(const std::vector<ActivitySpan>& spans);

/// Any SystemC warning becomes an exception.
void strict_systemc();

}  // namespace engram::hw::testing
