#include <gtest/gtest.h>

#include "sim/config/json_document.hpp"
#include "tests/sim/command/program.hpp"

/// `--format`: standard output is data and nothing else.
namespace engram::sim {
namespace {

JsonValue json_of(const std::string& text) {
  return parse_json(text, std::make_shared<const Source>());
}

class Format : public testing::Test {
 protected:
  Scratch scratch;
  void SetUp() override { scratch.write("run.json", small_config()); }
  std::string output(const std::string& arguments) {
    const ProgramResult result = engram(arguments, scratch.path());
    EXPECT_EQ(result.exit_code, 0) << arguments << "\n" << result.errors;
    return result.output;
  }
};

TEST_F(Format, RunPrintsTheFiguresOfTheFolder) {
  const JsonValue json = json_of(output("run run.json --out r --format json"));
  const JsonValue stats = read_json(scratch.path() / "r/stats.json");
  for (const char* key : {"energy_pj", "energy_per_synaptic_operation_pj", "latency_us", "cycles",
                          "area_um2", "spikes", "input_spikes", "synaptic_operations",
                          "marginal_energy_per_synaptic_operation_pj", "energy_per_sample_pj"}) {
    const JsonValue* found = json.at(std::string("/summary/") + key);
    ASSERT_NE(found, nullptr) << key;
    EXPECT_EQ(found->number, stats.at(std::string("/summary/") + key)->number) << key;
  }
  double parts = 0, layers = 0;
  for (const JsonValue& part : json.at("/parts")->items) parts += part.find("energy_pj")->number;
  for (const JsonValue& one : json.at("/layers")->items) layers += one.find("energy_pj")->number;
  const double total = stats.at("/summary/energy_pj")->number;
  EXPECT_NEAR(parts, total, 1e-9 * total);
  EXPECT_NEAR(layers, total, 1e-9 * total);
  EXPECT_EQ(json.at("/outputs")->items.size(), 5U);
  EXPECT_EQ(json.at("/quantization")->items.size(), 2U);
}

TEST_F(Format, RunSaysElsewhereWhereTheResultsAre) {
  const ProgramResult result = engram("run run.json --out r --format csv", scratch.path());
  EXPECT_EQ(result.output.rfind("table,row,key,value\nsummary,,name,small\n", 0), 0U);
  EXPECT_EQ(result.output.find("results in"), std::string::npos);
  EXPECT_EQ(result.errors, "results in r\n");
  EXPECT_EQ(output("run run.json --out r --format table").rfind("summary\nname", 0), 0U);
}

TEST_F(Format, RunOnASpatialArray) {
  scratch.write("array.json", R"({ "name": "array",
  "chip": { "template": "spatial_array" },
  "workload": { "layers": [
    { "name": "conv", "timesteps": 10, "inputs": [8, 14, 14], "outputs": 16, "kernel": [3, 3],
      "tiling": { "tile": { "outputs": 8, "rows": 14 }, "output_sets": 2, "input_sets": 4 } } ] },
  "energy": { "table": "eyeriss-snn-45nm" } })");
  const JsonValue json = json_of(output("run array.json --out s --format json"));
  const JsonValue stats = read_json(scratch.path() / "s/stats.json");
  EXPECT_EQ(json.at("/summary/energy_pj")->number, stats.at("/summary/energy_pj")->number);
  EXPECT_EQ(json.at("/layers")->items.size(), 1U);
  EXPECT_GT(json.at("/levels")->items.size(), 1U);
}

TEST_F(Format, ListHasARowAThing) {
  EXPECT_EQ(output("list encodings --format csv").rfind("encoding,description\ncrossbar,every", 0),
            0U);
  const JsonValue tables = json_of(output("list tables --format json"));
  EXPECT_EQ(tables.at("/tables/0/table")->type, JsonValue::Type::string);
  EXPECT_TRUE(tables.at("/tables/0/node_nm")->is_number());
  for (const char* topic :
       {"events", "formats", "encoders", "tasks", "metrics", "dynamics", "neurons", "registers"}) {
    const JsonValue json = json_of(output(std::string("list ") + topic + " --format json"));
    EXPECT_FALSE(json.find(topic)->items.empty()) << topic;
  }
}

TEST_F(Format, SweepSummary) {
  scratch.write("sweep.json",
                R"({ "name": "s", "base": "run.json", "axes": { "/chip/core/lanes": [1, 2] } })");
  const JsonValue json = json_of(output("sweep sweep.json --out s --format json"));
  EXPECT_EQ(json.at("/summary/points")->integer, 2);
  EXPECT_EQ(json.at("/summary/ok")->integer, 2);
  EXPECT_EQ(json.at("/summary/failed")->integer, 0);
}

TEST_F(Format, AnotherNameIsAUsageError) {
  for (const char* arguments : {"run run.json --format jsn", "list events --format jsn",
                                "sweep sweep.json --format jsn", "compare a b --format jsn"}) {
    const ProgramResult result = engram(arguments, scratch.path());
    EXPECT_EQ(result.exit_code, 2) << arguments;
    EXPECT_EQ(result.output, "") << arguments;
    EXPECT_NE(result.errors.find("found 'jsn', expected json|csv|table; did you mean 'json'?"),
              std::string::npos)
        << result.errors;
  }
  const ProgramResult topic = engram("list encoding", scratch.path());
  EXPECT_EQ(topic.exit_code, 2);
  EXPECT_NE(topic.errors.find("did you mean 'encodings'?"), std::string::npos) << topic.errors;
  EXPECT_EQ(engram("run run.json --format json --quiet", scratch.path()).exit_code, 2);
  EXPECT_EQ(scratch.entries(), 1U) << "nothing is written";
}

}  // namespace
}  // namespace engram::sim
