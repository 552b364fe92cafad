#include <gtest/gtest.h>

#include "tests/sim/config/files.hpp"

/// "learning" and "activity": what is read, what is refused, and where.
namespace engram::sim {
namespace {

class BadLearning : public testing::TestWithParam<BadConfig> {};

TEST_P(BadLearning, SaysWhereAndWhat) {
  EXPECT_EQ(faults_of(GetParam()), GetParam().faults);
}

const BadConfig kBadLearning[] = {
    {"no_rule", "\"seed\": 3", "\"learning\": {}",
     "run.json:9: /learning/rule: missing; expected one of three_factor, backprop, stdp"},
    {"unknown_rule", "\"seed\": 3", "\"learning\": { \"rule\": \"backprob\" }",
     "run.json:9: /learning/rule: found the text \"backprob\", expected one of three_factor, "
     "backprop, stdp; did you mean 'backprop'?"},
    {"misspelt_key", "\"seed\": 3",
     "\"learning\": { \"rule\": \"backprop\", \"rate_shft\": 3, \"targets\": { \"spikes\": "
     "\"folder\" } }",
     "run.json:9: /learning/rate_shft: no such key; did you mean 'rate_shift'?"},
    {"ranges", "\"seed\": 3",
     "\"learning\": { \"rule\": \"backprop\", \"rate_shift\": 49,\n \"error_bits\": 1, "
     "\"surrogate\": { \"width\": 0 },\n \"trace\": { \"decay\": 4097 } }",
     "run.json:9: /learning/rate_shift: found the number 49, expected a whole number from 0 to 48\n"
     "run.json:10: /learning/error_bits: found the number 1, expected a whole number from 2 to 24 "
     "bit\n"
     "run.json:10: /learning/surrogate/width: found the number 0, expected a number above 0 up to "
     "1000000\n"
     "run.json:11: /learning/trace/decay: found the number 4097, expected a whole number from 0 to "
     "4096"},
    {"no_targets", "\"seed\": 3", "\"learning\": { \"rule\": \"three_factor\" }",
     "run.json:9: /learning/rule: three_factor follows errors: give /learning/targets"},
    {"no_such_targets", "\"seed\": 3",
     "\"learning\": { \"rule\": \"three_factor\", \"targets\": { \"spikes\": \"no.csv\" } }",
     "run.json:9: /learning/targets/spikes: no such file or folder: no.csv"},
    {"targets_of_stdp", "\"seed\": 3",
     "\"learning\": { \"rule\": \"stdp\", \"targets\": { \"spikes\": \"folder\" } }",
     "run.json:9: /learning/targets: concerns three_factor and backprop only: stdp has no errors\n"
     "run.json:9: /learning/rule: stdp needs its window: give /learning/stdp"},
    {"window_of_backprop", "\"seed\": 3",
     "\"learning\": { \"rule\": \"backprop\", \"targets\": { \"spikes\": \"folder\" },\n"
     "\"stdp\": { \"window\": 1, \"potentiation\": [1], \"depression\": [1] } }",
     "run.json:10: /learning/stdp: concerns the rule stdp only"},
    {"amplitudes_that_do_not_fill_the_window", "\"seed\": 3",
     "\"learning\": { \"rule\": \"stdp\", \"stdp\": { \"window\": 3,\n"
     "\"potentiation\": [1, 2],\n\"depression\": [1, 2, 3, 4] } }",
     "run.json:10: /learning/stdp/potentiation: found 2 amplitudes, expected one for each of the 3 "
     "timesteps of the window\n"
     "run.json:11: /learning/stdp/depression: found 4 amplitudes, expected one for each of the 3 "
     "timesteps of the window"},
    {"negative_amplitude", "\"seed\": 3",
     "\"learning\": { \"rule\": \"stdp\", \"stdp\": { \"window\": 1, \"potentiation\": [-1], "
     "\"depression\": [1] } }",
     "run.json:9: /learning/stdp/potentiation/0: found the number -1, expected a whole number from "
     "0 to 16777216"},
    {"projection_twice", "\"seed\": 3",
     "\"learning\": { \"rule\": \"backprop\", \"targets\": { \"spikes\": \"folder\" },\n"
     "\"projections\": [\"a\", \"b\",\n\"a\"] }",
     "run.json:11: /learning/projections/2: 'a' is given twice"},
    {"weights_that_do_not_change", "\"seed\": 3", "\"results\": { \"weights\": true }",
     "run.json:9: /results/weights: weights change by learning only: give /learning"},
    {"input_beside_dense_activity", "\"network\"", "\"activity\": \"dense\", \"network\"",
     "run.json:4: /workload/input: found 1 inputs, expected none: activity dense is an event a "
     "neuron a timestep, of inputs too"},
    {"unknown_activity", "\"network\"", "\"activity\": \"dens\", \"network\"",
     "run.json:3: /workload/activity: found the text \"dens\", expected one of events, dense; did "
     "you mean 'dense'?"},
};

INSTANTIATE_TEST_SUITE_P(Config, BadLearning, testing::ValuesIn(kBadLearning),
                         [](const auto& instance) { return std::string(instance.param.name); });

Config loaded(const std::string& old, const std::string& by,
              const std::vector<std::string>& sets = {}) {
  const Files files;
  files.write("net.nir", "");
  files.write("targets.csv", "");
  files.write("run.json", replaced(good_config(), old, by));
  return load_config(files.folder() / "run.json", sets).config;
}

TEST(LearningConfig, IsAbsentUnlessGiven) {
  const Config config = loaded("\"seed\": 3", "\"seed\": 3");
  EXPECT_FALSE(config.learning.has_value());
  EXPECT_FALSE(config.dense_activity);
}

/// The defaults are those of the task itself.
TEST(LearningConfig, HasTheDefaultsOfATask) {
  const Config config =
      loaded("\"seed\": 3",
             R"("learning": { "rule": "backprop", "targets": { "spikes": "targets.csv" } })");
  const LearningConfig& read = *config.learning;
  const LearningConfig plain;
  EXPECT_EQ(read.rule, "backprop");
  EXPECT_EQ(read.targets.filename(), "targets.csv");
  EXPECT_FALSE(read.projections || read.targeted);
  EXPECT_EQ(read.rate_shift, plain.rate_shift);
  EXPECT_EQ(read.error_bits, plain.error_bits);
  EXPECT_EQ(read.error_gain, plain.error_gain);
  EXPECT_EQ(read.backward_shift, plain.backward_shift);
  EXPECT_EQ(read.surrogate, plain.surrogate);
  EXPECT_EQ(read.surrogate_width, plain.surrogate_width);
  EXPECT_EQ(read.surrogate_bits, plain.surrogate_bits);
  EXPECT_EQ(read.trace_bits, plain.trace_bits);
  EXPECT_EQ(read.trace_decay, plain.trace_decay);
  EXPECT_EQ(read.trace_gain, plain.trace_gain);
}

/// round(100 exp(-k / 2)): 100, 60.65, 36.79, 22.31.
TEST(LearningConfig, AWindowMayDecay) {
  const Config config = loaded("\"seed\": 3", R"("learning": { "rule": "stdp", "stdp": {
    "window": 3, "potentiation": { "amplitude": 100, "tau": 2 },
    "depression": { "amplitude": 100, "tau": 2 } } })");
  EXPECT_EQ(config.learning->potentiation, (std::vector<std::uint32_t>{100, 61, 37}));
  EXPECT_EQ(config.learning->depression, (std::vector<std::uint32_t>{61, 37, 22}));
}

