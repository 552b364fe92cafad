#include "workloads/network/large_pages.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <numeric>

namespace engram::workloads {
namespace {

TEST(LargePages, ResizingKeepsWhatIsThereAndClearsTheRest) {
  constexpr std::size_t small = 3000, large = 5 << 20;
  std::vector<float> values(small);
  std::iota(values.begin(), values.end(), 1.0F);
  resize_large(values, large);
  ASSERT_EQ(values.size(), large);
  EXPECT_EQ(values[small - 1], 3000.0F);
  EXPECT_EQ(std::accumulate(values.begin() + small, values.end(), 0.0), 0.0);
  resize_large(values, small);
  EXPECT_EQ(values.size(), small);
  EXPECT_EQ(values.front(), 1.0F);
}

TEST(LargePages, WhatIsAlreadyWrittenStays) {
  std::vector<std::uint32_t> values(std::size_t{3} << 20, 7);
  prefer_large_pages(values.data() + 1, values.size() * sizeof(std::uint32_t) - 9);
  prefer_large_pages(nullptr, 0);
  EXPECT_EQ(std::accumulate(values.begin(), values.end(), std::uint64_t{0}), 7U * values.size());
}

}  // namespace
}  // namespace engram::workloads
