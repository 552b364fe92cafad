#include "sim/results/collect.hpp"

#include <cmath>
#include <tuple>

#include "memory/encoding.hpp"
#include "sim/results/compression.hpp"
#include "sim/results/layers.hpp"
#include "sim/results/summary.hpp"

namespace engram::sim {
namespace {

using Path = std::vector<std::string>;

class Collector {
 public:
  Collector(const Prepared& prepared, const Outcome& outcome)
      : prepared_(prepared), chip_(prepared.chip), outcome_(outcome) {}

  std::vector<Statistic> take() { return std::move(statistics_); }

  void energy() {
    for (const energy::Ledger& ledger : outcome_.ledgers) {
      const Path at{"energy", ledger.table};
      put(at, "total", ledger.total.picojoules(), "pJ", "energy of the run");
      for (int part = 0; part < kParts; ++part) {
        put(at, to_string(static_cast<Part>(part)), ledger.parts[part].picojoules(), "pJ",
            "part of the total");
      }
      for (int method = 0; method < energy::kMethods; ++method) {
        put(at, std::string("method_") + energy::to_string(static_cast<energy::Method>(method)),
            ledger.methods[method].picojoules(), "pJ", "rests on figures obtained so");
      }
      put(at, "area", ledger.area_um2, "um2", "memories and logic that are modelled");
      put(at, "shortest_period", static_cast<double>(ledger.min_period_ps) * 1e-3, "ns",
          "slowest memory: " + ledger.slowest_memory);
    }
  }

  void input() {
    Count used = 0, dropped = 0, filtered = 0;
    for (const Sample& sample : prepared_.samples) {
      for (const workloads::SpikeTrain& train : sample.trains) {
        used += train.events_used;
        dropped += train.events_dropped;
        filtered += train.events_filtered;
      }
    }
    put({"input"}, "events_used", used, "count", "raw events that entered");
    put({"input"}, "events_dropped", dropped, "count", "raw events after the last timestep");
    put({"input"}, "events_filtered", filtered, "count",
        "raw events outside window_us, polarity or crop");
  }

  void layers() {
    const LayerShares shares = energy_by_layer(prepared_, outcome_);
    for (const LayerEnergy& layer : shares.layers) {
      const Path at{"layers", layer.population};
      put(at, "energy", layer.energy.picojoules(), "pJ",
          "synapses that lead to it, its neurons, and cores that hold nothing else");
      put(at, "synaptic_operations", layer.synaptic_operations, "count",
          "unit events over the non-zero synapses that lead to it");
    }
    put({"layers"}, "shared", shares.shared.picojoules(), "pJ",
        "cores that several layers share, and the network on chip");
  }

  struct StallCause {
    const char* name;
    Count hw::ChipStalls::*cycles;
    const char* why;
  };

  void stalls() {
    if (chip_.fidelity == hw::Fidelity::fast) return;
    put_stalls(
        {"stalls"},
        {{"memory_bank", &hw::ChipStalls::memory_bank, "a word waited for its bank"},
         {"fetch_ahead", &hw::ChipStalls::fetch_ahead,
          "a word was not asked for: decode is behind"},
         {"words", &hw::ChipStalls::words, "decode waited for words"},
         {"lanes", &hw::ChipStalls::lanes, "decode waited for an adder"},
         {"accumulator_bank", &hw::ChipStalls::accumulator_bank,
          "an addition waited for its accumulator bank"},
         {"output_queue", &hw::ChipStalls::output_queue, "a write back waited for room"},
         {"injection", &hw::ChipStalls::injection, "a flit waited for its router"},
         {"credit", &hw::ChipStalls::credit, "a flit waited for room in the next router"},
         {"arbitration", &hw::ChipStalls::arbitration, "a flit waited for another on its link"},
         {"ejection", &hw::ChipStalls::ejection, "a flit waited for the core"}});
    if (chip_.learning) learning_stalls();
  }

