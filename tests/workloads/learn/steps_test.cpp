#include <gtest/gtest.h>

#include <cmath>

#include "workloads/learn/optimizer.hpp"
#include "workloads/learn/surrogate.hpp"

namespace engram::workloads::learn {
namespace {

TEST(Optimizers, SgdKeepsMomentum) {
  OptimizerOptions options;
  options.kind = OptimizerKind::sgd;
  options.momentum = 0.5;
  const auto optimizer = make_optimizer(options);
  std::vector<float> value{1};
  optimizer->step(0, value, std::vector<float>{2}, 0.25);
  EXPECT_EQ(value[0], 0.5F);  // m = 2
  optimizer->step(0, value, std::vector<float>{1}, 0.25);
  EXPECT_EQ(value[0], 0.0F);  // m = 1 + 1
}

/// Kingma and Ba, algorithm 1, in double.
TEST(Optimizers, AdamIsThePapers) {
  OptimizerOptions options;
  const auto optimizer = make_optimizer(options);
  std::vector<float> value{1, -2};
  double m = 0, v = 0, expected = 1;
  for (int t = 1; t <= 20; ++t) {
    const double g = std::sin(t);
    m = 0.9 * m + 0.1 * g;
    v = 0.999 * v + 0.001 * g * g;
    expected -=
        0.01 * (m / (1 - std::pow(0.9, t))) / (std::sqrt(v / (1 - std::pow(0.999, t))) + 1e-8);
    optimizer->begin_batch();
    optimizer->step(0, value, std::vector<float>{static_cast<float>(g), 0}, 0.01);
  }
  EXPECT_NEAR(value[0], expected, 1e-5);
  EXPECT_EQ(value[1], -2);
}

double factor(SurrogateKind kind, double x) {
  double h = 0;
  surrogate_factors(SurrogateOptions{kind, 2, false}, &x, 1, &h);
  return h;
}

TEST(Surrogates, AreTheWrittenFormulas) {
  EXPECT_DOUBLE_EQ(factor(SurrogateKind::superspike, -0.5), 1.0 / 4);
  EXPECT_DOUBLE_EQ(factor(SurrogateKind::triangle, 0.25), 0.5);
  EXPECT_DOUBLE_EQ(factor(SurrogateKind::triangle, 0.75), 0);
  EXPECT_DOUBLE_EQ(factor(SurrogateKind::atan, 0.5), 1 / (1 + std::pow(1.57079632679489661923, 2)));
  const double s = 1 / (1 + std::exp(-1.0));
  EXPECT_DOUBLE_EQ(factor(SurrogateKind::sigmoid, 0.5), 2 * s * (1 - s));
}

}  // namespace
}  // namespace engram::workloads::learn
