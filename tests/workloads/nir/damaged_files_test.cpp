#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "nir_writer.hpp"
#include "workloads/network/random.hpp"
#include "workloads/nir/import.hpp"

/// HDF5 itself leaks object headers of damaged files; our own leaks still count.
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libhdf5";
}

namespace engram::workloads {
namespace {

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

class DamagedFiles : public testing::Test {
 protected:
  std::string fault(const std::string& bytes) {
    std::ofstream(file_, std::ios::binary) << bytes;
    try {
      import_nir(file_, {"sinabs", 1e-3});
    } catch (const FileFault& fault) {
      return fault.what();
    }
    return "";
  }
  /// A small network: text, integers, floats.
  std::string sound() {
    NirWriter(folder_ / "sound.nir")
        .input("in", {2, 4, 4})
        .node("conv", "Conv2d")
        .field("weight", std::vector<double>(36, 0.5), {2, 2, 3, 3}, H5T_NATIVE_FLOAT)
        .field("stride", std::vector<double>{1, 1})
        .integrate_and_fire("n", 8)
        .output("out")
        .edges({{"in", "conv"}, {"conv", "n"}, {"n", "out"}});
    return bytes_of(folder_ / "sound.nir");
  }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_ / "damaged.nir";
};

TEST_F(DamagedFiles, TheSoundFileIsAccepted) {
  EXPECT_EQ(fault(sound()), "");
}

TEST_F(DamagedFiles, WhatIsNoHdf5IsCalledWhatItIs) {
  EXPECT_NE(fault("").find(": empty"), std::string::npos);
  EXPECT_NE(fault("PK\x03\x04 torch").find("zip archive"), std::string::npos);
  EXPECT_NE(fault("version https://git-lfs.github.com/spec/v1\noid sha256:0\n").find("Git LFS"),
            std::string::npos);
  EXPECT_NE(fault("hello").find("not an HDF5 file"), std::string::npos);
  EXPECT_THROW(import_nir(folder_ / "absent.nir", {"sinabs"}), FileFault);
  EXPECT_THROW(import_nir(folder_ / ".", {"sinabs"}), FileFault);
}

TEST_F(DamagedFiles, AnotherHdf5FileIsNoGraph) {
  Hdf5Id(H5Fcreate(file_.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), H5Fclose);
  try {
    import_nir(file_, {"sinabs"});
    FAIL() << "an empty HDF5 file was accepted";
  } catch (const FileFault& fault) {
    EXPECT_EQ(std::string(fault.what()),
              file_.string() + ": /node/nodes: missing; this HDF5 file holds no NIR graph");
  }
  NirWriter(file_, "NIRGraphData").edges({});
  EXPECT_THROW(import_nir(file_, {"sinabs"}), FileFault);
}

TEST_F(DamagedFiles, EveryTruncationIsRefused) {
  const std::string whole = sound();
  for (std::size_t length = 0; length < whole.size(); length += 1 + whole.size() / 97) {
    EXPECT_NE(fault(whole.substr(0, length)).find(file_.string()), std::string::npos) << length;
  }
  EXPECT_NE(fault(whole.substr(0, whole.size() - 1)), "");
}

TEST_F(DamagedFiles, RealFilesTruncatedAreRefused) {
  const std::filesystem::path real =
      std::filesystem::path(ENGRAM_REFERENCE_DIR) / "real" / "nir" / "cnn_sinabs.nir";
  if (!std::filesystem::exists(real)) {
    GTEST_SKIP() << "reference data not found at " << ENGRAM_REFERENCE_DIR;
  }
  const std::string whole = bytes_of(real);
  EXPECT_EQ(fault(whole), "");
  for (const std::size_t length : {whole.size() / 2, whole.size() - 100, std::size_t{600}}) {
    EXPECT_NE(fault(whole.substr(0, length)).find("truncated"), std::string::npos) << length;
  }
}

/// The strings of a file lie in heap collections; the library itself does not survive a bad one.
TEST_F(DamagedFiles, EveryWordOfAHeapIsChecked) {
  const std::string whole = sound();
  const std::size_t heap = whole.find("GCOL");
  ASSERT_NE(heap, std::string::npos);
  int refused = 0;
  for (std::size_t word = heap; word < heap + 256; word += 8) {
    for (const char value : {'\x00', '\x7f', '\xff'}) {
      std::string damaged = whole;
      damaged.replace(word, 8, 8, value);
      if (!fault(damaged).empty()) ++refused;
    }
  }
  EXPECT_GT(refused, 60);
}

/// A flipped byte gives a FileFault or a network, never another end.
TEST_F(DamagedFiles, FlippedBytesEndInAFaultOrANetwork) {
  const std::string whole = sound();
  RandomStream stream(1, hash_name("flip"));
  int refused = 0;
  for (int round = 0; round < 200; ++round) {
    std::string damaged = whole;
    for (int flip = 0; flip < 3; ++flip) {
      damaged[stream.below(damaged.size())] = static_cast<char>(stream.below(256));
    }
    if (!fault(damaged).empty()) ++refused;
  }
  EXPECT_GT(refused, 10);
}

}  // namespace
}  // namespace engram::workloads
