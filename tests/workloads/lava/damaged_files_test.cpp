#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "tests/workloads/lava/lava_writer.hpp"
#include "workloads/lava/import.hpp"
#include "workloads/network/random.hpp"

/// HDF5 itself leaks object headers of damaged files; our own leaks still count.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libhdf5";
}

/// Files that were cut off or changed end in a FileFault or a network, never in anything else.
namespace engram::workloads {
namespace {

class DamagedLavaFiles : public testing::Test {
 protected:
  DamagedLavaFiles() {
    writer_.layer("0", "conv").field("shape", {2, 2, 2}).field("kernelSize", {3, 3});
    writer_.field("weight", std::vector<double>(18, 7), {2, 1, 3, 3}).neuron(1024, 128, 80);
    writer_.dense("1", std::vector<double>(24, -3), 3, 8).field("delay", {0, 2, 0});
    writer_.neuron(1024, 128, 80);
    writer_.dense("2", {1, 2, 3}, 1, 3).neuron(1024, 128, 80);
    std::ifstream stream(writer_.close(), std::ios::binary);
    sound_ = {std::istreambuf_iterator<char>(stream), {}};
  }

  std::string fault(const std::string& bytes) {
    const std::filesystem::path file = writer_.folder() / "damaged.net";
    std::ofstream(file, std::ios::binary) << bytes;
    LavaOptions options;
    options.input_shape = Shape{1, 4, 4};
    try {
      import_lava(file, options);
    } catch (const FileFault& fault) {
      EXPECT_EQ(std::string(fault.what()).rfind(file.string() + ": ", 0), 0U) << fault.what();
      return fault.what();
    }
    return "";
  }

  LavaWriter writer_;
  std::string sound_;
};

TEST_F(DamagedLavaFiles, TheSoundFileIsAccepted) {
  EXPECT_EQ(fault(sound_), "");
}

TEST_F(DamagedLavaFiles, WhatIsNoNetworkIsCalledWhatItIs) {
  EXPECT_NE(fault("hello").find("not an HDF5 file"), std::string::npos);
  EXPECT_NE(fault("").find(": empty"), std::string::npos);
}

TEST_F(DamagedLavaFiles, EveryTruncationIsRefused) {
  for (std::size_t length = 0; length < sound_.size(); length += 1 + sound_.size() / 97) {
    EXPECT_NE(fault(sound_.substr(0, length)), "") << length;
  }
}

TEST_F(DamagedLavaFiles, FlippedBytesEndInAFaultOrANetwork) {
  RandomStream stream(1, hash_name("flip"));
  int refused = 0;
  for (int round = 0; round < 400; ++round) {
    std::string damaged = sound_;
    for (int flip = 0; flip < 3; ++flip) {
      damaged[stream.below(damaged.size())] = static_cast<char>(stream.below(256));
    }
    if (!fault(damaged).empty()) ++refused;
  }
  EXPECT_GT(refused, 10);
}

}  // namespace
}  // namespace engram::workloads
