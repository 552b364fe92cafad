#include <gtest/gtest.h>

#include "tests/sim/command/program.hpp"

/// Bad input: exit code 3, a message that names the place, and nothing written.
namespace engram::sim {
namespace {

namespace fs = std::filesystem;

/// One wrong thing: a piece of small_config() replaced, and what the message must hold.
struct BadConfig {
  const char* name;
  const char* replace;
  const char* by;
  std::vector<std::string> expected;
};

class BadInput : public testing::TestWithParam<BadConfig> {};

void expect_refused(const Scratch& scratch, const std::string& arguments,
                    const std::vector<std::string>& expected) {
  const std::size_t before = scratch.entries();
  const ProgramResult result = engram(arguments, scratch.path());
  EXPECT_EQ(result.exit_code, 3) << result.output << result.errors;
  EXPECT_EQ(result.output, "");
  for (const std::string& words : expected) {
    EXPECT_NE(result.errors.find(words), std::string::npos)
        << "expected: " << words << "\nfound: " << result.errors;
  }
  EXPECT_EQ(scratch.entries(), before) << "something was written";
}

TEST_P(BadInput, IsRefusedAndNothingIsWritten) {
  const Scratch scratch;
  std::string config = small_config();
  const std::size_t at = config.find(GetParam().replace);
  ASSERT_NE(at, std::string::npos);
  config.replace(at, std::string(GetParam().replace).size(), GetParam().by);
  scratch.write("run.json", config);
  expect_refused(scratch, "run run.json", GetParam().expected);
}

const BadConfig kBad[] = {
    {"misspelt",
     "\"timesteps\": 20",
     "\"timestep\": 20",
     {"run.json:17: /workload/input/timestep: no such key; did you mean 'timesteps'?",
      "/workload/input/timesteps: missing"}},
    {"duplicate",
     "\"lanes\": 2",
     "\"lanes\": 2, \"lanes\": 3",
     {"run.json:20: /chip/core/lanes: the key is given twice (first at line 20)"}},
    {"negative",
     "\"lanes\": 2",
     "\"lanes\": -2",
     {"run.json:20: /chip/core/lanes: found the number -2, expected a whole number from 1"}},
    {"fractional", "\"lanes\": 2", "\"lanes\": 2.5", {"/chip/core/lanes: found the number 2.5"}},
    {"huge",
     "\"lanes\": 2",
     "\"lanes\": 99999999999999999999",
     {"/chip/core/lanes: found the number"}},
    {"wrong_type",
     "\"lanes\": 2",
     "\"lanes\": \"two\"",
     {"/chip/core/lanes: found the text \"two\""}},
    {"not_json", "\"lanes\": 2", "\"lanes\" 2", {"run.json:20: not valid JSON"}},
    {"enum",
     "\"encoding\": \"index\"",
     "\"encoding\": \"bitmpa\"",
     {"/chip/core/synapse_memory/encoding: found the text \"bitmpa\"", "did you mean 'bitmap'?"}},
    {"unknown_population",
     "\"target\": \"out\"",
     "\"target\": \"uot\"",
     {"/workload/network/projections/1/target: no population 'uot'"}},
    {"two_inputs",
     "\"timesteps\": 20",
     "\"timesteps\": 20, \"regular\": { \"interval\": 2 }",
     {"/workload/input: found 2 inputs"}},
    {"functional_on_dense",
     "\"encoding\": \"index\"",
     "\"encoding\": { \"default\": \"index\", \"a\": \"functional\" }",
     {"functional", "convolution"}},
    {"unknown_projection",
     "\"encoding\": \"index\"",
     "\"encoding\": { \"default\": \"index\", \"zz\": \"bitmap\" }",
     {"/chip/core/synapse_memory/encoding/zz: the network has no such projection"}},
    {"too_many_neurons", "\"mesh\": [4, 4]", "\"mesh\": [1, 2]", {"cores", "2"}},
    {"fixed_without_levels",
     "\"compression\": { \"quantize\": { \"bits\": 6 } },\n  \"chip\": { \"mesh\": [4, 4], "
     "\"core\": {",
     "\"chip\": { \"mesh\": [4, 4], \"core\": { \"neuron\": { \"arithmetic\": \"fixed\" },",
     {"fixed arithmetic needs integer weights: add /compression/quantize"}},
    {"narrow_accumulator",
     "\"lanes\": 2",
     "\"lanes\": 2, \"accumulator_bits\": 8",
     {"/chip/core/accumulator_bits: population 'out' needs 9 bits"}},
    {"fast_clock",
     "\"mesh\": [4, 4]",
     "\"mesh\": [4, 4], \"clock_mhz\": 1000",
     {"/chip/clock_mhz: 1000 MHz is too fast for table ihp-sg13g2-130nm", "at most"}},
    {"unknown_table",
     "\"results\"",
     "\"energy\": { \"table\": \"ihp-28n\" }, \"results\"",
     {"no shipped table 'ihp-28n'; did you mean 'ihp-28nm'?"}},
    {"per_weight_words",
     "\"word_bits\": 16",
     "\"word_bits\": 64, \"access\": \"per_weight\"",
     {"/chip/core/synapse_memory/access", "word_bits is 64"}},
    {"zero_delay_loop",
     "\"type\": \"dense\",\n          \"weights\": { \"distribution\": \"uniform\", \"low\": -0.4, "
     "\"high\": 0.9 } }",
     "\"type\": \"dense\",\n          \"weights\": { \"distribution\": \"constant\", \"value\": 1 "
     "} },\n        { \"name\": \"back\", "
     "\"source\": \"out\", \"target\": \"mid\", \"type\": \"dense\", \"weights\": { "
     "\"distribution\": \"constant\", \"value\": 1 } }",
     {"loop", "'mid'", "'out'"}},
    {"wrong_count",
     "\"distribution\": \"uniform\", \"low\": -0.4, \"high\": 0.9, \"density\": 0.7",
     "\"values\": [1, 2, 3]",
     {"'a'", "3", "48"}},
    {"missing_recording",
     "\"poisson\": { \"rate_hz\": 400 }",
     "\"events\": \"no.bs2\"",
     {"no.bs2"}},
    {"nir_without_dynamics",
     "\"populations\"",
     "\"nir\": \"net.nir\", \"populations\"",
     {"/workload/network: found 2 networks"}},
};

INSTANTIATE_TEST_SUITE_P(Configs, BadInput, testing::ValuesIn(kBad),
                         [](const auto& instance) { return std::string(instance.param.name); });

class BadFiles : public testing::Test {
 protected:
  Scratch scratch;
  void SetUp() override { scratch.write("run.json", small_config()); }
  /// small_config() with a recording in place of the generator.
  void use_recording(const std::string& file) {
    std::string config = small_config();
    const std::string poisson = R"("poisson": { "rate_hz": 400 })";
    config.replace(config.find(poisson), poisson.size(), "\"events\": \"" + file + "\"");
    scratch.write("run.json", config);
  }
  void use_nir(const std::string& file) {
    scratch.write("run.json", R"({"workload": {"network": {"nir": ")" + file +
                                  R"(", "dynamics": "sinabs"},
 "input": {"poisson": {"rate_hz": 10}, "timesteps": 5}}})");
  }
};

