#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "workloads/arrays/array_element.hpp"
#include "workloads/arrays/byte_source.hpp"

/// Arrays of numbers in files, read slice by slice along the first axis.
namespace engram::workloads {

/// An IDX file (MNIST: big-endian, magic 0 0 type rank) or an .npy file (NumPy, versions 1 to 3, C
/// order, bool, integers or floats of either byte order), each plain or compressed by gzip. Told
/// apart by what the file begins with.
///
/// Memory is bounded by one slice that is really there: nothing is allocated by a number from the
/// file. A compressed file is expanded a block at a time and not beyond the array that its header
/// announces. Faults are FileFault, "file: byte N: what is wrong", the byte counted after
/// expansion.
class ArrayReader {
 public:
  static constexpr std::size_t kMaxRank = 8;
  /// Most elements of one slice, 2^24: an image of 4096 x 4096.
  static constexpr std::uint64_t kMaxSlice = std::uint64_t{1} << 24;

  explicit ArrayReader(const std::filesystem::path& file);

  /// At least one axis.
  const std::vector<std::uint64_t>& shape() const { return shape_; }
  std::uint64_t slices() const { return shape_.front(); }
  std::uint64_t slice_size() const { return slice_; }  ///< elements
  /// Passes over `count` slices. Precondition: so many are left.
  void skip(std::uint64_t count);
  /// The next slice, C order. After the last one, checks that the file ends there. Precondition:
  /// one is left.
  std::vector<double> next();

 private:
  static constexpr std::uint64_t kMaxHeader = 65535;

  [[noreturn]] void fail(const std::string& what) const;
  /// Reads exactly `size` bytes, or fails inside `what`.
  void take(unsigned char* to, std::size_t size, const std::string& what);
  void read_idx(unsigned type, unsigned rank);
  void read_npy();
  void check_shape();

  std::string file_;
  ByteSource bytes_;
  ArrayElement element_;
  std::vector<std::uint64_t> shape_;
  std::uint64_t slice_ = 1, read_ = 0;
};

}  // namespace engram::workloads
