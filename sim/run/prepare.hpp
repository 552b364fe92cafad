#pragma once

#include <array>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "energy/activity.hpp"
#include "energy/table.hpp"
#include "hw/chip/chip_spec.hpp"
#include "memory/encoding.hpp"
#include "sim/config/config.hpp"
#include "sim/run/compress_network.hpp"
#include "sim/run/stored_bits.hpp"
#include "workloads/compress/quantize.hpp"
#include "workloads/network/learning.hpp"
#include "workloads/network/network.hpp"
#include "workloads/spikes/spike_train.hpp"

namespace engram::sim {

/// What a user gave cannot be used; what() has one fault a line. Exit code 3; raised before SystemC
/// elaborates, so nothing has been simulated or written.
class InputFault : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// One sample: a train for each input population, in the order of Network::inputs().
struct Sample {
  std::string name;
  std::vector<workloads::SpikeTrain> trains;
  std::optional<std::uint32_t> label;  ///< its class, where it is known: an output neuron
};

/// What neurons should emit.
struct Targets {
  std::vector<workloads::PopulationId> populations;         ///< ascending
  std::vector<std::vector<workloads::SpikeTrain>> samples;  ///< by sample: a train for each of them
};

/// How weights change while the chip runs.
struct Learning {
  workloads::LearningTask task;
  std::vector<std::vector<workloads::SpikeTrain>> targets;  ///< by sample, by targeted population
};

/// An encoding that a projection on "auto" could have, and what the run would cost then.
struct EncodingCandidate {
  EncodingChoice choice;
  std::string refusal;                 ///< why there is no such run; empty: there is
  Energy total;                        ///< of the run with this projection alone changed
  std::array<Energy, kParts> parts{};  ///< the same, by part
};

/// The encoding of one projection and what it was chosen from.
struct EncodingVerdict {
  std::vector<EncodingCandidate> candidates;  ///< at least the chosen one
  std::size_t chosen = 0;
  bool automatic = true;  ///< else named in the config: one candidate
};

/// Everything of a run before the chip moves: checked, mapped, encoded.
struct Prepared {
  std::vector<energy::Table> tables;
  workloads::Network network;
  std::vector<workloads::QuantizationReport> quantization;
  std::vector<ZeroCauses> zeros;  ///< by projection
  std::vector<Sample> samples;
  std::vector<EncodingChoice> choices;     ///< by projection
  std::vector<EncodingVerdict> encodings;  ///< by projection; empty where all encodings are named
  std::optional<Learning> learning;        ///< absent: inference
  std::vector<StoredBits> stored;          ///< by projection; empty while the weights are there
  hw::ChipSpec chip;
};

/// Whether the weights of Prepared::network stay once the images hold them: `released`, their
/// arrays (weights, levels, codes, lists of synapses) are empty, which is most of the memory.
/// Shapes, formats and scales stay.
enum class Weights { released, kept };

/// Reads, checks and maps. All faults of independent parts (tables, network, recordings) are
/// collected before InputFault is thrown. An encoding "auto" is chosen here, by runs in processes
/// of their own (encoding_search.hpp).
Prepared prepare(const Config& config, Weights weights = Weights::released);

/// The network, compressed and mapped, its weights kept; tables and samples stay empty. Throws
/// InputFault.
Prepared prepare_compressed(const Config& config);

/// The network alone, compressed; neither chip nor input is looked at. Throws InputFault.
workloads::Network prepare_network(const Config& config);

}  // namespace engram::sim
