#include "workloads/hdf5/number_type.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "workloads/hdf5/hdf5_file.hpp"
#include "workloads/network/file_fault.hpp"

namespace engram::workloads {
namespace {

using Text = std::string;

/// "/numbers": one number of `type`, in whose description in the file `from` becomes `to`.
class NumberType : public testing::Test {
 protected:
  NumberType() : file_(testing::TempDir() + "engram_type_" + std::to_string(::getpid()) + ".h5") {}
  ~NumberType() override { std::filesystem::remove(file_); }

  Text fault_of(hid_t type, const Text& from, const Text& to) const {
    {
      const Hdf5Id file(H5Fcreate(file_.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT),
                        H5Fclose);
      const Hdf5Id space(H5Screate(H5S_SCALAR), H5Sclose);
      const Hdf5Id data(H5Dcreate2(file.get(), "numbers", type, space.get(), H5P_DEFAULT,
                                   H5P_DEFAULT, H5P_DEFAULT),
                        H5Dclose);
      const double one = 1;
      H5Dwrite(data.get(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, &one);
    }
    replace(from, to);
    try {
      EXPECT_EQ(Hdf5File(file_).read_numbers("/numbers").values, (std::vector<double>{1}));
    } catch (const FileFault& fault) {
      return fault.what();
    }
    return "";
  }

  void replace(const Text& from, const Text& to) const {
    std::ifstream in(file_, std::ios::binary);
    Text bytes{std::istreambuf_iterator<char>(in), {}};
    const std::size_t at = bytes.find(from);
    ASSERT_NE(at, Text::npos);
    bytes.replace(at, to.size(), to);
    std::ofstream(file_, std::ios::binary) << bytes;
  }

  std::filesystem::path file_;
};

constexpr const char* kOutside = "its number type has bits outside its bytes";

// An integer's description: class and flags (4 bytes), size (4), offset of its bits (2), precision
// (2).
TEST_F(NumberType, OfIntegers) {
  const Text sound("\x10\x08\0\0\x04\0\0\0\0\0\x20\0", 12);
  const auto with = [&](char offset, char precision) {
    Text bytes = sound;
    bytes[8] = offset;
    bytes[10] = precision;
    return fault_of(H5T_STD_I32LE, sound, bytes);
  };
  EXPECT_EQ(with(0, 32), "");
  EXPECT_EQ(with(0, 31), "");
  EXPECT_NE(with(1, 32).find(kOutside), Text::npos);
  EXPECT_NE(with(127, 32).find(kOutside), Text::npos);
  EXPECT_NE(with(0, 33).find(kOutside), Text::npos);
}

// A float's: the same, then exponent (from, bits), mantissa (from, bits), bias.
TEST_F(NumberType, OfFloats) {
  const Text sound("\0\0\x20\0\x17\x08\0\x17", 8);
  const auto with = [&](char exponent, char mantissa_bits) {
    Text bytes = sound;
    bytes[4] = exponent;
    bytes[7] = mantissa_bits;
    return fault_of(H5T_IEEE_F32LE, sound, bytes);
  };
  EXPECT_EQ(with(23, 23), "");
  EXPECT_NE(with(25, 23).find(kOutside), Text::npos);
  EXPECT_NE(with(120, 23).find(kOutside), Text::npos);
  EXPECT_NE(with(23, 33).find(kOutside), Text::npos);
}

}  // namespace
}  // namespace engram::workloads
