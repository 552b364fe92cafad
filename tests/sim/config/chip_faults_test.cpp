#include <gtest/gtest.h>

#include "tests/sim/config/files.hpp"

/// Bad keys of the chip: what is said, and where. good_config() has the line numbers.
namespace engram::sim {
namespace {

class BadChip : public testing::TestWithParam<BadConfig> {};

TEST_P(BadChip, SaysWhereAndWhat) {
  EXPECT_EQ(faults_of(GetParam()), GetParam().faults);
}

const BadConfig kBadChip[] = {
    {"misspelt", "\"lanes\"", "\"lane\"",
     "run.json:7: /chip/core/lane: no such key; did you mean 'lanes'?"},
    {"misplaced", "\"mesh\"", "\"encoding\": \"index\", \"mesh\"",
     "run.json:6: /chip/encoding: no such key"},
    {"negative", "\"lanes\": 2", "\"lanes\": -2",
     "run.json:7: /chip/core/lanes: found the number -2, expected a whole number from 1 to 1024"},
    {"fractional", "\"lanes\": 2", "\"lanes\": 2.5",
     "run.json:7: /chip/core/lanes: found the number 2.5, expected a whole number from 1 to 1024"},
    {"huge", "\"lanes\": 2", "\"lanes\": 1e30",
     "run.json:7: /chip/core/lanes: found the number 1e30, expected a whole number from 1 to 1024"},
    {"text", "\"lanes\": 2", "\"lanes\": \"two\"",
     "run.json:7: /chip/core/lanes: found the text \"two\", expected a whole number from 1 to "
     "1024"},
    {"twice", "\"lanes\": 2", "\"lanes\": 2,\n \"lanes\": 2",
     "run.json:8: /chip/core/lanes: the key is given twice (first at line 7)"},
    {"no_clock", "\"mesh\"", "\"clock_mhz\": 0, \"mesh\"",
     "run.json:6: /chip/clock_mhz: found the number 0, expected a number above 0 up to 100000 MHz"},
    {"mesh_is_a_number", "[4, 4]", "16",
     "run.json:6: /chip/mesh: found the number 16, expected a list of 2 entries"},
    {"mesh_of_three", "[4, 4]", "[4, 4, 4]",
     "run.json:6: /chip/mesh: found a list of 3, expected a list of 2 entries"},
    {"mesh_of_nothing", "[4, 4]", "[0, 4]",
     "run.json:6: /chip/mesh/0: found the number 0, expected a whole number from 1 to 4096"},
    {"too_many_cores", "[4, 4]", "[65, 64]",
     "run.json:6: /chip/mesh: found 4160 cores, expected at most 4096"},
    {"schedule", "\"mesh\"", "\"schedule\": \"pipeline\", \"mesh\"",
     "run.json:6: /chip/schedule: found the text \"pipeline\", expected one of wave, pipelined, "
     "layer_by_layer; did you mean 'pipelined'?"},
    {"timing", "\"mesh\"", "\"timing\": \"realtime\", \"mesh\"",
     "run.json:6: /chip/timing: found the text \"realtime\", expected one of as_fast, real_time; "
     "did you mean 'real_time'?"},
    {"core_is_a_list", "\"lanes\": 2,", "\"neuron\": [],",
     "run.json:7: /chip/core/neuron: found a list of 0, expected an object"},
    {"encoding", "\"index\"", "\"bitmpa\"",
     "run.json:7: /chip/core/synapse_memory/encoding: found the text \"bitmpa\", expected one of "
     "crossbar, index, bitmap, functional, run_length, auto; did you mean 'bitmap'?"},
    {"functional_mode", "\"banks\"", "\"functional_mode\": \"pur\", \"banks\"",
     "run.json:7: /chip/core/synapse_memory/functional_mode: found the text \"pur\", expected one "
     "of "
     "rowcol, bitmap, pure; did you mean 'pure'?"},
    {"run_bits", "\"banks\"", "\"run_bits\": 17, \"banks\"",
     "run.json:7: /chip/core/synapse_memory/run_bits: found the number 17, expected a whole number "
     "from 1 to 16 bit"},
    {"encoding_of_one", "\"index\"", "{ \"default\": \"index\", \"c\": \"indx\" }",
     "run.json:7: /chip/core/synapse_memory/encoding/c: found the text \"indx\", expected one of "
     "crossbar, index, bitmap, functional, run_length, auto; did you mean 'index'?"},
    {"nothing_is_auto", "\"banks\"", "\"auto\": { \"timesteps\": 5 }, \"banks\"",
     "run.json:7: /chip/core/synapse_memory/auto: no encoding is \"auto\""},
    {"auto_of_nothing", "\"index\"", "\"auto\", \"auto\": { \"timesteps\": 0 }",
     "run.json:7: /chip/core/synapse_memory/auto/timesteps: found the number 0, expected a whole "
     "number from 1 to 1073741824"},
    {"auto_misspelt", "\"index\"", "\"auto\", \"auto\": { \"timestep\": 5 }",
     "run.json:7: /chip/core/synapse_memory/auto/timestep: no such key; did you mean "
     "'timesteps'?"},
    {"auto_and_learning",
     "\"index\", \"banks\": 2 } } },\n  \"energy\": { \"table\": \"ihp-28nm\" },\n",
     "{ \"default\": \"index\", \"c\": \"auto\" } } } },\n \"learning\": { \"rule\": \"stdp\", "
     "\"stdp\": "
     "{ \"window\": 1, \"potentiation\": [1], \"depression\": [1] } },\n",
     "run.json:7: /chip/core/synapse_memory/encoding: auto is for inference: what a convolution "
     "learns depends on how it is stored; name the encoding"},
    {"encoding_is_a_number", "\"index\"", "4",
     "run.json:7: /chip/core/synapse_memory/encoding: found the number 4, expected one of "
     "crossbar, "
     "index, bitmap, functional, run_length, auto or an object"},
    {"no_default_encoding", "\"index\"", "{ \"c\": \"index\" }",
     "run.json:7: /chip/core/synapse_memory/encoding: no \"default\" for the projections that are "
     "not named"},
    {"no_default_sharing", "\"banks\"", "\"sharing\": { \"c\": \"kernel\" }, \"banks\"",
     "run.json:7: /chip/core/synapse_memory/sharing: no \"default\" for the projections that are "
     "not named"},
    {"narrow_words", "\"banks\"", "\"word_bits\": 4, \"banks\"",
     "run.json:7: /chip/core/synapse_memory/word_bits: found the number 4, expected a whole number "
     "from 8 to 256 bit"},
    {"banks", "\"banks\": 2", "\"banks\": 65",
     "run.json:7: /chip/core/synapse_memory/banks: found the number 65, expected a whole number "
     "from 1 to 64"},
    {"ports", "\"banks\": 2", "\"ports\": 3",
     "run.json:7: /chip/core/synapse_memory/ports: found the number 3, expected a whole number "
     "from "
     "1 to 2"},
    {"per_weight", "\"banks\": 2", "\"access\": \"per_weight\"",
     "run.json:7: /chip/core/synapse_memory/access: per_weight reads one 16-bit word a weight: "
     "word_bits is 64, it must be 16"},
    {"study_layout", "\"banks\": 2", "\"layout\": \"schaefer2020\", \"rows\": \"aligned\"",
     "run.json:7: /chip/core/synapse_memory/layout: schaefer2020 needs word_bits 16\n"
     "run.json:7: /chip/core/synapse_memory/layout: schaefer2020 needs access per_weight\n"
     "run.json:7: /chip/core/synapse_memory/layout: schaefer2020 needs rows packed"},
    {"fixed_and_separate", "\"banks\": 2", "\"sizing\": \"fixed\", \"macros\": \"separate\"",
     "run.json:7: /chip/core/synapse_memory/macros: sizing fixed is one memory of "
     "synapse_memory_kib: it needs shared macros"},
    {"fixed_without_quantize",
     "\"quantize\": { \"bits\": 6 } },\n  \"chip\": { \"mesh\": [4, 4],\n    \"core\": { ",
     "},\n  \"chip\": {\n    \"core\": { \"neuron\": { \"arithmetic\": \"fixed\" }, ",
     "run.json:7: /chip/core/neuron/arithmetic: fixed arithmetic needs integer weights: add "
     "/compression/quantize"},
};

INSTANTIATE_TEST_SUITE_P(Config, BadChip, testing::ValuesIn(kBadChip),
                         [](const auto& instance) { return std::string(instance.param.name); });

}  // namespace
}  // namespace engram::sim
