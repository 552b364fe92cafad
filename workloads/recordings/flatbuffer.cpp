#include "workloads/recordings/flatbuffer.hpp"

#include <algorithm>

#include "workloads/files/byte_order.hpp"

namespace engram::workloads {

std::optional<FlatTable> FlatTable::root(std::span<const unsigned char> buffer,
                                         const char* identifier) {
  if (buffer.size() < 8 || !std::equal(identifier, identifier + 4, buffer.begin() + 4)) {
    return std::nullopt;
  }
  FlatTable root;
  root.buffer_ = buffer;
  root.table_ = little32(buffer.data());
  if (!root.holds(root.table_, 4)) return std::nullopt;
  // The vtable lies at the table's place less a signed number.
  const auto back = static_cast<std::int32_t>(little32(buffer.data() + root.table_));
  const std::int64_t fields = static_cast<std::int64_t>(root.table_) - back;
  if (fields < 0 || !root.holds(static_cast<std::uint64_t>(fields), 4)) return std::nullopt;
  root.fields_ = static_cast<std::uint64_t>(fields);
  root.fields_bytes_ = little16(buffer.data() + root.fields_);
  if (root.fields_bytes_ < 4 || !root.holds(root.fields_, root.fields_bytes_)) return std::nullopt;
  return root;
}

std::optional<std::uint64_t> FlatTable::place(unsigned field, std::size_t bytes) const {
  const std::uint64_t entry = 4 + std::uint64_t{2} * field;
  if (entry + 2 > fields_bytes_) return 0;
  const std::uint16_t offset = little16(buffer_.data() + fields_ + entry);
  if (offset == 0) return 0;
  if (!holds(table_ + offset, bytes)) return std::nullopt;
  return table_ + offset;
}

bool FlatTable::scalar(unsigned field, std::size_t bytes, const unsigned char*& at) const {
  const auto found = place(field, bytes);
  at = found && *found != 0 ? buffer_.data() + *found : nullptr;
  return found.has_value();
}

std::optional<FlatVector> FlatTable::vector(unsigned field, std::size_t element_bytes) const {
  const auto at = place(field, 4);
  if (!at) return std::nullopt;
  if (*at == 0) return FlatVector{};
  const std::uint64_t vector = *at + little32(buffer_.data() + *at);
  if (!holds(vector, 4)) return std::nullopt;
  const std::uint32_t count = little32(buffer_.data() + vector);
  const std::uint64_t bytes = std::uint64_t{count} * element_bytes;
  if (!holds(vector + 4, bytes)) return std::nullopt;
  return FlatVector{count, buffer_.subspan(vector + 4, bytes)};
}

}  // namespace engram::workloads
