#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "workloads/ranc/memory_file.hpp"

namespace engram::workloads::ranc {

inline constexpr std::size_t value_bits = 9;  ///< potentials, weights, leaks, thresholds, offsets
inline constexpr std::size_t tick_bits = 4;
inline constexpr std::size_t type_bits = 2;
inline constexpr std::uint32_t types = 4;       ///< weights a neuron
inline constexpr std::uint32_t largest = 4096;  ///< axons or neurons of a core, cores of a grid

/// One line of csram_*.mem. In bits, most significant first: a connection an axon (axon 0 last),
/// potential 9, reset 9, four weights of 9, leak 9, thresholds 9 and 9, reset mode 1, dx 9, dy 9,
/// axon lg(axons), tick 4; values in two's complement.
struct Neuron {
  std::uint64_t line = 0;            ///< of its file, for messages
  std::vector<std::uint32_t> axons;  ///< connected ones, ascending
  std::int32_t potential = 0, reset = 0;
  std::array<std::int32_t, types> weights{};  ///< by axon type
  std::int32_t leak = 0, threshold = 0, low_threshold = 0;
  bool linear_reset = false;         ///< reset mode 1
  std::int32_t dx = 0, dy = 0;       ///< of the core that its spikes go to
  std::uint32_t axon = 0, tick = 0;  ///< there
};

struct Core {
  std::string file;                       ///< csram_*.mem, for messages
  std::vector<std::uint32_t> axon_types;  ///< tc_*.mem: 2 bits a line
  std::vector<Neuron> neurons;
};

/// Reads both files of a core. What is wrong goes to `faults`; the core is then not complete.
Core read_core(const std::filesystem::path& neurons, const std::filesystem::path& axon_types,
               Faults& faults);

/// Whether the neuron can ever leave 0, as far as its own line says: it has a synapse that is not
/// 0, or leaks, or its thresholds do not hold 0. Unused neurons are all zeros but for the
/// threshold; where they point means nothing.
bool used(const Neuron& neuron, const std::vector<std::uint32_t>& axon_types);

}  // namespace engram::workloads::ranc