TEST(LearningConfig, NamesKnowTheirPlace) {
  const Config config = loaded("\"seed\": 3", R"("learning": { "rule": "backprop",
    "targets": { "spikes": "targets.csv", "populations": ["out"] },
    "projections": ["a", "b"] })");
  const LearningConfig& read = *config.learning;
  ASSERT_EQ(read.projections->size(), 2U);
  EXPECT_EQ((*read.projections)[1].name, "b");
  EXPECT_NE((*read.projections)[1].place.find("run.json:11: /learning/projections/1"),
            std::string::npos);
  EXPECT_NE((*read.targeted)[0].place.find("run.json:10: /learning/targets/populations/0"),
            std::string::npos);
  EXPECT_NE(read.place.find("run.json:9: /learning"), std::string::npos);
}

TEST(LearningConfig, ErrorsNeedEveryNeuronToStep) {
  const std::string learning =
      R"("learning": { "rule": "backprop", "targets": { "spikes": "targets.csv" } })";
  EXPECT_THROW(loaded("\"seed\": 3", learning, {"/chip/core/update=touched"}), ConfigFault);
  const std::string stdp = R"("learning": { "rule": "stdp", "stdp": { "window": 1,
    "potentiation": [1], "depression": [1] } })";
  EXPECT_NO_THROW(loaded("\"seed\": 3", stdp, {"/chip/core/update=touched"}));
}

TEST(DenseActivity, IsAnInputOfItsOwn) {
  const Config config = loaded(R"({ "poisson": { "rate_hz": 100 }, "timesteps": 20 })",
                               R"({ "timesteps": 20, "samples": 2 }, "activity": "dense")");
  EXPECT_TRUE(config.dense_activity);
  EXPECT_EQ(config.input.kind, InputKind::dense);
  EXPECT_EQ(config.input.samples, 2U);
  EXPECT_EQ(config.input.timesteps, 20U);
}

}  // namespace
}  // namespace engram::sim
