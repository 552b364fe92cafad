#include "sim/run/target_trains.hpp"

#include <algorithm>
#include <set>

#include "sim/config/config_fault.hpp"
#include "workloads/spikes/spike_table.hpp"

namespace engram::sim {
namespace {

namespace fs = std::filesystem;
using workloads::FileFault;
using workloads::Network;
using workloads::PopulationId;
using workloads::SpikeTable;
using workloads::SpikeTrain;

class TargetReader {
 public:
  TargetReader(const Config& config, const Network& network, const std::vector<Sample>& samples)
      : given_(*config.learning),
        timesteps_(config.input.timesteps),
        network_(network),
        samples_(samples) {}

  Targets read() {
    std::vector<SpikeTable> tables;  // one for all samples, or one each
    if (fs::is_directory(given_.targets)) {
      for (const Sample& sample : samples_) tables.push_back(of_sample(sample));
    } else {
      tables.push_back(table(given_.targets));
      check_samples(tables[0]);
    }
    Targets targets{populations(tables), {}};
    raise();
    for (std::size_t k = 0; k < samples_.size(); ++k) {
      const SpikeTable& one = tables.size() == 1 ? tables[0] : tables[k];
      auto& trains = targets.samples.emplace_back();
      for (const PopulationId id : targets.populations) {
        trains.push_back(train(one, samples_[k].name, id));
      }
    }
    raise();
    return targets;
  }

 private:
  void note(const std::string& fault) { faults_ += (faults_.empty() ? "" : "\n") + fault; }
  void raise() const {
    if (!faults_.empty()) throw FileFault(faults_);
  }

  SpikeTable table(const fs::path& file) {
    try {
      return workloads::read_spike_table(file, network_);
    } catch (const FileFault& fault) {
      note(fault.what());
      return {};
    }
  }

  SpikeTable of_sample(const Sample& sample) {
    const fs::path file = given_.targets / (sample.name + ".csv");
    if (!fs::exists(file)) {
      note(file.string() + ": no such file; it would have the targets of sample '" + sample.name +
           "'");
      return {};
    }
    SpikeTable read = table(file);
    if (read.by_sample) note(file.string() + ": has a column 'sample', but is of one sample");
    return read;
  }

  void check_samples(const SpikeTable& read) {
    if (!read.by_sample) return;
    const bool any = std::any_of(read.rows.begin(), read.rows.end(), [&](const auto& row) {
      return std::any_of(samples_.begin(), samples_.end(),
                         [&](const Sample& sample) { return sample.name == row.sample; });
    });
    if (any) return;
    note(given_.targets.string() + ": no row is of a sample that is run (the first is '" +
         samples_.front().name + "')");
  }

  /// Those that the config names, or else the tables.
  std::vector<PopulationId> populations(const std::vector<SpikeTable>& tables) {
    std::set<PopulationId> chosen;
    if (!given_.targeted) {
      for (const SpikeTable& read : tables) {
        for (const auto& row : read.rows) chosen.insert(row.population);
      }
      if (chosen.empty() && faults_.empty()) {
        note(given_.targets.string() +
             ": names no population (give /learning/targets/populations where none should spike)");
      }
    } else {
      for (const PlacedName& named : *given_.targeted) add_named(named, chosen);
    }
    return {chosen.begin(), chosen.end()};
  }

  void add_named(const PlacedName& named, std::set<PopulationId>& chosen) {
    const auto id = network_.find(named.name);
    if (id && network_.graph[*id].step.model != workloads::NeuronModel::input) {
      chosen.insert(*id);
      return;
    }
    std::vector<std::string> known;
    for (PopulationId other = 0; other < boost::num_vertices(network_.graph); ++other) {
      known.push_back(network_.graph[other].name);
    }
    note(named.place + ": " +
         (id ? "'" + named.name + "' is an input, it has no targets"
             : "the network has no population '" + named.name + "'" +
                   suggestion(named.name, known)));
  }

  SpikeTrain train(const SpikeTable& read, const std::string& sample, PopulationId id) {
    SpikeTrain made;
    made.name = sample;
    made.neurons = static_cast<std::uint32_t>(network_.graph[id].shape.size());
    made.timesteps = timesteps_;
    for (const auto& row : read.rows) {
      if (row.population != id || (read.by_sample && row.sample != sample)) continue;
      if (row.event.timestep >= timesteps_) {
        made.events_dropped += row.event.count;
        continue;
      }
      made.events_used += row.event.count;
      made.events.push_back(row.event);
    }
    try {
      normalise(made);
    } catch (const std::overflow_error& fault) {
      note(given_.targets.string() + ": sample '" + sample + "': " + fault.what());
    }
    return made;
  }

  const LearningConfig& given_;
  std::uint32_t timesteps_;
  const Network& network_;
  const std::vector<Sample>& samples_;
  std::string faults_;
};

}  // namespace

Targets load_targets(const Config& config, const Network& network,
                     const std::vector<Sample>& samples) {
  return TargetReader(config, network, samples).read();
}

}  // namespace engram::sim
