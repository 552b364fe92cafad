#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "workloads/learn/weight_view.hpp"
#include "workloads/network/random.hpp"

/// Gradients of the views: rounding by hand, ranges and scales against finite differences of the
/// formula in which what rounding adds is held fixed (that is what straight-through means).
namespace engram::workloads {
namespace {

using Floats = std::vector<float>;

Dense row(const Floats& weights) {
  return {static_cast<std::uint32_t>(weights.size()), 1, weights};
}

/// A quantizer as its paper writes it, in double: of weight w with parameters p, what the rounding
/// adds (r - u) being given, or found where it is NaN.
using Formula = double (*)(double w, double first, double second, double top, double& added);

double duq(double w, double a, double c, double top, double& added) {
  const double u = std::clamp(w / a, -1.0, 1.0) * top;
  if (std::isnan(added)) added = std::nearbyint(u) - u;
  return c * (u + added) / top;
}

double learned(double w, double d, double x, double, double& added) {
  const double u = std::clamp(w, -x, x) / d;
  if (std::isnan(added)) added = std::nearbyint(u) - u;
  return d * (u + added);
}

/// Sum over weights of g_i q(w_i), the rounding's part as it is at (first, second).
class Loss {
 public:
  Loss(Formula formula, const Floats& weights, const Floats& gradient, double first, double second,
       double top)
      : formula_(formula), weights_(weights), gradient_(gradient), top_(top) {
    for (const float w : weights) {
      double added = std::nan("");
      formula(static_cast<double>(w), first, second, top, added);
      added_.push_back(added);
    }
  }
  double at(double first, double second, double shift = 0, std::size_t which = 0) const {
    double sum = 0;
    for (std::size_t i = 0; i < weights_.size(); ++i) {
      double added = added_[i];
      const double w = static_cast<double>(weights_[i]) + (i == which ? shift : 0.0);
      sum += static_cast<double>(gradient_[i]) * formula_(w, first, second, top_, added);
    }
    return sum;
  }

 private:
  Formula formula_;
  Floats weights_, gradient_;
  double top_;
  std::vector<double> added_;
};

struct Subject {
  QuantizerKind kind;
  Formula formula;
  float first, second;
};

TEST(ViewGradients, AgreeWithFiniteDifferences) {
  RandomStream random(31, 1);
  for (const Subject& subject : {Subject{QuantizerKind::duq, duq, 0.8F, 1.1F},
                                 Subject{QuantizerKind::learned, learned, 0.3F, 0.8F}}) {
    for (int trial = 0; trial < 50; ++trial) {
      Floats values(20), gradient(20);
      for (float& value : values) value = static_cast<float>(0.6 * random.normal());
      // Small enough that the learned range's own clip of gradients does not set in.
      for (float& g : gradient) g = static_cast<float>(0.01 * random.normal());
      const Connection connection = row(values);
      const auto view = make_weight_view({subject.kind, 3, false, 0.0}, connection);
      view->begin(values);
      view->parameters()[0] = subject.first;
      view->parameters()[1] = subject.second;
      Floats used(20), to_weights = gradient;
      view->forward(values, used);
      view->backward(values, to_weights);

      const auto first = static_cast<double>(subject.first);
      const auto second = static_cast<double>(subject.second);
      const Loss loss(subject.formula, values, gradient, first, second, 3);
      const double h = 1e-6;
      EXPECT_NEAR(view->parameter_gradients()[0],
                  (loss.at(first + h, second) - loss.at(first - h, second)) / (2 * h), 1e-6);
      EXPECT_NEAR(view->parameter_gradients()[1],
                  (loss.at(first, second + h) - loss.at(first, second - h)) / (2 * h), 1e-6);
      for (std::size_t i = 0; i < values.size(); ++i) {
        EXPECT_NEAR(to_weights[i],
                    (loss.at(first, second, h, i) - loss.at(first, second, -h, i)) / (2 * h), 1e-6);
      }
    }
  }
}

TEST(ViewGradients, ElementWiseScalingByHand) {
  // a = c = 3 and 3 levels a side: u = w. 0.75 rounds up (u - r = -0.25), 1.25 down (0.25).
  const Floats values{0.75F, 1.25F, -0.75F, 4.0F};
  const Connection connection = row(values);
  const auto view = make_weight_view({QuantizerKind::duq, 3, false, 0.5}, connection);
  view->begin(values);
  view->parameters()[0] = 3.0F;
  view->parameters()[1] = 3.0F;
  Floats used(4), gradient{1, 1, -2, 1};
  view->forward(values, used);
  EXPECT_EQ(used, (Floats{1, 1, -1, 3}));
  view->backward(values, gradient);
  EXPECT_FLOAT_EQ(gradient[0], 1 - 0.5 * 0.25);
  EXPECT_FLOAT_EQ(gradient[1], 1 + 0.5 * 0.25);
  EXPECT_FLOAT_EQ(gradient[2], -2 * (1 - 0.5 * 0.25));
  EXPECT_FLOAT_EQ(gradient[3], 0) << "clipped";
}

TEST(ViewGradients, OfStepAndRangeAreClippedToTheStep) {
  const Floats values{0.4F, 2.0F};
  const Connection connection = row(values);
  const auto view = make_weight_view({QuantizerKind::learned, 3, false, 0.0}, connection);
  view->begin(values);
  view->parameters()[0] = 0.25F;
  view->parameters()[1] = 0.75F;
  Floats used(2), gradient{100, -100};
  view->forward(values, used);
  view->backward(values, gradient);
  EXPECT_EQ(view->parameter_gradients()[0], 0.25F) << "100 (r - u) = 40";
  EXPECT_EQ(view->parameter_gradients()[1], -0.25F);
  EXPECT_EQ(gradient, (Floats{100, 0}));
}

TEST(ViewGradients, OthersGoStraightThrough) {
  for (const QuantizerKind kind :
       {QuantizerKind::uniform, QuantizerKind::ternary, QuantizerKind::power_of_two}) {
    const Floats values{0.4F, -2.0F, 0.1F};
    const Connection connection = row(values);
    const auto view = make_weight_view({kind, 4}, connection);
    view->begin(values);
    Floats used(3), gradient{1, -2, 3};
    view->forward(values, used);
    view->backward(values, gradient);
    EXPECT_EQ(gradient, (Floats{1, -2, 3}));
    EXPECT_TRUE(view->parameters().empty());
  }
}

}  // namespace
}  // namespace engram::workloads
