#include "hw/spatial_array/dram_model.hpp"

#include "memory/field_width.hpp"

namespace engram::hw {
Count DramModel::transfer(Count bits, DramCounts& counts, Count& transferred) const {
  if (bits == 0) return 0;
  const Count burst_bits = Count{spec_.word_bits} * spec_.burst_words;
  const Count bursts = divide_up(bits, burst_bits);
  const Count misses = divide_up(bursts * burst_bits, Count{spec_.row_bytes} * 8);
  counts.bursts += bursts;
  counts.row_misses += misses;
  transferred += bursts * burst_bits;
  return divide_up(bursts * burst_bits, spec_.bits_per_cycle) + misses * spec_.row_miss_cycles;
}

Count DramModel::read(const StoredTile& tile, DramCounts& counts) const {
  counts.elements_read += tile.elements;
  counts.metadata_bits += tile.metadata_bits;
  return transfer(tile.bits(), counts, counts.bits_read);
}

Count DramModel::write(const StoredTile& tile, DramCounts& counts) const {
  counts.elements_written += tile.elements;
  counts.metadata_bits += tile.metadata_bits;
  return transfer(tile.bits(), counts, counts.bits_written);
}

}  // namespace engram::hw
