#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>

#include "workloads/network/dynamics.hpp"

namespace engram::workloads {
namespace {

NeuronParameters parameters(NeuronModel model) {
  NeuronParameters p;
  p.model = model;
  p.tau = 4e-3;
  p.tau_syn = 2e-3;
  return p;
}

std::string fault(const NeuronParameters& p, const DynamicsChoice& choice) {
  try {
    discretise(p, choice);
  } catch (const std::invalid_argument& fault) {
    return fault.what();
  }
  return "";
}

TEST(DynamicsFaults, AnUnknownPresetNamesTheKnown) {
  const std::string expected =
      "unknown dynamics preset 'brian' (known: sinabs sinabs_single norse snntorch rockpool lava "
      "lava_fixed nengo spyx nir exact)";
  EXPECT_EQ(fault(parameters(NeuronModel::if_), {"brian"}), expected);
  EXPECT_THROW(dynamics_preset("brian"), std::invalid_argument);
  EXPECT_EQ(dynamics_preset("lava").name, "lava");
}

TEST(DynamicsFaults, ATimeConstantNeedsDt) {
  EXPECT_EQ(fault(parameters(NeuronModel::if_), {"nir"}), "");
  for (const double dt : {0.0, -1.0, std::numeric_limits<double>::infinity()}) {
    EXPECT_NE(fault(parameters(NeuronModel::lif), {"nir", dt}).find("needs dt > 0"),
              std::string::npos);
  }
}

TEST(DynamicsFaults, TimeConstantsArePositiveAndNotBelowDt) {
  NeuronParameters p = parameters(NeuronModel::cuba_lif);
  p.tau = 0.0;
  p.tau_syn = -1.0;
  EXPECT_EQ(fault(p, {"nir", 1e-3}),
            "tau_mem must be above 0 (found 0)\ntau_syn must be above 0 (found -1)");
  p = parameters(NeuronModel::lif);
  EXPECT_EQ(fault(p, {"nir", 4e-3}), "");
  EXPECT_EQ(fault(p, {"nir", 5e-3}),
            "dt (0.005 s) is longer than tau (0.004 s): the Euler decay 1 - dt/tau would be "
            "negative");
  EXPECT_EQ(fault(p, {"sinabs", 5e-3}), "");  // exponential decay is never negative
}

TEST(DynamicsFaults, ValuesAreFiniteAndAgreeInNumber) {
  NeuronParameters p = parameters(NeuronModel::if_);
  p.r = std::numeric_limits<double>::quiet_NaN();
  p.v_threshold = PerNeuron(std::vector<double>{1, 2});
  p.v_reset = PerNeuron(std::vector<double>{1, 2, 3});
  const std::string found = fault(p, {"nir"});
  EXPECT_NE(found.find("r is not finite"), std::string::npos) << found;
  EXPECT_NE(found.find("values, another parameter has"), std::string::npos) << found;
  p = parameters(NeuronModel::if_);
  p.v_threshold = PerNeuron(std::vector<double>{});
  EXPECT_NE(fault(p, {"nir"}), "");
  p = parameters(NeuronModel::lif);
  p.r = 1e-308;
  EXPECT_NE(fault(p, {"snntorch", 1e-9}), "");  // the threshold would be infinite
}

TEST(DynamicsFaults, ParametersThatAPresetDoesNotHave) {
  NeuronParameters leak = parameters(NeuronModel::lif);
  leak.v_leak = 0.5;
  EXPECT_NE(fault(leak, {"sinabs", 1e-3}).find("v_leak must be 0"), std::string::npos);
  for (const char* preset : {"snntorch", "rockpool", "nengo", "spyx"}) {
    EXPECT_NE(fault(leak, {preset, 1e-3}).find("v_leak must be 0"), std::string::npos) << preset;
  }
  for (const char* preset : {"lava", "lava_fixed", "exact"}) {
    EXPECT_EQ(fault(leak, {preset, 1e-3}), "") << preset;
  }
  EXPECT_EQ(fault(leak, {"norse", 1e-3}), "");
  EXPECT_EQ(fault(leak, {"nir", 1e-3}), "");
  leak.model = NeuronModel::cuba_lif;
  EXPECT_NE(fault(leak, {"norse", 1e-3}).find("v_leak must be 0"), std::string::npos);
  EXPECT_EQ(fault(leak, {"nir", 1e-3}), "");
}

TEST(DynamicsFaults, ANegativeTimeConstantIsRefusedByEveryPreset) {
  for (const DynamicsPreset& preset : dynamics_presets()) {
    NeuronParameters p = parameters(NeuronModel::lif);
    p.tau = -1.0;
    EXPECT_EQ(fault(p, {preset.name, 1e-3}), "tau must be above 0 (found -1)") << preset.name;
  }
}

TEST(DynamicsFaults, NengoDividesByTheThreshold) {
  NeuronParameters p = parameters(NeuronModel::lif);
  p.v_threshold = 0.0;
  EXPECT_NE(fault(p, {"nengo", 1e-3}).find("v_threshold must be above 0"), std::string::npos);
  p = parameters(NeuronModel::cuba_lif);
  EXPECT_EQ(fault(p, {"nengo", 3e-3}),
            "tau_syn must not be below dt: the Euler decay 1 - dt/tau_syn would be negative");
}

TEST(DynamicsFaults, AResetValueThatWouldBeLost) {
  NeuronParameters p = parameters(NeuronModel::if_);
  p.v_reset = 0.25;
  for (const char* preset : {"sinabs", "sinabs_single", "norse", "snntorch"}) {
    EXPECT_NE(fault(p, {preset}).find("v_reset is not 0"), std::string::npos) << preset;
  }
  EXPECT_EQ(fault(p, {"nir"}), "");
  DynamicsChoice choice{"norse"};
  choice.reset = Reset::value;
  EXPECT_EQ(fault(p, choice), "");
  p.model = NeuronModel::cuba_lif;
  EXPECT_NE(fault(p, {"nir", 1e-3}).find("v_reset is not 0"), std::string::npos);
}

TEST(DynamicsFaults, SnnTorchHasNoGainsInItsSynapse) {
  NeuronParameters p = parameters(NeuronModel::cuba_lif);
  p.r = 4.0;
  p.w_in = 2.0;
  EXPECT_EQ(fault(p, {"snntorch", 1e-3}), "");
  p.r = 4.1;
  EXPECT_NE(fault(p, {"snntorch", 1e-3}).find("r dt / tau_mem must be 1"), std::string::npos);
  p.w_in = 1.0;
  EXPECT_NE(fault(p, {"snntorch", 1e-3}).find("w_in dt / tau_syn must be 1"), std::string::npos);
  p = parameters(NeuronModel::lif);
  p.r = 0.0;
  EXPECT_NE(fault(p, {"snntorch", 1e-3}).find("r must be above 0"), std::string::npos);
}

TEST(DynamicsFaults, MultiSpikeNeedsSubtractionAndAPositiveThreshold) {
  DynamicsChoice choice{"norse"};
  choice.multi_spike = true;
  EXPECT_NE(fault(parameters(NeuronModel::if_), choice).find("need the reset 'subtract'"),
            std::string::npos);
  choice.reset = Reset::subtract;
  EXPECT_EQ(fault(parameters(NeuronModel::if_), choice), "");
  NeuronParameters p = parameters(NeuronModel::if_);
  p.v_threshold = 0.0;
  EXPECT_NE(fault(p, choice).find("threshold above 0"), std::string::npos);
  EXPECT_NE(fault(p, {"sinabs"}).find("threshold above 0"), std::string::npos);
  EXPECT_EQ(fault(p, {"norse"}), "");
}

TEST(DynamicsFaults, AnInputHasNoDynamics) {
  EXPECT_NE(fault(parameters(NeuronModel::input), {"nir"}), "");
}

}  // namespace
}  // namespace engram::workloads
