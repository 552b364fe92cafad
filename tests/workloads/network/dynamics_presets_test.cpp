#include <gtest/gtest.h>

#include <cmath>

#include "plain_step.hpp"
#include "workloads/network/dynamics.hpp"

namespace engram::workloads {
namespace {

constexpr double dt = 1e-3;
constexpr double tau = 4e-3, tau_syn = 2e-3;  // a = 0.25, a_syn = 0.5

NeuronParameters preset_parameters(NeuronModel model) {
  NeuronParameters p;
  p.model = model;
  p.tau = tau;
  p.tau_syn = tau_syn;
  p.r = 3.0;
  p.w_in = 5.0;
  p.v_threshold = 7.0;
  return p;
}

TEST(DynamicsPresets, AreListedWithTheirChoices) {
  std::vector<std::string> names;
  for (const DynamicsPreset& preset : dynamics_presets()) {
    names.push_back(preset.name);
    EXPECT_FALSE(preset.summary.empty());
    EXPECT_GE(preset.choices.size(), 6U) << preset.name;
  }
  EXPECT_EQ(names,
            (std::vector<std::string>{"sinabs", "sinabs_single", "norse", "snntorch", "rockpool",
                                      "lava", "lava_fixed", "nengo", "spyx", "nir", "exact"}));
}

TEST(DynamicsPresets, EveryPresetTakesEveryModel) {
  for (const DynamicsPreset& preset : dynamics_presets()) {
    for (const NeuronModel model :
         {NeuronModel::if_, NeuronModel::lif, NeuronModel::li, NeuronModel::cuba_lif,
          NeuronModel::cuba_li, NeuronModel::threshold, NeuronModel::integrator}) {
      NeuronParameters p = preset_parameters(model);
      p.r = tau / dt;  // as snnTorch exports
      p.w_in = tau_syn / dt;
      const NeuronStep step = discretise(p, {preset.name, dt});
      EXPECT_EQ(step.model, model);
      EXPECT_EQ(step.spiking, model != NeuronModel::li && model != NeuronModel::cuba_li &&
                                  model != NeuronModel::integrator);
      EXPECT_EQ(step.has_current, model == NeuronModel::cuba_lif || model == NeuronModel::cuba_li);
      EXPECT_FALSE(step.multi_spike && !step.spiking);
      EXPECT_FALSE(step.clip_low && !step.spiking);
    }
  }
}

TEST(DynamicsPresets, IntegrateAndFireAddsRTimesTheInputInAll) {
  for (const DynamicsPreset& preset : dynamics_presets()) {
    const NeuronStep step = discretise(preset_parameters(NeuronModel::if_), {preset.name});
    EXPECT_EQ(step.membrane_decay[0], 1.0) << preset.name;
    EXPECT_EQ(step.membrane_gain[0], 3.0) << preset.name;
    EXPECT_EQ(step.threshold[0], 7.0) << preset.name;
  }
}

TEST(DynamicsPresets, SinabsEmitsSeveralSpikesAndClips) {
  PlainNeuron neuron(discretise(preset_parameters(NeuronModel::if_), {"sinabs"}));
  EXPECT_EQ(neuron.advance(7.0), 3U);  // v = 21 = 3 thresholds: >= takes all
  EXPECT_EQ(neuron.membrane(), 0.0);
  EXPECT_EQ(neuron.advance(-100.0), 0U);
  EXPECT_EQ(neuron.membrane(), -7.0);
  PlainNeuron single(discretise(preset_parameters(NeuronModel::if_), {"sinabs_single"}));
  EXPECT_EQ(single.advance(7.0), 1U);
  EXPECT_EQ(single.membrane(), 14.0);
  EXPECT_EQ(single.advance(-100.0), 0U);
  EXPECT_EQ(single.membrane(), -286.0);
}

TEST(DynamicsPresets, SinabsDecaysExponentially) {
  const NeuronStep lif = discretise(preset_parameters(NeuronModel::lif), {"sinabs", dt});
  EXPECT_DOUBLE_EQ(lif.membrane_decay[0], std::exp(-0.25));
  EXPECT_DOUBLE_EQ(lif.membrane_gain[0], 0.25 * 3);
  EXPECT_FALSE(lif.clip_low);  // only IF is clipped
  const NeuronStep cuba = discretise(preset_parameters(NeuronModel::cuba_lif), {"sinabs", dt});
  EXPECT_DOUBLE_EQ(cuba.current_decay[0], std::exp(-0.5));
  EXPECT_DOUBLE_EQ(cuba.current_gain[0], 0.5 * 5);
  EXPECT_FALSE(cuba.previous_current);
}

TEST(DynamicsPresets, NorseIgnoresRInLifAndResetsToZero) {
  NeuronParameters p = preset_parameters(NeuronModel::lif);
  p.v_leak = 2.0;
  const NeuronStep step = discretise(p, {"norse", dt});
  EXPECT_EQ(step.membrane_decay[0], 0.75);
  EXPECT_EQ(step.membrane_gain[0], 0.25);
  EXPECT_EQ(step.membrane_offset[0], 0.5);
  EXPECT_EQ(step.compare, Compare::greater);
  EXPECT_EQ(step.reset, Reset::zero);
  PlainNeuron cuba(discretise(preset_parameters(NeuronModel::cuba_lif), {"norse", dt}));
  cuba.advance(1.0);  // i = 0.5 * 5; v = 0.25 * 3 * i, in the same step
  EXPECT_EQ(cuba.membrane(), 0.25 * 3 * 2.5);
}

TEST(DynamicsPresets, SnnTorchMovesTheGainIntoTheThreshold) {
  const NeuronStep step = discretise(preset_parameters(NeuronModel::lif), {"snntorch", dt});
  EXPECT_EQ(step.membrane_decay[0], 0.75);
  EXPECT_EQ(step.membrane_gain[0], 1.0);
  EXPECT_DOUBLE_EQ(step.threshold[0], 7.0 * 4 / 3);  // tau / (dt r)
  NeuronParameters exported = preset_parameters(NeuronModel::lif);
  exported.r = tau / dt;
  EXPECT_DOUBLE_EQ(discretise(exported, {"snntorch", dt}).threshold[0], 7.0);
}

TEST(DynamicsPresets, NirUsesTheCurrentOfTheStepBefore) {
  PlainNeuron neuron(discretise(preset_parameters(NeuronModel::cuba_lif), {"nir", dt}));
  neuron.advance(1.0);
  EXPECT_EQ(neuron.membrane(), 0.0);
  neuron.advance(0.0);
  EXPECT_EQ(neuron.membrane(), 0.25 * 3 * 2.5);
  EXPECT_EQ(discretise(preset_parameters(NeuronModel::cuba_lif), {"nir", dt}).reset,
            Reset::subtract);
}

TEST(DynamicsPresets, RockpoolEmitsSeveralSpikes) {
  NeuronParameters p = preset_parameters(NeuronModel::lif);
  p.r = tau * std::exp(-0.25) / dt;  // as Rockpool exports it
  const NeuronStep step = discretise(p, {"rockpool", dt});
  EXPECT_DOUBLE_EQ(step.membrane_decay[0], std::exp(-0.25));
  EXPECT_DOUBLE_EQ(step.membrane_gain[0], std::exp(-0.25));
  EXPECT_EQ(step.compare, Compare::greater_equal);
  EXPECT_TRUE(step.multi_spike);
  EXPECT_FALSE(step.clip_low);
}

TEST(DynamicsPresets, NengoDividesByTheThreshold) {
  const NeuronStep lif = discretise(preset_parameters(NeuronModel::lif), {"nengo", dt});
  EXPECT_EQ(lif.threshold[0], 1.0);
  EXPECT_DOUBLE_EQ(lif.membrane_gain[0], (1 - std::exp(-0.25)) * 3 / 7);
  EXPECT_EQ(lif.reset, Reset::zero);
  const NeuronStep readout = discretise(preset_parameters(NeuronModel::li), {"nengo", dt});
  EXPECT_DOUBLE_EQ(readout.membrane_gain[0], (1 - std::exp(-0.25)) * 3);
  const NeuronStep cuba = discretise(preset_parameters(NeuronModel::cuba_lif), {"nengo", dt});
  EXPECT_EQ(cuba.current_decay[0], 0.5);
  EXPECT_TRUE(cuba.previous_current);
}

TEST(DynamicsPresets, ExactHoldsTheInputOverTheStep) {
  NeuronParameters p = preset_parameters(NeuronModel::lif);
  p.v_leak = 2.0;
  const NeuronStep step = discretise(p, {"exact", dt});
  EXPECT_DOUBLE_EQ(step.membrane_gain[0], (1 - std::exp(-0.25)) * 3);
  EXPECT_DOUBLE_EQ(step.membrane_offset[0], (1 - std::exp(-0.25)) * 2);
  EXPECT_EQ(step.reset, Reset::subtract);
}

TEST(DynamicsPresets, SomeHandOnLate) {
  for (const DynamicsPreset& preset : dynamics_presets()) {
    const bool late = preset.name == "lava" || preset.name == "lava_fixed" || preset.name == "spyx";
    EXPECT_EQ(preset.projection_delay, late ? 1U : 0U) << preset.name;
    EXPECT_EQ(preset.integer, preset.name == "lava_fixed") << preset.name;
  }
}

TEST(DynamicsPresets, LavaFixedHasDecaysOfLoihi) {
  NeuronParameters p = preset_parameters(NeuronModel::lif);
  p.tau = 2.5e-3;
  const NeuronStep step = discretise(p, {"lava_fixed", 1e-4});
  EXPECT_EQ(step.membrane_decay[0], (4096.0 - 163) / 4096);
}

/// The two models that are the same in every preset.
TEST(DynamicsPresets, ThresholdForgetsAndTheIntegratorDoesNot) {
  for (const DynamicsPreset& preset : dynamics_presets()) {
    PlainNeuron threshold(discretise(preset_parameters(NeuronModel::threshold), {preset.name}));
    EXPECT_EQ(threshold.advance(7.0), 0U) << preset.name;  // 7 is not above 7
    EXPECT_EQ(threshold.advance(7.5), 1U) << preset.name;
    EXPECT_EQ(threshold.advance(100.0), 1U) << preset.name;
    EXPECT_EQ(threshold.advance(0.0), 0U) << preset.name;
    PlainNeuron integrator(discretise(preset_parameters(NeuronModel::integrator), {preset.name}));
    EXPECT_EQ(integrator.advance(7.0), 0U) << preset.name;
    EXPECT_EQ(integrator.advance(1.0), 0U) << preset.name;
    EXPECT_EQ(integrator.membrane(), 24.0) << preset.name;
  }
}

TEST(DynamicsPresets, NirResetsToItsValue) {
  NeuronParameters p = preset_parameters(NeuronModel::if_);
  p.v_reset = -2.0;
  PlainNeuron neuron(discretise(p, {"nir"}));
  EXPECT_EQ(neuron.advance(7.0 / 3), 0U);  // 7 is not above 7
  EXPECT_EQ(neuron.advance(0.1), 1U);
  EXPECT_EQ(neuron.membrane(), -2.0);
}

/// two_lif_neurons.nir: v_leak 1.2 above threshold 1, tau 10 ms, dt 1 ms.
TEST(DynamicsPresets, ALeakAboveTheThresholdFiresAlone) {
  NeuronParameters p;
  p.model = NeuronModel::lif;
  p.tau = 0.01;
  p.v_leak = 1.2;
  PlainNeuron neuron(discretise(p, {"nir", 1e-3}));
  std::vector<int> spikes;
  for (int t = 0; t < 60; ++t) {
    if (neuron.advance(0) > 0) spikes.push_back(t);
  }
  EXPECT_EQ(spikes, (std::vector<int>{17, 35, 53}));
}

TEST(DynamicsPresets, OverridesApplyOnTop) {
  DynamicsChoice choice{"norse", dt};
  choice.compare = Compare::greater_equal;
  choice.reset = Reset::subtract;
  choice.multi_spike = true;
  choice.clip = true;
  choice.previous_current = true;
  const NeuronStep step = discretise(preset_parameters(NeuronModel::cuba_lif), choice);
  EXPECT_EQ(step.compare, Compare::greater_equal);
  EXPECT_EQ(step.reset, Reset::subtract);
  EXPECT_TRUE(step.multi_spike);
  EXPECT_TRUE(step.previous_current);
  EXPECT_EQ(step.clip_low->values(), std::vector<double>{-7.0});
  const NeuronStep readout = discretise(preset_parameters(NeuronModel::li), choice);
  EXPECT_FALSE(readout.multi_spike || readout.clip_low || readout.previous_current);
  DynamicsChoice no_clip{"sinabs"};
  no_clip.clip = false;
  EXPECT_FALSE(discretise(preset_parameters(NeuronModel::if_), no_clip).clip_low);
}

TEST(DynamicsPresets, TheClipFollowsTheScaledThreshold) {
  DynamicsChoice choice{"snntorch", dt};
  choice.clip = true;
  const NeuronStep step = discretise(preset_parameters(NeuronModel::lif), choice);
  EXPECT_EQ((*step.clip_low)[0], -step.threshold[0]);
  EXPECT_DOUBLE_EQ(step.threshold[0], 28.0 / 3);
}

TEST(DynamicsPresets, ValuesThatDifferStayOneANeuron) {
  NeuronParameters p = preset_parameters(NeuronModel::lif);
  p.tau = PerNeuron(std::vector<double>{4e-3, 2e-3, 1e-3});
  const NeuronStep step = discretise(p, {"nir", dt});
  EXPECT_EQ(step.membrane_decay.values(), (std::vector<double>{0.75, 0.5, 0.0}));
  EXPECT_EQ(step.membrane_gain.values(), (std::vector<double>{0.75, 1.5, 3.0}));
  EXPECT_TRUE(step.threshold.uniform());
  p.tau = PerNeuron(std::vector<double>{4e-3, 4e-3, 4e-3});
  EXPECT_TRUE(discretise(p, {"nir", dt}).membrane_decay.uniform());
}

}  // namespace
}  // namespace engram::workloads
