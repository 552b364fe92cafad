#include "sim/run/prepare.hpp"

#include "sim/config/energy_table_file.hpp"
#include "sim/run/attempt.hpp"
#include "sim/run/compression.hpp"
#include "sim/run/encoding_choice.hpp"
#include "sim/run/encoding_search.hpp"
#include "sim/run/learning_task.hpp"
#include "sim/run/lower_learning.hpp"
#include "sim/run/network_source.hpp"
#include "sim/run/place.hpp"
#include "sim/run/sample_source.hpp"
#include "sim/run/target_trains.hpp"

namespace engram::sim {

Prepared prepare(const Config& config) {
  Prepared prepared;
  std::string faults;
  for (const std::string& table : config.tables) {
    attempt(faults, [&] { prepared.tables.push_back(load_table(table)); });
  }
  const bool network = attempt(faults, [&] { prepared.network = load_network(config); });
  if (network) {
    const bool samples =
        attempt(faults, [&] { prepared.samples = load_samples(config, prepared.network); });
    const bool placed = attempt(faults, [&] {
      prepared.quantization = compress(config, prepared.network);
      std::vector<EncodingChoice> choices =
          choose_encodings(config.chip.synapse_memory, prepared.network);
      // Runs are what "auto" is measured by: they need everything that a run needs.
      if (chooses_encodings(config.chip.synapse_memory)) {
        if (!faults.empty()) return;
        prepared.encodings = search_encodings(config, prepared, choices);
      }
      place(config, std::move(choices), prepared);
    });
    if (samples && config.learning && !config.learning->targets.empty()) {
      attempt(faults, [&] {
        Targets targets = load_targets(config, prepared.network, prepared.samples);
        if (placed && prepared.learning) {
          add_targets(*config.learning, prepared.network, targets, *prepared.learning);
        }
      });
    }
  }
  if (!faults.empty()) throw InputFault(faults);
  if (prepared.learning) {
    prepared.chip.learning =
        lower_learning(prepared.learning->task, prepared.chip.populations.size());
  }
  return prepared;
}

workloads::Network prepare_network(const Config& config) {
  workloads::Network network;
  std::string faults;
  attempt(faults, [&] {
    network = load_network(config);
    compress(config, network);
  });
  if (!faults.empty()) throw InputFault(faults);
  return network;
}

}  // namespace engram::sim
