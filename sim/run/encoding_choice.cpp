#include "sim/run/encoding_choice.hpp"

#include <algorithm>

namespace engram::sim {
namespace {

using workloads::Network;
using workloads::NetworkFault;

std::string projection_names(const Network& network) {
  std::string names;
  for (const auto& id : network.projections()) {
    names += (names.empty() ? "" : ", ") + network.graph[id].name;
  }
  return names;
}

template <class Map>
void check_names(const Map& chosen, const char* key, const Network& network, std::string& faults) {
  const auto projections = network.projections();
  for (const auto& [name, choice] : chosen) {
    const bool known = std::any_of(projections.begin(), projections.end(),
                                   [&](const auto& id) { return network.graph[id].name == name; });
    if (!known) {
      faults += (faults.empty() ? "" : "\n") + std::string("/chip/core/synapse_memory/") + key +
                "/" + name + ": the network has no such projection (it has " +
                projection_names(network) + ")";
    }
  }
}

bool is_convolution(const workloads::Projection& projection) {
  return std::holds_alternative<workloads::Conv2d>(projection.connection);
}

EncodingChoice choose(const SynapseMemoryConfig& config, const workloads::Projection& projection) {
  EncodingChoice choice;
  choice.organisation = config.organisation;
  const auto named = config.encodings.find(projection.name);
  const EncodingSetting setting =
      named != config.encodings.end() ? named->second : config.default_encoding;
  choice.encoding = setting.value_or(Encoding::crossbar);
  if (named == config.encodings.end() && choice.encoding == Encoding::functional &&
      !is_convolution(projection)) {
    choice.encoding = Encoding::index;
  }
  const auto shared = config.sharings.find(projection.name);
  if (shared != config.sharings.end()) {
    choice.sharing = shared->second;
  } else if (is_convolution(projection) && choice.encoding != Encoding::crossbar) {
    choice.sharing = config.default_sharing;
  }
  if (choice.encoding == Encoding::functional) choice.sharing = Sharing::kernel;
  if (choice.encoding != Encoding::functional) {
    choice.organisation.functional_mode = FunctionalMode::rowcol;
  }
  return choice;
}

}  // namespace

std::vector<EncodingChoice> choose_encodings(const SynapseMemoryConfig& config,
                                             const Network& network) {
  std::string faults;
  check_names(config.encodings, "encoding", network, faults);
  check_names(config.sharings, "sharing", network, faults);
  if (!faults.empty()) throw NetworkFault(faults);
  std::vector<EncodingChoice> choices;
  for (const auto& id : network.projections()) {
    choices.push_back(choose(config, network.graph[id]));
  }
  return choices;
}

std::string choice_name(const EncodingChoice& choice) {
  const bool taps = choice.sharing == Sharing::kernel && choice.encoding != Encoding::functional;
  return encoding_variant(choice.encoding, choice.organisation.functional_mode) +
         (taps ? "_kernel" : "");
}

bool is_chosen(const SynapseMemoryConfig& config, const std::string& projection) {
  const auto named = config.encodings.find(projection);
  return !(named == config.encodings.end() ? config.default_encoding : named->second);
}

void lay_out_for_learning(const workloads::LearningTask& task,
                          std::vector<EncodingChoice>& choices) {
  const bool backward = task.rule != workloads::LearningRule::stdp;
  for (std::size_t p = 0; p < choices.size(); ++p) {
    const bool marks = choices[p].encoding == Encoding::run_length;  // synapses among fillers
    choices[p].organisation.learning = task.learns[p] != 0 && (backward || marks);
  }
}

}  // namespace engram::sim
