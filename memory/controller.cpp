#include "memory/controller.hpp"

#include <algorithm>
#include <cassert>

#include "memory/controllers/codebook_reader.hpp"
#include "memory/controllers/conv_addresses.hpp"
#include "memory/controllers/row_reader.hpp"
#include "memory/encodings/table.hpp"
#include "memory/schaefer2020/controllers.hpp"

namespace engram {
namespace {

/// Fills in what an event cost, from the words it touched and what it delivered.
void finish(const MemoryImage& image, WordReader& words, RowRead& out) {
  for (const Region& region : image.regions) {
    out.words[static_cast<std::size_t>(region.kind)] = words.distinct(region.kind);
  }
  if (image.access == Access::per_weight) {
    out.words[static_cast<std::size_t>(RegionKind::weights)] =
        out.deliveries.size() + words.skipped();
  }
  out.skipped = words.skipped();
  out.synapses = static_cast<Count>(
      std::count_if(out.deliveries.begin(), out.deliveries.end(),
                    [](const Delivery& delivery) { return delivery.code != 0; }));
}

std::unique_ptr<RowReader> row_reader(const MemoryImage& image, std::uint32_t targets) {
  return encoding_entry(image.encoding).rows(RowLayout(image, targets));
}

void clear(RowRead& out) {
  out.deliveries.clear();
  out.words = {};
  out.addresses = 0;
  out.synapses = 0;
  out.skipped = 0;
}

/// Serves one event, with or without a log of what it reads.
class LoggedController : public Controller {
 public:
  explicit LoggedController(const MemoryImage& image)
      : image_(image), words_(image), codebook_(image) {}
  void read_row(std::uint32_t axon, RowRead& out) override { serve(axon, out, nullptr); }
  void trace_row(std::uint32_t axon, RowRead& out, AccessTrace& trace) override {
    ReadLog log([&out] { return out.deliveries.size(); });
    serve(axon, out, &log);
    log.finish(image_, trace);
  }

 private:
  /// Appends what the event delivers.
  virtual void deliver(std::uint32_t axon, WordReader& words, RowRead& out) = 0;

  void serve(std::uint32_t axon, RowRead& out, ReadLog* log) {
    assert(axon < image_.rows);
    clear(out);
    words_.begin(log);
    deliver(axon, words_, out);
    codebook_.look_up(axon, words_, out.deliveries);
    finish(image_, words_, out);
  }

  const MemoryImage& image_;
  WordReader words_;
  CodebookReader codebook_;
};

class UnrolledController : public LoggedController {
 public:
  explicit UnrolledController(const MemoryImage& image)
      : LoggedController(image), targets_(image.targets), rows_(row_reader(image, targets_)) {}

 private:
  void deliver(std::uint32_t axon, WordReader& words, RowRead& out) override {
    rows_->read(axon, 0, targets_, words, out.deliveries);
  }

  std::uint32_t targets_;
  std::unique_ptr<RowReader> rows_;
};

class SharedKernelController : public LoggedController {
 public:
  explicit SharedKernelController(const MemoryImage& image)
      : LoggedController(image),
        addresses_(*image.conv, image.targets),
        rows_(row_reader(image, addresses_.kernel().targets)) {}

 private:
  void deliver(std::uint32_t axon, WordReader& words, RowRead& out) override {
    addresses_.taps(axon, taps_);
    for (const TapRead& tap : taps_) {
      const std::size_t begin = out.deliveries.size();
      rows_->read(tap.row, tap.first, tap.last, words, out.deliveries);
      for (std::size_t at = begin; at < out.deliveries.size(); ++at) {
        std::uint32_t& target = out.deliveries[at].target;
        target = tap.local + (target - tap.first) * addresses_.stride();
      }
    }
    out.addresses = out.deliveries.size();
  }

  ConvAddresses addresses_;
  std::unique_ptr<RowReader> rows_;
  std::vector<TapRead> taps_;  ///< of the event
};

}  // namespace

std::unique_ptr<Controller> make_controller(const MemoryImage& image) {
  if (image.layout == Layout::schaefer2020) return schaefer2020::make_controller(image);
  if (image.sharing == Sharing::kernel) return std::make_unique<SharedKernelController>(image);
  return std::make_unique<UnrolledController>(image);
}

std::string controller_name(const MemoryImage& image) {
  if (image.layout != Layout::schaefer2020) {
    return encoding_variant(image.encoding, image.functional_mode);
  }
  const std::string name = "schaefer2020/" + std::string(to_string(image.encoding));
  if (image.encoding == Encoding::functional) return name + "/" + to_string(image.functional_mode);
  return image.sharing == Sharing::kernel ? name + "/kernel" : name;
}

bool computes_addresses(const MemoryImage& image) {
  if (image.encoding == Encoding::functional || image.sharing == Sharing::kernel) return true;
  return image.layout == Layout::schaefer2020 && image.encoding != Encoding::crossbar;
}

SynapseMatrix decode(const MemoryImage& image) {
  const auto controller = make_controller(image);
  SynapseMatrix matrix;
  matrix.rows = image.rows;
  matrix.targets = image.targets;
  matrix.format = image.format;
  matrix.row_begin.push_back(0);
  RowRead read;
  for (std::uint32_t row = 0; row < image.rows; ++row) {
    controller->read_row(row, read);
    std::sort(read.deliveries.begin(), read.deliveries.end(),
              [](const Delivery& a, const Delivery& b) { return a.target < b.target; });
    for (const Delivery& delivery : read.deliveries) {
      if (delivery.code == 0) continue;
      matrix.target.push_back(delivery.target);
      matrix.code.push_back(delivery.code);
    }
    matrix.row_begin.push_back(matrix.target.size());
  }
  return matrix;
}

}  // namespace engram
