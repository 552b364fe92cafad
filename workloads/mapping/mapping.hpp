#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "memory/encoding.hpp"
#include "memory/memory_image.hpp"
#include "workloads/network/network.hpp"

/// Mapping: which neurons live on which core (DESIGN section 1, definitions 6 and 11).
namespace engram::workloads {

enum class MappingStrategy {
  packed,    ///< cores are filled in order; populations may share a core
  separate,  ///< every population begins on a core of its own
  in_turn    ///< every population has the whole chip while its turn lasts (layer_by_layer)
};

struct MappingLimits {
  std::uint32_t cores = 1;                ///< cores on the chip
  std::uint32_t neurons = 1024;           ///< a core
  std::uint64_t synapse_memory_bits = 0;  ///< a core, all images of the core together
  MappingStrategy strategy = MappingStrategy::packed;
};

/// Neurons [first, first + count) of a population, as local neurons [local, local + count).
struct Slice {
  PopulationId population = 0;
  std::uint32_t first = 0, count = 0, local = 0;
};

/// The image of one projection's part on one core.
struct PlacedImage {
  std::uint32_t projection = 0;           ///< index into Network::projections()
  std::uint32_t slice = 0;                ///< index into CorePlan::slices: its targets
  std::vector<std::uint32_t> axon_input;  ///< connection-input index of each row, ascending
  MemoryImage image;
};

struct CorePlan {
  std::uint32_t site = 0;  ///< which core of the chip; in_turn: several plans have one
  std::vector<Slice> slices;
  std::vector<PlacedImage> images;  ///< ascending by projection
  std::uint64_t synapse_bits = 0;
};

struct Mapping {
  std::vector<CorePlan> cores;  ///< used cores only, in core order; in_turn: layer by layer
};

/// Does not fit; what() gives the numbers: needed, available, which population.
class MappingRefused : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The part of a projection that enters neurons [first, first + count) of its target, as a matrix.
/// Rows are the inputs that structurally reach the slice: all for dense, listed ones for sparse,
/// those inside the receptive fields for a convolution. `axon_input` receives their indices.
SynapseMatrix slice_matrix(const Projection& projection, std::uint32_t first, std::uint32_t count,
                           std::vector<std::uint32_t>& axon_input);

/// Such parts of one network's projections, for whoever maps it again and again.
class SliceMatrices {
 public:
  struct Slice {
    SynapseMatrix matrix;
    std::vector<std::uint32_t> axon_input;
  };
  /// `again`: whoever asks will ask for the same ones again; else that shows.
  explicit SliceMatrices(bool again = false) : again_(again) {}
  /// As slice_matrix. One that is asked for a second time (with `again` a first) is kept, as long
  /// as there is room.
  std::shared_ptr<const Slice> slice(std::uint32_t index, const Projection& projection,
                                     std::uint32_t first, std::uint32_t count);

 private:
  using Key = std::array<std::uint32_t, 3>;            ///< index of the projection, first, count
  std::map<Key, std::shared_ptr<const Slice>> asked_;  ///< null: once
  std::size_t bytes_ = 0;
  bool again_;
};

/// Splits populations (inputs excluded, in level order) over cores and encodes every image with
/// `choice(projection index)`. A slice takes as many neurons as the core's remaining neurons and
/// bits hold. Throws MappingRefused when neurons or bits do not fit, EncodingRefused (naming the
/// projection) when an encoding cannot store one, NetworkFault for a loop without delay.
/// `matrices`: of this network, or null.
Mapping map_network(const Network& network, const MappingLimits& limits,
                    const std::function<EncodingChoice(std::uint32_t)>& choice,
                    SliceMatrices* matrices = nullptr);

}  // namespace engram::workloads
