#include <gtest/gtest.h>

#include "tests/hw/hand_made.hpp"

// Delays, order of accumulation, late decays, reset between samples.
namespace engram::hw::testing {
namespace {

EncodingChoice sparse() {
  EncodingChoice choice;
  choice.encoding = Encoding::index;
  return choice;
}

TEST(Delay, AProjectionDeliversAfterItsDelay) {
  HandMade net;
  const auto in = net.input("in", 1);
  net.connect("slow", in, net.population("out", 1, 1, fixed_if(5)), {{7}}, 3);
  const Report report = run_apart(net.build(1, 1), {{in, {{0, 0, 1}, {1, 0, 1}, {4, 0, 1}}}}, 6);
  EXPECT_EQ(report.at("spikes"), "1:0@3x1 1:0@4x1 ");  // the last would arrive at 7
  EXPECT_EQ(report.at("synaptic_operations"), "2 ");
  EXPECT_EQ(report.at("core0/axon_table/axon_table/reads"), "3");  // read when sent
}

TEST(Delay, ALoopOfDelayDRepeatsEveryDTimesteps) {
  for (std::uint32_t delay = 1; delay <= 3; ++delay) {
    HandMade net;
    const auto in = net.input("in", 1);
    const auto a = net.population("a", 1, 1, fixed_if(5));
    net.connect("ia", in, a, {{7}});
    net.connect("aa", a, a, {{6}}, delay);
    const Report report = run_apart(net.build(1, 1), {{in, {{0, 0, 1}}}}, 7);
    std::string expected;
    for (std::uint32_t t = 0; t < 7; t += delay) {
      expected += "1:0@" + std::to_string(t) + "x1 ";
    }
    EXPECT_EQ(report.at("spikes"), expected);
  }
}

TEST(Delay, AnEventCanActAtOnceAndLater) {
  HandMade net;
  const auto in = net.input("in", 1);
  const auto a = net.population("a", 1, 1, fixed_if(5));
  net.connect("now", in, a, {{6}});
  net.connect("later", in, a, {{7}}, 2);
  const Report report = run_apart(net.build(1, 1), {{in, {{0, 0, 1}}}}, 4);
  EXPECT_EQ(report.at("spikes"), "1:0@0x1 1:0@2x1 ");
}

TEST(Order, FloatsAccumulateByProjectionThenRow) {
  // In double, (2^60 + 1) - 2^60 = 0 but (2^60 - 2^60) + 1 = 1.
  const double big = 1152921504606846976.0;
  HandMade net({}, {WeightKind::float32, 32});
  const auto x = net.input("x", 2);
  const auto y = net.input("y", 1);
  const auto out = net.population("out", 2, 1, float_if(0.5));
  net.connect("xo", x, out, {{big, big}, {1, -big}});
  net.connect("yo", y, out, {{-big, 1}});
  const ChipSpec spec = net.build(1, 1);
  const SampleInput xs{x, {{0, 0, 1}, {0, 1, 1}}};
  const SampleInput ys{y, {{0, 0, 1}}};
  EXPECT_EQ(run_apart(spec, {xs, ys}, 1).at("spikes"), "2:1@0x1 ");
  EXPECT_EQ(run_apart(spec, {ys, xs}, 1).at("spikes"), "2:1@0x1 ");
}

ChipSpec lif(Update update, double decay) {
  HandMade net(sparse(), {WeightKind::float32, 32});
  const auto in = net.input("in", 2);
  const auto a = net.population("a", 3, 1, float_lif(decay, 1.0));
  net.connect("ia", in, a, {{0.7, 0, 0.3}, {0, 0.6, 0.9}});
  ChipSpec spec = net.build(1, 1);
  spec.update = update;
  return spec;
}

const std::vector<SampleInput> kSparseInput{
    {0, {{0, 0, 1}, {3, 1, 1}, {4, 0, 2}, {9, 1, 1}, {10, 1, 1}}}};

SampleResult run_here(const ChipSpec& spec) {
  strict_systemc();
  Chip chip(spec);
  RunOptions options;
  options.timesteps = 14;
  options.record_spikes = true;
  options.traced = {1};
  return chip.run(kSparseInput, options);
}

// Traces of a sweep, reproduced by the formula v = 0.9 v + x with the same arithmetic.
std::vector<double> lif_trace(double decay) {
  std::vector<double> v(3, 0.0), trace;
  const double w[2][3] = {{double(0.7f), 0, double(0.3f)}, {0, double(0.6f), double(0.9f)}};
  for (std::uint32_t t = 0; t < 14; ++t) {
    double x[3] = {0, 0, 0};
    for (const InputEvent& event : kSparseInput[0].events) {
      if (event.timestep != t) continue;
      for (int n = 0; n < 3; ++n) x[n] += event.count * w[event.neuron][n];
    }
    for (int n = 0; n < 3; ++n) {
      v[n] = decay * v[n] + x[n];
      if (v[n] > 1.0) v[n] = 0;
      trace.push_back(v[n]);
    }
  }
  return trace;
}

TEST(Touched, SweepGivesTheTrace) {
  const SampleResult result = run_here(lif(Update::sweep, 0.9));
  EXPECT_EQ(result.traces[0], lif_trace(0.9));
  EXPECT_FALSE(result.spikes.empty());
}

TEST(Touched, LateDecaysGiveTheSameTraceBitForBit) {
  const SampleResult result = run_here(lif(Update::touched, 0.9));
  EXPECT_EQ(result.traces[0], lif_trace(0.9));
  Count updates = 0, decays = 0;
  for (const LogicActivity& logic : result.activity.logic) {
    if (logic.operation == "neuron_update") updates += logic.count;
    if (logic.operation == "neuron_decay") decays += logic.count;
  }
  EXPECT_LT(updates, 3u * 14);
  EXPECT_EQ(updates + decays, 3u * 14);  // every step is made, now or late
}

TEST(Touched, WithoutDecayMissedStepsCostNothing) {
  const SampleResult result = run_here(lif(Update::touched, 1.0));
  EXPECT_EQ(result.traces[0], lif_trace(1.0));
  for (const LogicActivity& logic : result.activity.logic) {
    EXPECT_NE(logic.operation, "neuron_decay");
  }
}

TEST(Touched, ASubtractingNeuronKeepsFiring) {
  NeuronSpec neuron = fixed_if(5);
  neuron.reset = ResetKind::subtract;
  HandMade net;
  const auto in = net.input("in", 1);
  net.connect("ia", in, net.population("a", 1, 1, neuron), {{7}});
  ChipSpec spec = net.build(1, 1);
  spec.update = Update::touched;
  const Report report = run_apart(spec, {{in, {{0, 0, 3}}}}, 6);  // 21 -> 16 -> 11 -> 6 -> 1
  EXPECT_EQ(report.at("spikes"), "1:0@0x1 1:0@1x1 1:0@2x1 1:0@3x1 ");
  EXPECT_EQ(report.at("core0/a.neuron_update/neuron_update/count"), "5");
}

TEST(Readout, ReportsItsMaximum) {
  NeuronSpec neuron = float_lif(0.5, 0.0);
  neuron.model = "li";
  neuron.spiking = false;
  HandMade net(sparse(), {WeightKind::float32, 32});
  const auto in = net.input("in", 1);
  net.connect("ia", in, net.population("a", 2, 1, neuron), {{2, -4}});
  ChipSpec spec = net.build(1, 1);
  spec.update = Update::touched;
  Chip chip(spec);
  RunOptions options;
  options.timesteps = 4;
  const SampleResult result = chip.run({{in, {{0, 0, 1}, {1, 0, 1}}}}, options);
  EXPECT_TRUE(result.readout_max[0].empty());
  EXPECT_EQ(result.readout_max[1], (std::vector<double>{3.0, -1.5}));  // -4 -6 -3 -1.5
}

}  // namespace
}  // namespace engram::hw::testing
