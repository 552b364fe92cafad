#include "workloads/hdf5/hdf5_file.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>

#include "workloads/hdf5/chunk_check.hpp"
#include "workloads/hdf5/global_heap.hpp"
#include "workloads/hdf5/number_type.hpp"
#include "workloads/hdf5/sequence_type.hpp"
#include "workloads/hdf5/trial_read.hpp"
#include "workloads/network/file_fault.hpp"
#include "workloads/network/large_pages.hpp"

namespace engram::workloads {
namespace {

/// What a file that is no HDF5 file begins with, as far as we can tell.
std::string what_it_is(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::array<char, 64> head{};
  stream.read(head.data(), head.size());
  const std::string text(head.data(), static_cast<std::size_t>(stream.gcount()));
  if (text.starts_with("version https://git-lfs")) {
    return "a Git LFS pointer, not the file itself (fetch it with git lfs pull)";
  }
  if (text.starts_with("PK")) return "a zip archive (a torch file?), not HDF5";
  if (text.empty()) return "empty";
  return "not an HDF5 file, or a truncated one";
}

/// Files up to this size are read at once: metadata lies in pieces of a few bytes.
constexpr std::uintmax_t read_whole = 16 << 20;

constexpr const char* kUnreadable = "cannot be read (truncated or damaged)";

herr_t append_name(hid_t, const char* name, const H5L_info_t*, void* names) {
  static_cast<std::vector<std::string>*>(names)->emplace_back(name);
  return 0;
}

}  // namespace

Hdf5Id transfer_of(std::uint64_t elements) {
  constexpr std::uint64_t widest = 16, least = 512, most = 1 << 20;  // bytes; of one element
  Hdf5Id transfer(H5Pcreate(H5P_DATASET_XFER), H5Pclose);
  const std::uint64_t size = std::clamp(std::min(elements, most) * widest, least, most);
  H5Pset_buffer(transfer.get(), size, nullptr, nullptr);
  return transfer;
}

Hdf5File::Hdf5File(const std::filesystem::path& file, Trust trust) : file_(file) {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);  // faults are reported by us, with their place
  std::error_code ignored;                      // an error is no regular file either
  if (!std::filesystem::is_regular_file(file, ignored)) {
    throw FileFault(file.string() + ": no such file");
  }
  if (trust == Trust::after_trial) {
    if (const auto place = trial_read(file)) {
      fail(*place, "damaged: the HDF5 library fails on it");
    }
  }
  const Hdf5Id access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
  if (std::filesystem::file_size(file, ignored) <= read_whole) {
    H5Pset_fapl_core(access.get(), 1 << 16, 0);
    H5Pset_sieve_buf_size(access.get(), kNoSieve);
  }
  id_ = Hdf5Id(H5Fopen(file.c_str(), H5F_ACC_RDONLY, access.get()), H5Fclose);
  if (!id_.valid()) throw FileFault(file.string() + ": " + what_it_is(file));
}

void Hdf5File::fail(const std::string& path, const std::string& what) const {
  throw FileFault(file_.string() + ": " + path + ": " + what);
}

bool Hdf5File::exists(const std::string& path) const {
  for (std::size_t at = path.find('/', 1);; at = path.find('/', at + 1)) {
    const std::string part = path.substr(0, at);
    if (H5Lexists(id_.get(), part.c_str(), H5P_DEFAULT) <= 0) return false;
    if (at == std::string::npos) return true;
  }
}

bool Hdf5File::is_group(const std::string& path) const {
  if (!exists(path)) return false;
  const Hdf5Id group(H5Gopen2(id_.get(), path.c_str(), H5P_DEFAULT), H5Gclose);
  return group.valid();
}

std::vector<std::string> Hdf5File::children(const std::string& group) const {
  const Hdf5Id id(H5Gopen2(id_.get(), group.c_str(), H5P_DEFAULT), H5Gclose);
  if (!id.valid()) fail(group, "no such group");
  std::vector<std::string> names;
  if (H5Literate(id.get(), H5_INDEX_NAME, H5_ITER_INC, nullptr, append_name, &names) < 0) {
    fail(group, "cannot be listed");
  }
  return names;
}

Hdf5Id Hdf5File::open_data(const std::string& path) const {
  if (!exists(path)) fail(path, "missing");
  Hdf5Id data(H5Dopen2(id_.get(), path.c_str(), H5P_DEFAULT), H5Dclose);
  if (!data.valid()) fail(path, "is not a data set");
  if (!filters_are_known(data.get())) {
    fail(path, "is packed with a filter other than deflate, shuffle and fletcher32");
  }
  return data;
}

