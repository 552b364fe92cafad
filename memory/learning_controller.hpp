#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "energy/units.hpp"
#include "memory/access_trace.hpp"
#include "memory/encoding.hpp"

namespace engram {

/// One synapse of a column.
struct ColumnSynapse {
  std::uint32_t axon = 0;
  std::uint32_t code = 0;           ///< stored bits of the weight
  std::int32_t level = 0;           ///< uniform formats: the signed level; float32: 0
  std::uint32_t kernel_weight = 0;  ///< shared kernels: index into ConvSlice::kernel; else 0
};

/// What one postsynaptic error costs on its way back, and whom it reaches.
struct ColumnRead {
  std::vector<ColumnSynapse> synapses;      ///< ascending by axon; includes stored zeros
  std::array<Count, kRegionKinds> words{};  ///< words read, by RegionKind
  Count addresses = 0;  ///< input addresses computed (functional, shared kernels), else 0
};

/// What one update costs.
struct UpdateCost {
  std::array<Count, kRegionKinds> read{};     ///< words, by RegionKind: addresses and old weights
  std::array<Count, kRegionKinds> written{};  ///< words; only ever of weights
  Count weights = 0;                          ///< codes written
};

/// A weight of a shared kernel.
struct KernelWeight {
  std::uint32_t kernel_weight = 0;  ///< index into ConvSlice::kernel
  std::uint32_t code = 0;
};

/// Synapse-memory controller, learning path (backward and update of Schaefer et al. 2020; updates
/// by row: forward addressing alone, Pedroni et al. 2019): a plain
/// model that sees only the words of an image. Contract: calls come in any order and any number;
/// each is an event of its own that keeps nothing of the one before (DESIGN definition 7), so an
/// update walks the addresses of its column again. A machine that keeps them from the error to the
/// update takes the words of regions other than the weights off the update: they are those of
/// `read_column`. A word that holds several fields of an event is read once and written once, and
/// it is read even where all of it is overwritten. With Access::per_weight a word of weights is
/// read, and one written, for every weight (run_length: read for every entry on the way).
///
/// Unrolled and shared kernels are different learning problems. Unrolled, every synapse has a
/// weight of its own and moves with its own postsynaptic error. Shared, a kernel weight serves many
/// positions: the caller sums its gradient over all of them and updates the kernel once.
///
/// Updates touch stored synapses only, and keep them: a weight that becomes 0 stays where it is,
/// is read, and delivered, until the image is encoded anew (memory/reencode.hpp).
class LearningController {
 public:
  virtual ~LearningController() = default;
  /// The synapses onto `target`. Precondition: target < image.targets. `out` is overwritten.
  virtual void read_column(std::uint32_t target, ColumnRead& out) const = 0;
  /// Unrolled images (else EncodingRefused): writes a new code into every synapse that
  /// `read_column(target)` gives, in its order. Preconditions: as many codes, of the format's bits.
  /// `cost` is overwritten.
  virtual void update_column(std::uint32_t target, std::span<const std::uint32_t> codes,
                             UpdateCost& cost) = 0;
  /// The same through the forward addresses of `axon`, for rules that learn where events arrive:
  /// every synapse that a controller's `read_row(axon)` delivers, in its order (uniform and float32
  /// formats). Precondition: axon < image.rows.
  virtual void update_row(std::uint32_t axon, std::span<const std::uint32_t> codes,
                          UpdateCost& cost) = 0;
  /// Shared kernels (else EncodingRefused): one sweep that writes a new code into every stored
  /// weight, in the order of `kernel_weights`, as one event. Preconditions as for `update_column`.
  virtual void update_kernel(std::span<const std::uint32_t> codes, UpdateCost& cost) = 0;

  /// The words of each of these calls in the order in which they are asked for, whatever the codes
  /// (memory/access_trace.hpp). Preconditions and refusals are those of the calls; `trace` is
  /// overwritten.
  virtual void trace_column(std::uint32_t target, AccessTrace& trace) const = 0;
  virtual void trace_column_update(std::uint32_t target, UpdateTrace& trace) const = 0;
  virtual void trace_row_update(std::uint32_t axon, UpdateTrace& trace) const = 0;
  virtual void trace_kernel_update(UpdateTrace& trace) const = 0;
};

/// The learning controller for the image's encoding; `image` must outlive it, and the weights in it
/// change under updates. Throws EncodingRefused for a codebook, for `index` without the reverse
/// regions and `run_length` without the marks of Organisation::learning. Forward controllers of the
/// image see the new weights.
std::unique_ptr<LearningController> make_learning_controller(MemoryImage& image);
/// The same for who updates rows only: an index image needs no reverse regions, and its columns
/// cannot be asked for. Throws EncodingRefused for a codebook.
std::unique_ptr<LearningController> make_row_learning_controller(MemoryImage& image);
/// The same to read columns only.
std::unique_ptr<const LearningController> make_learning_controller(const MemoryImage& image);

/// The stored weights of a shared kernel in the order that `update_kernel` sweeps them: row after
/// row of the kernel matrix. A listing, not an event. Empty for an unrolled image.
std::vector<KernelWeight> kernel_weights(const MemoryImage& image);

}  // namespace engram
