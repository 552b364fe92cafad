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
    throw EncodingRefused("the image stores synapses, not a shared kernel: update its columns");
  }

 private:
  std::vector<ColumnField> fields(std::uint32_t target, LearningEvent& event) const {
    assert(target < image_.targets);
    std::vector<ColumnField> found;
    columns_->find(target, rows_, event.words(), found);
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
