#include <gtest/gtest.h>

#include "tests/sim/config/files.hpp"

/// Bad native networks: what is said, and where.
namespace engram::sim {
namespace {

/// Line 2: population "in" (6 neurons), line 3: "mid" (8), line 4: "out" (1 x 2 x 2), line 5:
/// projection "a" (dense), line 6: "b" (conv2d from in).
std::string good_network() {
  return R"({ "populations": [
  { "name": "in", "shape": [6], "neuron": { "model": "input" } },
  { "name": "mid", "shape": [8], "neuron": { "model": "lif", "decay": 0.5 } },
  { "name": "out", "shape": [1, 2, 2], "output": true, "neuron": { "model": "if" } }], "projections": [
  { "name": "a", "source": "in", "target": "mid", "type": "dense", "weights": { "distribution": "uniform", "low": -1, "high": 1 } },
  { "name": "b", "source": "out", "target": "out", "type": "conv2d", "kernel": 1, "delay": 1, "weights": { "values": [1] } }] })";
}

class BadNetwork : public testing::TestWithParam<BadConfig> {};

TEST_P(BadNetwork, SaysWhereAndWhat) {
  const Files files;
  files.write("net.json", replaced(good_network(), GetParam().old, GetParam().by));
  files.write("run.json", R"({ "workload": { "network": { "json": "net.json" },
    "input": { "poisson": { "rate_hz": 1 }, "timesteps": 1 } } })");
  EXPECT_EQ(files.faults("run.json"), GetParam().faults);
}

const BadConfig kBadNetwork[] = {
    {"unknown_population", "\"target\": \"mid\"", "\"target\": \"mdi\"",
     "net.json:5: /projections/0/target: no population 'mdi'; did you mean 'mid'?"},
    {"same_population", "\"name\": \"mid\"", "\"name\": \"in\"",
     "net.json:3: /populations/1/name: the population 'in' is given twice (first at line 2)\n"
     "net.json:5: /projections/0/target: no population 'mid'; did you mean 'in'?"},
    {"same_projection", "\"name\": \"b\"", "\"name\": \"a\"",
     "net.json:6: /projections/1/name: the projection 'a' is given twice (first at line 5)"},
    {"too_few_thresholds", "\"decay\": 0.5", "\"threshold\": [1, 2]",
     "net.json:3: /populations/1/neuron/threshold: found 2 values, the population has 8 neurons"},
    {"weights", "\"distribution\": \"uniform\", \"low\": -1, \"high\": 1", "\"values\": [1, 2, 3]",
     "net.json:5: /projections/0/weights/values: projection 'a': found 3 weights, expected 48 "
     "between (6, 1, 1) and (8, 1, 1)"},
    {"kernel_weights", "\"values\": [1]", "\"values\": [1, 2]",
     "net.json:6: /projections/1/weights/values: projection 'b': found 2 weights, expected 1 "
     "between (1, 2, 2) and (1, 2, 2)"},
    {"empty_shape", "\"shape\": [6]", "\"shape\": [0]",
     "net.json:2: /populations/0/shape/0: found the number 0, expected a whole number from 1 to "
     "16777216"},
    {"shape_of_two", "[1, 2, 2]", "[2, 2]",
     "net.json:4: /populations/2/shape: found 2 sizes, expected [neurons] or [channels, height, "
     "width]"},
    {"shape_of_four", "[1, 2, 2]", "[1, 2, 2, 1]",
     "net.json:4: /populations/2/shape: found a list of 4, expected a list of 1 to 3 entries"},
    {"huge_shape", "[1, 2, 2]", "[4097, 4096, 1]",
     "net.json:4: /populations/2/shape: found more neurons than a population may have, which is "
     "16777216"},
    {"shape_beyond_64_bits", "[1, 2, 2]", "[16777216, 16777216, 16777216]",
     "net.json:4: /populations/2/shape: found more neurons than a population may have, which is "
     "16777216"},
    {"input_with_threshold", "\"model\": \"input\"", "\"model\": \"input\", \"threshold\": 1",
     "net.json:2: /populations/0/neuron/threshold: model input has no such parameter"},
    {"input_as_output", "\"shape\": [6]", "\"shape\": [6], \"output\": true",
     "net.json:2: /populations/0/output: an input population cannot be an output"},
    {"current_without_one", "\"decay\": 0.5", "\"current_decay\": 0.5",
     "net.json:3: /populations/1/neuron/current_decay: model lif has no such parameter"},
    {"leak_without_one", "\"model\": \"if\"", "\"model\": \"if\", \"decay\": 0.5",
     "net.json:4: /populations/2/neuron/decay: model if has no such parameter"},
    {"spikes_of_li", "\"model\": \"lif\", \"decay\": 0.5", "\"model\": \"li\", \"reset\": \"zero\"",
     "net.json:3: /populations/1/neuron/reset: model li has no such parameter"},
    {"reset_value", "\"decay\": 0.5", "\"reset_value\": 0.5",
     "net.json:3: /populations/1/neuron/reset_value: is read with reset value only, reset is zero"},
    {"multi_without_subtract", "\"decay\": 0.5", "\"spikes\": \"multi\"",
     "net.json:3: /populations/1/neuron/spikes: multi needs reset subtract"},
    {"multi_of_nothing", "\"decay\": 0.5",
     "\"spikes\": \"multi\", \"reset\": \"subtract\", \"threshold\": 0",
     "net.json:3: /populations/1/neuron/threshold: multi spikes need a positive threshold"},
    {"unknown_model", "\"lif\"", "\"alif\"",
     "net.json:3: /populations/1/neuron/model: found the text \"alif\", expected one of input, if, "
     "lif, cuba_lif, li, cuba_li; did you mean 'lif'?"},
    {"no_shape", "\"shape\": [6], ", "",
     "net.json:2: /populations/0/shape: missing; expected a list of 1 to 3 entries"},
    {"kernel_of_dense", "\"type\": \"dense\"", "\"type\": \"dense\", \"kernel\": 3",
     "net.json:5: /projections/0/kernel: is read with type conv2d only"},
    {"no_kernel", "\"kernel\": 1, ", "",
     "net.json:6: /projections/1/kernel: missing; type conv2d needs it"},
    {"no_end_of_range", ", \"high\": 1", "",
     "net.json:5: /projections/0/weights/high: missing; distribution uniform needs it"},
    {"unread_weight_key", "\"low\": -1", "\"low\": -1, \"mean\": 0",
     "net.json:5: /projections/0/weights/mean: is not read with uniform"},
    {"empty_range", "\"low\": -1", "\"low\": 1",
     "net.json:5: /projections/0/weights/low: uniform needs low < high"},
    {"fractional_integers", "\"uniform\", \"low\": -1", "\"uniform_int\", \"low\": -1.5",
     "net.json:5: /projections/0/weights/low: uniform_int needs whole low <= high with a number "
     "other than 0 between"},
    {"far_integers", "\"uniform\", \"low\": -1", "\"uniform_int\", \"low\": -1e9",
     "net.json:5: /projections/0/weights/low: uniform_int draws from -2^24 to 2^24"},
    {"nothing_drawn", "\"uniform\", \"low\": -1, \"high\": 1", "\"constant\", \"value\": 0",
     "net.json:5: /projections/0/weights/value: a constant of 0 gives no synapse"},
    {"density", "\"low\": -1", "\"density\": 1.5, \"low\": -1",
     "net.json:5: /projections/0/weights/density: found the number 1.5, expected a number from 0 "
     "to "
     "1"},
    {"both_weights", "\"low\": -1", "\"values\": [], \"low\": -1",
     "net.json:5: /projections/0/weights: expected exactly one of values, distribution"},
    {"weight_beyond_float", "\"values\": [1]", "\"values\": [1e39]",
     "net.json:6: /projections/1/weights/values/0: found the number 1e39, expected a number from "
     "-1e+30 to 1e+30"},
    {"negative_delay", "\"delay\": 1", "\"delay\": -1",
     "net.json:6: /projections/1/delay: found the number -1, expected a whole number from 0 to "
     "1000 "
     "timesteps"},
    {"several", "\"decay\": 0.5 } }",
     "\"decya\": 0.5 } }, { \"name\": \"in\", \"shape\": [0], \"neuron\": {} }",
     "net.json:3: /populations/1/neuron/decya: no such key; did you mean 'decay'?\n"
     "net.json:3: /populations/2/shape/0: found the number 0, expected a whole number from 1 to "
     "16777216\n"
     "net.json:3: /populations/2/neuron/model: missing; expected one of input, if, lif, cuba_lif, "
     "li, cuba_li\n"
     "net.json:3: /populations/2/name: the population 'in' is given twice (first at line 2)"},
    {"syntax", "\"kernel\": 1,", "\"kernel\": 1",
     "net.json:6: not valid JSON: syntax error while parsing object - unexpected string literal; "
     "expected '}'"},
};

