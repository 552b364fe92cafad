#include "workloads/arrays/array_reader.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include "tests/workloads/spikes/temporary_file.hpp"

namespace engram::workloads {
namespace {

using Bytes = std::string;
using Values = std::vector<double>;

Bytes idx(unsigned char type, const std::vector<std::uint32_t>& shape, const Bytes& data) {
  Bytes bytes{'\0', '\0', static_cast<char>(type), static_cast<char>(shape.size())};
  for (const std::uint32_t size : shape) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(size >> shift);
  }
  return bytes + data;
}

Bytes npy(const Bytes& dictionary, const Bytes& data) {
  return Bytes("\x93NUMPY\x01\x00", 8) + static_cast<char>(dictionary.size()) + '\0' + dictionary +
         data;
}

Bytes gzipped(const Bytes& bytes) {
  const TemporaryFile file("x.gz", "");
  gzFile stream = gzopen(file.path().c_str(), "wb");
  gzwrite(stream, bytes.data(), static_cast<unsigned>(bytes.size()));
  gzclose(stream);
  Bytes packed(std::filesystem::file_size(file.path()), ' ');
  FILE* raw = std::fopen(file.path().c_str(), "rb");
  EXPECT_EQ(std::fread(packed.data(), 1, packed.size(), raw), packed.size());
  std::fclose(raw);
  return packed;
}

std::vector<Values> all_of(const Bytes& bytes) {
  const TemporaryFile file("array", bytes);
  const auto reader = open_array(file.path());
  std::vector<Values> slices;
  while (slices.size() < reader->slices()) slices.push_back(reader->next());
  return slices;
}

std::string fault_of(const Bytes& bytes) {
  const TemporaryFile file("array", bytes);
  try {
    const auto reader = open_array(file.path());
    for (std::uint64_t i = 0; i < reader->slices(); ++i) reader->next();
  } catch (const FileFault& fault) {
    const std::string text = std::string(fault.what()).substr(file.path().string().size() + 1);
    return text.starts_with(" byte") ? text.substr(1) : text;
  }
  return "";
}

TEST(Idx, ReadsImages) {
  const Bytes bytes = idx(8, {2, 1, 3}, Bytes("\x00\x01\xff\x02\x03\x04", 6));
  EXPECT_EQ(all_of(bytes), (std::vector<Values>{{0, 1, 255}, {2, 3, 4}}));
  EXPECT_EQ(all_of(gzipped(bytes)), all_of(bytes));
}

TEST(Idx, ReadsEveryType) {
  EXPECT_EQ(all_of(idx(0x09, {1}, "\xfe"))[0], Values{-2});
  EXPECT_EQ(all_of(idx(0x0b, {1}, "\xff\xfe"))[0], Values{-2});
  EXPECT_EQ(all_of(idx(0x0c, {1}, Bytes("\x80\x00\x00\x00", 4)))[0], Values{-2147483648.0});
  EXPECT_EQ(all_of(idx(0x0d, {1}, Bytes("\x3f\xc0\x00\x00", 4)))[0], Values{1.5});
  EXPECT_EQ(all_of(idx(0x0e, {1}, Bytes("\xbf\xf8\x00\x00\x00\x00\x00\x00", 8)))[0], Values{-1.5});
}

TEST(Idx, LongSlicesComeInBlocks) {
  Bytes data;
  for (int i = 0; i < 200'000; ++i) data += static_cast<char>(i % 251);
  const Values slice = all_of(gzipped(idx(8, {1, 200, 1000}, data)))[0];
  ASSERT_EQ(slice.size(), 200'000U);
  for (int i = 0; i < 200'000; ++i) ASSERT_EQ(slice[i], i % 251);
}

TEST(Npy, ReadsNumbersInCOrder) {
  const Bytes floats = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }\n",
                           Bytes("\x00\x00\xc0\x3f\x00\x00\x00\xbf", 8));
  EXPECT_EQ(all_of(floats), (std::vector<Values>{{1.5}, {-0.5}}));
  const Bytes bytes =
      npy("{'descr': '|u1', 'fortran_order': False, 'shape': (1, 2), }\n", "\x07\xff");
  EXPECT_EQ(all_of(bytes), (std::vector<Values>{{7, 255}}));
}

TEST(Csv, ReadsLinesOfNumbers) {
  const std::vector<Values> rows{{0, 1.5, -2}, {3e2, 4, 5}};
  EXPECT_EQ(all_of("0,1.5,-2\n3e2, 4,5\n"), rows);
  EXPECT_EQ(all_of("a,b,c\r\n0,1.5,-2\r\n\r\n3e2,4,5"), rows);  // header, no end of the last line
  EXPECT_EQ(all_of(gzipped("0,1.5,-2\n3e2,4,5\n")), rows);
  Bytes wide = "1";
  for (int i = 0; i < 20'000; ++i) wide += ",2";
  EXPECT_EQ(all_of(wide + "\n").at(0).size(), 20'001U);
}

TEST(Csv, FaultsNameTheLine) {
  EXPECT_EQ(fault_of("1,2\n\n1,2,3\n"), "3: found 3 numbers, expected 2 as in the lines before");
  EXPECT_EQ(fault_of("1,2\n1,x\n"), "2: column 2: found 'x', expected a number");
  EXPECT_EQ(fault_of("1,2\n1,inf\n"), "2: column 2: found 'inf', expected a number");
  EXPECT_EQ(fault_of("hello, world\n"), " holds no line of numbers");
  EXPECT_EQ(fault_of(Bytes("1,2\0,3\n", 7)), "byte 0: a NUL byte in a line of text");
}

TEST(ArrayFaults, SayWhatAndWhere) {
  EXPECT_EQ(fault_of("\x01 hello"),
            "byte 0: neither IDX (0 0 ..., plain or gzip), .npy (\\x93NUMPY) nor lines of numbers");
  EXPECT_EQ(fault_of(gzipped("\x01\x02\x03\x04")),
            "byte 4: no IDX header (found 1 2 and type 3, expected 0 0 and type 8, 9, 11, "
            "12, 13 or 14)");
  EXPECT_EQ(fault_of(Bytes("\0\0\x08\x02\0\0\0", 7)),
            "byte 4: the file ends inside the IDX header (found 3 bytes, expected 4)");
  EXPECT_EQ(fault_of(idx(8, {}, "")), "byte 4: an array without axes (expected a list of samples)");
  EXPECT_EQ(fault_of(idx(8, {1, 1, 1, 1, 1, 1, 1, 1, 1}, "a")),
            "byte 4: an IDX array of 9 axes (at most 8)");
  EXPECT_EQ(fault_of(idx(8, {3, 2}, "abc")),
            "byte 14: the file ends inside sample 1 (found 1 bytes, expected 2)");
  EXPECT_EQ(fault_of(idx(8, {1, 2}, "abc")), "byte 14: data after the last of 1 samples");
  EXPECT_EQ(fault_of(npy("{'descr': '<f4', 'fortran_order': True, 'shape': (1, 1), }\n", "abcd")),
            "byte 0: an array in Fortran order (expected C order: the first axis is the sample)");
}

/// Sizes that no memory holds: refused, or found short, before anything is allocated.
TEST(ArrayFaults, HugeSizesAllocateNothing) {
  EXPECT_EQ(fault_of(idx(8, {1, 0xffffffffU, 0xffffffffU, 0xffffffffU}, "")),
            "byte 20: one sample has more than 16777216 numbers");
  EXPECT_EQ(fault_of(idx(8, {1, 4096, 4097}, "")),
            "byte 16: one sample has more than 16777216 numbers");
  EXPECT_EQ(fault_of(idx(8, {0xffffffffU, 1}, "a")),
            "byte 13: the file ends inside sample 1 (found 0 bytes, expected 1)");
}

TEST(ArrayFaults, SamplesOfNoNumbersWouldNeverEnd) {
  EXPECT_EQ(fault_of(idx(8, {1000, 0}, "")),
            "byte 12: samples of no numbers (an axis after the first has size 0)");
}

TEST(ArrayFaults, DamagedCompression) {
  Bytes noise;
  for (std::uint32_t i = 0, x = 1; i < 100'000; ++i) {
    x = x * 1664525 + 1013904223;
    noise += static_cast<char>(x >> 24);
  }
  Bytes packed = gzipped(idx(8, {100, 1000}, noise));
  EXPECT_NE(fault_of(packed.substr(0, packed.size() / 2))
                .find("of the compressed file: the data "
                      "ends too early"),
            std::string::npos);
  packed[packed.size() / 2] = static_cast<char>(packed[packed.size() / 2] ^ 0x55);
  packed[packed.size() - 6] = static_cast<char>(packed[packed.size() - 6] ^ 0x55);  // the checksum
  EXPECT_NE(fault_of(packed).find("of the compressed file: the data is damaged"),
            std::string::npos);
}

TEST(ArrayFaults, NoSuchFile) {
  EXPECT_THROW(open_array("no-such-file"), FileFault);
  EXPECT_THROW(open_array(std::filesystem::temp_directory_path()), FileFault);
}

}  // namespace
}  // namespace engram::workloads
