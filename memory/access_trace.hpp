#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "memory/controller.hpp"

namespace engram {

/// One word that an event reads, or writes.
struct WordAccess {
  RegionKind kind = RegionKind::weights;
  std::uint64_t word = 0;      ///< address inside its region
  /// Read: the first delivery (of a column: synapse) that needs it; their number if none does.
  /// Written: the last one whose weight lies in it.
  std::uint64_t delivery = 0;
  friend bool operator==(const WordAccess&, const WordAccess&) = default;
};

/// The words of one event in the order in which the controller asks for them: ascending by the
/// delivery they unlock, inside one delivery as the encoding reads them (the axon's type first). As
/// many of each region as RowRead::words counts: a word that several deliveries need is there once,
/// but with Access::per_weight the word of each weight, and of each entry skipped, is there for
/// each. What is known before a word can be asked for:
///   pointers, axon types   the axon
///   reverse pointers       the target
///   metadata, weights      the pointers before them in the trace
///   reverse list           the reverse pointers before it
///   weights of columns     reverse pointers and list before them
///   weights behind bitmaps the metadata before them too: its ones say how many weights there are
///   codebook               the axon's type, and the weights before it (the codes it looks up)
struct AccessTrace {
  std::vector<WordAccess> words;
  bool weights_follow_metadata = false;

  std::array<Count, kRegionKinds> count() const;
};

/// The words of one update: reads as above; then those of weights that are written back, ascending
/// by the last weight that must have stepped before, as many as UpdateCost::written counts.
struct UpdateTrace {
  AccessTrace reads;
  std::vector<WordAccess> writes;
  std::uint64_t weights = 0;  ///< that step
};

}  // namespace engram
