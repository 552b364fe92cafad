#pragma once

#include <cstdint>

#include "hw/spatial_array/dram_spec.hpp"
#include "hw/spatial_array/layer_shape.hpp"
#include "hw/spatial_array/tensor_format.hpp"

namespace engram::hw {

/// What happens where an operand is 0.
enum class ZeroHandling {
  compute,  ///< as any other
  gate,     ///< the slot passes, nothing is read or added
  skip      ///< neither slot nor energy
};

/// A spatial array behind a buffer and DRAM, as plain data. Widths are of one element.
struct MachineSpec {
  std::uint64_t clock_period_ps = 5000;
  using Dram = DramSpec;
  Dram dram;
  struct Buffer {
    std::uint32_t words = 12800, word_bits = 64, banks = 32, words_per_cycle = 16;
  } buffer;
  struct Noc {
    std::uint32_t hops = 28;     ///< routers and links that a word crosses; also one that many get
    std::uint32_t hop_um = 150;  ///< wire of a link
    std::uint32_t words_per_cycle = 16;
  } noc;
  std::uint32_t columns = 32, rows = 24;  ///< of PEs
  struct Scratchpad {
    std::uint32_t words = 0, bits = 8;
  };
  Scratchpad input_scratchpad{32, 8}, weight_scratchpad{224, 8}, sum_scratchpad{24, 8};
  PerTensor<unsigned> width{8, 8, 8};  ///< in DRAM and buffer
  unsigned sum_bits = 8;               ///< of partial sums there and on the NoC
  PerTensor<TensorFormat> dram_format, buffer_format, scratchpad_format;
  bool buffer_weights = false;  ///< false: weights go from DRAM to the scratchpads
  ZeroHandling zero_inputs = ZeroHandling::skip, zero_weights = ZeroHandling::skip;
  unsigned operation_bits = 8;  ///< of the add-and-compare or multiply-and-add
};

}  // namespace engram::hw
