#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace engram::workloads {

/// A run of structs or bytes in a flatbuffer.
struct FlatVector {
  std::uint32_t count = 0;
  std::span<const unsigned char> bytes;
};

/// One table of a FlatBuffers buffer (flatbuffers.dev, internals), every offset checked against the
/// buffer before it is followed. Nothing is copied: the buffer must outlive it.
class FlatTable {
 public:
  /// The root table of `buffer` (without a size prefix) if its identifier, 4 characters, is
  /// `identifier`. Nothing where an offset leads out of the buffer.
  static std::optional<FlatTable> root(std::span<const unsigned char> buffer,
                                       const char* identifier);

  /// Sets `at` to the bytes of scalar field `field`, to null where it is absent (its default
  /// holds). False where it leads out of the buffer.
  bool scalar(unsigned field, std::size_t bytes, const unsigned char*& at) const;
  /// Elements of `element_bytes` each; none where the field is absent.
  std::optional<FlatVector> vector(unsigned field, std::size_t element_bytes) const;

 private:
  /// Offset of the field in the buffer, 0 where it is absent.
  std::optional<std::uint64_t> place(unsigned field, std::size_t bytes) const;
  bool holds(std::uint64_t at, std::uint64_t bytes) const {
    return at <= buffer_.size() && bytes <= buffer_.size() - at;
  }

  std::span<const unsigned char> buffer_;
  std::uint64_t table_ = 0, fields_ = 0, fields_bytes_ = 0;  ///< the table and its vtable
};

}  // namespace engram::workloads
