#include "sim/results/record_table.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "sim/config/json_document.hpp"

namespace engram::sim {
namespace {

std::vector<RecordTable> two_tables() {
  Record summary("summary");
  summary.put("name", std::string("a \"b\", c")).put("energy_pj", 0.1).put("correct", true);
  summary.put("accuracy", {}).put("predicted", std::int64_t{-1});
  const RecordTable layers{"layers",
                           {"layer", "spikes", "energy_pj"},
                           {{std::string("conv1"), Count{12}, 1e21},
                            {std::string("x"), {}, std::numeric_limits<double>::quiet_NaN()}}};
  return {summary.table(), layers};
}

TEST(RecordTable, Json) {
  const std::string text = records_text(two_tables(), OutputFormat::json);
  EXPECT_EQ(text, R"({
  "summary": {
    "name": "a \"b\", c",
    "energy_pj": 0.1,
    "correct": true,
    "accuracy": null,
    "predicted": -1
  },
  "layers": [
    {
      "layer": "conv1",
      "spikes": 12,
      "energy_pj": 1e+21
    },
    {
      "layer": "x",
      "spikes": null,
      "energy_pj": null
    }
  ]
}
)");
  const JsonValue read = parse_json(text, std::make_shared<const Source>());
  EXPECT_EQ(read.at("/summary/energy_pj")->number, 0.1);
}

TEST(RecordTable, SeveralTablesAreOneLongCsv) {
  EXPECT_EQ(records_text(two_tables(), OutputFormat::csv), R"(table,row,key,value
summary,,name,"a ""b"", c"
summary,,energy_pj,0.1
summary,,correct,true
summary,,accuracy,
summary,,predicted,-1
layers,conv1,spikes,12
layers,conv1,energy_pj,1e+21
layers,x,spikes,
layers,x,energy_pj,
)");
}

TEST(RecordTable, OneTableIsAPlainCsv) {
  EXPECT_EQ(records_text({two_tables()[1]}, OutputFormat::csv),
            "layer,spikes,energy_pj\nconv1,12,1e+21\nx,,\n");
  EXPECT_EQ(records_text({two_tables()[0]}, OutputFormat::csv),
            "name,energy_pj,correct,accuracy,predicted\n\"a \"\"b\"\", c\",0.1,true,,-1\n");
}

TEST(RecordTable, AlignedTables) {
  EXPECT_EQ(records_text(two_tables(), OutputFormat::table),
            "summary\n"
            "name       a \"b\", c\n"
            "energy_pj  0.1\n"
            "correct    true\n"
            "accuracy   -\n"
            "predicted  -1\n"
            "\n"
            "layers\n"
            "layer  spikes  energy_pj\n"
            "conv1      12      1e+21\n"
            "x           -          -\n");
  EXPECT_EQ(records_text({RecordTable{"none", {"layer", "spikes"}, {}}}, OutputFormat::table),
            "layer  spikes\n");
}

TEST(RecordTable, EveryNameIsAFormat) {
  for (const std::string& name : output_formats()) EXPECT_TRUE(output_format(name)) << name;
  EXPECT_FALSE(output_format("jsn"));
  EXPECT_FALSE(output_format(""));
}

}  // namespace
}  // namespace engram::sim
