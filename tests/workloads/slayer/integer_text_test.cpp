#include "workloads/slayer/integer_text.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <fstream>

namespace engram::workloads {
namespace {

class IntegerText : public testing::Test {
 protected:
  ~IntegerText() override { std::filesystem::remove(file_); }
  std::vector<float> read(const std::string& text, std::uint64_t count) {
    std::ofstream(file_, std::ios::binary) << text;
    return read_integer_text(file_, count, 32767);
  }
  /// Without the name of the file.
  std::string faults(const std::string& text, std::uint64_t count) {
    try {
      read(text, count);
    } catch (const FileFault& fault) {
      std::string all = fault.what();
      for (std::size_t at = all.find(file_.string()); at != std::string::npos;
           at = all.find(file_.string())) {
        all.erase(at, file_.string().size());
      }
      return all;
    }
    return "";
  }

 private:
  std::filesystem::path file_ =
      std::filesystem::temp_directory_path() / ("engram_text_" + std::to_string(::getpid()));
};

TEST_F(IntegerText, OneALineOrManyAsSavetxtWritesThem) {
  const std::vector<float> expected = {2, -4, 0, 32767};
  EXPECT_EQ(read("2\n-4\n0\n32767\n", 4), expected);
  EXPECT_EQ(read("2 -4\r\n0 32767", 4), expected);
  EXPECT_EQ(read("2,-4\n0,32767\n", 4), expected);
}

TEST_F(IntegerText, MinusZeroIsZero) {
  const std::vector<float> read_zero = read("-0\n-0.0\n", 2);
  EXPECT_EQ(read_zero, (std::vector<float>{0, 0}));
  EXPECT_FALSE(std::signbit(read_zero[0])) << "no second zero beside the first";
}

TEST_F(IntegerText, WholeNumbersInOtherClothes) {
  EXPECT_EQ(read("2.000000000000000000e+00 -3e1 +7", 3), (std::vector<float>{2, -30, 7}));
}

TEST_F(IntegerText, FaultsNameTheirLine) {
  EXPECT_EQ(faults("1\n2.5\n\nx\n40000\n-32768 nan\n1e999\n", 8),
            ":2: found 2.5, which has a fraction, expected a whole number\n"
            ":4: found 'x', expected a whole number\n"
            ":5: found 40000, expected at most 32767 in size\n"
            ":6: found -32768, expected at most 32767 in size\n"
            ":6: found 'nan', expected a whole number\n"
            ":7: found 1e999, expected at most 32767 in size\n"
            ":8: found 7 weights, expected 8");
  EXPECT_EQ(faults("1 2 3\n4\n", 3), ":3: found 4 weights, expected 3");
  EXPECT_EQ(faults("", 1), ":1: found 0 weights, expected 1");
}

TEST_F(IntegerText, ShowsTwentyFaultsAndCountsTheRest) {
  std::string text;
  for (int line = 0; line < 30; ++line) text += "x\n";
  const std::string all = faults(text, 30);
  EXPECT_NE(all.find(":20: found 'x'"), std::string::npos);
  EXPECT_EQ(all.find(":21: found 'x'"), std::string::npos);
  EXPECT_NE(all.find(": and 10 more faults"), std::string::npos) << all;
}

TEST_F(IntegerText, ALongWordIsCutShort) {
  const std::string all = faults(std::string(100000, '7'), 1);
  EXPECT_LT(all.size(), 300U);
  EXPECT_NE(all, "");
}

TEST(IntegerTextFile, MustBeThere) {
  EXPECT_THROW(read_integer_text("/no/such/file", 1, 1), FileFault);
  EXPECT_THROW(read_integer_text("/tmp", 1, 1), FileFault);
}

}  // namespace
}  // namespace engram::workloads
