#include "workloads/files/npy.hpp"

#include <gtest/gtest.h>

#include "tests/workloads/spikes/temporary_file.hpp"

namespace engram::workloads {
namespace {

using Values = std::vector<double>;

std::string file_of(const std::string& header, const std::string& data, char version = 1) {
  const std::size_t length = header.size();
  std::string bytes = std::string("\x93NUMPY", 6) + version + '\0';
  bytes += {static_cast<char>(length), static_cast<char>(length >> 8)};
  if (version > 1) bytes += std::string(2, '\0');
  return bytes + header + data;
}

std::string header(const std::string& descr, const std::string& shape,
                   const std::string& order = "False") {
  return "{'descr': '" + descr + "', 'fortran_order': " + order + ", 'shape': " + shape +
         ", }   \n";
}

NpyArray read(const std::string& bytes) {
  const TemporaryFile file("array.npy", bytes);
  return read_npy(file.path());
}

std::string fault_of(const std::string& bytes) {
  const TemporaryFile file("array.npy", bytes);
  try {
    read_npy(file.path());
  } catch (const FileFault& fault) {
    return std::string(fault.what()).substr(file.path().string().size());
  }
  return "accepted";
}

TEST(Npy, EveryTypeIsConverted) {
  const auto one = [](const std::string& descr, const std::string& bytes) {
    return read(file_of(header(descr, "(1,)"), bytes)).values.at(0);
  };
  EXPECT_EQ(one("|i1", "\xff"), -1);
  EXPECT_EQ(one("|u1", "\xff"), 255);
  EXPECT_EQ(one("|b1", "\x01"), 1);
  EXPECT_EQ(one("<i2", "\xfe\xff"), -2);
  EXPECT_EQ(one("<u2", "\xfe\xff"), 65534);
  EXPECT_EQ(one("<i4", std::string("\x00\x00\x00\x80", 4)), -2147483648.0);
  EXPECT_EQ(one("<u4", "\xff\xff\xff\xff"), 4294967295.0);
  EXPECT_EQ(one("<i8", std::string("\xfd\xff\xff\xff\xff\xff\xff\xff", 8)), -3);
  EXPECT_EQ(one("<u8", std::string("\x00\x00\x00\x00\x00\x00\x20\x00", 8)), 9007199254740992.0);
  EXPECT_EQ(one("<f2", std::string("\x00\xc2", 2)), -3);
  EXPECT_EQ(one("<f4", std::string("\x00\x00\x20\x40", 4)), 2.5);
  EXPECT_EQ(one("<f8", std::string("\x00\x00\x00\x00\x00\x00\x04\x40", 8)), 2.5);
}

TEST(Npy, AnyRankAndVersion) {
  const NpyArray cube = read(file_of(header("|u1", "(2, 1, 3)"), "\1\2\3\4\5\6", 2));
  EXPECT_EQ(cube.shape, (std::vector<std::uint64_t>{2, 1, 3}));
  EXPECT_EQ(cube.values, (Values{1, 2, 3, 4, 5, 6}));
  const NpyArray scalar = read(file_of(header("|u1", "()"), "\7", 3));
  EXPECT_TRUE(scalar.shape.empty());
  EXPECT_EQ(scalar.values, Values{7});
  EXPECT_TRUE(read(file_of(header("<f8", "(5, 0)"), "")).values.empty());
  EXPECT_EQ(read(file_of(header("|u1", "(2L,)"), "ab")).shape, std::vector<std::uint64_t>{2});
}

TEST(Npy, FortranOrderIsTurned) {
  EXPECT_EQ(read(file_of(header("|u1", "(2, 3)", "True"), "\1\4\2\5\3\6")).values,
            (Values{1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(read(file_of(header("|u1", "(2, 2, 2)", "True"), "\1\5\3\7\2\6\4\x8")).values,
            (Values{1, 2, 3, 4, 5, 6, 7, 8}));
}

TEST(Npy, TypesThatAreNotReadAreNamed) {
  const auto fault = [](const std::string& descr) {
    return fault_of(file_of(header(descr, "(1,)"), std::string(16, '\0')));
  };
  EXPECT_NE(fault(">f8").find("names a type: '>f8' is not little-endian"), std::string::npos);
  for (const char* descr : {"<c16", "|O", "<U3", "|S5", "<i3", "<f16", "", "<M8[ns]", "|V8"}) {
    EXPECT_NE(fault(descr).find("names a type"), std::string::npos) << descr;
  }
}

TEST(Npy, ShapesAreCheckedAgainstTheFile) {
  EXPECT_NE(
      fault_of(file_of(header("<f8", "(2,)"), std::string(15, '\0')))
          .find(": the array has the shape (2,) of items of 8 bytes, the file holds 15 bytes"),
      std::string::npos);
  EXPECT_NE(fault_of(file_of(header("<f8", "(1,)"), std::string(9, '\0'))), "accepted");
  const std::string huge = "(4294967296, 4294967296, 1152921504606846976)";
  EXPECT_NE(fault_of(file_of(header("<f8", huge), "")).find("the array has the shape"),
            std::string::npos);
  EXPECT_NE(
      fault_of(file_of(header("<f8", "(99999999999999999999999,)"), "")).find("too large a number"),
      std::string::npos);
}

TEST(Npy, BrokenHeadersAreNamedWithTheirOffset) {
  EXPECT_EQ(fault_of("PK\3\4"), ": byte 0: a zip archive (.npz?), expected one array (.npy)");
  EXPECT_EQ(fault_of("hello"), ": byte 0: not a .npy file (expected \\x93NUMPY)");
  EXPECT_EQ(fault_of(std::string("\x93NUMPY\x09\x00", 8)),
            ": byte 6: version 9 of .npy (expected 1, 2 or 3)");
  EXPECT_EQ(fault_of(file_of("{'descr' '<f8'}", "")),
            ": byte 19: the header of the .npy file is broken (expected ':')");
  for (const char* text :
       {"{", "{}", "{'descr': '<f8', 'fortran_order': False}", "{'x': 1}",
        "{'descr': '<f8', 'descr': '<f8'}", "{'descr': '<f8", "{'descr': [('a', '<f8', (2,))]}",
        "{'descr': [], 'fortran_order': False, 'shape': ()}",
        "{'fortran_order': Maybe, 'shape': (1,)}", "{'shape': (1, -1)}"}) {
    EXPECT_TRUE(fault_of(file_of(text, "")).find("the header of the .npy file") !=
                std::string::npos)
        << text;
  }
}

TEST(Npy, EveryTruncationIsRefused) {
  const std::string whole = file_of(header("<i2", "(3, 2)"), std::string(12, '\1'));
  ASSERT_EQ(fault_of(whole), "accepted");
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_NE(fault_of(whole.substr(0, length)), "accepted") << length;
  }
}

TEST(Npy, IntegersBeyondADoubleAreRefused) {
  EXPECT_NE(fault_of(file_of(header("<u8", "(1,)"), std::string("\1\0\0\0\0\0\x20\0", 8)))
                .find("an integer beyond 2^53"),
            std::string::npos);
  EXPECT_NE(fault_of(file_of(header("<i8", "(1,)"), std::string("\0\0\0\0\0\0\0\x80", 8))),
            "accepted");
}

}  // namespace
}  // namespace engram::workloads