INSTANTIATE_TEST_SUITE_P(Config, BadNetwork, testing::ValuesIn(kBadNetwork),
                         [](const auto& instance) { return std::string(instance.param.name); });

/// In the run config itself pointers start at its root.
TEST(BadInlineNetwork, PointsIntoTheRunConfig) {
  const Files files;
  const auto run = [&](const std::string& network) {
    files.write("run.json",
                "{ \"workload\": {\n \"network\": " + network +
                    ",\n \"input\": { \"poisson\": { \"rate_hz\": 1 }, \"timesteps\": 1 } } }");
    return files.faults("run.json");
  };
  EXPECT_EQ(run(replaced(good_network(), "\"target\": \"mid\"", "\"target\": \"x\"")),
            "run.json:6: /workload/network/projections/0/target: no population 'x'");
  EXPECT_EQ(
      run("{ \"populations\": [] }"),
      "run.json:2: /workload/network/populations: found a list of 0, expected a list of at "
      "least 1 entry\n"
      "run.json:2: /workload/network: no projections; a network given in place has populations "
      "and projections");
  EXPECT_EQ(
      run(replaced(good_network(), "{ \"populations\"",
                   "{ \"dynamics\": \"nir\", \"populations\"")),
      "run.json:2: /workload/network/dynamics: concerns NIR files only; a native network says "
      "it itself");
  EXPECT_EQ(run("{ \"json\": \"no.json\" }"),
            "run.json:2: /workload/network/json: no such file: no.json");
}

}  // namespace
}  // namespace engram::sim
