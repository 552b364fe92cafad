#include "memory/controllers/kernel_sweep.hpp"

#include "memory/encodings/table.hpp"

namespace engram {

KernelSweep::KernelSweep(const MemoryImage& image)
    : sources_(*image.conv, image.targets),
      rows_(encoding_entry(image.encoding).rows(RowLayout(image, sources_.kernel().targets))) {}

void KernelSweep::find(WordReader& words, std::vector<WeightPlace>& found) {
  for (std::uint32_t row = 0; row < sources_.kernel().rows; ++row) {
    of_row_.clear();
    rows_->find(row, 0, sources_.slots(row), words, of_row_);
    for (const WeightPlace& place : of_row_) {
      found.push_back({sources_.weight(row, place.index), place.at});
    }
  }
}

}  // namespace engram
