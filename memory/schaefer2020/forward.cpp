#include <cassert>

#include "memory/access_trace.hpp"
#include "memory/field_width.hpp"
#include "memory/schaefer2020/controllers.hpp"
#include "memory/schaefer2020/dense_places.hpp"
#include "memory/schaefer2020/kernel_places.hpp"
#include "memory/schaefer2020/word.hpp"

namespace engram::schaefer2020 {
namespace {

constexpr unsigned kBitmapField = 8;  ///< bits of the map that one read brings

/// Serves one event as a list of words: what is counted is what is listed.
class ForwardController : public Controller {
 public:
  explicit ForwardController(const MemoryImage& image) : image_(image) {
    for (const Region& region : image.regions) {
      if (region.kind == RegionKind::weights) weights_ = &region.data;
    }
  }
  void read_row(std::uint32_t axon, RowRead& out) override { trace_row(axon, out, trace_); }
  void trace_row(std::uint32_t axon, RowRead& out, AccessTrace& trace) override {
    assert(axon < image_.rows);
    out.deliveries.clear();
    trace.words.clear();
    trace.weights_follow_metadata =
        image_.sharing == Sharing::none && image_.encoding == Encoding::bitmap;
    out.addresses = serve(axon, out.deliveries, trace.words);
    out.words = trace.count();
    out.synapses = 0;
    for (const Delivery& delivery : out.deliveries) out.synapses += delivery.code != 0;
  }

 protected:
  /// Appends deliveries and words; returns the addresses computed.
  virtual Count serve(std::uint32_t axon, std::vector<Delivery>& deliveries,
                      std::vector<WordAccess>& words) = 0;

  WordAccess weight_word(std::uint64_t at, std::size_t delivery) const {
    return {RegionKind::weights, at / kWordBits, delivery};
  }
  void deliver(std::uint32_t target, std::uint64_t at, std::vector<Delivery>& deliveries) const {
    deliveries.push_back(
        {target, static_cast<std::uint32_t>(weights_->read(at, image_.format.bits))});
  }
  const MemoryImage& image() const { return image_; }

 private:
  const MemoryImage& image_;
  const BitArray* weights_ = nullptr;
  AccessTrace trace_;  ///< of a row that is read for its count alone
};

class DenseForward : public ForwardController {
 public:
  explicit DenseForward(const MemoryImage& image) : ForwardController(image), places_(image) {}

 private:
  Count serve(std::uint32_t axon, std::vector<Delivery>& deliveries,
              std::vector<WordAccess>& words) override {
    const Encoding encoding = image().encoding;
    const std::uint64_t targets = image().targets;
    // The map is read in eights, each by the row in which it begins.
    std::uint64_t field = divide_up(axon * targets, kBitmapField);
    const std::uint64_t fields =
        encoding == Encoding::bitmap ? divide_up((axon + 1) * targets, kBitmapField) : field;
    const auto read_map = [&](std::uint64_t end) {
      for (; field < fields && field * kBitmapField < end; ++field) {
        words.push_back(
            {RegionKind::metadata, field * kBitmapField / kWordBits, deliveries.size()});
      }
    };
    for (const WeightPlace& place : places_.rows[axon]) {
      read_map(axon * targets + place.index + 1);
      if (encoding == Encoding::index) {
        words.push_back(weight_word(place.at - image().axon_bits, deliveries.size()));
      }
      words.push_back(weight_word(place.at, deliveries.size()));
      deliver(place.index, place.at, deliveries);
    }
    read_map((axon + 1) * targets);
    return encoding == Encoding::crossbar ? 0 : targets;
  }

  DensePlaces places_;
};

class KernelForward : public ForwardController {
 public:
  explicit KernelForward(const MemoryImage& image) : ForwardController(image), places_(image) {}

 private:
  Count serve(std::uint32_t axon, std::vector<Delivery>& deliveries,
              std::vector<WordAccess>& words) override {
    places_.row(axon, positions_);
    for (const KernelPosition& position : positions_) {
      words.push_back(weight_word(position.at, deliveries.size()));
      if (position.other) deliver(*position.other, position.at, deliveries);
    }
    return positions_.size();
  }

  KernelPlaces places_;
  std::vector<KernelPosition> positions_;  ///< of the row
};

}  // namespace

std::unique_ptr<Controller> make_controller(const MemoryImage& image) {
  if (image.sharing == Sharing::kernel) return std::make_unique<KernelForward>(image);
  return std::make_unique<DenseForward>(image);
}

}  // namespace engram::schaefer2020
