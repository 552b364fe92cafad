#pragma once

#include <hdf5.h>

#include <cstdint>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

namespace engram::workloads {

/// Where a variable-length string lies: its element in the data set, as stored.
struct HeapReference {
  std::uint32_t length = 0;
  std::uint64_t collection = 0;  ///< address of the heap collection; 0: an empty string
  std::uint32_t index = 0;       ///< object in it
};

/// Reads the references of a data set of variable-length strings without following them. Empty
/// where the library refuses. `count` is the number of elements.
std::vector<HeapReference> read_references(hid_t data, std::uint64_t count);

/// Follows references into the global heap of an HDF5 file (HDF5 File Format Specification 3.0,
/// section III.E), every size checked. HDF5 1.10 checks none of them and ends the program on a
/// damaged file, so it is not asked to.
class GlobalHeap {
 public:
  GlobalHeap(std::ifstream stream, std::uint64_t base) : stream_(std::move(stream)), base_(base) {}
  /// Nothing where the reference leads out of a collection or to no object of it.
  std::optional<std::string> read(const HeapReference& reference);

 private:
  bool read_at(std::uint64_t address, std::string& bytes);

  std::ifstream stream_;
  std::uint64_t base_;  ///< size of the user block: addresses count from its end
};

}  // namespace engram::workloads
