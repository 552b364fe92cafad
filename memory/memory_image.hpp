#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "memory/bit_array.hpp"
#include "memory/synapse_matrix.hpp"

namespace engram {

enum class Encoding;
enum class Sharing;
enum class Access;
enum class FunctionalMode;
enum class Layout;

enum class RegionKind {
  pointers,
  metadata,
  weights,
  axon_types,
  codebook,
  reverse_pointers,
  reverse_list,
  row_buffer  ///< is there and leaks: no controller reads or writes it
};
inline constexpr int kRegionKinds = 8;
const char* to_string(RegionKind kind);

struct Region {
  RegionKind kind = RegionKind::weights;
  std::string name;  ///< "pointers", "bitmap", "list", "targets", "weights", "kernel", ...
  std::uint64_t payload_bits =
      0;  ///< bits laid out, alignment gaps included, last word not filled up
  BitArray data;
};

/// One core image: bits laid out in SRAM words, and the constants that a controller is configured
/// with (nothing that depends on the weights' values). A controller reads only `regions`.
struct MemoryImage {
  Encoding encoding{};
  Sharing sharing{};
  Access access{};
  Layout layout{};
  bool packed = true;
  bool split_entries = false;
  FunctionalMode functional_mode{};  ///< functional; else rowcol
  std::uint32_t rows = 0;
  std::uint32_t targets = 0;
  WeightFormat format;
  /// Field widths, 0 where the encoding has none. A pointer is an entry number (packed rows) or a
  /// word address (aligned rows; with split_entries one for each list).
  unsigned pointer_bits = 0, target_bits = 0;
  /// Fields of a run_length entry: the run, and whether there is a bit that tells synapses from
  /// fillers (else a filler is told by its weight of 0).
  unsigned run_bits = 0;
  bool synapse_flags = false;
  /// Fields of the reverse regions, 0 without them. A weight address is an entry number (packed
  /// rows), or the word where the weight begins above its first bit there (aligned rows).
  unsigned reverse_pointer_bits = 0, axon_bits = 0, weight_address_bits = 0;
  /// Convolutions with a shared kernel: geometry, first output and axon inputs. `kernel` is empty.
  std::optional<ConvSlice> conv;
  std::optional<CodebookShape> codebook;  ///< how codes are looked up
  std::vector<Region> regions;

  std::uint64_t bits() const;  ///< words x word_bits over all regions
  std::uint64_t payload_bits() const;
};

}  // namespace engram
