#include "workloads/ranc/ranc_core.hpp"

#include <algorithm>
#include <bit>

namespace engram::workloads::ranc {
namespace {

constexpr std::size_t kFixedBits = 9 * value_bits + 1 + 2 * value_bits + tick_bits;

/// ceil(log2 axons).
std::size_t axon_bits(std::size_t axons) {
  return static_cast<std::size_t>(std::bit_width(axons - 1));
}

std::vector<std::uint32_t> read_types(const std::filesystem::path& file, Faults& faults) {
  std::vector<std::uint32_t> types_found;
  for (const Line& line : read_lines(file, std::uint64_t{largest} * 8, faults)) {
    if (!check_bits(file.string(), line, type_bits, "an axon's type", faults)) continue;
    types_found.push_back(Fields(line).number(type_bits));
  }
  if (types_found.size() > largest) {
    faults.add(file.string(), "found " + std::to_string(types_found.size()) +
                                  " axons (expected at most " + std::to_string(largest) + ")");
    types_found.clear();
  }
  return types_found;
}

Neuron read_neuron(const Line& line, std::size_t axons) {
  Fields fields(line);
  Neuron neuron;
  neuron.line = line.number;
  const std::string_view connections = fields.bits(axons);
  for (std::uint32_t axon = 0; axon < axons; ++axon) {
    if (connections[axons - 1 - axon] == '1') neuron.axons.push_back(axon);
  }
  neuron.potential = fields.signed_number(value_bits);
  neuron.reset = fields.signed_number(value_bits);
  for (std::int32_t& weight : neuron.weights) weight = fields.signed_number(value_bits);
  neuron.leak = fields.signed_number(value_bits);
  neuron.threshold = fields.signed_number(value_bits);
  neuron.low_threshold = fields.signed_number(value_bits);
  neuron.linear_reset = fields.number(1) != 0;
  neuron.dx = fields.signed_number(value_bits);
  neuron.dy = fields.signed_number(value_bits);
  neuron.axon = fields.number(axon_bits(axons));
  neuron.tick = fields.number(tick_bits);
  return neuron;
}

}  // namespace

Core read_core(const std::filesystem::path& neurons, const std::filesystem::path& axon_types,
               Faults& faults) {
  Core core;
  core.file = neurons.string();
  core.axon_types = read_types(axon_types, faults);
  const std::size_t axons = core.axon_types.size();
  const std::uint64_t most = std::uint64_t{largest} * (largest + 2 * kFixedBits);
  const std::vector<Line> lines = read_lines(neurons, most, faults);
  if (axons == 0) return core;
  if (lines.size() > largest) {
    faults.add(core.file, "found " + std::to_string(lines.size()) + " neurons (expected at most " +
                              std::to_string(largest) + ")");
    return core;
  }
  const std::size_t width = axons + kFixedBits + axon_bits(axons);
  const std::string meaning = "a neuron of " + std::to_string(axons) + " axons";
  for (const Line& line : lines) {
    if (!check_bits(core.file, line, width, meaning, faults)) continue;
    core.neurons.push_back(read_neuron(line, axons));
    if (core.neurons.back().potential == 0) continue;
    faults.add(core.file, line.number, axons + 1,
               "found an initial potential of " + std::to_string(core.neurons.back().potential) +
                   " (expected 0: every state starts at 0)");
  }
  return core;
}

bool used(const Neuron& neuron, const std::vector<std::uint32_t>& axon_types) {
  const bool rests = neuron.leak == 0 && neuron.threshold > 0 && neuron.low_threshold <= 0;
  return !rests || std::any_of(neuron.axons.begin(), neuron.axons.end(), [&](std::uint32_t axon) {
    return neuron.weights[axon_types[axon]] != 0;
  });
}

}  // namespace engram::workloads::ranc
