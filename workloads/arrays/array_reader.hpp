#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "workloads/network/file_fault.hpp"

namespace engram::workloads {

/// An array of numbers in a file, read slice by slice along the first axis. Memory is bounded by
/// one slice that is really there: nothing is allocated by a number from the file. Faults are
/// FileFault, "file: byte N: what is wrong".
class ArrayReader {
 public:
  /// Most elements of one slice, 2^24: an image of 4096 x 4096.
  static constexpr std::uint64_t kMaxSlice = std::uint64_t{1} << 24;

  virtual ~ArrayReader() = default;
  /// At least one axis.
  const std::vector<std::uint64_t>& shape() const { return shape_; }
  std::uint64_t slices() const { return shape_.front(); }
  std::uint64_t slice_size() const { return slice_; }  ///< elements
  /// The next slice, C order. After the last one, checks that the file ends there. Precondition:
  /// one is left.
  virtual std::vector<double> next() = 0;

 protected:
  /// Returns what is wrong with `shape`, or an empty text.
  std::string set_shape(std::vector<std::uint64_t> shape);
  std::uint64_t read_ = 0;  ///< slices so far

 private:
  std::vector<std::uint64_t> shape_;
  std::uint64_t slice_ = 1;
};

/// An IDX file (MNIST: big-endian, magic 0 0 type rank) or a CSV file (a line a sample, numbers
/// between commas, a header line or none), plain or compressed by gzip, or an .npy file (NumPy, C
/// order); told apart by what the file begins with. A compressed file is expanded a block at a
/// time, and an IDX file not beyond the array that its header announces; bytes are counted after
/// expansion. A CSV file is read once more to count its lines.
std::unique_ptr<ArrayReader> open_array(const std::filesystem::path& file);

}  // namespace engram::workloads
