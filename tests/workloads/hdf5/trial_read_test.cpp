#include "workloads/hdf5/trial_read.hpp"

#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include <fstream>
#include <iterator>

#include "workloads/hdf5/hdf5_file.hpp"
#include "workloads/network/file_fault.hpp"

namespace engram::workloads {
namespace {

using Bytes = std::vector<unsigned char>;

/// One file with one data set, "/numbers": 64 doubles in one chunk, stored as given.
class TrialRead : public testing::Test {
 protected:
  TrialRead() : file_(testing::TempDir() + "engram_trial_" + std::to_string(::getpid()) + ".h5") {}
  ~TrialRead() override { std::filesystem::remove(file_); }

  void write(const Bytes& chunk, bool deflate, unsigned skipped = 0) {
    const hsize_t dims[] = {elements};
    const Hdf5Id file(H5Fcreate(file_.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), H5Fclose);
    const Hdf5Id space(H5Screate_simple(1, dims, nullptr), H5Sclose);
    const Hdf5Id creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    H5Pset_chunk(creation.get(), 1, dims);
    if (deflate) H5Pset_deflate(creation.get(), 4);
    const Hdf5Id data(H5Dcreate2(file.get(), "numbers", H5T_IEEE_F64LE, space.get(), H5P_DEFAULT,
                                 creation.get(), H5P_DEFAULT),
                      H5Dclose);
    const hsize_t start[] = {0};
    ASSERT_GE(H5Dwrite_chunk(data.get(), H5P_DEFAULT, skipped, start, chunk.size(), chunk.data()),
              0);
  }

  static Bytes packed(std::size_t bytes) {
    const Bytes plain(bytes, 0);
    Bytes result(compressBound(bytes));
    uLongf size = result.size();
    compress(result.data(), &size, plain.data(), bytes);
    result.resize(size);
    return result;
  }

  std::string fault() const {
    try {
      Hdf5File(file_).read_numbers("/numbers");
    } catch (const FileFault& fault) {
      return fault.what();
    }
    return "";
  }

