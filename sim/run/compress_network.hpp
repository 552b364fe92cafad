#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/config/config.hpp"
#include "workloads/compress/quantize.hpp"

namespace engram::sim {

/// The weights of one projection that are 0, by what made them so.
struct ZeroCauses {
  std::string projection;
  std::uint64_t weights = 0;
  std::uint64_t before = 0;     ///< in the network as it was read
  std::uint64_t pruned = 0;     ///< were not 0
  std::uint64_t quantized = 0;  ///< were not 0, and rounded to level 0
  std::uint64_t zeros() const { return before + pruned + quantized; }
  /// Share of the weights that are 0; of none 0.
  double sparsity() const;
};

struct Compressed {
  std::vector<workloads::QuantizationReport> quantization;  ///< of what was quantized
  std::vector<ZeroCauses> zeros;                            ///< of every projection, in order
};

/// Prunes and quantizes as `compression` says, in its order. Pruning moves no threshold: scales
/// follow the largest weight that is left. Throws NetworkFault with the faults of both.
Compressed compress_network(const Config& config, workloads::Network& network);

}  // namespace engram::sim
