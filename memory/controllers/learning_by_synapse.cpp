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
        rows_(image.rows) {
    std::iota(rows_.begin(), rows_.end(), 0U);
  }

  void read_column(std::uint32_t target, ColumnRead& out) const override {
    LearningEvent event(image_);
    out.synapses.clear();
    for (const ColumnField& field : fields(target, event)) {
      out.synapses.push_back(event.read(field.row, field.at));
    }
    out.words = event.read_words(out.synapses.size());
    out.addresses = 0;
  }

  void update_column(std::uint32_t target, std::span<const std::uint32_t> codes,
                     UpdateCost& cost) override {
    LearningEvent event(image_);
    std::vector<std::uint64_t> places;
    for (const ColumnField& field : fields(target, event)) places.push_back(field.at);
    event.overwrite(places, codes, *writable_, cost);
  }

  void update_row(std::uint32_t axon, std::span<const std::uint32_t> codes,
                  UpdateCost& cost) override {
    assert(axon < image_.rows);
    LearningEvent event(image_);
    std::vector<RowField> fields;
    forward_->find(axon, 0, image_.targets, event.words(), fields);
    std::vector<std::uint64_t> places;
    for (const RowField& field : fields) places.push_back(field.at);
    event.overwrite(places, codes, *writable_, cost);
  }

  void update_kernel(std::span<const std::uint32_t>, UpdateCost&) override {
    refuse_kernel();
  }

  void trace_column(std::uint32_t target, AccessTrace& trace) const override {
    const auto find = [&](WordReader& words, std::vector<ColumnField>& found) {
      find_column(target, words, found);
    };
    trace_reads<ColumnField>(image_, find, trace);
  }

  void trace_column_update(std::uint32_t target, UpdateTrace& trace) const override {
    const auto find = [&](WordReader& words, std::vector<ColumnField>& found) {
      find_column(target, words, found);
    };
    trace_update<ColumnField>(image_, find, trace);
  }

  void trace_row_update(std::uint32_t axon, UpdateTrace& trace) const override {
    assert(axon < image_.rows);
    const auto find = [&](WordReader& words, std::vector<RowField>& found) {
      forward_->find(axon, 0, image_.targets, words, found);
    };
    trace_update<RowField>(image_, find, trace);
  }

  void trace_kernel_update(UpdateTrace&) const override { refuse_kernel(); }

 private:
  [[noreturn]] static void refuse_kernel() {
    throw EncodingRefused("the image stores synapses, not a shared kernel: update its columns");
  }

  void find_column(std::uint32_t target, WordReader& words, std::vector<ColumnField>& out) const {
    assert(target < image_.targets);
    columns_->find(target, rows_, words, out);
  }

  std::vector<ColumnField> fields(std::uint32_t target, LearningEvent& event) const {
    std::vector<ColumnField> found;
    find_column(target, event.words(), found);
    return found;
  }

  const MemoryImage& image_;
  MemoryImage* writable_;
  std::unique_ptr<ColumnReader> columns_;
  std::unique_ptr<RowReader> forward_;
  std::vector<std::uint32_t> rows_;
};

}  // namespace

std::unique_ptr<LearningController> learning_by_synapse(const MemoryImage& image,
                                                        MemoryImage* writable) {
  return std::make_unique<LearningBySynapse>(image, writable);
}

}  // namespace engram