  void learning_stalls() {
    using Stalls = hw::ChipStalls;
    const char* const bank = "a word waited for its bank";
    const char* const ahead = "a word was not asked for: decode is behind";
    put_stalls({"stalls", "backward"},
               {{"memory_bank", &Stalls::backward_memory_bank, bank},
                {"fetch_ahead", &Stalls::backward_fetch_ahead, ahead},
                {"words", &Stalls::backward_words, "a column waited for words"},
                {"lanes", &Stalls::backward_lanes, "a column waited for a multiply-add"}});
    put_stalls(
        {"stalls", "update"},
        {{"memory_bank", &Stalls::update_memory_bank, bank},
         {"write_bank", &Stalls::update_write_bank, "a word to be written waited for its bank"},
         {"write_pending", &Stalls::update_write_pending,
          "a word waited until the update before had written it"},
         {"fetch_ahead", &Stalls::update_fetch_ahead, ahead},
         {"words", &Stalls::update_words, "an update waited for words"},
         {"lanes", &Stalls::update_lanes, "an update waited for a multiply-add"}});
    put_stalls({"stalls", "host"}, {{"memory_bank", &Stalls::host_memory_bank,
                                     "a word of a re-encode waited for its bank"}});
  }

  void put_stalls(const Path& at, std::initializer_list<StallCause> causes) {
    for (const StallCause& cause : causes) {
      Count sum = 0;
      for (const hw::SampleResult& sample : outcome_.samples) sum += sample.stalls.*cause.cycles;
      put(at, cause.name, sum, "cycles", cause.why);
    }
  }

  void populations() {
    for (std::size_t id = 0; id < chip_.populations.size(); ++id) {
      const hw::PopulationSpec& population = chip_.populations[id];
      Count spikes = 0;
      for (const hw::SampleResult& sample : outcome_.samples) {
        for (const Count count : sample.neuron_spikes[id]) spikes += count;
      }
      const Path at{"populations", population.name};
      put(at, "neurons", Count{population.neurons}, "count", "neurons");
      put(at, "level", Count{population.level}, "count", "longest zero-delay path from an input");
      put(at, "spikes", spikes, "count", population.input ? "input events" : "spikes");
    }
  }

  void projections() {
    std::vector<Count> bits(chip_.projections.size(), 0);
    std::vector<Count> images(chip_.projections.size(), 0);
    for (const hw::CoreSpec& core : chip_.cores) {
      for (const hw::ImageSpec& image : core.images) {
        bits[image.order] += image.image->bits();
        ++images[image.order];
      }
    }
    const auto ids = prepared_.network.projections();
    for (std::size_t index = 0; index < chip_.projections.size(); ++index) {
      const Path at{"projections", chip_.projections[index]};
      const workloads::Projection& projection = prepared_.network.graph[ids[index]];
      put(at, "encoding", encoding_name(prepared_.choices[index]), "", "memory encoding");
      put(at, "weight_format", to_string(projection.quantization.format), "", "weight format");
      put(at, "synapses", synapses_of(prepared_, index), "count", "non-zero synapses");
      put(at, "images", images[index], "count", "core images");
      put(at, "bits", bits[index], "bit", "stored, in whole words, all images");
      projection_counts(at, index);
    }
  }

  void quantization() {
    for (const workloads::QuantizationReport& report : prepared_.quantization) {
      const Path at{"quantization", report.projection};
      put(at, "format", report.format, "", "weight format");
      put(at, "calibration", report.calibration, "", "how the scale was found");
      put(at, "bits", Count{report.bits}, "bit", "of a weight");
      put(at, "scale_min", report.scale_min, "", "smallest scale (value of one level)");
      put(at, "scale_max", report.scale_max, "", "largest scale");
      put(at, "max_error", report.max_error, "", "largest |weight - level * scale|");
      put(at, "rms_error", report.rms_error, "", "root mean square of the error");
      put(at, "signal_to_noise", report.signal_to_noise_db, "dB", "weights against the error");
      put(at, "weights", report.weights, "count", "weights of the connection");
      put(at, "zeros_before", report.zeros_before, "count", "weights that were 0");
      put(at, "zeros_after", report.zeros_after, "count", "levels that are 0");
      put(at, "zeros_made", report.zeros_made, "count", "of these, by quantization");
      put(at, "clipped", report.clipped, "count", "weights beyond the largest level");
      put(at, "stored_bits", report.stored_bits, "bit", "weights and tables, before any encoding");
    }
  }

