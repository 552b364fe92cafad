#include "brute_force_runs.hpp"

namespace engram::brute_force {

StoredRows with_fillers(const StoredRows& rows, const Organisation& organisation) {
  StoredRows filled = rows;
  for (std::size_t r = 0; r < rows.rows.size(); ++r) {
    auto& row = filled.rows[r];
    row.clear();
    std::size_t synapses = 0;
    std::uint64_t run = 0;
    // Ends with the last synapse: no filler follows it.
    for (std::uint32_t target = 0; synapses < rows.rows[r].size(); ++target) {
      const auto& synapse = rows.rows[r][synapses];
      const bool there = synapse.first == target;
      const bool full = run == (std::uint64_t{1} << organisation.run_bits) - 1;
      if (there) {
        row.push_back(synapse);
        ++synapses;
      } else if (full) {
        row.emplace_back(target, 0);
      }
      run = there || full ? 0 : run + 1;
    }
  }
  return filled;
}

unsigned run_entry_bits(const StoredRows& rows, const Organisation& organisation) {
  return organisation.run_bits + (organisation.learning ? 1 : 0) + rows.weight_bits;
}

std::uint64_t entries_until(const StoredRows& filled, std::uint64_t row, std::uint32_t last) {
  std::uint64_t entries = 0;
  for (const auto& [position, code] : filled.rows[row]) {
    ++entries;
    if (position >= last) break;
  }
  return entries;
}

}  // namespace engram::brute_force
