#include "workloads/compress/codebook_entries.hpp"

#include <algorithm>

#include "workloads/compress/k_means.hpp"
#include "workloads/compress/level_grid.hpp"

namespace engram::workloads {
namespace {

std::uint32_t most_entries(const QuantizeOptions& options) {
  return (std::uint32_t{1} << *options.bits) - 1;
}

std::vector<std::int32_t> one_table(std::vector<double> values, double scale,
                                    const QuantizeOptions& options) {
  std::vector<std::int32_t> levels;
  if (values.empty()) return levels;
  std::sort(values.begin(), values.end());
  const WeightFormat format = level_format(options);
  for (const double centre : best_centres(values, most_entries(options)).centres) {
    const double x = centre / scale;
    const auto level = static_cast<std::int32_t>(nearest(levels_around(format, x), x));
    if (level != 0) levels.push_back(level);
  }
  levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
  return levels;
}

}  // namespace

Entries find_entries(const QuantizeTask& task, const Channels& channels) {
  std::vector<std::vector<double>> values(channels.count());
  task.visit_values([&](std::size_t i, double value) {
    if (value != 0) values[channels.of(i)].push_back(value);
  });
  const std::vector<double>& scale = task.chosen.scale;
  Entries entries;
  for (std::size_t slice = 0; slice < values.size(); ++slice) {
    entries.push_back(
        one_table(std::move(values[slice]), scale[scale.size() == 1 ? 0 : slice], task.options));
  }
  return entries;
}

void write_codebook(const Entries& entries, const Channels& channels,
                    const QuantizeOptions& options, Quantization& quantization) {
  Codebook book;
  book.shape.entry_bits = options.entry_bits;
  book.shape.entries = most_entries(options);
  book.shape.span = entries.size() == 1 ? 0 : static_cast<std::uint32_t>(channels.neurons());
  for (const std::vector<std::int32_t>& table : entries) {
    book.levels.insert(book.levels.end(), table.begin(), table.end());
    book.levels.insert(book.levels.end(), book.shape.entries - table.size(), 0);
  }
  quantization.codes.assign(quantization.levels.size(), 0);
  for (std::size_t i = 0; i < quantization.levels.size(); ++i) {
    const std::int32_t level = quantization.levels[i];
    if (level == 0) continue;
    const std::vector<std::int32_t>& table = entries[channels.of(i)];
    const auto entry = std::lower_bound(table.begin(), table.end(), level) - table.begin();
    quantization.codes[i] = static_cast<std::uint32_t>(entry) + 1;
  }
  quantization.format = {WeightKind::codebook, book.shape.code_bits()};
  quantization.codebook = std::move(book);
}

}  // namespace engram::workloads