std::uint64_t Hdf5File::extent(const Hdf5Id& data, const std::string& path,
                               std::vector<std::uint64_t>& shape) const {
  const Hdf5Id space(H5Dget_space(data.get()), H5Sclose);
  const int rank = H5Sget_simple_extent_ndims(space.get());
  if (rank < 0) fail(path, "has no simple extent");
  std::vector<hsize_t> dims(static_cast<std::size_t>(rank));
  H5Sget_simple_extent_dims(space.get(), dims.data(), nullptr);
  std::uint64_t elements = 1;
  for (const hsize_t dim : dims) {
    if (dim != 0 && elements > kMaxElements / dim) {
      fail(path, "has more than " + std::to_string(kMaxElements) + " elements");
    }
    elements *= dim;
  }
  shape.assign(dims.begin(), dims.end());
  const Hdf5Id type(H5Dget_type(data.get()), H5Tclose);
  const std::uint64_t bytes = elements * H5Tget_size(type.get());
  const std::uint64_t stored = H5Dget_storage_size(data.get());
  if (bytes > stored * kMaxCompression) {
    fail(path, "has " + std::to_string(elements) + " elements, but the file stores only " +
                   std::to_string(stored) + " bytes of them");
  }
  return elements;
}

bool Hdf5File::is_string(const std::string& path) const {
  const Hdf5Id data = open_data(path);
  const Hdf5Id type(H5Dget_type(data.get()), H5Tclose);
  return H5Tget_class(type.get()) == H5T_STRING;
}

GlobalHeap Hdf5File::open_heap(const std::string& path) const {
  const Hdf5Id creation(H5Fget_create_plist(id_.get()), H5Pclose);
  hsize_t user_block = 0;
  std::size_t address_bytes = 0, length_bytes = 0;
  if (H5Pget_userblock(creation.get(), &user_block) < 0 ||
      H5Pget_sizes(creation.get(), &address_bytes, &length_bytes) < 0 || address_bytes != 8 ||
      length_bytes != 8) {
    fail(path, "has addresses of " + std::to_string(address_bytes) + " bytes, expected 8");
  }
  return {std::ifstream(file_, std::ios::binary), user_block};
}

std::vector<std::string> Hdf5File::read_heap(const Hdf5Id& data, const std::string& path,
                                             std::uint64_t count) const {
  GlobalHeap heap = open_heap(path);
  const std::vector<HeapReference> references = read_references(data.get(), count);
  if (references.size() != count) fail(path, kUnreadable);
  std::vector<std::string> strings;
  for (const HeapReference& reference : references) {
    const std::optional<std::string> text = heap.read(reference);
    if (!text) fail(path, kUnreadable);
    strings.push_back(*text);
  }
  return strings;
}

std::vector<std::uint64_t> Hdf5File::shape(const std::string& path) const {
  std::vector<std::uint64_t> shape;
  extent(open_data(path), path, shape);
  return shape;
}

std::vector<double> Hdf5File::read_sequence(const std::string& path, std::uint64_t index,
                                            std::uint64_t longest) const {
  const Hdf5Id data = open_data(path);
  const Hdf5Id type(H5Dget_type(data.get()), H5Tclose);
  if (H5Tget_class(type.get()) != H5T_VLEN) fail(path, "found no variable-length sequences");
  const std::optional<SequenceType> numbers = sequence_type(type.get());
  if (!numbers) fail(path, "found sequences of a type that is not read");
  std::vector<std::uint64_t> shape;
  extent(data, path, shape);
  const std::string place = path + "[" + std::to_string(index) + "]";
  if (shape.size() != 1 || index >= shape[0]) fail(place, "no such element");
  if (!chunk_is_sound(data.get(), index, std::filesystem::file_size(file_))) {
    fail(place, kUnreadable);
  }
  const std::optional<HeapReference> reference = read_reference(data.get(), index);
  if (!reference) fail(place, kUnreadable);
  if (reference->length > longest) {
    fail(place, "has " + std::to_string(reference->length) + " elements (expected at most " +
                    std::to_string(longest) + ")");
  }
  const std::uint64_t bytes = reference->length * numbers->bytes;
  const std::optional<std::string> object = open_heap(path).read_object(*reference, bytes);
  if (!object || object->size() != bytes) fail(place, kUnreadable);
  return numbers->decode(*object);
}

std::vector<std::string> Hdf5File::read_strings(const std::string& path,
                                                std::vector<std::uint64_t>& shape) const {
  const Hdf5Id data = open_data(path);
  const Hdf5Id type(H5Dget_type(data.get()), H5Tclose);
  if (H5Tget_class(type.get()) != H5T_STRING) fail(path, "found numbers, expected text");
  const std::uint64_t count = extent(data, path, shape);
  std::vector<std::string> strings;
  if (count == 0) return strings;
  if (H5Tis_variable_str(type.get()) > 0) return read_heap(data, path, count);
  const std::size_t size = H5Tget_size(type.get());
  if (size == 0 || size > kMaxElements / count) fail(path, "has strings of impossible length");
  std::vector<char> bytes(count * size);
  if (H5Dread(data.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()) < 0) {
    fail(path, kUnreadable);
  }
  for (std::uint64_t index = 0; index < count; ++index) {
    const char* text = bytes.data() + index * size;
    strings.emplace_back(text, strnlen(text, size));
  }
  return strings;
}

