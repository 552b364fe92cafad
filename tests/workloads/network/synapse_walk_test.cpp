#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

#include "workloads/network/geometry.hpp"
#include "workloads/network/random.hpp"

namespace engram::workloads {
namespace {

using Synapse = std::tuple<std::uint32_t, std::uint32_t, std::uint64_t>;  // input, output, weight

std::vector<Synapse> walked(const Connection& connection) {
  std::vector<Synapse> synapses;
  for (std::uint32_t input = 0; input < inputs(connection); ++input) {
    std::vector<std::uint32_t> visited;
    for_each_synapse(connection, input,
                     [&](std::uint32_t in, std::uint32_t out, std::uint64_t weight) {
                       EXPECT_EQ(in, input);
                       visited.push_back(out);
                       synapses.emplace_back(in, out, weight);
                     });
    EXPECT_TRUE(std::is_sorted(visited.begin(), visited.end()));
  }
  std::sort(synapses.begin(), synapses.end());
  return synapses;
}

/// The definition of ConvGeometry, output by output and tap by tap.
std::vector<Synapse> by_definition(const ConvGeometry& g) {
  std::vector<Synapse> synapses;
  const std::int64_t per_group = g.in_channels / g.groups;
  const std::int64_t outs_per_group = g.out_channels / g.groups;
  for (std::int64_t out = 0; out < g.out_channels; ++out)
    for (std::int64_t oy = 0; oy < g.out_height; ++oy)
      for (std::int64_t ox = 0; ox < g.out_width; ++ox)
        for (std::int64_t in = 0; in < per_group; ++in)
          for (std::int64_t ky = 0; ky < g.kernel_height; ++ky)
            for (std::int64_t kx = 0; kx < g.kernel_width; ++kx) {
              const std::int64_t y = oy * g.stride_y + ky * g.dilation_y - g.pad_y;
              const std::int64_t x = ox * g.stride_x + kx * g.dilation_x - g.pad_x;
              if (y < 0 || x < 0 || y >= g.in_height || x >= g.in_width) continue;
              const std::int64_t channel = out / outs_per_group * per_group + in;
              synapses.emplace_back(
                  (channel * g.in_height + y) * g.in_width + x,
                  (out * g.out_height + oy) * g.out_width + ox,
                  ((out * per_group + in) * g.kernel_height + ky) * g.kernel_width + kx);
            }
  std::sort(synapses.begin(), synapses.end());
  return synapses;
}

TEST(SynapseWalk, DenseVisitsTheColumnOfAnInput) {
  const Connection dense = Dense{2, 3, std::vector<float>(6)};
  EXPECT_EQ(walked(dense), (std::vector<Synapse>{
                               {0, 0, 0}, {0, 1, 2}, {0, 2, 4}, {1, 0, 1}, {1, 1, 3}, {1, 2, 5}}));
}

TEST(SynapseWalk, SparseVisitsWhatIsListed) {
  const Connection sparse = Sparse{3, 9, {0, 2, 2, 3}, {4, 8, 0}, {1, 1, 0}};
  EXPECT_EQ(walked(sparse), (std::vector<Synapse>{{0, 4, 0}, {0, 8, 1}, {2, 0, 2}}));
}

TEST(SynapseWalk, ConvolutionsEqualTheirDefinition) {
  RandomStream stream(11, 0);
  int tried = 0;
  while (tried < 300) {
    const auto draw = [&](std::uint64_t least, std::uint64_t most) {
      return static_cast<std::uint32_t>(least + stream.below(most - least + 1));
    };
    const std::uint32_t groups = draw(1, 3);
    const Shape in{groups * draw(1, 2), draw(1, 9), draw(1, 9)};
    const ConvWindow window{draw(1, 4), draw(1, 4), draw(1, 3), draw(1, 3),
                            draw(0, 3), draw(0, 3), draw(1, 3), draw(1, 3)};
    ConvGeometry g;
    try {
      g = conv_geometry(in, groups * draw(1, 2), window, groups);
    } catch (const NetworkFault&) {
      continue;  // the window does not fit the map
    }
    ++tried;
    EXPECT_EQ(walked(Conv2d{g, std::vector<float>(kernel_size(g))}), by_definition(g));
  }
}

TEST(RewriteAddress, WindowsEqualTheirDefinition) {
  RandomStream stream(12, 0);
  int tried = 0;
  while (tried < 300) {
    const auto draw = [&](std::uint64_t least, std::uint64_t most) {
      return static_cast<std::uint32_t>(least + stream.below(most - least + 1));
    };
    const Shape in{draw(1, 3), draw(1, 9), draw(1, 9)};
    AddressStage stage;
    try {
      stage =
          pool_stage(in, {draw(1, 4), draw(1, 4), draw(1, 5), draw(1, 5), draw(0, 2), draw(0, 2)});
    } catch (const NetworkFault&) {
      continue;
    }
    ++tried;
    const Pool& p = stage.pool;
    std::vector<std::vector<std::uint32_t>> expected(in.size());
    for (std::uint32_t c = 0; c < in.channels; ++c)
      for (std::uint32_t oy = 0; oy < stage.out.height; ++oy)
        for (std::uint32_t ox = 0; ox < stage.out.width; ++ox)
          for (std::int64_t ky = 0; ky < p.kernel_y; ++ky)
            for (std::int64_t kx = 0; kx < p.kernel_x; ++kx) {
              const std::int64_t y = std::int64_t{oy} * p.stride_y + ky - p.pad_y;
              const std::int64_t x = std::int64_t{ox} * p.stride_x + kx - p.pad_x;
              if (y < 0 || x < 0 || y >= in.height || x >= in.width) continue;
              expected[static_cast<std::size_t>((c * in.height + y) * in.width + x)].push_back(
                  (c * stage.out.height + oy) * stage.out.width + ox);
            }
    for (std::uint32_t index = 0; index < in.size(); ++index) {
      EXPECT_EQ(rewrite_address({stage}, index), expected[index]);
    }
  }
}

TEST(RewriteAddress, StagesFollowEachOther) {
  EXPECT_EQ(rewrite_address({}, 17), (std::vector<std::uint32_t>{17}));
  const AddressStage first = pool_stage({2, 8, 8}, {2, 2, 2, 2, 0, 0});
  const AddressStage second = pool_stage(first.out, {2, 2, 2, 2, 0, 0});
  // Channel 1, y 5, x 6: (2, 3) of 4 x 4, then (1, 1) of 2 x 2.
  EXPECT_EQ(rewrite_address({first, second}, 64 + 5 * 8 + 6), (std::vector<std::uint32_t>{7}));
}

TEST(RewriteAddress, TwoOverlappingStagesLeadToOneAddressTwice) {
  const AddressStage first = pool_stage({1, 1, 4}, {1, 2, 1, 1, 0, 0});  // 3 windows of 2
  const AddressStage second = pool_stage(first.out, {1, 3, 1, 1, 0, 0});
  EXPECT_EQ(rewrite_address({first, second}, 0), (std::vector<std::uint32_t>{0}));
  EXPECT_EQ(rewrite_address({first, second}, 1), (std::vector<std::uint32_t>{0, 0}));
}

TEST(RewriteAddress, ALookupMovesDropsAndJoins) {
  const AddressStage first{{4, 1, 1}, {3, 1, 1}, {}, {2, nowhere, 0, 2}};
  EXPECT_EQ(rewrite_address({first}, 0), (std::vector<std::uint32_t>{2}));
  EXPECT_TRUE(rewrite_address({first}, 1).empty());
  EXPECT_EQ(rewrite_address({first}, 3), (std::vector<std::uint32_t>{2}));
  const AddressStage second{{3, 1, 1}, {2, 1, 1}, {}, {nowhere, 0, 1}};
  EXPECT_EQ(rewrite_address({first, second}, 3), (std::vector<std::uint32_t>{1}));
  EXPECT_TRUE(rewrite_address({first, second}, 2).empty());
}

TEST(RewriteAddress, ANeuronThatNoWindowHoldsIsDropped) {
  const AddressStage stage = pool_stage({1, 1, 5}, {1, 2, 1, 2, 0, 0});
  EXPECT_EQ(rewrite_address({stage}, 3), (std::vector<std::uint32_t>{1}));
  EXPECT_TRUE(rewrite_address({stage}, 4).empty());
}

}  // namespace
}  // namespace engram::workloads
