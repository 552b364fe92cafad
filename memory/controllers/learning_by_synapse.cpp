#include <cassert>
#include <numeric>

#include "memory/controllers/learning.hpp"
#include "memory/encodings/table.hpp"

namespace engram {
namespace {

class LearningBySynapse : public LearningController {
 public:
  LearningBySynapse(const MemoryImage& image, MemoryImage* writable)
      : image_(image),
        writable_(writable),
        columns_(encoding_entry(image.encoding).columns(RowLayout(image, image.targets))),
        forward_(encoding_entry(image.encoding).rows(RowLayout(image, image.targets))),
        rows_(image.rows),
        event_(image) {
    std::iota(rows_.begin(), rows_.end(), 0U);
  }

  void read_column(std::uint32_t target, ColumnRead& out) const override {
    LearningEvent event(image_);
    std::vector<WeightPlace> found;
    find_column(target, event.words(), found);
    out.synapses.clear();
    for (const WeightPlace& place : found) {
      out.synapses.push_back(event.read(place.index, place.at));
    }
    out.words = event.read_words(out.synapses.size());
    out.addresses = 0;
  }

  void update_column(std::uint32_t target, std::span<const std::uint32_t> codes,
                     UpdateCost& cost) override {
    begin();
    find_column(target, event_.words(), found_);
    event_.overwrite(found_, codes, *writable_, cost);
  }

  void update_row(std::uint32_t axon, std::span<const std::uint32_t> codes,
                  UpdateCost& cost) override {
    assert(axon < image_.rows);
    begin();
    forward_->find(axon, 0, image_.targets, event_.words(), found_);
    event_.overwrite(found_, codes, *writable_, cost);
  }

  void update_kernel(std::span<const std::uint32_t>, UpdateCost&) override { refuse_kernel(); }

  void trace_column(std::uint32_t target, AccessTrace& trace) const override {
    const auto find = [&](WordReader& words, std::vector<WeightPlace>& found) {
      find_column(target, words, found);
    };
    trace_reads(image_, find, trace);
  }

  void trace_column_update(std::uint32_t target, UpdateTrace& trace) const override {
    const auto find = [&](WordReader& words, std::vector<WeightPlace>& found) {
      find_column(target, words, found);
    };
    trace_update(image_, find, trace);
  }

  void trace_row_update(std::uint32_t axon, UpdateTrace& trace) const override {
    assert(axon < image_.rows);
    const auto find = [&](WordReader& words, std::vector<WeightPlace>& found) {
      forward_->find(axon, 0, image_.targets, words, found);
    };
    trace_update(image_, find, trace);
  }

  void trace_kernel_update(UpdateTrace&) const override { refuse_kernel(); }

 private:
  [[noreturn]] static void refuse_kernel() {
    throw EncodingRefused("the image stores synapses, not a shared kernel: update its columns");
  }

  void begin() {
    event_.begin();
    found_.clear();
  }

  void find_column(std::uint32_t target, WordReader& words, std::vector<WeightPlace>& out) const {
    assert(target < image_.targets);
    columns_->find(target, rows_, words, out);
  }

  const MemoryImage& image_;
  MemoryImage* writable_;
  std::unique_ptr<ColumnReader> columns_;
  std::unique_ptr<RowReader> forward_;
  std::vector<std::uint32_t> rows_;
  LearningEvent event_;             ///< of updates, which come every timestep
  std::vector<WeightPlace> found_;  ///< by it
};

}  // namespace

std::unique_ptr<LearningController> learning_by_synapse(const MemoryImage& image,
                                                        MemoryImage* writable) {
  return std::make_unique<LearningBySynapse>(image, writable);
}

}  // namespace engram
