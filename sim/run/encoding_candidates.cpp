#include "sim/run/encoding_candidates.hpp"

#include <algorithm>

#include "workloads/mapping/mapping.hpp"

namespace engram::sim {
namespace {

/// Why the encoder refuses `choice`; empty where it does not. Refusals hang on kind and format, so
/// that one neuron's synapses stand for all.
std::string refusal(const SynapseMatrix& one_neuron, const EncodingChoice& choice) {
  try {
    encode(one_neuron, choice);
    return "";
  } catch (const EncodingRefused& refused) {
    return refused.what();
  }
}

std::vector<EncodingChoice> choices_of(Encoding encoding, bool convolution,
                                       const Organisation& organisation) {
  EncodingChoice choice{encoding, Sharing::none, organisation};
  choice.organisation.functional_mode = FunctionalMode::rowcol;
  if (encoding == Encoding::functional) choice.sharing = Sharing::kernel;
  std::vector<EncodingChoice> choices{choice};
  if (!convolution || encoding == Encoding::crossbar) return choices;
  if (encoding != Encoding::functional) {
    choice.sharing = Sharing::kernel;
    choices.push_back(choice);
    return choices;
  }
  for (const FunctionalMode mode : {FunctionalMode::bitmap, FunctionalMode::pure}) {
    choice.organisation.functional_mode = mode;
    choices.push_back(choice);
  }
  return choices;
}

}  // namespace

std::vector<EncodingCandidate> encoding_candidates(const SynapseMemoryConfig& config,
                                                   const workloads::Projection& projection) {
  std::vector<std::uint32_t> axons;
  const SynapseMatrix one_neuron = workloads::slice_matrix(projection, 0, 1, axons);
  const bool convolution = std::holds_alternative<workloads::Conv2d>(projection.connection);
  const auto sharing = config.sharings.find(projection.name);
  std::vector<EncodingCandidate> candidates;
  for (const std::string& name : encoding_names()) {
    const Encoding encoding = *encoding_from(name);
    for (const EncodingChoice& choice : choices_of(encoding, convolution, config.organisation)) {
      EncodingCandidate candidate{choice, refusal(one_neuron, choice), {}, {}};
      if (candidate.refusal.empty() && encoding != Encoding::functional &&
          sharing != config.sharings.end() && sharing->second != choice.sharing) {
        candidate.refusal = "the config names the sharing of this projection";
      }
      candidates.push_back(std::move(candidate));
    }
  }
  return candidates;
}

std::size_t nearest_candidate(const std::vector<EncodingCandidate>& candidates,
                              const EncodingChoice& wanted) {
  const auto find = [&](auto fits) {
    const auto found = std::find_if(candidates.begin(), candidates.end(), [&](const auto& one) {
      return one.refusal.empty() && fits(one.choice);
    });
    return static_cast<std::size_t>(found - candidates.begin());
  };
  const auto alike = [&](const EncodingChoice& choice) {
    return choice.encoding == wanted.encoding && choice.sharing == wanted.sharing &&
           choice.organisation.functional_mode == wanted.organisation.functional_mode;
  };
  std::size_t at = find(alike);
  if (at == candidates.size()) {
    at = find([&](const EncodingChoice& choice) { return choice.encoding == wanted.encoding; });
  }
  if (at == candidates.size()) {
    at = find([](const EncodingChoice& choice) { return choice.encoding == Encoding::index; });
  }
  return at < candidates.size() ? at : find([](const EncodingChoice&) { return true; });
}

}  // namespace engram::sim
