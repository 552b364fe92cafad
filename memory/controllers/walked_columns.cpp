#include "memory/controllers/column_reader.hpp"

namespace engram {
namespace {

/// A column where only rows have addresses: row after row, a range of one target in each. Its rows'
/// readers read nothing behind what they find, or the order of words would be another.
class WalkedColumns : public ColumnReader {
 public:
  explicit WalkedColumns(std::unique_ptr<RowReader> rows) : rows_(std::move(rows)) {}
  void find(std::uint32_t target, std::span<const std::uint32_t> rows, WordReader& words,
            std::vector<WeightPlace>& out) const override {
    std::size_t k = out.size();
    for (const std::uint32_t row : rows) {
      rows_->find(row, target, target + 1, words, out);
      for (; k < out.size(); ++k) out[k].index = row;
    }
  }

 private:
  std::unique_ptr<RowReader> rows_;
};

}  // namespace

std::unique_ptr<ColumnReader> crossbar_columns(const RowLayout& layout) {
  return std::make_unique<WalkedColumns>(crossbar_rows(layout));
}

std::unique_ptr<ColumnReader> bitmap_columns(const RowLayout& layout) {
  return std::make_unique<WalkedColumns>(bitmap_rows(layout));
}

std::unique_ptr<ColumnReader> functional_columns(const RowLayout& layout) {
  return std::make_unique<WalkedColumns>(functional_rows(layout));
}

std::unique_ptr<ColumnReader> run_length_columns(const RowLayout& layout) {
  return std::make_unique<WalkedColumns>(run_length_rows(layout));
}

}  // namespace engram
