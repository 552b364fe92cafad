#include <gtest/gtest.h>

#include <limits>

#include "nir_writer.hpp"
#include "workloads/nir/import.hpp"

namespace engram::workloads {
namespace {

/// A matrix that stays in its file (NirOptions::parts_from).
class LeftMatrix : public testing::Test {
 protected:
  NirWriter writer() { return NirWriter(file_); }
  const Projection& only(const Network& network) {
    EXPECT_EQ(network.projections().size(), 1U);
    return network.graph[network.projections().at(0)];
  }
  std::vector<double> all_different(std::size_t count) {
    std::vector<double> values(count);
    for (std::size_t k = 0; k < count; ++k) values[k] = static_cast<double>(k) / 3;
    return values;
  }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_ / "matrix.nir";
};

/// What a file with one matrix becomes with its weights, and without.
TEST_F(LeftMatrix, IsTheSamePartByPart) {
  constexpr std::uint32_t in = 300, out = 400;
  const std::vector<double> weight = all_different(std::size_t{in} * out);
  NirOptions left;
  left.parts_from = in * out;
  left.transposed_weights = true;
  const auto write = [&](const std::vector<hsize_t>& shape, bool scaled, hid_t type) {
    NirWriter file = writer();
    file.input("in", {in}).node("fc", "Linear").field("weight", weight, shape, type);
    if (scaled) file.node("twice", "Scale").field("scale", 2.0);
    file.integrate_and_fire("lif", out).output("out");
    file.edges(
        scaled ? NirWriter::Edges{{"in", "fc"}, {"fc", "twice"}, {"twice", "lif"}, {"lif", "out"}}
               : NirWriter::Edges{{"in", "fc"}, {"fc", "lif"}, {"lif", "out"}});
  };
  const auto same = [&](bool stays) {
    Network parts = import_nir(file_, {"nir", 0}, left);
    NirOptions whole = left;
    whole.parts_from = kNoProjection;
    const Network read = import_nir(file_, {"nir", 0}, whole);
    EXPECT_EQ(weights(only(parts).connection).empty(), stays);
    EXPECT_EQ(weight_count(only(parts)), std::uint64_t{in} * out);
    fetch_weights(parts);
    EXPECT_EQ(weights(only(parts).connection), weights(only(read).connection));
  };
  write({out, in}, false, H5T_IEEE_F32LE);
  same(true);
  write({out, in}, true, H5T_IEEE_F32LE);
  same(false);  // multiplied
  write({in, out}, false, H5T_IEEE_F32LE);
  same(false);  // turned round
  write({out, in}, false, H5T_IEEE_F64LE);
  same(false);  // converted
  left.parts_from = in * out + 1;
  write({out, in}, false, H5T_IEEE_F32LE);
  same(false);  // small
}

TEST_F(LeftMatrix, IsCheckedAllTheSame) {
  std::vector<double> weight(128 * 128, 1.0);
  NirOptions left;
  left.parts_from = 1;
  const auto write = [&] {
    writer()
        .input("in", {128})
        .node("fc", "Linear")
        .field("weight", weight, {128, 128}, H5T_IEEE_F32LE)
        .integrate_and_fire("lif", 128)
        .output("out")
        .edges({{"in", "fc"}, {"fc", "lif"}, {"lif", "out"}});
  };
  write();
  Network network = import_nir(file_, {"nir", 0}, left);
  weight.back() = std::numeric_limits<double>::infinity();
  write();
  EXPECT_THROW(fetch_weights(network), FileFault) << "the file has become another";
  try {
    import_nir(file_, {"nir", 0}, left);
    FAIL() << "an infinite weight was taken";
  } catch (const FileFault& fault) {
    EXPECT_NE(std::string(fault.what()).find("/node/nodes/fc/weight: holds a value that is not"),
              std::string::npos)
        << fault.what();
  }
}

}  // namespace
}  // namespace engram::workloads
