#include <gtest/gtest.h>

#include "tests/sim/config/files.hpp"

/// Bad keys outside the chip: what is said, and where. good_config() has the line numbers.
namespace engram::sim {
namespace {

class BadInput : public testing::TestWithParam<BadConfig> {};

TEST_P(BadInput, SaysWhereAndWhat) {
  EXPECT_EQ(faults_of(GetParam()), GetParam().faults);
}

const BadConfig kBadInput[] = {
    {"no_network", "\"nir\": \"net.nir\", \"dynamics\": \"norse\"", "",
     "run.json:3: /workload/network: found 0 networks, expected exactly one of nir, lava, slayer, "
     "ranc, json, "
     "populations with projections"},
    {"two_networks", "\"nir\": \"net.nir\"", "\"nir\": \"net.nir\", \"json\": \"net.json\"",
     "run.json:3: /workload/network: found 2 networks, expected exactly one of nir, lava, slayer, "
     "ranc, json, "
     "populations with projections"},
    {"ranc_without_a_width", "\"nir\": \"net.nir\", \"dynamics\": \"norse\"",
     "\"ranc\": \"folder\"",
     "run.json:3: /workload/network/ranc: RANC's files do not say how wide the grid of cores is: "
     "give grid_width"},
    {"ranc_with_dynamics", "\"nir\": \"net.nir\"", "\"grid_width\": 4, \"ranc\": \"folder\"",
     "run.json:3: /workload/network/dynamics: concerns NIR files only; RANC says it itself"},
    {"nir_with_a_bus", "\"nir\": \"net.nir\"", "\"nir\": \"net.nir\", \"output_core\": 3",
     "run.json:3: /workload/network/output_core: concerns RANC memory files only"},
    {"no_dynamics", ", \"dynamics\": \"norse\"", "",
     "run.json:3: /workload/network/nir: a NIR file does not say how its neurons step: give "
     "dynamics (engram list dynamics)"},
    {"unknown_dynamics", "norse", "nrose",
     "run.json:3: /workload/network/dynamics: found the text \"nrose\", expected one of sinabs, "
     "sinabs_single, norse, snntorch, rockpool, lava, lava_fixed, nengo, spyx, nir, exact, "
     "engram; did you mean 'norse'?"},
    {"dt_without_use", "\"dynamics\": \"norse\"",
     "\"dynamics\": \"norse\", \"dt_us\": 1, \"nir_options\": { \"time_unit\": \"timesteps\" }",
     "run.json:3: /workload/network/dt_us: has no use where nir_options count in timesteps"},
    {"nir_option", "\"dynamics\": \"norse\"",
     "\"dynamics\": \"norse\", \"nir_options\": { \"missing_node\": \"accept\" }",
     "run.json:3: /workload/network/nir_options/missing_node: found the text \"accept\", expected "
     "one of refuse, match_by_type"},
    {"no_such_nir", "net.nir", "other.nir",
     "run.json:3: /workload/network/nir: no such file: other.nir"},
    {"no_such_recording", "\"poisson\": { \"rate_hz\": 100 }", "\"events\": \"a.bs2\"",
     "run.json:4: /workload/input/events: no such file or folder: a.bs2"},
    {"nir_is_a_folder", "net.nir", "folder",
     "run.json:3: /workload/network/nir: is not a file but a folder: folder"},
    {"empty_path", "net.nir", "", "run.json:3: /workload/network/nir: found an empty path"},
    {"nul_in_a_path", "net.nir", "net\\u0000.nir",
     "run.json:3: /workload/network/nir: found text with a NUL character"},
    {"no_input", "\"poisson\": { \"rate_hz\": 100 }, ", "",
     "run.json:4: /workload/input: found 0 inputs, expected exactly one of events, images, "
     "poisson, regular, task"},
    {"two_inputs", "\"timesteps\"", "\"regular\": { \"interval\": 2 }, \"timesteps\"",
     "run.json:4: /workload/input: found 2 inputs, expected exactly one of events, images, "
     "poisson, regular, task"},
    {"task_timesteps", "\"poisson\": { \"rate_hz\": 100 }", "\"task\": { \"retention\": {} }",
     "run.json:4: /workload/input/timesteps: the task says how many there are"},
    {"split_of_nothing", "\"timesteps\"", "\"split\": \"test\", \"timesteps\"",
     "run.json:4: /workload/input/split: concerns tasks only"},
    {"two_tasks", "\"poisson\": { \"rate_hz\": 100 }, \"timesteps\": 20", "\"task\": {}",
     "run.json:4: /workload/input/task: found 0 tasks, expected exactly one of retention, randman, "
     "images, events"},
    {"no_timesteps", ", \"timesteps\": 20", "",
     "run.json:4: /workload/input/timesteps: missing; expected a whole number from 1 to 10000000 "
     "timesteps"},
    {"zero_timesteps", "\"timesteps\": 20", "\"timesteps\": 0",
     "run.json:4: /workload/input/timesteps: found the number 0, expected a whole number from 1 to "
     "10000000 timesteps"},
    {"no_time", "\"timesteps\"", "\"timestep_us\": 0, \"timesteps\"",
     "run.json:4: /workload/input/timestep_us: found the number 0, expected a number above 0 up to "
     "1e+09 us"},
    {"negative_rate", "100", "-1",
     "run.json:4: /workload/input/poisson/rate_hz: found the number -1, expected a number from 0 "
     "to "
     "1000000 Hz"},
    {"rate_is_text", "\"rate_hz\": 100", "\"rate_hz\": \"100\"",
     "run.json:4: /workload/input/poisson/rate_hz: found the text \"100\", expected a number from "
     "0 "
     "to 1000000 Hz"},
    {"results_is_a_list", "\"seed\": 3", "\"seed\": 3, \"results\": [1]",
     "run.json:9: /results: found a list of 1, expected an object"},
    {"one_bit", "\"bits\": 6", "\"bits\": 1",
     "run.json:5: /compression/quantize/bits: found the number 1, expected a whole number from 2 "
     "to "
     "16 bit"},
    {"weight_format", "\"bits\": 6", "\"format\": \"trinary\"",
     "run.json:5: /compression/quantize/format: found the text \"trinary\", expected one of "
     "uniform, ternary, power_of_two, codebook; did you mean 'ternary'?"},
    {"entry_bits", "\"bits\": 6", "\"bits\": 6, \"entry_bits\": 8",
     "run.json:5: /compression/quantize/entry_bits: is read with format codebook only"},
    {"slice", "\"bits\": 6", "\"granularity\": \"slice\"",
     "run.json:5: /compression/quantize/granularity: slice needs slice_channels"},
    {"no_slice", "\"bits\": 6", "\"slice_channels\": 2",
     "run.json:5: /compression/quantize/slice_channels: is read with granularity slice only, in "
     "the same object"},
    {"percentile", "\"bits\": 6", "\"percentile\": 99",
     "run.json:5: /compression/quantize/percentile: is read with calibration percentile only"},
    {"scale_and_calibration", "\"bits\": 6", "\"scale\": 1, \"calibration\": \"mse\"",
     "run.json:5: /compression/quantize/scale: found beside a calibration, expected one of them"},
    {"projection_key", "\"bits\": 6", "\"projections\": { \"a/b\": { \"bit\": 2 } }",
     "run.json:5: /compression/quantize/projections/a~1b/bit: no such key; did you mean 'bits'?"},
    {"negative_seed", "\"seed\": 3", "\"seed\": -3",
     "run.json:9: /seed: found the number -3, expected a whole number from 0 to 9007199254740991"},
    {"fractional_seed", "\"seed\": 3", "\"seed\": 3.5",
     "run.json:9: /seed: found the number 3.5, expected a whole number from 0 to 9007199254740991"},
    {"seed_beyond_a_double", "\"seed\": 3", "\"seed\": 9007199254740992",
     "run.json:9: /seed: found the number 9007199254740992, expected a whole number from 0 to "
     "9007199254740991"},
    {"seed_beyond_64_bits", "\"seed\": 3", "\"seed\": 18446744073709551616",
     "run.json:9: /seed: found the number 18446744073709551616, expected a whole number from 0 to "
     "9007199254740991"},
    {"fidelity", "\"seed\": 3", "\"fidelity\": \"rtl\"",
     "run.json:9: /fidelity: found the text \"rtl\", expected one of fast, cycle"},
    {"name_with_slash", "\"seed\": 3", "\"name\": \"a/b\"",
     "run.json:9: /name: found \"a/b\", expected the name of a folder, without '/'"},
    {"name_of_the_parent", "\"seed\": 3", "\"name\": \"..\"",
     "run.json:9: /name: found \"..\", expected the name of a folder, without '/'"},
    {"both_tables", "\"table\"", "\"tables\": [\"ihp-28nm\"], \"table\"",
     "run.json:8: /energy/tables: found both table and tables, expected one of them"},
    {"no_tables", "\"table\": \"ihp-28nm\"", "\"tables\": []",
     "run.json:8: /energy/tables: found a list of 0, expected a list of at least 1 entry"},
    {"unknown_table", "ihp-28nm", "ihp28nm",
     "run.json:8: /energy/table: no shipped table 'ihp28nm'; did you mean 'ihp-28nm'?"},
    {"unknown_second_table", "\"table\": \"ihp-28nm\"",
     "\"tables\": [\"ihp-28nm\",\n \"cacti-45nm\"]",
     "run.json:9: /energy/tables/1: no shipped table 'cacti-45nm'; did you mean 'cacti-45nm-hp'?"},
    {"same_table_twice", "\"table\": \"ihp-28nm\"", "\"tables\": [\"ihp-28nm\", \"ihp-28nm\"]",
     "run.json:8: /energy/tables/1: the table 'ihp-28nm' is given twice"},
    {"no_table_file", "ihp-28nm", "mine.json",
     "run.json:8: /energy/table: no such file: mine.json"},
    {"null", "\"seed\": 3", "\"seed\": null",
     "run.json:9: /seed: found null, expected a whole number from 0 to 9007199254740991"},
    {"boolean_for_a_number", "\"seed\": 3", "\"seed\": true",
     "run.json:9: /seed: found true, expected a whole number from 0 to 9007199254740991"},
    {"number_for_a_boolean", "\"seed\": 3", "\"results\": { \"spikes\": 1 }",
     "run.json:9: /results/spikes: found the number 1, expected true or false"},
    {"misspelt_section", "\"seed\": 3", "\"result\": {}",
     "run.json:9: /result: no such key; did you mean 'results'?"},
    {"extends_a_number", "\"seed\": 3", "\"extends\": 3",
     "run.json:9: /extends: found the number 3, expected a path"},
};

INSTANTIATE_TEST_SUITE_P(Config, BadInput, testing::ValuesIn(kBadInput),
                         [](const auto& instance) { return std::string(instance.param.name); });

TEST(BadRoot, IsNoObject) {
  const Files files;
  files.write("run.json", "\n[1, 2]");
  EXPECT_EQ(files.faults("run.json", {"/seed=1"}),
            "run.json:2: found a list of 2, expected an object");
  files.write("run.json", "{}");
  EXPECT_EQ(files.faults("run.json"), "run.json:1: /workload: missing; expected an object");
}

/// The formats are those of the readers; the message lists them all.
TEST(BadFormat, ListsTheFormats) {
  const std::string faults =
      faults_of({"", "\"timesteps\"", "\"format\": \"aedat\", \"timesteps\"", ""});
  EXPECT_EQ(
      faults.rfind("run.json:4: /workload/input/format: found the text \"aedat\", expected one "
                   "of auto, csv, ranc_packets, nmnist",
                   0),
      0U)
      << faults;
}

/// Keys that say nothing about the input that is given, all at once.
TEST(InputKeys, OfAnotherKindOfInput) {
  const std::string crop = "\"crop\": { \"width\": 2, \"height\": 2 }, \"window_us\": [0, 9], ";
  EXPECT_EQ(faults_of({"", "\"timesteps\"",
                       (crop + "\"encoder\": { \"name\": \"if\" }, \"labels\": \"net.nir\", "
                               "\"limit\": 2, \"first\": 1, \"timesteps\"")
                           .c_str(),
                       ""}),
            "run.json:4: /workload/input/window_us: concerns events only\n"
            "run.json:4: /workload/input/crop: concerns events only\n"
            "run.json:4: /workload/input/encoder: concerns images only\n"
            "run.json:4: /workload/input/labels: concerns events and images only\n"
            "run.json:4: /workload/input/limit: concerns events, images and tasks only\n"
            "run.json:4: /workload/input/first: concerns events, images and tasks only");
}

TEST(InputKeys, OfImages) {
  const std::string poisson = "\"poisson\": { \"rate_hz\": 100 }";
  EXPECT_EQ(faults_of({"", poisson.c_str(),
                       "\"images\": \"net.nir\", \"samples\": 2, \"encoder\": { \"name\": "
                       "\"poisson\" }, \"labels\": \"none\"",
                       ""}),
            "run.json:4: /workload/input/encoder: no max_rate_hz; the encoder poisson needs it\n"
            "run.json:4: /workload/input/samples: counts generated samples; others are counted in "
            "their files\n"
            "run.json:4: /workload/input/labels: no such file: none");
  EXPECT_EQ(faults_of({"", poisson.c_str(),
                       "\"images\": \"folder\", \"encoder\": { \"name\": \"if\", "
                       "\"max_rate_hz\": 5 }",
                       ""}),
            "run.json:4: /workload/input/images: is not a file but a folder: folder\n"
            "run.json:4: /workload/input/encoder/max_rate_hz: concerns the encoder poisson only");
  EXPECT_EQ(faults_of({"", poisson.c_str(), "\"images\": \"net.nir\"", ""}),
            "run.json:4: /workload/input/images: images need an encoder that makes spikes of them "
            "(engram list encoders)");
}

/// Checks across keys are made where the schema found faults elsewhere, even in the same section.
TEST(AllAtOnce, SchemaAndSemantics) {
  const Files files;
  files.write("run.json", R"({ "nmae": "x", "name": ".",
  "workload": { "network": { "nir": "net.nir", "json": "net.json", "dt_us": "long" },
    "input": { "rate": 3, "timesteps": 1 } },
  "chip": { "lanes": 2, "mesh": [4096, 2],
    "core": { "neuron": { "arithmetic": "fixed" }, "synapse_memory": { "access": "per_weight" } } },
  "energy": { "table": "none" } })");
  EXPECT_EQ(
      files.faults("run.json", {"/seed=-1", "chip=2"}),
      "--set: found 'chip=2', expected /json/pointer=value\n"
      "run.json:1: /nmae: no such key; did you mean 'name'?\n"
      "--set: /seed: found the number -1, expected a whole number from 0 to 9007199254740991\n"
      "run.json:2: /workload/network/dt_us: found the text \"long\", expected a number above 0 "
      "up to 1e+09 us\n"
      "run.json:3: /workload/input/rate: no such key\n"
      "run.json:4: /chip/lanes: no such key\n"
      "run.json:1: /name: found \".\", expected the name of a folder, without '/'\n"
      "run.json:2: /workload/network: found 2 networks, expected exactly one of nir, lava, slayer, "
      "ranc, json, "
      "populations with projections\n"
      "run.json:3: /workload/input: found 0 inputs, expected exactly one of events, images, "
      "poisson, regular, task\n"
      "run.json:4: /chip/mesh: found 8192 cores, expected at most 4096\n"
      "run.json:5: /chip/core/synapse_memory/access: per_weight reads one 16-bit word a "
      "weight: word_bits is 64, it must be 16\n"
      "run.json:6: /energy/table: no shipped table 'none'\n"
      "run.json:5: /chip/core/neuron/arithmetic: fixed arithmetic needs integer weights: add "
      "/compression/quantize");
}

}  // namespace
}  // namespace engram::sim
