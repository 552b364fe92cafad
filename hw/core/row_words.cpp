#include "hw/core/row_words.hpp"

#include <algorithm>

namespace engram::hw {
namespace {

std::array<std::uint64_t, 4> data_of(const BitArray& bits, std::uint64_t word) {
  std::array<std::uint64_t, 4> data{};
  for (unsigned at = 0; at < bits.word_bits(); at += 64) {
    data[at / 64] = bits.read(word * bits.word_bits() + at, std::min(64U, bits.word_bits() - at));
  }
  return data;
}

}  // namespace

RowWords::Image& RowWords::image(std::uint32_t index) {
  if (images_.size() <= index) images_.resize(index + 1);
  Image& kept = images_[index];
  if (kept.controller) return kept;
  const MemoryImage& memory = model_.image(index);
  kept.controller = make_controller(memory);
  kept.rows.resize(memory.rows);
  for (std::uint32_t region = 0; region < memory.regions.size(); ++region) {
    kept.regions[static_cast<std::size_t>(memory.regions[region].kind)] = region;
  }
  return kept;
}

/// Which words a row reads does not depend on the weights' values, which learning changes.
const AccessTrace& RowWords::traced(Image& image, std::uint32_t row) {
  TracedRow& kept = image.rows[row];
  if (!kept.known) {
    RowRead read;
    image.controller->trace_row(row, read, kept.trace);
    kept.known = true;
  }
  return kept.trace;
}

void RowWords::append(const LevelWork& work, std::vector<WordRead>& reads) {
  for (const RowService& served : work.rows) {
    Image& from = image(served.image);
    const AccessTrace& trace = traced(from, served.row);
    const std::vector<Region>& regions = model_.image(served.image).regions;
    const std::size_t first = reads.size();
    for (const WordAccess& access : trace.words) {
      const std::uint32_t region = from.regions[static_cast<std::size_t>(access.kind)];
      reads.push_back({core_, served.image, served.row, region, access.word,
                       data_of(regions[region].data, access.word)});
    }
    for (Count event = 1; event < served.events; ++event) {
      for (std::size_t at = 0; at < trace.words.size(); ++at) reads.push_back(reads[first + at]);
    }
  }
}

}  // namespace engram::hw
