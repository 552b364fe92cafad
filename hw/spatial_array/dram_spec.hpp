#pragma once

#include <cstdint>

namespace engram::hw {

/// The port to DRAM, as plain data. One transfer at a time.
struct DramSpec {
  std::uint32_t word_bits = 64, burst_words = 1;  ///< transfers are whole bursts
  std::uint32_t bits_per_cycle = 64;
  std::uint32_t row_bytes = 2048;     ///< of the row buffer
  std::uint32_t row_miss_cycles = 0;  ///< to open a row
};

}  // namespace engram::hw
