#include <gtest/gtest.h>

#include <limits>

#include "small_network.hpp"
#include "workloads/compress/prune.hpp"

namespace engram::workloads {
namespace {

SmallNetwork a_pair() {
  SmallNetwork small({1, 1, 1});
  small.dense("a", {1.0F, 2.0F});
  small.dense("b", {2.0F});
  return small;
}

std::string prune_fault(const SmallNetwork& small, const PruneOptions& options,
                        const std::vector<PruneMask>& before = {}) {
  try {
    prune_masks(small.network, options, before);
  } catch (const NetworkFault& fault) {
    return fault.what();
  }
  return "accepted";
}

TEST(PruneFaults, AllFaultsAreNamedAtOnce) {
  SmallNetwork small = a_pair();
  small.dense("c", {1.0F, std::numeric_limits<float>::quiet_NaN()});
  EXPECT_EQ(prune_fault(small, {.method = PruneMethod::kernels,
                                .sparsity = 1,
                                .global = true,
                                .projections = {{"a", -0.5}, {"b", 0}, {"d", 0.5}}}),
            "pruning: found a sparsity of 1 (expected 0 to below 1)\n"
            "pruning: kernels chooses a projection at a time (found a global choice, which "
            "magnitude and random can make)\n"
            "projection 'a': found a sparsity of -0.5 (expected 0 to below 1)\n"
            "pruning: the network has no projection 'd'\n"
            "projection 'a': kernels are of convolutions, and it is none (give it a sparsity of 0 "
            "of its own)\n"
            "projection 'c': weight 1 is not a finite number\n"
            "projection 'c': kernels are of convolutions, and it is none (give it a sparsity of 0 "
            "of its own)");
}

TEST(PruneFaults, NOfMHasAPatternAndNoSparsity) {
  const SmallNetwork small = a_pair();
  EXPECT_EQ(prune_fault(small, {.method = PruneMethod::n_of_m,
                                .sparsity = 7,
                                .n = 4,
                                .projections = {{"a", 0.5}, {"b", 0}}}),
            "pruning: found 4 of 4 weights that stay (expected 1 <= n < m)\n"
            "projection 'a': n_of_m leaves n of m (expected no sparsity of its own but 0, which "
            "leaves it alone)");
  EXPECT_EQ(prune_fault(small, {.method = PruneMethod::n_of_m, .n = 0}),
            "pruning: found 0 of 4 weights that stay (expected 1 <= n < m)");
  EXPECT_EQ(prune_fault(small, {.method = PruneMethod::n_of_m, .sparsity = 7}), "accepted");
}

TEST(PruneFaults, EarlierMasksFitTheNetwork) {
  const SmallNetwork small = a_pair();
  EXPECT_EQ(prune_fault(small, {.sparsity = 0.5}, {{1, 1}}),
            "pruning: found 1 earlier masks for 2 projections");
  EXPECT_EQ(prune_fault(small, {.sparsity = 0.5}, {{1, 1, 0}, {}}),
            "projection 'a': found an earlier mask of 3 weights (expected 2)");
  EXPECT_EQ(prune_fault(small, {.sparsity = 0.5}, {{1, 1}, {0}}), "accepted");
}

TEST(PruneFaults, MethodsHaveNames) {
  EXPECT_EQ(prune_method_names(), (std::vector<std::string>{"magnitude", "random", "n_of_m", "rows",
                                                            "columns", "kernels"}));
  for (const std::string& name : prune_method_names()) {
    EXPECT_STREQ(to_string(prune_method_from(name).value()), name.c_str());
  }
  EXPECT_FALSE(prune_method_from("smallest").has_value());
}

}  // namespace
}  // namespace engram::workloads
