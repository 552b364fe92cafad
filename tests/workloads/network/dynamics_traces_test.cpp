#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "plain_step.hpp"
#include "workloads/network/dynamics.hpp"

namespace engram::workloads {
namespace {

struct Sample {
  double input = 0, membrane = 0, spike = 0;
};

/// input, membrane, spike: one line a step (reference/real/EXPECTED.md section 7).
std::vector<Sample> read_trace(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::vector<Sample> samples;
  char comma = ' ';
  for (Sample s; stream >> s.input >> comma >> s.membrane >> comma >> s.spike;) {
    samples.push_back(s);
  }
  return samples;
}

/// The parameters of lif_norse.nir, as its float32 fields hold them.
NeuronParameters recorded() {
  NeuronParameters p;
  p.model = NeuronModel::lif;
  p.tau = static_cast<double>(0.0025F);
  p.v_threshold = static_cast<double>(0.1F);
  return p;
}

struct Outcome {
  double largest_error = 0;
  std::vector<int> spikes;
};

Outcome run(const NeuronStep& step, const std::vector<Sample>& trace) {
  Outcome outcome;
  PlainNeuron neuron(step);
  for (std::size_t t = 0; t < trace.size(); ++t) {
    if (neuron.advance(trace[t].input) > 0) outcome.spikes.push_back(static_cast<int>(t));
    outcome.largest_error =
        std::max(outcome.largest_error, std::abs(neuron.membrane() - trace[t].membrane));
  }
  return outcome;
}

class Traces : public testing::Test {
 protected:
  std::vector<Sample> trace(const std::string& name) {
    const std::filesystem::path file =
        std::filesystem::path(ENGRAM_REFERENCE_DIR) / "real" / "traces" / name;
    return std::filesystem::exists(file) ? read_trace(file) : std::vector<Sample>{};
  }
};

const std::vector<int> recorded_spikes{460, 510, 710, 760};

TEST_F(Traces, Norse) {
  const auto samples = trace("lif_norse.csv");
  if (samples.empty()) GTEST_SKIP() << "reference data not found at " << ENGRAM_REFERENCE_DIR;
  ASSERT_EQ(samples.size(), 1000U);
  const Outcome outcome = run(discretise(recorded(), {"norse", 1e-4}), samples);
  EXPECT_LT(outcome.largest_error, 1e-6);
  EXPECT_EQ(outcome.spikes, recorded_spikes);
}

TEST_F(Traces, SnnTorch) {
  const auto samples = trace("lif_snntorch.csv");
  if (samples.empty()) GTEST_SKIP() << "reference data not found at " << ENGRAM_REFERENCE_DIR;
  ASSERT_EQ(samples.size(), 1000U);
  const Outcome outcome = run(discretise(recorded(), {"snntorch", 1e-4}), samples);
  EXPECT_LT(outcome.largest_error, 2e-6);
  EXPECT_EQ(outcome.spikes, recorded_spikes);
}

/// With r = 1, v_reset = 0 and v_leak = 0 the reference equations are Norse's.
TEST_F(Traces, NirEqualsNorseHere) {
  const auto samples = trace("lif_norse.csv");
  if (samples.empty()) GTEST_SKIP() << "reference data not found at " << ENGRAM_REFERENCE_DIR;
  const Outcome outcome = run(discretise(recorded(), {"nir", 1e-4}), samples);
  EXPECT_LT(outcome.largest_error, 1e-6);
  EXPECT_EQ(outcome.spikes, recorded_spikes);
}

/// NIR.md section 6: no trace is recorded, the spike steps are.
TEST_F(Traces, SinabsSpikesWhereItWasSeenTo) {
  const auto samples = trace("lif_norse.csv");
  if (samples.empty()) GTEST_SKIP() << "reference data not found at " << ENGRAM_REFERENCE_DIR;
  for (const char* preset : {"sinabs", "sinabs_single"}) {
    const Outcome outcome = run(discretise(recorded(), {preset, 1e-4}), samples);
    EXPECT_EQ(outcome.spikes, (std::vector<int>{450, 500, 710, 760})) << preset;
  }
}

}  // namespace
}  // namespace engram::workloads
