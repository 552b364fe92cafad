#include "memory/controllers/kernel_sweep.hpp"

#include "memory/encodings/table.hpp"

namespace engram {

KernelSweep::KernelSweep(const MemoryImage& image)
    : sources_(*image.conv, image.targets),
      rows_(encoding_entry(image.encoding).rows(RowLayout(image, sources_.kernel().targets))) {}

void KernelSweep::find(WordReader& words, std::vector<KernelField>& found) const {
  std::vector<RowField> fields;
  for (std::uint32_t row = 0; row < sources_.kernel().rows; ++row) {
    fields.clear();
    rows_->find(row, 0, sources_.slots(row), words, fields);
    for (const RowField& field : fields) {
      found.push_back({sources_.weight(row, field.target), field.at});
    }
  }
}

}  // namespace engram
