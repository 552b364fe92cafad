#pragma once

#include <hdf5.h>

#include <cstdint>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

namespace engram::workloads {

/// Where a variable-length string or sequence lies: its element in the data set, as stored.
struct HeapReference {
  std::uint32_t length = 0;      ///< characters, or elements of the sequence
  std::uint64_t collection = 0;  ///< address of the heap collection; 0: nothing is stored
  std::uint32_t index = 0;       ///< object in it
};

/// Reads the references of a data set of variable-length strings without following them. Empty
/// where the library refuses. `count` is the number of elements.
std::vector<HeapReference> read_references(hid_t data, std::uint64_t count);

/// Reads the reference of element `index` of a data set of one dimension. Nothing where the library
/// refuses.
std::optional<HeapReference> read_reference(hid_t data, std::uint64_t index);

/// Follows references into the global heap of an HDF5 file (HDF5 File Format Specification 3.0,
/// section III.E), every size checked. HDF5 1.10 checks none of them and ends the program on a
/// damaged file, so it is not asked to.
class GlobalHeap {
 public:
  GlobalHeap(std::ifstream stream, std::uint64_t base) : stream_(std::move(stream)), base_(base) {}
  /// Nothing where the reference leads out of a collection or to no object of it.
  std::optional<std::string> read(const HeapReference& reference);
  /// The first `bytes` bytes of the object; the caller has bounded them.
  std::optional<std::string> read_object(const HeapReference& reference, std::uint64_t bytes);

 private:
  bool read_at(std::uint64_t address, std::string& bytes);

  std::ifstream stream_;
  std::uint64_t base_;  ///< size of the user block: addresses count from its end
};

}  // namespace engram::workloads
