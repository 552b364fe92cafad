#include "workloads/ranc/packets.hpp"

#include <bit>
#include <charconv>
#include <optional>

#include "workloads/ranc/ranc_core.hpp"

namespace engram::workloads {
namespace {

using ranc::Faults;
using ranc::Line;

constexpr std::uint64_t kLargestFile = std::uint64_t{1} << 30;

/// How the input of the network is addressed: (grid height, grid width, axons).
struct Addresses {
  Shape shape;
  std::vector<bool> closed;  ///< inputs whose axon only neurons drive
};

/// Marks the axons of a core that the projection's source drives.
void mark_driven(const Network& network, const ProjectionId& id, std::vector<bool>& closed) {
  const Projection& projection = network.graph[id];
  const std::string& target = network.graph[boost::target(id, network.graph)].name;
  if (projection.stages.size() != 1 || !target.starts_with("core")) return;
  const std::uint64_t axons = projection.stages[0].out.size();
  const std::uint64_t core = std::stoull(target.substr(4));
  for (const std::uint32_t axon : projection.stages[0].lookup) {
    if (axon != nowhere) closed.at(core * axons + axon) = true;
  }
}

Addresses addresses_of(const Network& network) {
  const auto packets = network.find("packets");
  if (!packets) throw FileFault("the network has no input 'packets': it was not made by RANC");
  Addresses addresses{network.graph[*packets].shape, {}};
  addresses.closed.assign(addresses.shape.size(), false);
  std::vector<bool> open(addresses.shape.size(), false);
  for (const ProjectionId& id : network.projections()) {
    if (boost::source(id, network.graph) != *packets) {
      mark_driven(network, id, addresses.closed);
      continue;
    }
    const auto& lookup = network.graph[id].stages.at(0).lookup;
    for (std::size_t input = 0; input < lookup.size(); ++input) {
      if (lookup[input] != nowhere) open[input] = true;
    }
  }
  for (std::size_t input = 0; input < open.size(); ++input) {
    addresses.closed[input] = addresses.closed[input] && !open[input];
  }
  return addresses;
}

/// Packets a tick.
std::vector<std::uint64_t> read_counts(const std::filesystem::path& file, Faults& faults) {
  std::vector<std::uint64_t> counts;
  for (const Line& line : ranc::read_lines(file, kLargestFile, faults)) {
    std::uint32_t count = 0;
    const char* const end = line.text.data() + line.text.size();
    const auto [stop, error] = std::from_chars(line.text.data(), end, count);
    if (error == std::errc{} && stop == end) {
      counts.push_back(count);
      continue;
    }
    faults.add(file.string(), line.number, static_cast<std::uint64_t>(stop - line.text.data()) + 1,
               "expected a number of packets");
  }
  return counts;
}

/// The input neuron that a packet names, and its delay.
struct Packet {
  std::uint32_t input = 0, delay = 0;
};

std::optional<Packet> read_packet(const std::string& file, const Line& line,
                                  const Addresses& addresses, Faults& faults) {
  const std::uint32_t axons = addresses.shape.width;
  const auto axon_bits = static_cast<std::size_t>(std::bit_width(axons - 1));
  const std::size_t width = 2 * ranc::value_bits + axon_bits + ranc::tick_bits;
  if (!ranc::check_bits(file, line, width, "dx, dy, axon, delay", faults)) return std::nullopt;
  ranc::Fields fields(line);
  const std::int32_t x = fields.signed_number(ranc::value_bits);
  const std::int32_t y = fields.signed_number(ranc::value_bits);
  const std::uint32_t axon = fields.number(axon_bits);
  const std::uint32_t delay = fields.number(ranc::tick_bits);
  if (x < 0 || y < 0 || x >= static_cast<std::int32_t>(addresses.shape.height) ||
      y >= static_cast<std::int32_t>(addresses.shape.channels) || axon >= axons) {
    faults.add(file, line.number, 1,
               "found x " + std::to_string(x) + ", y " + std::to_string(y) + ", axon " +
                   std::to_string(axon) + " (expected below " +
                   std::to_string(addresses.shape.height) + ", " +
                   std::to_string(addresses.shape.channels) + ", " + std::to_string(axons) + ")");
    return std::nullopt;
  }
  const auto core =
      static_cast<std::uint32_t>(y) * addresses.shape.height + static_cast<std::uint32_t>(x);
  const std::uint32_t input = core * axons + axon;
  if (!addresses.closed[input]) return Packet{input, delay};
  faults.add(
      file, line.number, 1,
      "axon " + std::to_string(axon) + " of core " + std::to_string(core) +
          " is driven by neurons, and packets enter at free axons only (packets: all_axons)");
  return std::nullopt;
}

void add_packets(const std::filesystem::path& file, const std::vector<std::uint64_t>& counts,
                 const Addresses& addresses, SpikeTrain& train, Faults& faults) {
  const std::vector<Line> lines = ranc::read_lines(file, kLargestFile, faults);
  std::uint64_t expected = 0;
  for (const std::uint64_t count : counts) expected += count;
  if (expected != lines.size()) {
    faults.add(file.string(), "found " + std::to_string(lines.size()) + " packets (expected " +
                                  std::to_string(expected) + ", the sum of tb_num_inputs.txt)");
    return;
  }
  std::uint64_t tick = 0, left = counts.empty() ? 0 : counts[0];
  for (const Line& line : lines) {
    while (left == 0) left = counts[++tick];
    --left;
    const auto packet = read_packet(file.string(), line, addresses, faults);
    if (!packet) continue;
    const std::uint64_t timestep = tick + packet->delay;
    if (timestep >= train.timesteps) {
      ++train.events_dropped;
      continue;
    }
    ++train.events_used;
    train.events.push_back({static_cast<std::uint32_t>(timestep), packet->input, 1});
  }
}

}  // namespace

SpikeTrain read_ranc_packets(const std::filesystem::path& file, const Network& network,
                             std::uint32_t timesteps) {
  const Addresses addresses = addresses_of(network);
  SpikeTrain train;
  train.name = file.stem().string();
  train.neurons = static_cast<std::uint32_t>(addresses.shape.size());
  train.timesteps = timesteps;
  Faults faults;
  const auto counts = read_counts(file.parent_path() / "tb_num_inputs.txt", faults);
  add_packets(file, counts, addresses, train, faults);
  faults.raise();
  normalise(train);
  for (SpikeEvent& event : train.events) event.count = 1;  // a bit an axon and tick
  return train;
}

}  // namespace engram::workloads
