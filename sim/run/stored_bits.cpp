#include "sim/run/stored_bits.hpp"

#include "memory/row_ranges.hpp"
#include "sim/run/encoding_choice.hpp"
#include "sim/run/prepare.hpp"
#include "workloads/mapping/mapping.hpp"
#include "workloads/mapping/row_ranges.hpp"

namespace engram::sim {
namespace {

/// The choices of a config that names `encoding` for the whole chip.
std::vector<EncodingChoice> choices_of(const Config& config, const Prepared& prepared,
                                       Encoding encoding) {
  SynapseMemoryConfig memory = config.chip.synapse_memory;
  memory.encodings.clear();
  memory.default_encoding = encoding;
  std::vector<EncodingChoice> choices = choose_encodings(memory, prepared.network);
  if (prepared.learning) lay_out_for_learning(prepared.learning->task, choices);
  return choices;
}

/// The slice of one image, counted; of large ones the shape alone.
struct Counted {
  SynapseMatrix matrix;
  SynapseCounts counts;
};

Counted counted(const workloads::Projection& projection, const hw::SliceSpec& slice,
                unsigned run_bits) {
  std::vector<std::uint32_t> axons;
  if (!workloads::has_row_ranges(projection)) {
    Counted whole{workloads::slice_matrix(projection, slice.first, slice.count, axons), {}};
    whole.counts.add(whole.matrix, run_bits);
    return whole;
  }
  Counted shape{workloads::slice_shape(projection, slice.count, axons), {}};
  workloads::visit_row_ranges(
      projection, slice.first, slice.count,
      [&](std::uint32_t, const SynapseMatrix& rows) { shape.counts.add(rows, run_bits); });
  return shape;
}

/// Adds an image to `bits`; once it cannot be stored, the projection cannot.
void add(const Counted& image, const EncodingChoice& choice, Encoding wanted,
         std::optional<std::uint64_t>& bits) {
  if (choice.encoding != wanted || !can_encode(image.matrix, choice)) bits.reset();
  if (bits) *bits += packed_bits(image.matrix, image.counts, choice);
}

}  // namespace

std::vector<StoredBits> stored_bits(const Config& config, const Prepared& prepared) {
  if (!prepared.stored.empty()) return prepared.stored;
  std::vector<Encoding> encodings;
  std::vector<std::vector<EncodingChoice>> choices;
  for (const std::string& name : encoding_names()) {
    encodings.push_back(*encoding_from(name));
    choices.push_back(choices_of(config, prepared, encodings.back()));
  }
  const auto projections = prepared.network.projections();
  StoredBits none;
  none.by_encoding.assign(encodings.size(), 0);
  std::vector<StoredBits> bits(projections.size(), none);
  for (std::size_t p = 0; p < projections.size(); ++p) bits[p].synapses = synapses_of(prepared, p);
  for (const hw::CoreSpec& core : prepared.chip.cores) {
    for (const hw::ImageSpec& image : core.images) {
      const hw::SliceSpec& slice = core.slices[image.slice];
      const EncodingChoice& chosen = prepared.choices[image.order];
      // One organisation serves all encodings.
      const Counted counts = counted(prepared.network.graph[projections[image.order]], slice,
                                     chosen.organisation.run_bits);
      StoredBits& sum = bits[image.order];
      sum.chosen += packed_bits(counts.matrix, counts.counts, chosen);
      for (std::size_t e = 0; e < encodings.size(); ++e) {
        add(counts, choices[e][image.order], encodings[e], sum.by_encoding[e]);
      }
    }
  }
  return bits;
}

std::uint64_t synapses_of(const Prepared& prepared, std::size_t projection) {
  if (!prepared.stored.empty()) return prepared.stored[projection].synapses;
  const workloads::Network& network = prepared.network;
  return workloads::synapse_count(network.graph[network.projections()[projection]]);
}

}  // namespace engram::sim
