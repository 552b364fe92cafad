#include "sim/run/compression.hpp"

#include <sstream>

#include "workloads/network/integer_neuron.hpp"

namespace engram::sim {
namespace {

using workloads::Network;
using workloads::NetworkFault;

constexpr unsigned kStateBits = 24;  // of a membrane where nobody says how wide, as on Loihi
constexpr const char* kNeuron = "/chip/core/neuron/";

/// Collects lines "/pointer: what is wrong".
class Faults {
 public:
  void note(const std::string& pointer, const std::string& what) {
    text_ += (text_.empty() ? "" : "\n") + pointer + ": " + what;
  }
  bool any() const { return !text_.empty(); }
  void raise() const {
    if (!text_.empty()) throw NetworkFault(text_);
  }

 private:
  std::string text_;
};

const char* name_of(workloads::Rounding rounding) {
  return rounding == workloads::Rounding::floor ? "floor" : "toward_zero";
}

/// A rule of the source against the one that the config asks for, if it does.
template <class Value>
void check_rule(const char* key, const std::optional<Value>& asked, const Value& own,
                const std::string& population, Faults& faults) {
  if (!asked || *asked == own) return;
  std::ostringstream text;
  text << "population '" << population << "' computes with " << own << " from its source (found "
       << *asked << "; leave the key away)";
  faults.note(kNeuron + std::string(key), text.str());
}

void check_rules(const NeuronArithmetic& neuron, const Network& network, Faults& faults) {
  const bool before = faults.any();
  for (workloads::PopulationId id = 0; id < boost::num_vertices(network.graph); ++id) {
    const workloads::Population& population = network.graph[id];
    if (!population.fixed) continue;
    const workloads::FixedStep& own = *population.fixed;
    check_rule("fraction_bits", neuron.fraction_bits, own.fraction_bits, population.name, faults);
    check_rule("decay_bits", neuron.decay_bits, own.decay_bits, population.name, faults);
    check_rule("rounding", neuron.rounding, std::string(name_of(own.rounding)), population.name,
               faults);
    if (faults.any() != before) return;  // the other populations would say the same
  }
}

/// Its rules stay; levels may become fewer.
std::vector<workloads::QuantizationReport> keep_integers(const Config& config, Network& network) {
  Faults faults;
  const NeuronArithmetic& neuron = config.chip.neuron;
  if (neuron.arithmetic == "float") {
    faults.note(kNeuron + std::string("arithmetic"),
                "the network is integers from its source and computes in fixed arithmetic (found "
                "float, expected auto or fixed)");
  }
  check_rules(neuron, network, faults);
  faults.raise();
  std::vector<workloads::QuantizationReport> reports;
  if (config.quantize) reports = workloads::quantize(network, *config.quantize);
  workloads::set_state_bits(
      network, neuron.state_bits.value_or(kStateBits),
      neuron.state_bits ? workloads::StateWidths::all : workloads::StateWidths::unstated);
  return reports;
}

}  // namespace

std::vector<workloads::QuantizationReport> compress(const Config& config, Network& network) {
  if (workloads::computes_in_integers(network)) return keep_integers(config, network);
  std::vector<workloads::QuantizationReport> reports;
  if (config.quantize) reports = workloads::quantize(network, *config.quantize);
  const NeuronArithmetic& neuron = config.chip.neuron;
  if (neuron.arithmetic != "fixed") return reports;
  workloads::make_fixed(network, {neuron.state_bits.value_or(kStateBits),
                                  neuron.fraction_bits.value_or(6), neuron.decay_bits.value_or(12),
                                  neuron.rounding.value_or("toward_zero") == "floor"
                                      ? workloads::Rounding::floor
                                      : workloads::Rounding::toward_zero});
  return reports;
}

}  // namespace engram::sim
