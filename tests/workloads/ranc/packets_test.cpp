#include "workloads/ranc/packets.hpp"

#include <gtest/gtest.h>

#include "ranc_writer.hpp"
#include "workloads/ranc/import.hpp"

namespace engram::workloads {
namespace {

using ranc_writer::bits;
using ranc_writer::Folder;
using ranc_writer::Neuron;
using Events = std::vector<SpikeEvent>;

std::string packet(int x, int y, int axon, int delay) {
  return bits(x, 9) + bits(y, 9) + bits(axon, 2) + bits(delay, 4) + "\n";
}

/// 2 x 2 cores; a neuron of core 3 drives axon 2 of core 0.
Network grid(const Folder& folder) {
  Neuron n;
  n.axons = {0, 1, 2, 3};
  n.weights = {1, 1, 1, 1};
  n.axon = 2;
  folder.core(0, {Neuron{}});
  folder.core(1, {Neuron{}});
  folder.core(2, {Neuron{}});
  Neuron back = n;
  back.dx = back.dy = -1;
  folder.core(3, {back});
  n.axon = 3;
  folder.core(0, {n});
  RancOptions options;
  options.grid_width = 2;
  return import_ranc(folder.path(), options).network;
}

std::string fault(const Folder& folder, const Network& network) {
  try {
    read_ranc_packets(folder.path() / "tb_input.txt", network, 10);
  } catch (const FileFault& found) {
    std::string text = found.what();
    for (std::size_t at; (at = text.find(folder.path().string())) != std::string::npos;) {
      text.erase(at, folder.path().string().size());
    }
    return text;
  }
  return "accepted";
}

TEST(RancPackets, EnterInTheirTickAndWaitTheirDelay) {
  const Folder folder("packets");
  const Network network = grid(folder);
  folder.file("tb_num_inputs.txt", "2\n0\n3\n");
  folder.file("tb_input.txt", packet(1, 1, 3, 0) + packet(0, 0, 1, 4) + packet(1, 0, 0, 15) +
                                  packet(0, 0, 1, 2) + packet(0, 0, 0, 0));
  const SpikeTrain train = read_ranc_packets(folder.path() / "tb_input.txt", network, 10);
  EXPECT_EQ(train.neurons, 16U);
  EXPECT_EQ(train.timesteps, 10U);
  // Core 3 axon 3 in t 0; core 0 axon 0 in t 2; core 0 axon 1 twice in t 4, as one event.
  EXPECT_EQ(train.events, (Events{{0, 15, 1}, {2, 0, 1}, {4, 1, 1}}));
  EXPECT_EQ(train.events_used, 4U);
  EXPECT_EQ(train.events_dropped, 1U);
}

TEST(RancPackets, FaultsHaveTheirPlace) {
  const Folder folder("packet-faults");
  const Network network = grid(folder);
  folder.file("tb_num_inputs.txt", "5\n");
  folder.file("tb_input.txt", packet(0, 0, 2, 0) + packet(2, 0, 0, 0) + packet(0, -1, 0, 0) +
                                  "01\n" + std::string(24, '2') + "\n");
  EXPECT_EQ(
      fault(folder, network),
      "/tb_input.txt:1: column 1: axon 2 of core 0 is driven by neurons, and packets enter at "
      "free axons only (packets: all_axons)\n"
      "/tb_input.txt:2: column 1: found x 2, y 0, axon 0 (expected below 2, 2, 4)\n"
      "/tb_input.txt:3: column 1: found x 0, y -1, axon 0 (expected below 2, 2, 4)\n"
      "/tb_input.txt:4: column 3: found 2 bits (expected 24: dx, dy, axon, delay)\n"
      "/tb_input.txt:5: column 1: found byte 50 (expected the character 0 or 1)");
}

TEST(RancPackets, CountsMustAddUp) {
  const Folder folder("packet-counts");
  const Network network = grid(folder);
  folder.file("tb_input.txt", packet(0, 0, 0, 0));
  EXPECT_EQ(fault(folder, network),
            "/tb_num_inputs.txt: no such file\n"
            "/tb_input.txt: found 1 packets (expected 0, the sum of tb_num_inputs.txt)");
  folder.file("tb_num_inputs.txt", "1\n1x\n");
  EXPECT_EQ(fault(folder, network), "/tb_num_inputs.txt:2: column 2: expected a number of packets");
  folder.file("tb_num_inputs.txt", "1\n1\n");
  EXPECT_EQ(fault(folder, network),
            "/tb_input.txt: found 1 packets (expected 2, the sum of tb_num_inputs.txt)");
  folder.file("tb_num_inputs.txt", "0\n1\n");
  EXPECT_EQ(fault(folder, network), "accepted");
}

TEST(RancPackets, OtherNetworksHaveNoAxons) {
  Network network;
  const Folder folder("packet-network");
  EXPECT_EQ(fault(folder, network), "the network has no input 'packets': it was not made by RANC");
}

}  // namespace
}  // namespace engram::workloads
