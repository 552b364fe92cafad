#include <gtest/gtest.h>

#include <sstream>

#include "sim/config/json_document.hpp"
#include "tests/sim/command/program.hpp"

/// show, list, validate, demo: looking without running, and the README's output.
namespace engram::sim {
namespace {

namespace fs = std::filesystem;

void expect_words(const std::string& arguments, const Scratch& scratch,
                  const std::vector<std::string>& words) {
  const ProgramResult result = engram(arguments, scratch.path());
  EXPECT_EQ(result.exit_code, 0) << arguments << "\n" << result.errors;
  for (const std::string& word : words) {
    EXPECT_NE(result.output.find(word), std::string::npos) << arguments << ": " << word;
  }
}

TEST(Look, Show) {
  const Scratch scratch;
  scratch.write("run.json", small_config());
  expect_words("show run.json", scratch, {"populations", "mid", "in -> mid", "uniform6", "core0"});
  expect_words("show run.json --tree", scratch, {"pointers", "list", "words x 16 bits"});
  expect_words("show run.json --origin --set /seed=7", scratch,
               {"/seed  7  (--set)", "run.json:20)", "(default)"});
  const ProgramResult schema = engram("show --schema", scratch.path());
  const JsonValue tree = parse_json(schema.output, std::make_shared<const Source>());
  EXPECT_NE(tree.at("/properties/chip/properties/core/properties/lanes/minimum"), nullptr);
  EXPECT_EQ(scratch.entries(), 1U);
}

TEST(Look, ShowGraphDrawsNetworkAndChip) {
  const Scratch scratch;
  scratch.write("run.json", small_config());
  const ProgramResult result =
      engram("show run.json --graph --set '/chip/mesh=[3, 1]'", scratch.path());
  EXPECT_EQ(result.exit_code, 0) << result.errors;
  EXPECT_EQ(result.output, R"(digraph engram {
subgraph cluster_network {
label=network;
p0 [label="in\n(6, 1, 1) input"];
p1 [label="mid\n(8, 1, 1) if"];
p2 [label="out\n(5, 1, 1) if"];
p0 -> p1 [label="a"];
p1 -> p2 [label="b"];
}
subgraph cluster_chip {
label=chip;
r0 [shape=box, label="r0 (0, 0)\ncore0\nmid[0..4]\na: 6 rows x 5 targets"];
r1 [shape=box, label="r1 (1, 0)\ncore1\nmid[5..7]\nout[0..1]\na: 6 rows x 3 targets\nb: 8 rows x 2 targets"];
r2 [shape=box, label="r2 (2, 0)\ncore2\nout[2..4]\nb: 8 rows x 3 targets"];
r0 -> r1 [dir=both];
r1 -> r2 [dir=both];
{ rank=same; r0; r1; r2; }
}
}
)");
}

TEST(Look, List) {
  const Scratch scratch;
  expect_words("list encodings", scratch,
               {"crossbar", "index", "bitmap", "functional", "run_length", "auto"});
  expect_words("list events", scratch, {"accumulate", "noc_hop", "leakage"});
  expect_words("list tables", scratch,
               {"ihp-sg13g2-130nm", "ihp-28nm", "cacti-45nm-hp", "schaefer2020-45nm"});
  expect_words("list formats", scratch,
               {"float32", "uniform", "nmnist", "aedat4", "evt3", "shd", "idx, npy"});
  expect_words("list encoders", scratch, {"if", "poisson", "direct_threshold"});
  expect_words("list metrics", scratch, {"all-in", "marginal"});
  expect_words("list dynamics", scratch, {"sinabs", "norse", "snntorch", "nir", "reset"});
  expect_words("list neurons", scratch, {"cuba_lif"});
}

TEST(Look, Validate) {
  const Scratch scratch;
  scratch.write("run.json", small_config());
  expect_words("validate run.json", scratch, {"valid: 3 populations, 2 projections"});
  EXPECT_EQ(scratch.entries(), 1U);
}

/// The fenced block that follows `marker` in the README.
std::string readme_block(const std::string& marker) {
  const std::string readme = read_file(fs::path(ENGRAM_SOURCE_DIR) / "README.md");
  const std::size_t at = readme.find(marker);
  if (at == std::string::npos) return "no such marker";
  const std::size_t begin = readme.find("```\n", at) + 4;
  return readme.substr(begin, readme.find("```\n", begin) - begin);
}

TEST(Readme, DemoIsWhatTheProgramPrints) {
  const Scratch scratch;
  const ProgramResult result = engram("demo", scratch.path());
  EXPECT_EQ(result.exit_code, 0);
  std::string printed = result.output;
  while (printed.ends_with("\n\n")) printed.pop_back();
  EXPECT_EQ(printed, readme_block("<!-- output of: engram demo -->"));
  EXPECT_EQ(printed.find("DIFFER"), std::string::npos);
}

TEST(Readme, WorkedExampleIsWhatTheProgramPrints) {
  const Scratch scratch;
  const fs::path config = fs::path(ENGRAM_SOURCE_DIR) / "configs/runs/worked_example.json";
  const ProgramResult result = engram("run '" + config.string() + "'", scratch.path());
  EXPECT_EQ(result.output,
            readme_block("<!-- output of: engram run configs/runs/worked_example.json -->"));
  std::string columns;
  std::istringstream lines(read_file(scratch.path() / "results/worked-example/accesses.csv"));
  for (std::string line; std::getline(lines, line);) {
    std::size_t end = 0;
    for (int column = 0; column < 6; ++column) end = line.find(',', end) + 1;
    columns += line.substr(0, end - 1) + "\n";
  }
  EXPECT_EQ(columns, readme_block("<!-- columns 1-6 of results/worked-example/accesses.csv"));
}

/// The same figures from the table's numbers, by hand (README, "A worked example"). In attojoules.
TEST(Readme, WorkedExampleByHand) {
  const std::string table = readme_block("<!-- columns 1-6 of results/worked-example/accesses.csv");
  const auto expect_line = [&](const std::string& line) {
    EXPECT_NE(table.find(line + "\n"), std::string::npos) << line;
  };
  expect_line("core0,fc.pointers,read,4,14192000," + std::to_string(4 * 14192000));
  expect_line("core0,fc.list,read," + std::to_string(1 + 2 + 1 + 2) + ",14192000," +
              std::to_string(6 * 14192000));
  expect_line("core0,state,read,4,14192000," + std::to_string(4 * 14192000));
  expect_line("core0,state,write,4,18456200," + std::to_string(4 * 18456200));
  expect_line("core0,fc.accumulate,accumulate,6,598100," + std::to_string(6 * 598100));
  expect_line("core0,fc.controller,controller_word,10,18721881," + std::to_string(10 * 18721881));
  expect_line("core0,pipeline,clock," + std::to_string(512 * 23) + ",37318," +
              std::to_string(512LL * 23 * 37318));
}

}  // namespace
}  // namespace engram::sim
