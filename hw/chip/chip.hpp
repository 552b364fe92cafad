#pragma once

#include <array>
#include <functional>
#include <memory>
#include <vector>

#include "energy/activity.hpp"
#include "hw/chip/activity_span.hpp"
#include "hw/chip/chip_spec.hpp"
#include "hw/chip/row_trace.hpp"
#include "hw/chip/wave_log.hpp"
#include "hw/learning/learning_counts.hpp"
#include "memory/memory_image.hpp"

namespace engram::hw {

class RowServer;
struct SampleSpikes;
struct SampleWork;

struct InputEvent {
  std::uint32_t timestep = 0, neuron = 0, count = 1;
};

/// Input events of one sample for one input population, sorted by (timestep, neuron).
struct SampleInput {
  std::uint32_t population = 0;
  std::vector<InputEvent> events;
};

/// Target counts of one sample for one targeted population, sorted by (timestep, neuron): what its
/// neurons should emit. Where no count is given it is 0.
using SampleTargets = SampleInput;

struct OutputSpike {
  std::uint32_t population = 0, neuron = 0, timestep = 0, count = 0;
  friend auto operator<=>(const OutputSpike&, const OutputSpike&) = default;
};

struct TimestepRecord {
  std::uint32_t timestep = 0;
  Count input_spikes = 0, spikes = 0, synaptic_operations = 0, cycles = 0;
};

/// Cycles lost at fidelity `cycle`, by cause, over all blocks of a kind. Several blocks can wait in
/// one cycle, and each is counted.
struct ChipStalls {
  Count memory_bank = 0;       ///< a word waited for a bank of its synapse memory
  Count fetch_ahead = 0;       ///< a word was not asked for: decode is too far behind
  Count words = 0;             ///< decode waited for words
  Count lanes = 0;             ///< decode waited for an adder
  Count accumulator_bank = 0;  ///< an addition waited for its accumulator bank
  Count output_queue = 0;      ///< a neuron's write back waited for room in the output queue
  Count injection = 0;         ///< a flit waited for its router
  Count credit = 0;            ///< a flit waited for room in the next router
  Count arbitration = 0;       ///< a flit waited while another crossed its link
  Count ejection = 0;          ///< a flit waited for a core that reads its axon table or adds a sum
  // Stages of learning, by who asked: columns read backward, updates, the host that encodes anew.
  Count backward_memory_bank = 0, backward_fetch_ahead = 0, backward_words = 0, backward_lanes = 0;
  Count update_memory_bank = 0, update_fetch_ahead = 0, update_words = 0, update_lanes = 0;
  Count update_write_bank = 0;     ///< a word to be written waited for its bank
  Count update_write_pending = 0;  ///< a word waited until the update before had written it
  Count host_memory_bank = 0;
  friend bool operator==(const ChipStalls&, const ChipStalls&) = default;
};

/// One sample, from reset to the last barrier. Everything in network time.
struct SampleResult {
  std::vector<TimestepRecord> timesteps;
  std::vector<OutputSpike> spikes;                ///< sorted; empty unless recording was asked for
  std::vector<std::vector<Count>> neuron_spikes;  ///< [population][neuron]
  std::vector<std::vector<double>> readout_max;   ///< [population][neuron], non-spiking ones only
  std::vector<Count> synaptic_operations;         ///< by projection (DESIGN definition 5)
  std::vector<Count> accumulator_adds;            ///< by projection: additions really made
  std::vector<Count> rows;                        ///< by projection: unit events served
  std::vector<std::array<Count, kRegionKinds>> words;  ///< by projection: words read by region kind
  std::vector<std::vector<double>>
      traces;  ///< [k][timestep * neurons + neuron], populations traced
  /// By population: steps that left another membrane than they found, and all of timestep 0; empty
  /// unless asked for.
  std::vector<Count> membrane_changes;
  Count cycles = 0;            ///< first input accepted to last barrier
  Count missed_deadlines = 0;  ///< real_time: timesteps longer than timestep_ps
  Activity activity;
  LearningTraffic learning_traffic;
  std::vector<Count> weight_updates;  ///< by projection: weights written; all 0 without learning
  ChipStalls stalls;                  ///< all 0 at fidelity `fast`
  /// Of the timesteps that RunOptions names, by begin, the longer first.
  std::vector<ActivitySpan> spans;
};

struct RunOptions {
  std::uint32_t timesteps = 0;
  bool record_spikes = false;
  std::vector<std::uint32_t> traced;  ///< populations whose membranes are recorded
  bool count_membrane_changes = false;
  /// With learning from errors: of targeted populations; one without an entry has targets of 0.
  std::vector<SampleTargets> targets = {};
  /// Timesteps [first, end) whose activity is written down, as spans, in `waves` and `rows`; none
  /// unless asked for.
  std::uint32_t spans_first = 0, spans_end = 0;
  WaveLog* waves = nullptr;  ///< signals of the modules; may be null
  RowTrace* rows = nullptr;  ///< events served by cores at fidelity `cycle`; may be null
  /// Threads of this machine that compute cores side by side, at fidelity `fast` in a Chip. Nothing
  /// depends on it.
  unsigned threads = 1;
  /// SteppedChip, no learning; either may be null. `work` is filled. `known`: what the sample's
  /// neurons emit, from a run of the same network on the same input: then no state is computed and
  /// no cost counted, and `work` is all that the run is good for; what it costs says Recount, what
  /// a sweep clears Receivers.
  const SampleSpikes* known = nullptr;
  SampleWork* work = nullptr;
  std::function<void(std::uint32_t timestep)>
      progress;  ///< called after each timestep; may be empty
};

/// Who ends SystemC's elaboration.
enum class Elaboration {
  by_chip,     ///< the chip, when it is built: nothing else is simulated in this process
  by_platform  ///< whoever built what is around the chip, with his first sc_start
};

/// The chip in SystemC, at the fidelity of its spec. SystemC elaborates once a process: construct
/// one Chip, run any number of samples. State is reset before each sample (every state record
/// written once, counted on a line of its own). With learning, weights persist from sample to
/// sample and nothing else does.
class Chip {
 public:
  explicit Chip(ChipSpec spec, Elaboration elaboration = Elaboration::by_chip);
  ~Chip();
  Chip(const Chip&) = delete;
  Chip& operator=(const Chip&) = delete;
  /// Every line that a run's activity will have, with all counts 0: what a table must be able to
  /// price. May be called before and between runs.
  Activity idle_activity() const;
  /// What the run under way has counted so far. To be called from RunOptions::progress: between
  /// timesteps all counts are whole.
  Activity activity_so_far() const;
  /// The signals that a run would draw, by name; nothing is drawn.
  void name_signals(WaveLog& waves);
  /// At fidelity `cycle`: `server` times the rows of a core in place of its clock, which then draws
  /// nothing and counts no stalls. It must outlive the chip. Throws std::invalid_argument at
  /// `fast`.
  void serve_rows(std::uint32_t core, RowServer& server);
  SampleResult run(const std::vector<SampleInput>& inputs, const RunOptions& options);
  /// `run` in two halves, for a host inside the simulation, which lets the kernel run meanwhile:
  /// `start` on a whole cycle, then `finish` once `ended` was called (by a process of the chip,
  /// also where it failed; a chip that failed is not started again). `inputs` must live until then.
  void start(const std::vector<SampleInput>& inputs, const RunOptions& options,
             std::function<void()> ended);
  SampleResult finish();
  /// Between runs: whoever owns the words of an image of the spec has changed them. Not of images
  /// that learn, which the chip has copied.
  void loaded(std::uint32_t core, std::uint32_t image);
  /// Image `index` of a core as it is now: the spec's, or what learning has made of it (`decode`
  /// reads its weights). Valid until the chip is destroyed; weights change under runs.
  const MemoryImage& image(std::uint32_t core, std::uint32_t index) const;

 private:
  struct Modules;
  std::unique_ptr<Modules> modules_;
};

}  // namespace engram::hw
