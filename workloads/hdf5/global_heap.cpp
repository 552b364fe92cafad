#include "workloads/hdf5/global_heap.hpp"

#include <string_view>

#include "workloads/hdf5/hdf5_file.hpp"

namespace engram::workloads {
namespace {

constexpr std::uint64_t reference_bytes = 16;    // length, address, index: 4 + 8 + 4
constexpr std::uint64_t header_bytes = 16;       // of a collection and of an object
constexpr std::uint64_t most_objects = 1 << 16;  // their index has 16 bits
constexpr std::uint64_t longest_string = 1 << 16;

std::uint64_t little_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t at = bytes.size(); at > 0; --at) {
    value = value << 8 | static_cast<unsigned char>(bytes[at - 1]);
  }
  return value;
}

/// Conversion from a stored variable-length string to 16 opaque bytes: they stay as they are.
herr_t keep_reference(hid_t, hid_t, H5T_cdata_t* data, size_t, size_t, size_t, void*, void*,
                      hid_t) {
  data->need_bkg = H5T_BKG_NO;
  return 0;
}

/// Registers the conversion while it lives; the library keeps such a table for the process.
class Conversion {
 public:
  Conversion(hid_t from, hid_t to) : from_(from), to_(to) {
    valid_ = H5Tregister(H5T_PERS_SOFT, name, from_, to_, keep_reference) >= 0;
  }
  ~Conversion() {
    if (valid_) H5Tunregister(H5T_PERS_SOFT, name, from_, to_, keep_reference);
  }
  Conversion(const Conversion&) = delete;
  Conversion& operator=(const Conversion&) = delete;
  bool valid() const { return valid_; }

 private:
  static constexpr const char* name = "engram_heap_reference";
  hid_t from_, to_;
  bool valid_ = false;
};

/// The elements that `memory` and `file` select, read as they are stored. Empty on failure.
std::string read_opaque(hid_t data, std::uint64_t count, hid_t memory, hid_t file) {
  const Hdf5Id stored(H5Dget_type(data), H5Tclose);
  const Hdf5Id opaque(H5Tcreate(H5T_OPAQUE, reference_bytes), H5Tclose);
  const Conversion conversion(stored.get(), opaque.get());
  std::string bytes(count * reference_bytes, '\0');
  if (!conversion.valid() ||
      H5Dread(data, opaque.get(), memory, file, transfer_of(count).get(), bytes.data()) < 0) {
    return {};
  }
  return bytes;
}

HeapReference reference_in(std::string_view bytes) {
  return {static_cast<std::uint32_t>(little_endian(bytes.substr(0, 4))),
          little_endian(bytes.substr(4, 8)),
          static_cast<std::uint32_t>(little_endian(bytes.substr(12, 4)))};
}

}  // namespace

std::vector<HeapReference> read_references(hid_t data, std::uint64_t count) {
  const std::string bytes = read_opaque(data, count, H5S_ALL, H5S_ALL);
  std::vector<HeapReference> references;
  for (std::uint64_t at = 0; at < bytes.size(); at += reference_bytes) {
    references.push_back(reference_in(std::string_view(bytes).substr(at)));
  }
  return references;
}

std::optional<HeapReference> read_reference(hid_t data, std::uint64_t index) {
  const hsize_t first = index, one = 1;
  const Hdf5Id file(H5Dget_space(data), H5Sclose);
  const Hdf5Id memory(H5Screate_simple(1, &one, nullptr), H5Sclose);
  if (H5Sselect_hyperslab(file.get(), H5S_SELECT_SET, &first, nullptr, &one, nullptr) < 0) {
    return std::nullopt;
  }
  const std::string bytes = read_opaque(data, 1, memory.get(), file.get());
  if (bytes.empty()) return std::nullopt;
  return reference_in(bytes);
}

bool GlobalHeap::read_at(std::uint64_t address, std::string& bytes) {
  stream_.clear();
  const std::uint64_t place = base_ + address;
  if (address > std::uint64_t{1} << 62 || !stream_.seekg(static_cast<std::streamoff>(place))) {
    return false;
  }
  return static_cast<bool>(stream_.read(bytes.data(), static_cast<std::streamsize>(bytes.size())));
}

std::optional<std::string> GlobalHeap::read(const HeapReference& reference) {
  if (reference.length > longest_string) return std::nullopt;
  const std::optional<std::string> text = read_object(reference, reference.length);
  return text ? text->substr(0, text->find('\0')) : text;
}

std::optional<std::string> GlobalHeap::read_object(const HeapReference& reference,
                                                   std::uint64_t bytes) {
  if (bytes == 0 || reference.collection == 0) return "";
  std::string header(header_bytes, '\0');
  if (!read_at(reference.collection, header) || !header.starts_with("GCOL\x01")) {
    return std::nullopt;
  }
  const std::uint64_t collection_size = little_endian(std::string_view(header).substr(8, 8));
  std::uint64_t at = header_bytes;
  for (std::uint64_t object = 0; object < most_objects; ++object) {
    if (collection_size < header_bytes || at > collection_size - header_bytes) break;
    if (!read_at(reference.collection + at, header)) break;
    const std::uint64_t index = little_endian(std::string_view(header).substr(0, 2));
    const std::uint64_t size = little_endian(std::string_view(header).substr(8, 8));
    at += header_bytes;
    if (index == 0 || size > collection_size - at) break;  // index 0: the rest is free
    if (index == reference.index) {
      if (size < bytes) break;
      std::string stored(bytes, '\0');
      if (!read_at(reference.collection + at, stored)) break;
      return stored;
    }
    at += (size + 7) / 8 * 8;
  }
  return std::nullopt;
}

}  // namespace engram::workloads