std::string Hdf5File::read_string(const std::string& path) const {
  std::vector<std::uint64_t> shape;
  const std::vector<std::string> strings = read_strings(path, shape);
  if (strings.size() != 1) {
    fail(path, "found " + std::to_string(strings.size()) + " strings, expected one");
  }
  return strings.front();
}

std::optional<Hdf5Floats> Hdf5File::read_floats(const std::string& path,
                                                const WeightVisit& check) const {
  const Hdf5Id data = open_data(path);
  const Hdf5Id type(H5Dget_type(data.get()), H5Tclose);
  if (H5Tequal(type.get(), H5T_IEEE_F32LE) <= 0) return std::nullopt;
  Hdf5Floats numbers;
  const std::uint64_t elements = extent(data, path, numbers.shape);
  reserve_large(numbers.values, elements);
  if (lies_in_one_piece(data.get(), std::filesystem::file_size(file_))) {
    visit_parts(data, path, [&](std::span<const float> part) {
      check(part);
      numbers.values.insert(numbers.values.end(), part.begin(), part.end());
    });
    return numbers;
  }
  numbers.values.resize(elements);
  if (H5Dread(data.get(), H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL,
              transfer_of(numbers.values.size()).get(), numbers.values.data()) < 0) {
    fail(path, kUnreadable);
  }
  check(numbers.values);
  return numbers;
}

bool Hdf5File::can_visit_floats(const std::string& path) const {
  const Hdf5Id data = open_data(path);
  const Hdf5Id type(H5Dget_type(data.get()), H5Tclose);
  return H5Tequal(type.get(), H5T_IEEE_F32LE) > 0 &&
         lies_in_one_piece(data.get(), std::filesystem::file_size(file_));
}

void Hdf5File::visit_floats(const std::string& path, const WeightVisit& visit) const {
  visit_parts(open_data(path), path, visit);
}

/// By rows of the first dimension that is not 1: what is selected lies together then.
void Hdf5File::visit_parts(const Hdf5Id& data, const std::string& path,
                           const WeightVisit& visit) const {
  std::vector<std::uint64_t> shape;
  const std::uint64_t elements = extent(data, path, shape);
  if (elements == 0) return;
  std::vector<hsize_t> start(shape.size() + 1, 0), count(shape.begin(), shape.end());
  std::size_t axis = 0;
  while (axis + 1 < shape.size() && shape[axis] == 1) ++axis;
  const std::uint64_t rows = shape.empty() ? 1 : shape[axis], row = elements / rows;
  const std::uint64_t step = std::clamp<std::uint64_t>(kWeightPart / row, 1, rows);
  const Hdf5Id space(H5Dget_space(data.get()), H5Sclose);
  const Hdf5Id transfer = transfer_of(step * row);
  std::vector<float> part(step * row);
  for (std::uint64_t begin = 0; begin < rows; begin += step) {
    const hsize_t size = std::min(step, rows - begin) * row;
    const Hdf5Id memory(H5Screate_simple(1, &size, nullptr), H5Sclose);
    if (!shape.empty()) {
      start[axis] = begin;
      count[axis] = size / row;
      H5Sselect_hyperslab(space.get(), H5S_SELECT_SET, start.data(), nullptr, count.data(),
                          nullptr);
    }
    if (H5Dread(data.get(), H5T_NATIVE_FLOAT, memory.get(), space.get(), transfer.get(),
                part.data()) < 0) {
      fail(path, kUnreadable);
    }
    visit({part.data(), size});
  }
}

Hdf5Numbers Hdf5File::read_numbers(const std::string& path) const {
  const Hdf5Id data = open_data(path);
  const Hdf5Id type(H5Dget_type(data.get()), H5Tclose);
  const H5T_class_t kind = H5Tget_class(type.get());
  if (kind == H5T_STRING) fail(path, "found text, expected numbers");
  Hdf5Numbers numbers;
  resize_large(numbers.values, extent(data, path, numbers.shape));
  if (kind == H5T_ENUM && H5Tget_size(type.get()) == 1) {  // bool, as h5py writes it
    std::vector<signed char> flags(numbers.values.size());
    if (H5Dread(data.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, flags.data()) < 0) {
      fail(path, kUnreadable);
    }
    numbers.values.assign(flags.begin(), flags.end());
    return numbers;
  }
  if (kind != H5T_INTEGER && kind != H5T_FLOAT) fail(path, "found no numbers");
  if (!bits_lie_inside(type.get())) fail(path, "its number type has bits outside its bytes");
  if (H5Dread(data.get(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL,
              transfer_of(numbers.values.size()).get(), numbers.values.data()) < 0) {
    fail(path, kUnreadable);
  }
  return numbers;
}

}  // namespace engram::workloads
