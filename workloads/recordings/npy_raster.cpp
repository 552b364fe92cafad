#include <cmath>

#include "workloads/files/npy_header.hpp"
#include "workloads/recordings/fill_block.hpp"
#include "workloads/recordings/formats.hpp"

namespace engram::workloads {
namespace {

constexpr std::uint64_t kStepUs = 1000;
constexpr double kMostEvents = 255;  // of one neuron in one timestep
constexpr std::uint64_t kLargestSide = 0xffffffffU;

/// Counts of events, (T, neurons) or (T, channel, y, x), C order; timestep k lies at k ms.
class NpyRasterReader : public EventReader {
 public:
  explicit NpyRasterReader(const Path& file) : source_(file), header_(read_npy_header(source_)) {
    const std::vector<std::uint64_t>& shape = header_.shape;
    if (header_.structured || (shape.size() != 2 && shape.size() != 4)) {
      source_.fail(0, "an array of shape " + shape_text(shape) +
                          " (expected plain numbers of shape (T, neurons) or (T, channel, y, x))");
    }
    if (header_.fortran_order) {
      source_.fail(0, "the array is in Fortran order (expected C order: numpy.ascontiguousarray)");
    }
    width_ = shape.back();
    height_ = shape.size() == 4 ? shape[2] : 1;
    channels_ = shape.size() == 4 ? shape[1] : 1;
    if (width_ > kLargestSide || height_ > kLargestSide || channels_ > kLargestSide) {
      source_.fail(0, "an array of shape " + shape_text(shape) + " (a side has more than 32 bits)");
    }
  }

  bool next(std::vector<RawEvent>& block) override {
    return fill_block(block, 1, [this](std::vector<RawEvent>& events) {
      while (repeats_ == 0) {
        if (element_ == header_.elements) return false;
        next_element();
      }
      --repeats_;
      events.push_back(event_);
      return true;
    });
  }
  SensorSize sensor() const override {
    return {static_cast<std::uint32_t>(width_), static_cast<std::uint32_t>(height_)};
  }

 private:
  void next_element() {
    const std::uint64_t offset = source_.offset();
    const NpyType& type = header_.fields.front().type;
    double count = 0;
    const bool exact = type.read(source_.need(type.bytes, "an element"), count);
    if (!exact || !(count >= 0 && count <= kMostEvents) || count != std::floor(count)) {
      source_.fail(offset, "element " + std::to_string(element_) + " is " + std::to_string(count) +
                               " (expected a count of events, 0 to 255)");
    }
    repeats_ = static_cast<unsigned>(count);
    const std::uint64_t neuron = element_ % (width_ * height_ * channels_);
    event_ = {element_ / (width_ * height_ * channels_) * kStepUs,
              static_cast<std::uint32_t>(neuron % width_),
              static_cast<std::uint32_t>(neuron / width_ % height_),
              static_cast<std::uint32_t>(neuron / width_ / height_)};
    ++element_;
  }

  ByteSource source_;
  NpyHeader header_;
  std::uint64_t width_ = 0, height_ = 0, channels_ = 0;
  std::uint64_t element_ = 0;
  RawEvent event_;        ///< of the element read last
  unsigned repeats_ = 0;  ///< of it, still to come
};

}  // namespace

std::unique_ptr<EventReader> open_npy_raster(const Path& file) {
  return std::make_unique<NpyRasterReader>(file);
}

}  // namespace engram::workloads
