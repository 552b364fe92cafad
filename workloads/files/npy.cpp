#include "workloads/files/npy.hpp"

#include "workloads/files/npy_header.hpp"

namespace engram::workloads {
namespace {

/// Where the values of a Fortran-ordered array go in C order: the index of the next one, counted
/// up with the first dimension fastest.
class FortranOrder {
 public:
  explicit FortranOrder(const std::vector<std::uint64_t>& shape)
      : shape_(shape), strides_(shape.size(), 1), index_(shape.size(), 0) {
    for (std::size_t i = shape.size(); i-- > 1;) strides_[i - 1] = strides_[i] * shape[i];
  }
  std::uint64_t next() {
    const std::uint64_t place = place_;
    for (std::size_t i = 0; i < shape_.size(); ++i) {
      place_ += strides_[i];
      if (++index_[i] < shape_[i]) break;
      place_ -= strides_[i] * shape_[i];
      index_[i] = 0;
    }
    return place;
  }

 private:
  const std::vector<std::uint64_t>& shape_;
  std::vector<std::uint64_t> strides_, index_;
  std::uint64_t place_ = 0;
};

}  // namespace

NpyArray read_npy(const std::filesystem::path& file) {
  ByteSource source(file);
  const NpyHeader header = read_npy_header(source);
  if (header.structured)
    source.fail(source.offset(), "a structured array (expected plain numbers)");
  if (header.elements > kMostNpyElements) {
    source.fail(source.offset(),
                "the array has more than " + std::to_string(kMostNpyElements) + " elements");
  }
  NpyArray array{header.shape, std::vector<double>(header.elements)};  // the file holds as many
  const NpyType type = header.fields.front().type;
  FortranOrder order(header.shape);
  for (std::uint64_t i = 0; i < header.elements; ++i) {
    const std::uint64_t offset = source.offset();
    const std::uint64_t place = header.fortran_order ? order.next() : i;
    if (!type.read(source.need(type.bytes, "an element"), array.values[place])) {
      source.fail(offset, "an integer beyond 2^53, which a double does not hold");
    }
  }
  return array;
}

}  // namespace engram::workloads
