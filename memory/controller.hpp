#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include "energy/units.hpp"
#include "memory/memory_image.hpp"

namespace engram {

struct Delivery {
  std::uint32_t target = 0;  ///< local neuron
  std::uint32_t code = 0;    ///< stored bits of the weight
  std::int32_t level = 0;    ///< codebook: the entry that the code names, 0 for code 0
};

struct AccessTrace;

/// What one presynaptic event costs and delivers; identical at every fidelity.
struct RowRead {
  std::vector<Delivery>
      deliveries;  ///< ascending by target for unrolled rows; includes stored zeros
  std::array<Count, kRegionKinds> words{};  ///< words read, by RegionKind
  Count addresses = 0;  ///< target addresses computed (functional, shared kernels), else 0
  Count synapses = 0;   ///< deliveries whose code is not zero
  Count skipped = 0;    ///< run_length: entries read and not delivered (fillers, other channels)

  Count all_words() const { return std::accumulate(words.begin(), words.end(), Count{0}); }
};

/// Synapse-memory controller, forward path: a plain model that sees only the words of an image.
/// Contract: `read_row` may be called in any order and any number of times; it keeps nothing
/// between rows but the room of its lists (DESIGN definition 7); words counted are the distinct
/// words touched in each region by this event, or, with Access::per_weight, one for every weight
/// delivered (and every entry skipped) in the weight region.
class Controller {
 public:
  virtual ~Controller() = default;
  /// Precondition: axon < image.rows. `out` is overwritten.
  virtual void read_row(std::uint32_t axon, RowRead& out) = 0;
  /// The same row, and its words in the order in which they are asked for. `trace` is overwritten.
  virtual void trace_row(std::uint32_t axon, RowRead& out, AccessTrace& trace) = 0;
};

/// The controller for the image's encoding. `image` must outlive it.
std::unique_ptr<Controller> make_controller(const MemoryImage& image);

/// The name under which energy tables price the controller of an image: the encoding, and in
/// Layout::schaefer2020 which of the study's machines: "schaefer2020/index",
/// "schaefer2020/index/kernel", "schaefer2020/functional/pure".
std::string controller_name(const MemoryImage& image);
/// Whether that controller computes addresses (RowRead::addresses).
bool computes_addresses(const MemoryImage& image);

/// Every (row, target, code) that the image holds, read through its controller, zeros left out: the
/// matrix that was encoded (codes; a codebook's levels are in the deliveries).
SynapseMatrix decode(const MemoryImage& image);

}  // namespace engram
