#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "hw/chip/fidelity.hpp"
#include "hw/core/neuron_spec.hpp"
#include "hw/learning/learning_spec.hpp"
#include "hw/noc/noc_spec.hpp"
#include "memory/memory_image.hpp"

/// A chip as plain data: everything the SystemC model needs, resolved, nothing left to default.
namespace engram::hw {

struct SliceSpec {
  std::uint32_t population = 0;        ///< index into ChipSpec::populations
  std::uint32_t first = 0, count = 0;  ///< neurons of the population
  std::uint32_t local = 0;             ///< local index of the first
  NeuronSpec neuron;
  unsigned record_bits = 0;  ///< declared bits of one state record
};

struct ImageSpec {
  std::string projection;   ///< name, for statistics
  std::uint32_t order = 0;  ///< projection index: the order of accumulation
  std::uint32_t slice = 0;  ///< targets: index into CoreSpec::slices
  unsigned shift = 0;       ///< levels are added as level << shift (integer weights)
  std::uint32_t delay = 0;  ///< timesteps
  std::shared_ptr<const MemoryImage> image;
  // Needed where the projection learns. Who feeds a row, and so whom its error reaches, follows
  // from the axon table and the destinations; an entry of ConvSlice::kernel is the projection's.
  std::uint32_t source = 0;                ///< population whose events the rows take
  std::vector<std::uint32_t> inputs = {};  ///< by row: which input of the connection it is
};

/// One row that an arriving event activates.
struct AxonEntry {
  std::uint32_t image = 0, row = 0;
};

struct CoreSpec {
  std::uint32_t x = 0, y = 0;
  std::vector<SliceSpec> slices;
  std::vector<ImageSpec> images;  ///< ascending by order
  /// Axon table: record r activates entries[record_begin[r] .. record_begin[r + 1]).
  std::vector<std::uint64_t> record_begin;
  std::vector<AxonEntry> entries;
};

/// One destination of a source neuron: which core, which record of its axon table.
struct Destination {
  std::uint32_t core = 0, record = 0;
};

struct PopulationSpec {
  std::string name;
  std::uint32_t neurons = 0;
  bool input = false;  ///< events enter through the host port
  bool output = false;
  bool spiking = true;
  /// wave: along zero-delay edges. pipelined: the stage, see Schedule.
  unsigned level = 0;
  /// Destination table: neuron n reaches destinations[begin[n] .. begin[n + 1]), ascending by core.
  std::vector<std::uint64_t> destination_begin;
  std::vector<Destination> destinations;
};

enum class Schedule {
  wave,  ///< a timestep runs the populations level by level, a barrier each
  /// All populations at once, a barrier a chip timestep: a population of level l works on network
  /// timestep t in chip timestep t + l. Needs level(target) + delay > level(source) everywhere.
  pipelined
};
enum class Update { sweep, touched };
enum class Payload { unit, multiply };
enum class Timing { as_fast, real_time };
enum class Sizing { fit, fixed };

struct ChipSpec {
  std::uint64_t clock_period_ps = 10000;
  std::uint32_t mesh_width = 1, mesh_height = 1;
  NocSpec noc;
  unsigned lanes = 1;
  bool accumulator_in_sram = false;
  unsigned accumulator_bits = 32;
  Payload payload = Payload::unit;
  Schedule schedule = Schedule::wave;
  Update update = Update::sweep;
  Timing timing = Timing::as_fast;
  std::uint64_t timestep_ps = 0;  ///< real_time: length of a timestep
  bool clock_gating = true;       ///< clock reaches a core only while it works
  unsigned banks = 1, ports = 1;  ///< of synapse memories
  bool shared_macros = false;     ///< all regions of a core in one memory
  Sizing sizing = Sizing::fit;
  std::uint64_t fixed_synapse_words = 0;  ///< fixed: depth of the core's one synapse memory
  std::uint32_t neuron_capacity = 0;      ///< fixed: depth of the state memory
  Fidelity fidelity = Fidelity::fast;
  unsigned read_latency = 1;  ///< cycle: cycles from the grant of a word to its data
  unsigned fetch_ahead = 64;  ///< cycle: deliveries that words are asked for ahead of decode
  unsigned output_queue = 4;  ///< cycle: events that wait in a core to be sent
  /// Every neuron that lives on a core emits exactly one event in every timestep, whatever its
  /// state, which is stepped and reset as ever: with as dense an input a timestep visits every
  /// synapse once.
  bool dense_activity = false;
  std::optional<LearningSpec> learning;  ///< weights change after every timestep
  std::vector<CoreSpec> cores;
  std::vector<PopulationSpec> populations;  ///< index = population id of the network
  std::vector<std::string> projections;     ///< names, by order
};

/// The network timestep that a population of `level` works on in chip timestep `step`; negative or
/// beyond the run's last: none.
inline std::int64_t network_timestep(const ChipSpec& spec, unsigned level, std::uint32_t step) {
  return std::int64_t{step} - (spec.schedule == Schedule::pipelined ? level : 0);
}

/// Levels of the chip, at least 1.
unsigned levels_of(const ChipSpec& spec);

}  // namespace engram::hw
