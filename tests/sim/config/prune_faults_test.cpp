#include <gtest/gtest.h>

#include "tests/sim/config/files.hpp"

/// "compression/prune": what is wrong, and where.
namespace engram::sim {
namespace {

std::string faults_of_prune(const std::string& prune) {
  const std::string by = "\"prune\": " + prune;
  return faults_of({"", "\"quantize\": { \"bits\": 6 }", by.c_str(), ""});
}

const std::string kPlace = "run.json:5: /compression/prune";

TEST(PruneConfig, ASparsityIsAShareBelowOne) {
  EXPECT_EQ(faults_of_prune("{}"),
            kPlace + ": magnitude needs a sparsity: give /compression/prune/sparsity");
  EXPECT_EQ(faults_of_prune("{ \"sparsity\": 1 }"),
            kPlace + "/sparsity: found 1, expected a number from 0 to below 1");
  EXPECT_EQ(faults_of_prune("{ \"sparsity\": -0.1 }"),
            kPlace + "/sparsity: found the number -0.1, expected a number from 0 to 1");
  EXPECT_EQ(faults_of_prune("{ \"sparsity\": 0.5, \"projections\": { \"a\": {} } }"),
            kPlace + "/projections/a/sparsity: missing; expected a number from 0 to 1");
}

TEST(PruneConfig, KeysOfAnotherMethodAreRefusedTogether) {
  EXPECT_EQ(faults_of_prune("{ \"method\": \"rows\", \"scope\": \"global\", \"n\": 1, \"m\": 2, "
                            "\"projections\": { \"a\": { \"sparsity\": 1 } } }"),
            kPlace + "/n: concerns n_of_m only, not rows\n" + kPlace +
                "/m: concerns n_of_m only, not rows\n" + kPlace +
                ": rows needs a sparsity: give /compression/prune/sparsity\n" + kPlace +
                "/scope: rows chooses a projection at a time: global concerns magnitude and random "
                "only\n" +
                kPlace + "/projections/a/sparsity: found 1, expected a number from 0 to below 1");
}

TEST(PruneConfig, NOfMHasAPatternInPlaceOfASparsity) {
  EXPECT_EQ(faults_of_prune("{ \"method\": \"n_of_m\", \"n\": 4, \"sparsity\": 0.5, "
                            "\"projections\": { \"a\": { \"sparsity\": 0.5 }, \"b\": { "
                            "\"sparsity\": 0 } } }"),
            kPlace + "/n: found 4 of 4 weights that stay, expected n below m\n" + kPlace +
                "/sparsity: n_of_m keeps n of m weights: leave the key away\n" + kPlace +
                "/projections/a/sparsity: n_of_m keeps n of m weights: only 0, which leaves a "
                "projection alone");
  EXPECT_EQ(faults_of_prune("{ \"method\": \"n_of_m\", \"m\": 2 }"),
            kPlace + "/m: found 2 of 2 weights that stay, expected n below m");
}

TEST(PruneConfig, NamesAreChecked) {
  EXPECT_EQ(faults_of_prune("{ \"method\": \"smallest\", \"sparsity\": 0.5 }"),
            kPlace +
                "/method: found the text \"smallest\", expected one of magnitude, random, n_of_m, "
                "rows, columns, kernels");
  EXPECT_EQ(faults_of_prune("{ \"sparsity\": 0.5 }, \"order\": \"prune\""),
            "run.json:5: /compression/order: found the text \"prune\", expected one of "
            "prune_then_quantize, quantize_then_prune; did you mean 'prune_then_quantize'?");
}

}  // namespace
}  // namespace engram::sim
