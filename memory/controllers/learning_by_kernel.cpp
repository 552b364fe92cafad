#include <algorithm>
#include <cassert>

#include "memory/controllers/conv_sources.hpp"
#include "memory/controllers/kernel_sweep.hpp"
#include "memory/controllers/learning.hpp"
#include "memory/encodings/table.hpp"

namespace engram {
namespace {

class LearningByKernel : public LearningController {
 public:
  LearningByKernel(const MemoryImage& image, MemoryImage* writable)
      : image_(image),
        writable_(writable),
        sources_(*image.conv, image.targets),
        columns_(
            encoding_entry(image.encoding).columns(RowLayout(image, sources_.kernel().targets))),
        sweep_(image),
        event_(image) {}

  void read_column(std::uint32_t target, ColumnRead& out) const override {
    assert(target < image_.targets);
    LearningEvent event(image_);
    Sources sources;
    sources_.of(target, sources);
    std::vector<WeightPlace> found;
    columns_->find(sources.slot, sources.rows, event.words(), found);
    out.synapses.clear();
    auto source = sources.rows.begin();  // both ascend by row, places are of some of the sources
    for (const WeightPlace& place : found) {
      source = std::find(source, sources.rows.end(), place.index);
      const auto k = static_cast<std::size_t>(source - sources.rows.begin());
      out.synapses.push_back(event.read(sources.axons[k], place.at));
      out.synapses.back().kernel_weight = sources_.weight(place.index, sources.slot);
    }
    out.words = event.read_words(out.synapses.size());
    out.addresses = out.synapses.size();
  }

  void update_column(std::uint32_t, std::span<const std::uint32_t>, UpdateCost&) override {
    refuse("a column's");
  }

  void update_row(std::uint32_t, std::span<const std::uint32_t>, UpdateCost&) override {
    refuse("a row's");
  }

  void update_kernel(std::span<const std::uint32_t> codes, UpdateCost& cost) override {
    event_.begin();
    found_.clear();
    sweep_.find(event_.words(), found_);
    event_.overwrite(found_, codes, *writable_, cost);
  }

  void trace_column(std::uint32_t target, AccessTrace& trace) const override {
    assert(target < image_.targets);
    Sources sources;
    sources_.of(target, sources);
    const auto find = [&](WordReader& words, std::vector<WeightPlace>& found) {
      columns_->find(sources.slot, sources.rows, words, found);
    };
    trace_reads(image_, find, trace);
  }

  void trace_column_update(std::uint32_t, UpdateTrace&) const override { refuse("a column's"); }
  void trace_row_update(std::uint32_t, UpdateTrace&) const override { refuse("a row's"); }

  void trace_kernel_update(UpdateTrace& trace) const override {
    const auto find = [&](WordReader& words, std::vector<WeightPlace>& found) {
      KernelSweep(image_).find(words, found);
    };
    trace_update(image_, find, trace);
  }

 private:
  [[noreturn]] static void refuse(const std::string& whose) {
    throw EncodingRefused("the image shares a kernel: " + whose +
                          " weights serve other positions too; sum over them and update the "
                          "kernel");
  }

  const MemoryImage& image_;
  MemoryImage* writable_;
  ConvSources sources_;
  std::unique_ptr<ColumnReader> columns_;
  KernelSweep sweep_;
  LearningEvent event_;             ///< of updates, which come every timestep
  std::vector<WeightPlace> found_;  ///< by it
};

}  // namespace

std::unique_ptr<LearningController> learning_by_kernel(const MemoryImage& image,
                                                       MemoryImage* writable) {
  return std::make_unique<LearningByKernel>(image, writable);
}

}  // namespace engram
