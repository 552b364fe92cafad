#include "workloads/arrays/formats.hpp"
#include "workloads/files/npy_header.hpp"

namespace engram::workloads {
namespace {

class NpyReader final : public ArrayReader {
 public:
  explicit NpyReader(const std::filesystem::path& file)
      : source_(file), header_(read_npy_header(source_)) {
    if (header_.structured) source_.fail(0, "an array of fields (expected plain numbers)");
    if (header_.fortran_order) {
      source_.fail(0, "an array in Fortran order (expected C order: the first axis is the sample)");
    }
    const std::string wrong = set_shape(header_.shape);
    if (!wrong.empty()) source_.fail(0, wrong);
  }

  std::vector<double> next() override {
    std::vector<double> values;
    const NpyType& type = header_.fields.front().type;
    for (std::uint64_t i = 0; i < slice_size(); ++i) {
      const std::uint64_t offset = source_.offset();
      double value = 0;
      if (!type.read(source_.need(type.bytes, "a number"), value)) {
        source_.fail(offset, "an integer beyond 2^53, which a double does not hold");
      }
      values.push_back(value);
    }
    if (++read_ == slices() && source_.left() > 0) {
      source_.fail(source_.offset(),
                   "data after the last of " + std::to_string(read_) + " samples");
    }
    return values;
  }

 private:
  ByteSource source_;
  NpyHeader header_;
};

}  // namespace

std::unique_ptr<ArrayReader> open_npy(const std::filesystem::path& file) {
  return std::make_unique<NpyReader>(file);
}

}  // namespace engram::workloads
