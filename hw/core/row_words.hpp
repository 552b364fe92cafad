#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "hw/core/core_model.hpp"
#include "hw/core/level_work.hpp"
#include "memory/access_trace.hpp"
#include "memory/controller.hpp"

namespace engram::hw {

/// One word that the row of one event read from a synapse memory.
struct WordRead {
  std::uint32_t core = 0, image = 0, row = 0;
  std::uint32_t region = 0;           ///< index into MemoryImage::regions
  std::uint64_t word = 0;             ///< address inside the region
  std::array<std::uint64_t, 4> data;  ///< what stood there, least significant first; words have up
                                      ///< to 256 bits
};

/// Spells out the rows that a core has served: word by word, in the order in which its controllers
/// ask for them (AccessTrace), a row once an event. As many as CoreCounts has counted.
class RowWords {
 public:
  /// `model` must outlive the object.
  RowWords(const CoreModel& model, std::uint32_t core) : model_(model), core_(core) {}

  /// Before a sample: images may have been laid out anew.
  void reset() { images_.clear(); }
  /// Appends the words of the rows in `work`. Precondition: the images are still what they were
  /// when the rows were served.
  void append(const LevelWork& work, std::vector<WordRead>& reads);

 private:
  struct TracedRow {
    bool known = false;
    AccessTrace trace;
  };
  struct Image {
    std::unique_ptr<Controller> controller;
    std::vector<TracedRow> rows;
    std::array<std::uint32_t, kRegionKinds> regions{};  ///< by kind
  };
  Image& image(std::uint32_t index);
  const AccessTrace& traced(Image& image, std::uint32_t row);

  const CoreModel& model_;
  std::uint32_t core_;
  std::vector<Image> images_;
};

}  // namespace engram::hw
