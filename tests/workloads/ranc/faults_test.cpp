#include <gtest/gtest.h>

#include "ranc_writer.hpp"
#include "workloads/ranc/import.hpp"

/// What is refused, and where the message points.
namespace engram::workloads {
namespace {

using ranc_writer::Folder;
using ranc_writer::line;
using ranc_writer::Neuron;

Neuron relay() {
  Neuron n;
  n.axons = {1};
  n.weights = {1, 1, 1, 1};
  return n;
}

/// Faults without the path of the folder.
std::string fault(const Folder& folder, const RancOptions& options = {}) {
  try {
    import_ranc(folder.path(), options);
  } catch (const FileFault& found) {
    std::string text = found.what();
    for (std::size_t at; (at = text.find(folder.path().string())) != std::string::npos;) {
      text.erase(at, folder.path().string().size());
    }
    return text;
  }
  return "accepted";
}

TEST(RancFaults, FilesThatAreMissing) {
  const Folder folder("missing");
  EXPECT_EQ(fault(folder), ": holds no core (expected csram_000.mem, tc_000.mem)");
  folder.core(0, {relay()});
  folder.core(2, {relay()});
  EXPECT_EQ(fault(folder), "/tc_001.mem: no such file\n/csram_001.mem: no such file");
  const Folder half("half");
  half.file("csram_000.mem", line(relay()) + "\n");
  EXPECT_EQ(fault(half), "/tc_000.mem: no such file");
  try {
    import_ranc("/nowhere/ranc", {});
    FAIL();
  } catch (const FileFault& found) {
    EXPECT_STREQ(found.what(), "/nowhere/ranc: no such folder");
  }
}

TEST(RancFaults, LinesOfAnotherWidthOrWithOtherCharacters) {
  const Folder folder("lines");
  folder.core(0, {relay()});
  std::string broken = line(relay());
  broken[7] = 'x';
  folder.file("csram_000.mem", line(relay()) + "\n" + line(relay()).substr(1) + "\n" + broken +
                                   "\n" + line(relay()) + "0\n");
  EXPECT_EQ(fault(folder),
            "/csram_000.mem:2: column 110: found 109 bits (expected 110: a neuron of 4 axons)\n"
            "/csram_000.mem:3: column 8: found byte 120 (expected the character 0 or 1)\n"
            "/csram_000.mem:4: column 111: found 111 bits (expected 110: a neuron of 4 axons)");
  folder.core(0, {relay()});
  folder.file("tc_000.mem", "00\n0\n00\n00\n");
  EXPECT_EQ(fault(folder),
            "/tc_000.mem:2: column 2: found 1 bits (expected 2: an axon's type)\n"
            "/csram_000.mem:1: column 110: found 110 bits (expected 109: a neuron of "
            "3 axons)");
  folder.file("tc_000.mem", "");
  EXPECT_EQ(fault(folder), "/tc_000.mem: holds no line");
}

TEST(RancFaults, ManyAreCountedAndTwentyShown) {
  const Folder folder("many");
  folder.core(0, {relay()});
  std::string text;
  for (int k = 0; k < 25; ++k) text += "01z\n";
  folder.file("csram_000.mem", text);
  const std::string all = fault(folder);
  EXPECT_NE(all.find("csram_000.mem:20: column 3"), std::string::npos);
  EXPECT_EQ(all.find("csram_000.mem:21"), std::string::npos);
  EXPECT_TRUE(all.ends_with("\nand 5 more")) << all;
}

TEST(RancFaults, CoresOfDifferentAxons) {
  const Folder folder("axons");
  folder.core(0, {Neuron{}});
  folder.core(1, {Neuron{}});
  std::string types;
  for (int k = 0; k < 3; ++k) types += "00\n";
  folder.file("tc_001.mem", types);
  folder.file("csram_001.mem", line(relay()).substr(1) + "\n");
  EXPECT_EQ(fault(folder), "/tc_001.mem: found 3 axons (expected 4 as before)");
}

TEST(RancFaults, StatesThatDoNotStartAtZero) {
  const Folder folder("potential");
  Neuron n = relay();
  n.potential = -3;
  folder.core(0, {relay(), n});
  EXPECT_EQ(fault(folder),
            "/csram_000.mem:2: column 5: found an initial potential of -3 (expected "
            "0: every state starts at 0)");
}

TEST(RancFaults, GridsThatDoNotFit) {
  const Folder folder("grid");
  folder.core(0, {relay()});
  folder.core(1, {Neuron{}});
  folder.core(2, {Neuron{}});
  RancOptions options;
  options.grid_width = 2;
  EXPECT_EQ(fault(folder, options),
            ": the grid is 2 cores wide, which does not divide its 3 cores");
  options.grid_width = 0;
  EXPECT_EQ(fault(folder, options),
            ": the grid is 0 cores wide, which does not divide its 3 cores");
  options.grid_width = 3;
  options.output_core = 5;
  EXPECT_EQ(fault(folder, options), ": the output bus is core 5, the folder has cores 0 to 2");
  options.output_core = 0;
  EXPECT_EQ(fault(folder, options),
            "/csram_000.mem:1: core 0 is the output bus, but this neuron is used");
}

TEST(RancFaults, SpikesThatLeaveTheGrid) {
  const Folder folder("leave");
  std::vector<Neuron> neurons(4, relay());
  for (unsigned k = 0; k < 4; ++k) neurons[k].axon = k;
  neurons[0].dx = -1;
  neurons[1].dx = 2;
  neurons[2].dy = 1;
  folder.core(0, neurons);
  folder.core(1, {Neuron{}});
  RancOptions options;
  options.grid_width = 2;
  const std::string end = " in y, to no core of the grid (2 cores, 2 in a row)";
  EXPECT_EQ(fault(folder, options), "/csram_000.mem:1: its spikes go -1 in x and 0" + end +
                                        "\n/csram_000.mem:2: its spikes go 2 in x and 0" + end +
                                        "\n/csram_000.mem:3: its spikes go 0 in x and 1" + end);
}

TEST(RancFaults, AxonsThatTwoNeuronsDrive) {
  const Folder folder("shared");
  folder.core(0, {relay(), relay()});
  const std::string found = fault(folder);
  EXPECT_NE(found.find("/csram_000.mem:2: axon 0 of core 0 is driven by /csram_000.mem:1 already"),
            std::string::npos)
      << found;
  RancOptions options;
  options.shared_axons = RancSharedAxons::add;
  EXPECT_EQ(fault(folder, options), "accepted");
}

TEST(RancFaults, ResetModesThatDiffer) {
  const Folder folder("modes");
  Neuron linear = relay();
  linear.mode = 1;
  linear.axon = 2;
  Neuron idle;
  idle.mode = 1;
  folder.core(0, {idle, relay(), linear});
  EXPECT_EQ(fault(folder),
            "/csram_000.mem:3: reset mode 1 (expected 0, as line 2: the neurons of a "
            "core reset alike)");
}

}  // namespace
}  // namespace engram::workloads