TEST_F(BadFiles, EventOutsideTheMap) {
  scratch.write("far.bs2", std::string("\x28\x00\x00\x00\x01", 5));  // x = 40
  use_recording("far.bs2");
  expect_refused(scratch, "run run.json", {"far.bs2", "40"});
}

TEST_F(BadFiles, CutRecord) {
  scratch.write("cut.bs2", std::string(7, '\0'));
  use_recording("cut.bs2");
  expect_refused(scratch, "run run.json", {"cut.bs2", "5"});
}

TEST_F(BadFiles, CsvOutOfRange) {
  scratch.write("events.csv", "neuron,timestep\n0,0\n6,0\n-1,0\n");
  use_recording("events.csv");
  expect_refused(scratch, "run run.json", {"events.csv:3", "events.csv:4"});
}

TEST_F(BadFiles, NirThatIsNone) {
  scratch.write("net.nir", "hello");
  use_nir("net.nir");
  expect_refused(scratch, "run run.json", {"net.nir", "HDF5"});
}

TEST_F(BadFiles, TruncatedNir) {
  const fs::path real = fs::path(ENGRAM_REFERENCE_DIR) / "real/nir/cnn_sinabs.nir";
  if (!fs::exists(real)) GTEST_SKIP() << "reference data not found at " << real;
  const std::string bytes = read_file(real);
  scratch.write("net.nir", bytes.substr(0, bytes.size() / 2));
  use_nir("net.nir");
  expect_refused(scratch, "run run.json", {"net.nir"});
}

TEST_F(BadFiles, TableWithoutARow) {
  std::string table =
      read_file(fs::path(ENGRAM_SOURCE_DIR) / "configs/energy/ihp-sg13g2-130nm.json");
  for (std::size_t at = table.find("\"neuron_update\""); at != std::string::npos;
       at = table.find("\"neuron_update\"", at)) {
    table.replace(at, 15, "\"neuron_upset\"");
  }
  scratch.write("table.json", table);
  expect_refused(scratch, "run run.json --set /energy/table=table.json",
                 {"no row for neuron_update", "if"});
}

TEST_F(BadFiles, SynapseMemoryTooSmall) {
  expect_refused(scratch,
                 "run run.json --set /workload/network/populations/1/shape=[3000] --set "
                 "/chip/core/neurons=5000 --set /chip/core/synapse_memory_kib=1",
                 {"'out'", "56624", "8192"});
}

TEST_F(BadFiles, MissingConfigAndFolder) {
  expect_refused(scratch, "run absent.json", {"absent.json: no such file"});
  expect_refused(scratch, "run .", {"is not a file"});
}

TEST_F(BadFiles, IllegalTouchedUpdate) {
  expect_refused(scratch,
                 "run run.json --set /chip/core/update=touched --set "
                 "/workload/network/populations/1/neuron/bias=0.1",
                 {"mid", "touched"});
}

TEST_F(BadFiles, SeveralFaultsAtOnce) {
  expect_refused(scratch,
                 "run run.json --set /chip/core/lanes=0 --set /chip/clokc=1 --set /seed=-1",
                 {"/chip/core/lanes", "/chip/clokc", "/seed"});
}

TEST(Usage, IsExitCodeTwo) {
  const Scratch scratch;
  for (const char* arguments :
       {"", "fly", "run", "run a.json --nonsense", "list nothing", "show"}) {
    EXPECT_EQ(engram(arguments, scratch.path()).exit_code, 2) << arguments;
  }
  EXPECT_EQ(engram("--help", scratch.path()).exit_code, 0);
  EXPECT_EQ(engram("--version", scratch.path()).output, "engram 0.1.0\n");
}

TEST(BadInputFile, ANetworkIsNoConfig) {
  const Scratch scratch;
  scratch.write("net.nir", "\x89HDF\r\n\x1a\nbytes");
  for (const char* command : {"run net.nir", "validate net.nir"}) {
    expect_refused(scratch, command,
                   {"net.nir: is an HDF5 file, no JSON", R"({"network": {"nir": "net.nir")"});
  }
}

}  // namespace
}  // namespace engram::sim