  static constexpr hsize_t elements = 64;
  static constexpr std::size_t whole = elements * sizeof(double);
  std::filesystem::path file_;
};

TEST_F(TrialRead, WhatIsSoundIsRead) {
  write(packed(whole), true);
  EXPECT_EQ(trial_read(file_), std::nullopt);
  EXPECT_EQ(fault(), "");
  write(Bytes(whole), false);
  EXPECT_EQ(trial_read(file_), std::nullopt);
  write(Bytes(whole), true, 1);  // a chunk that skips its filter
  EXPECT_EQ(trial_read(file_), std::nullopt);
}

TEST_F(TrialRead, AChunkThatUnpacksToTheWrongSizeIsRefused) {
  const std::string refused = file_.string() + ": /numbers: damaged: the HDF5 library fails on it";
  for (const std::size_t size : {whole - 8, whole + 8, std::size_t{0}, 100 * whole}) {
    write(packed(size), true);
    EXPECT_EQ(fault(), refused) << size;
  }
  write(Bytes(whole - 8), true, 1);
  EXPECT_EQ(fault(), refused);
  Bytes broken = packed(whole);
  broken.resize(broken.size() - 6);
  write(broken, true);
  EXPECT_EQ(fault(), refused);
}

/// A data set in one piece is not read by the child; what it says of itself must lie in the file
/// all the same.
TEST_F(TrialRead, NumbersInOnePieceMustLieInTheFile) {
  constexpr hsize_t count = 1 << 15;
  const std::vector<float> values(count, 1.5F);
  {
    const Hdf5Id file(H5Fcreate(file_.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), H5Fclose);
    const Hdf5Id space(H5Screate_simple(1, &count, nullptr), H5Sclose);
    const Hdf5Id data(H5Dcreate2(file.get(), "numbers", H5T_IEEE_F32LE, space.get(), H5P_DEFAULT,
                                 H5P_DEFAULT, H5P_DEFAULT),
                      H5Dclose);
    H5Dwrite(data.get(), H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
  }
  EXPECT_EQ(Hdf5File(file_).read_floats("/numbers").value().values, values);
  EXPECT_EQ(Hdf5File(file_).read_numbers("/numbers").values, std::vector<double>(count, 1.5));
  std::filesystem::resize_file(file_, std::filesystem::file_size(file_) - 4096);
  EXPECT_NE(fault(), "");
}

/// In parts of whole rows, whatever the dimensions; and as one where it is packed.
TEST_F(TrialRead, FloatsAreReadInPartsInTheOrderOfTheFile) {
  std::vector<float> values(1 << 18);
  for (std::size_t k = 0; k < values.size(); ++k) values[k] = static_cast<float>(k);
  for (const std::vector<hsize_t>& dims : {std::vector<hsize_t>{1 << 18},
                                           {1, 1, 1 << 10, 1 << 8},
                                           {3, 1 << 16},
                                           {87381, 3},
                                           {2, 1 << 17},
                                           {1, 1},
                                           {}}) {
    for (const bool packed : {false, true}) {
      if (packed && dims.empty()) continue;
      hsize_t count = 1;
      for (const hsize_t dim : dims) count *= dim;
      {
        const Hdf5Id file(H5Fcreate(file_.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT),
                          H5Fclose);
        const int rank = static_cast<int>(dims.size());
        const Hdf5Id space(H5Screate_simple(rank, dims.data(), nullptr), H5Sclose);
        const Hdf5Id creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
        if (packed) H5Pset_chunk(creation.get(), rank, dims.data());
        if (packed) H5Pset_deflate(creation.get(), 1);
        const Hdf5Id data(H5Dcreate2(file.get(), "numbers", H5T_IEEE_F32LE, space.get(),
                                     H5P_DEFAULT, creation.get(), H5P_DEFAULT),
                          H5Dclose);
        H5Dwrite(data.get(), H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
      }
      const Hdf5File file(file_);
      std::vector<float> seen;
      const auto see = [&](std::span<const float> part) {
        seen.insert(seen.end(), part.begin(), part.end());
      };
      const std::vector<float> expected(values.begin(),
                                        values.begin() + static_cast<std::ptrdiff_t>(count));
      const Hdf5Floats read = file.read_floats("/numbers", see).value();
      EXPECT_EQ(read.values, expected);
      EXPECT_EQ(read.shape, std::vector<std::uint64_t>(dims.begin(), dims.end()));
      EXPECT_EQ(seen, expected);
      ASSERT_EQ(file.can_visit_floats("/numbers"), !packed);
      if (packed) continue;
      seen.clear();
      file.visit_floats("/numbers", see);
      EXPECT_EQ(seen, expected);
    }
  }
}

TEST_F(TrialRead, OnlyFloat32IsReadAsFloat32) {
  write(packed(whole), true);
  EXPECT_FALSE(Hdf5File(file_).read_floats("/numbers").has_value());
  EXPECT_FALSE(Hdf5File(file_).can_visit_floats("/numbers"));
}

TEST_F(TrialRead, WhatIsNoHdf5IsLeftToTheCaller) {
  std::ofstream(file_) << "hello";
  EXPECT_EQ(trial_read(file_), std::nullopt);
}

TEST_F(TrialRead, AFilterOfUnknownResultIsRefusedByName) {
  const hsize_t dims[] = {elements};
  {
    const Hdf5Id file(H5Fcreate(file_.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), H5Fclose);
    const Hdf5Id space(H5Screate_simple(1, dims, nullptr), H5Sclose);
    const Hdf5Id creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    H5Pset_chunk(creation.get(), 1, dims);
    H5Pset_nbit(creation.get());
    const Hdf5Id data(H5Dcreate2(file.get(), "numbers", H5T_IEEE_F64LE, space.get(), H5P_DEFAULT,
                                 creation.get(), H5P_DEFAULT),
                      H5Dclose);
    const std::vector<double> values(elements, 1.0);
    H5Dwrite(data.get(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
  }
  EXPECT_NE(fault().find("a filter other than deflate, shuffle and fletcher32"), std::string::npos);
}

}  // namespace
}  // namespace engram::workloads
