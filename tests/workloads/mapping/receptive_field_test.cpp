#include "workloads/mapping/receptive_field.hpp"

#include <gtest/gtest.h>

#include <set>

#include "random_network.hpp"

namespace engram::workloads {
namespace {

using Inputs = std::vector<std::uint32_t>;

TEST(ReceptiveField, OneOutputReadsItsWindow) {
  // 4x4 input, 3x3 kernel, stride 1, padding 1 -> 4x4.
  const ConvGeometry g{1, 4, 4, 1, 4, 4, 3, 3, 1, 1, 1, 1};
  EXPECT_EQ(receptive_field(g, 0, 1), (Inputs{0, 1, 4, 5}));
  EXPECT_EQ(receptive_field(g, 5, 1), (Inputs{0, 1, 2, 4, 5, 6, 8, 9, 10}));
  EXPECT_EQ(receptive_field(g, 14, 2), (Inputs{9, 10, 11, 13, 14, 15}));
}

TEST(ReceptiveField, GroupsSeeTheirOwnMaps) {
  const ConvGeometry g{4, 1, 2, 2, 1, 2, 1, 1, 1, 1, 0, 0, 1, 1, 2};
  EXPECT_EQ(receptive_field(g, 0, 2), (Inputs{0, 1, 2, 3}));
  EXPECT_EQ(receptive_field(g, 3, 1), (Inputs{5, 7}));
  EXPECT_EQ(receptive_field(g, 1, 2), (Inputs{1, 3, 4, 6}));
}

TEST(ReceptiveField, StrideAndDilationLeaveInputsOut) {
  const ConvGeometry g{1, 1, 9, 1, 1, 2, 1, 2, 1, 4, 0, 0, 1, 3};
  EXPECT_EQ(receptive_field(g, 0, 2), (Inputs{0, 3, 4, 7}));
}

TEST(ReceptiveField, IsWhatTheSynapsesOfTheSliceTouch) {
  int convolutions = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const Network network = random_network(seed);
    for (const ProjectionId id : network.projections()) {
      const Connection& connection = network.graph[id].connection;
      const auto* conv = std::get_if<Conv2d>(&connection);
      if (conv == nullptr) continue;
      ++convolutions;
      const auto size = static_cast<std::uint32_t>(outputs(connection));
      const std::uint32_t first = size / 3, count = std::max(size / 4, 1U);
      std::set<std::uint32_t> touched;
      for (std::uint32_t input = 0; input < inputs(connection); ++input) {
        for_each_synapse(connection, input, [&](auto, std::uint32_t output, auto) {
          if (output >= first && output < first + count) touched.insert(input);
        });
      }
      EXPECT_EQ(receptive_field(conv->geometry, first, count),
                Inputs(touched.begin(), touched.end()));
    }
  }
  EXPECT_GT(convolutions, 20);
}

}  // namespace
}  // namespace engram::workloads
