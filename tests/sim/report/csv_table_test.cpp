#include "sim/report/csv_table.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "sim/results/csv.hpp"
#include "tests/sim/command/program.hpp"

namespace engram::sim {
namespace {

using Kind = WantedColumn::Kind;
using Records = std::vector<std::vector<std::string>>;

TEST(CsvTable, ReadsBackWhatResultsQuote) {
  const Scratch scratch;
  const std::vector<std::string> fields = {"plain", "a,b", "say \"x\"", "two\nlines", "", "<b>"};
  std::string text = "head\n";
  for (const std::string& field : fields) text += csv_field(field) + ",1\n";
  const Records records = read_csv(scratch.write("t.csv", text));
  ASSERT_EQ(records.size(), 7U);
  for (std::size_t k = 0; k < fields.size(); ++k) {
    EXPECT_EQ(records[k + 1], (std::vector<std::string>{fields[k], "1"}));
  }
}

TEST(CsvTable, TakesEndingsOfBothKindsAndAFileWithoutTheLast) {
  const Scratch scratch;
  EXPECT_EQ(read_csv(scratch.write("t.csv", "a,b\r\n1,2")), (Records{{"a", "b"}, {"1", "2"}}));
  EXPECT_EQ(read_csv(scratch.write("e.csv", "")), Records{});
}

TEST(CsvTable, NumbersTextsAndWhatIsEmpty) {
  const Scratch scratch;
  std::vector<std::string> faults;
  const CsvTable table =
      load_table(scratch.write("t.csv", "name,x,more\na,1.5,9\nb,,9\na,-2e3,9\n"),
                 {{"x", Kind::number}, {"name"}, {"y", Kind::number, true}}, faults);
  EXPECT_EQ(faults, std::vector<std::string>{});
  EXPECT_EQ(table.rows, 3U);
  EXPECT_EQ(table.numbers("x")[0], 1.5);
  EXPECT_TRUE(std::isnan(table.numbers("x")[1]));
  EXPECT_EQ(table.numbers("x")[2], -2000);
  EXPECT_EQ(table.text("name", 2), "a");
  EXPECT_FALSE(table.has("y"));
  JsonWriter json(JsonWriter::Layout::compact);
  write_table(table, json);
  EXPECT_EQ(
      json.text(),
      "{\"rows\":3,\"x\":[1.5,null,-2000],\"name\":{\"texts\":[\"a\",\"b\"],\"codes\":[0,1,0]}}\n");
}

TEST(CsvTable, TellsEveryFaultWithItsPlace) {
  const Scratch scratch;
  const auto faults_of = [&](const std::string& text) {
    std::vector<std::string> faults;
    load_table(scratch.write("t.csv", text), {{"x", Kind::number}, {"y", Kind::number}}, faults);
    std::string all;
    for (const std::string& fault : faults) all += fault.substr(fault.find("t.csv")) + "\n";
    return all;
  };
  EXPECT_EQ(faults_of("x,y\n1,2\n1\n"), "t.csv: record 2 has 1 fields, the header 2\n");
  EXPECT_EQ(faults_of("x,y\n1,2\na,0x1\n"),
            "t.csv: record 2: x: 'a' is no number\nt.csv: record 2: y: '0x1' is no number\n");
  EXPECT_EQ(faults_of("z\n1\n"), "t.csv: has no column 'x'\nt.csv: has no column 'y'\n");
  EXPECT_EQ(faults_of("x,y\n\"1,2\n"), "t.csv: a quote is not closed\n");
  EXPECT_EQ(faults_of(""), "t.csv: has no column 'x'\nt.csv: has no column 'y'\n");
}

}  // namespace
}  // namespace engram::sim
