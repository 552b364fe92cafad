#include "workloads/spikes/labels.hpp"

#include <gtest/gtest.h>

#include "temporary_file.hpp"
#include "workloads/network/file_fault.hpp"

namespace engram::workloads {
namespace {

std::string fault_of(const std::string& name, const std::string& text) {
  const TemporaryFile file(name, text);
  try {
    SampleLabels labels(file.path());
  } catch (const FileFault& fault) {
    std::string what = fault.what();
    for (std::size_t at = what.find(file.path().string()); at != std::string::npos;
         at = what.find(file.path().string())) {
      what.replace(at, file.path().string().size(), "F");
    }
    return what;
  }
  return "";
}

TEST(SampleLabels, ReadsTheTextOfNmnist) {
  const TemporaryFile file("labels.txt", "#sample #class\r\n60001\t7\r\n60002\t2\r\n");
  const SampleLabels labels(file.path());
  EXPECT_EQ(labels.size(), 2U);
  EXPECT_EQ(labels.of("60001"), 7U);
  EXPECT_EQ(labels.of(60002), 2U);
  EXPECT_EQ(labels.of("60003"), std::nullopt);
}

TEST(SampleLabels, ReadsCsvWithAndWithoutAHeader) {
  const TemporaryFile named("a.csv", "label,notes,sample\n3,x,one\n4,y,two\n");
  EXPECT_EQ(SampleLabels(named.path()).of("one"), 3U);
  EXPECT_EQ(SampleLabels(named.path()).of("two"), 4U);
  const TemporaryFile bare("b.csv", "one, 3\n\n# of the second half\ntwo, 4\n");
  EXPECT_EQ(SampleLabels(bare.path()).size(), 2U);
  EXPECT_EQ(SampleLabels(bare.path()).of("two"), 4U);
}

TEST(SampleLabels, ANumberIsOneWithOrWithoutLeadingZeros) {
  const TemporaryFile file("a.csv", "1,5\n000,6\na1,7\n");
  const SampleLabels labels(file.path());
  EXPECT_EQ(labels.of("00001"), 5U);
  EXPECT_EQ(labels.of(0), 6U);
  EXPECT_EQ(labels.of("a1"), 7U);
  EXPECT_EQ(labels.of("a01"), std::nullopt);
}

TEST(SampleLabels, ReadsIdxAndNpy) {
  const TemporaryFile idx("labels-idx1-ubyte",
                          std::string("\x00\x00\x08\x01\x00\x00\x00\x03\x07\x02\x01", 11));
  EXPECT_EQ(SampleLabels(idx.path()).of(0), 7U);
  EXPECT_EQ(SampleLabels(idx.path()).of("2"), 1U);
  const std::string dictionary = "{'descr': '<i2', 'fortran_order': False, 'shape': (2,), }  \n";
  const TemporaryFile npy("labels.npy", std::string("\x93NUMPY\x01\x00", 8) +
                                            static_cast<char>(dictionary.size()) + '\0' +
                                            dictionary + std::string("\x05\x00\x09\x00", 4));
  EXPECT_EQ(SampleLabels(npy.path()).of(1), 9U);
}

TEST(SampleLabels, AllFaultsAtOnce) {
  EXPECT_EQ(fault_of("a.csv", "sample,label\na,1\nb\nc,-1\nd,1.5\na,2\ne,70000\n"),
            "F:3: found 1 fields, expected a sample and its class\n"
            "F:4: the class '-1' is negative\n"
            "F:5: the class '1.5' has a fraction\n"
            "F:6: sample 'a' is given the class 2, and before that 1\n"
            "F:7: the class 70000 is too large (at most 65535)");
  EXPECT_EQ(fault_of("a.csv", ""), "F: no label in it");
  EXPECT_EQ(fault_of("a.csv", "sample,label\n"), "F: no label in it");
  EXPECT_EQ(
      fault_of("a.idx", std::string("\x00\x00\x08\x02\x00\x00\x00\x01\x00\x00\x00\x02\1\2", 14)),
      "F: labels of more than one number a sample (expected one axis)");
  EXPECT_EQ(fault_of("a.idx", std::string("\x00\x00\x09\x01\x00\x00\x00\x01\xff", 9)),
            "F: sample 0: the class is -1.000000 (expected a whole number from 0 to 65535)");
}

}  // namespace
}  // namespace engram::workloads
