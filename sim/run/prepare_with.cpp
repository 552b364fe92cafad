#include "sim/run/prepare_with.hpp"

#include "sim/config/energy_table_file.hpp"
#include "sim/run/attempt.hpp"
#include "sim/run/compress_network.hpp"
#include "sim/run/encoding_choice.hpp"
#include "sim/run/learning_task.hpp"
#include "sim/run/lower_learning.hpp"
#include "sim/run/network_source.hpp"
#include "sim/run/place.hpp"
#include "sim/run/release_weights.hpp"
#include "sim/run/sample_source.hpp"
#include "sim/run/target_trains.hpp"

namespace engram::sim {
namespace {

/// Compresses and maps; maps nothing where encodings are to be measured and `faults` says that
/// there can be no run to measure them by.
void compress_and_place(const Config& config, const EncodingSearch& search,
                        const std::string& faults, Weights weights, Prepared& prepared) {
  Compressed compressed = compress_network(config, prepared.network);
  prepared.quantization = std::move(compressed.quantization);
  prepared.zeros = std::move(compressed.zeros);
  if (weights == Weights::released) release_rounded(prepared.network);
  std::vector<EncodingChoice> choices =
      choose_encodings(config.chip.synapse_memory, prepared.network);
  // Runs are what "auto" is measured by: they need everything that a run needs.
  if (chooses_encodings(config.chip.synapse_memory)) {
    if (!faults.empty()) return;
    prepared.encodings = search(config, prepared, choices);
  }
  place(config, std::move(choices), prepared);
  if (weights == Weights::released) release_weights(config, prepared);
}

}  // namespace

Prepared prepare_with(const Config& config, const EncodingSearch& search, Weights weights) {
  Prepared prepared;
  std::string faults;
  for (const std::string& table : config.tables) {
    attempt(faults, [&] { prepared.tables.push_back(load_table(table)); });
  }
  const std::uint64_t parts_from =
      weights == Weights::released ? workloads::kLargeProjection : workloads::kNoProjection;
  const bool network =
      attempt(faults, [&] { prepared.network = load_network(config, parts_from); });
  if (network) {
    const bool samples =
        attempt(faults, [&] { prepared.samples = load_samples(config, prepared.network); });
    const bool placed =
        attempt(faults, [&] { compress_and_place(config, search, faults, weights, prepared); });
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

Prepared prepare_compressed_with(const Config& config, const EncodingSearch& search) {
  if (chooses_encodings(config.chip.synapse_memory)) {
    return prepare_with(config, search, Weights::kept);
  }
  Prepared prepared;
  std::string faults;
  attempt(faults, [&] {
    prepared.network = load_network(config);
    compress_and_place(config, search, faults, Weights::kept, prepared);
  });
  if (!faults.empty()) throw InputFault(faults);
  return prepared;
}

workloads::Network prepare_network(const Config& config) {
  workloads::Network network;
  std::string faults;
  attempt(faults, [&] {
    network = load_network(config);
    compress_network(config, network);
  });
  if (!faults.empty()) throw InputFault(faults);
  return network;
}

}  // namespace engram::sim
