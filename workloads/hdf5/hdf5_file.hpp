#pragma once

#include <hdf5.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "workloads/network/weight_source.hpp"

namespace engram::workloads {

class GlobalHeap;

/// Owns one HDF5 identifier and closes it.
class Hdf5Id {
 public:
  using Close = herr_t (*)(hid_t);
  Hdf5Id() = default;
  Hdf5Id(hid_t id, Close close) : id_(id), close_(close) {}
  Hdf5Id(Hdf5Id&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  Hdf5Id& operator=(Hdf5Id&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(close_, other.close_);
    return *this;
  }
  ~Hdf5Id() {
    if (id_ >= 0) close_(id_);
  }
  hid_t get() const { return id_; }
  bool valid() const { return id_ >= 0; }

 private:
  hid_t id_ = -1;
  Close close_ = nullptr;
};

/// Bytes of a sieve buffer that is of no use: HDF5 clears 64 KiB for every data set otherwise.
constexpr std::size_t kNoSieve = 512;

/// For reading or writing `elements` elements: a conversion buffer of a size that fits. HDF5 clears
/// 1 MiB in every call otherwise.
Hdf5Id transfer_of(std::uint64_t elements);

/// Numbers of one data set, C order, and its dimensions (empty: scalar).
struct Hdf5Numbers {
  std::vector<std::uint64_t> shape;
  std::vector<double> values;
};

/// The same of float32.
struct Hdf5Floats {
  std::vector<std::uint64_t> shape;
  std::vector<float> values;
};

/// A read-only HDF5 file (C API, opened without its error printing). Paths are absolute. Every read
/// is bounded: a data set of more than kMaxElements elements, or whose size is beyond what the
/// bytes stored for it can expand to, is refused before anything is allocated. Faults are thrown as
/// FileFault with file and path.
class Hdf5File {
 public:
  static constexpr std::uint64_t kMaxElements = std::uint64_t{1} << 28;

  /// No filter of HDF5's own packs better: deflate reaches 1032 to 1.
  static constexpr std::uint64_t kMaxCompression = 1100;

  /// Whether a child process tries to read the whole file first (trial_read.hpp). `blindly` is for
  /// that child, and for files that this process has written itself.
  enum class Trust { after_trial, blindly };

  explicit Hdf5File(const std::filesystem::path& file, Trust trust = Trust::after_trial);

  bool exists(const std::string& path) const;
  bool is_group(const std::string& path) const;
  std::vector<std::string> children(const std::string& group) const;
  std::string read_string(const std::string& path) const;
  /// All strings of a data set, C order, with its dimensions.
  std::vector<std::string> read_strings(const std::string& path,
                                        std::vector<std::uint64_t>& shape) const;
  bool is_string(const std::string& path) const;
  /// Any integer or floating-point type or bool, converted to double.
  Hdf5Numbers read_numbers(const std::string& path) const;
  /// A data set of float32 as it is; nothing where it has another type. `check` sees all values, in
  /// parts, while they are in the cache.
  std::optional<Hdf5Floats> read_floats(
      const std::string& path, const WeightVisit& check = [](std::span<const float>) {}) const;
  /// Whether a data set is float32 that the file holds in one piece: reading it once more costs no
  /// more than copying it.
  bool can_visit_floats(const std::string& path) const;
  /// Calls back with all values in parts, ascending. Precondition: can_visit_floats.
  void visit_floats(const std::string& path, const WeightVisit& visit) const;
  /// Dimensions of a data set, checked as if it were to be read.
  std::vector<std::uint64_t> shape(const std::string& path) const;
  /// Element `index` of a data set of one dimension of variable-length sequences of numbers
  /// (little-endian integers, floats of 16, 32 or 64 bits), of at most `longest` numbers.
  std::vector<double> read_sequence(const std::string& path, std::uint64_t index,
                                    std::uint64_t longest) const;
  const std::filesystem::path& file() const { return file_; }
  hid_t id() const { return id_.get(); }

 private:
  [[noreturn]] void fail(const std::string& path, const std::string& what) const;
  Hdf5Id open_data(const std::string& path) const;
  void visit_parts(const Hdf5Id& data, const std::string& path, const WeightVisit& visit) const;
  GlobalHeap open_heap(const std::string& path) const;
  std::vector<std::string> read_heap(const Hdf5Id& data, const std::string& path,
                                     std::uint64_t count) const;
  std::uint64_t extent(const Hdf5Id& data, const std::string& path,
                       std::vector<std::uint64_t>& shape) const;

  std::filesystem::path file_;
  Hdf5Id id_;
};

}  // namespace engram::workloads