  void compression() {
    for (Statistic& one : compression_statistics(prepared_)) statistics_.push_back(std::move(one));
  }

  void memories() {
    for (const energy::AreaLine& line : outcome_.ledgers.front().areas) {
      const Path at{"area", line.block, line.name};
      put(at, "area", line.area_um2, "um2",
          line.composition + (line.note.empty() ? "" : "; " + line.note));
    }
    for (const MemoryActivity& memory : outcome_.activity.memories) {
      for (const MemoryAccesses& access : memory.accesses) {
        const Path at{"memories", memory.block, memory.name, access.region};
        put(at, "reads", access.reads, "word", "words read");
        put(at, "writes", access.writes, "word", "words written");
      }
    }
    for (const LogicActivity& logic : outcome_.activity.logic) {
      put({"logic", logic.block, logic.unit}, logic.operation, logic.count, "count",
          logic.variant + " at " + std::to_string(logic.bits) + " bits");
    }
    for (const ClockActivity& clock : outcome_.activity.clocks) {
      put({"clocks", clock.block, clock.unit}, "cycles", clock.cycles, "cycle",
          "cycles the clock arrived");
    }
  }

 private:
  void projection_counts(const Path& at, std::size_t index) {
    Count operations = 0;
    Count adds = 0;
    Count rows = 0;
    std::array<Count, kRegionKinds> words{};
    for (const hw::SampleResult& sample : outcome_.samples) {
      operations += sample.synaptic_operations[index];
      adds += sample.accumulator_adds[index];
      rows += sample.rows[index];
      for (int kind = 0; kind < kRegionKinds; ++kind) words[kind] += sample.words[index][kind];
    }
    put(at, "synaptic_operations", operations, "count", "unit events over non-zero synapses");
    put(at, "accumulator_adds", adds, "count", "additions really made");
    put(at, "rows", rows, "count", "rows read: unit events served, over all images");
    for (int kind = 0; kind < kRegionKinds; ++kind) {
      put(at, std::string(to_string(static_cast<RegionKind>(kind))) + "_words", words[kind], "word",
          "words read");
    }
  }

  template <class Value>
  void put(Path path, const std::string& name, Value value, const std::string& unit,
           const std::string& description) {
    path.push_back(name);
    statistics_.push_back({std::move(path), std::move(value), unit, description});
  }

  const Prepared& prepared_;
  const hw::ChipSpec& chip_;
  const Outcome& outcome_;
  std::vector<Statistic> statistics_;
};

}  // namespace

std::vector<Statistic> collect(const Prepared& prepared, const Outcome& outcome) {
  Collector collector(prepared, outcome);
  collector.energy();
  collector.input();
  collector.layers();
  collector.populations();
  collector.projections();
  collector.compression();
  collector.quantization();
  collector.memories();
  collector.stalls();
  return collector.take();
}

std::vector<std::string> not_included(const Prepared& prepared) {
  const bool loads = prepared.chip.dram.has_value();  // layer by layer: lines of their own
  return {"clock tree and its buffers (flip-flop clock pins are in)",
          "pads, input/output interface and host",
          loads ? "loading of configuration" : "loading of weights and configuration",
          "input queues of cores and routers' arbitration",
          "placement and routing: wires inside blocks, cell utilisation"};
}

}  // namespace engram::sim
