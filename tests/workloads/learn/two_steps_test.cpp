#include <gtest/gtest.h>

#include "workloads/learn/unrolled_network.hpp"

namespace engram::workloads::learn {
namespace {

/// One input, one spiking neuron that resets by subtraction, one LI readout; two timesteps.
///
///   input      x1 = 1, x2 = 1           neuron  decay 1/2, threshold 1, weight w = 3/2
///   readout    decay 1/2, weight r = 2  surrogate triangle of slope 1/2: h(x) = 1 - |x| / 2
///
/// Forward:   u1 = w = 1.5 > 1, s1 = 1, v1 = 0.5;    y1 = r s1 = 2
///            u2 = v1 / 2 + w = 1.75,  s2 = 1;       y2 = y1 / 2 + r s2 = 3
/// L = y1 + 2 y2.
/// Backward:  dL/dy2 = 2;  dL/dy1 = 1 + 2 / 2 = 2
///            dL/dr  = 2 s2 + 2 s1 = 4
///            dL/ds2 = r 2 = 4;  dL/ds1 = r 2 = 4
///            h2 = h(0.75) = 0.625;  h1 = h(0.5) = 0.75
///            dL/du2 = h2 4 = 2.5
///   without the reset:  dL/dv1 = 2.5 / 2 = 1.25;  dL/du1 = 1.25 + h1 4 = 4.25
///            dL/dw  = 2.5 + 4.25 = 6.75
///   through the reset:  dL/du1 = 1.25 + h1 (4 - 1.25 threshold) = 3.3125
///            dL/dw  = 5.8125
class TwoSteps : public testing::Test {
 protected:
  TwoSteps() {
    Population input{"in", {1, 1, 1}, {}, std::nullopt, 1.0, false};
    input.step.model = NeuronModel::input;
    Population spiking{"spiking", {1, 1, 1}, {}, std::nullopt, 1.0, false};
    spiking.step.model = NeuronModel::lif;
    spiking.step.membrane_decay = 0.5;
    spiking.step.reset = Reset::subtract;
    Population readout{"readout", {1, 1, 1}, {}, std::nullopt, 1.0, true};
    readout.step.model = NeuronModel::li;
    readout.step.spiking = false;
    readout.step.membrane_decay = 0.5;
    network_.add(input);
    network_.add(spiking);
    network_.add(readout);
    network_.connect(0, 1, {"w", 0, {}, Dense{1, 1, {1.5F}}, {}, ""});
    network_.connect(1, 2, {"r", 0, {}, Dense{1, 1, {2.0F}}, {}, ""});
  }

  /// (dL/dw, dL/dr)
  std::pair<double, double> gradients(bool through_reset) {
    UnrolledNetwork<double> unrolled(network_,
                                     {{SurrogateKind::triangle, 0.5, through_reset}, {}, false});
    const std::vector<Raster> inputs{{2, 1, 1, {1, 1}}};
    unrolled.forward(inputs);
    EXPECT_EQ(unrolled.output(1)[0], 1);
    EXPECT_EQ(unrolled.output(1)[1], 1);
    EXPECT_EQ(unrolled.output(2)[0], 2);
    EXPECT_EQ(unrolled.output(2)[1], 3);
    unrolled.begin_backward();
    unrolled.error(2)[0] = 1;
    unrolled.error(2)[1] = 2;
    unrolled.backward();
    return {unrolled.weight_gradients()[0][0], unrolled.weight_gradients()[1][0]};
  }

  Network network_;
};

TEST_F(TwoSteps, WithoutTheReset) {
  EXPECT_EQ(gradients(false), std::pair(6.75, 4.0));
}

TEST_F(TwoSteps, ThroughTheReset) {
  EXPECT_EQ(gradients(true), std::pair(5.8125, 4.0));
}

}  // namespace
}  // namespace engram::workloads::learn
