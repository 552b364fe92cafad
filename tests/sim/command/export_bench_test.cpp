#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <vector>

#include "tests/sim/command/program.hpp"

/// `engram export CONFIG --out`: files for a bench that knows nothing of Engram, read back here by
/// such a reader.
namespace engram::sim {
namespace {

using Lines = std::vector<std::vector<std::string>>;

Lines csv_of(const std::filesystem::path& file) {
  Lines lines;
  std::istringstream text(read_file(file));
  for (std::string line; std::getline(text, line);) {
    std::istringstream fields(line);
    lines.emplace_back();
    for (std::string field; std::getline(fields, field, ',');) lines.back().push_back(field);
  }
  if (!lines.empty()) lines.erase(lines.begin());
  return lines;
}

std::vector<std::string> words_of(const std::filesystem::path& file) {
  std::istringstream text(read_file(file));
  std::vector<std::string> words;
  for (std::string word; text >> word;) words.push_back(word);
  return words;
}

std::map<std::string, unsigned> parameters_of(const std::filesystem::path& file) {
  std::istringstream text(read_file(file));
  std::map<std::string, unsigned> parameters;
  std::string keyword, name, equals;
  for (unsigned value = 0; text >> keyword >> name >> equals >> value;) {
    parameters[name] = value;
    text.ignore(2);
  }
  return parameters;
}

/// Bit by bit, as a machine would: bit 0 is the lowest of word 0.
unsigned field(const std::vector<std::string>& words, unsigned word_bits, unsigned at,
               unsigned bits) {
  unsigned value = 0;
  for (unsigned bit = 0; bit < bits; ++bit) {
    const std::string& word = words.at((at + bit) / word_bits);
    const unsigned inside = (at + bit) % word_bits;
    const unsigned digit = static_cast<unsigned>(
        std::stoul(word.substr(word.size() - 1 - inside / 4, 1), nullptr, 16));
    value |= (digit >> inside % 4 & 1) << bit;
  }
  return value;
}

class ExportBench : public testing::Test {
 protected:
  void SetUp() override { scratch.write("small.json", small_config()); }
  ProgramResult exported(const std::string& options) {
    return engram("export small.json " + options, scratch.path());
  }
  std::filesystem::path file(const std::string& name) const { return scratch.path() / name; }
  const Scratch scratch;
};

TEST_F(ExportBench, EveryDeliveryIsInTheImage) {
  ASSERT_EQ(exported("--out x").exit_code, 0);
  std::size_t deliveries = 0;
  for (const auto& line : csv_of(file("x/regions.csv"))) {
    if (line[2] != "pointers") continue;
    const std::string stem = "x/core" + line[0] + "_image" + line[1];
    auto p = parameters_of(file(stem + ".vh"));
    const std::vector<std::string> pointers = words_of(file(stem + "_pointers.hex"));
    const std::vector<std::string> list = words_of(file(stem + "_list.hex"));
    ASSERT_EQ(pointers.size() + list.size(), words_of(file(stem + ".hex")).size());
    ASSERT_EQ(list.size(), p["LIST_WORDS"]);
    std::map<std::string, Lines> of_event;
    for (const auto& delivery : csv_of(file(stem + "_deliveries.csv"))) {
      of_event[delivery[0]].push_back(delivery);
    }
    for (const auto& event : csv_of(file(stem + "_events.csv"))) {
      const auto row = static_cast<unsigned>(std::stoul(event[2]));
      const auto pointer = [&](unsigned at) {
        return field(pointers, p["WORD_BITS"], at * p["POINTER_BITS"], p["POINTER_BITS"]);
      };
      const Lines& found = of_event[event[0]];
      ASSERT_EQ(found.size(), pointer(row + 1) - pointer(row)) << stem << " event " << event[0];
      for (unsigned index = 0; index < found.size(); ++index, ++deliveries) {
        const unsigned at = (pointer(row) + index) * (p["TARGET_BITS"] + p["WEIGHT_BITS"]);
        const unsigned target = field(list, p["WORD_BITS"], at, p["TARGET_BITS"]);
        const unsigned code = field(list, p["WORD_BITS"], at + p["TARGET_BITS"], p["WEIGHT_BITS"]);
        EXPECT_EQ(std::stoul(found[index][2]), target);
        EXPECT_EQ(std::stoul(found[index][3], nullptr, 16), code);
        const bool negative = code >> (p["WEIGHT_BITS"] - 1) != 0;
        EXPECT_EQ(std::stoi(found[index][4]),
                  static_cast<int>(code) - (negative ? 1 << p["WEIGHT_BITS"] : 0));
        EXPECT_GT(std::stoul(found[index][1]), std::stoul(event[1])) << "after it was accepted";
      }
    }
  }
  EXPECT_GT(deliveries, 100U);
}

/// As `run` counts them.
TEST_F(ExportBench, EveryWordIsATransactionWithItsContent) {
  ASSERT_EQ(exported("--out x").exit_code, 0);
  ASSERT_EQ(engram("run small.json --quiet --out r", scratch.path()).exit_code, 0);
  std::map<std::string, std::size_t> reads;
  for (const auto& region : csv_of(file("x/regions.csv"))) {
    const std::string stem = "x/core" + region[0] + "_image" + region[1];
    const std::vector<std::string> memory = words_of(file(stem + ".hex"));
    std::size_t before = 0;
    for (const auto& word : csv_of(file(stem + "_transactions.csv"))) {
      EXPECT_EQ(memory.at(std::stoul(word[2])), word[3]);
      EXPECT_GE(std::stoul(word[1]), before);
      before = std::stoul(word[1]);
      if (word[4] != region[2]) continue;
      const std::size_t first = std::stoul(region[6]), words = std::stoul(region[5]);
      EXPECT_TRUE(std::stoul(word[2]) - first < words) << word[4];
      ++reads["core" + region[0] + "." + region[2]];
    }
  }
  std::map<std::string, std::size_t> counted;
  for (const auto& line : csv_of(file("r/accesses.csv"))) {
    const std::size_t dot = line[1].find('.');
    const std::string region = dot == std::string::npos ? "" : line[1].substr(dot + 1);
    if (line[2] != "read" || (region != "pointers" && region != "list")) continue;
    if (line[3] != "0") counted[line[0] + "." + region] += std::stoul(line[3]);
  }
  EXPECT_EQ(reads, counted);
}

TEST_F(ExportBench, EventsAreThoseOfTheRun) {
  ASSERT_EQ(exported("--out x").exit_code, 0);
  ASSERT_EQ(engram("run small.json --quiet --out r", scratch.path()).exit_code, 0);
  const std::map<std::string, std::string> number = {{"mid", "1"}, {"out", "2"}};
  std::multiset<std::string> spikes, events;
  for (const auto& s : csv_of(file("r/spikes.csv"))) {
    spikes.insert(s[2] + "," + number.at(s[0]) + "," + s[1] + "," + s[3]);
  }
  for (const auto& e : csv_of(file("x/output_events.csv"))) {
    events.insert(e[0] + "," + e[1] + "," + e[2] + "," + e[3]);
  }
  EXPECT_GT(spikes.size(), 20U);
  EXPECT_EQ(events, spikes);
  std::size_t inputs = 0, counted = 0;
  for (const auto& event : csv_of(file("x/input_events.csv"))) inputs += std::stoul(event[3]);
  for (const auto& line : csv_of(file("r/timesteps.csv"))) counted += std::stoul(line[2]);
  EXPECT_EQ(inputs, counted);
}

TEST_F(ExportBench, FetchAheadMovesWordsAndNothingElse) {
  ASSERT_EQ(exported("--out far").exit_code, 0);
  ASSERT_EQ(exported("--out near --fetch-ahead 1").exit_code, 0);
  const Lines far = csv_of(file("far/core0_image0_transactions.csv"));
  const Lines near = csv_of(file("near/core0_image0_transactions.csv"));
  ASSERT_EQ(far.size(), near.size());
  std::size_t later = 0;
  for (std::size_t line = 0; line < far.size(); ++line) {
    EXPECT_EQ(far[line][2], near[line][2]);
    later += far[line][1] != near[line][1] ? 1 : 0;
  }
  EXPECT_GT(later, 0U);
}

TEST_F(ExportBench, SameConfigSameBytes) {
  ASSERT_EQ(exported("--out x").exit_code, 0);
  auto first = files_of(file("x"));
  ASSERT_EQ(exported("--out x").exit_code, 0) << "an export takes the place of an earlier one";
  auto second = files_of(file("x"));
  EXPECT_EQ(first.erase("manifest.json"), 1U);
  second.erase("manifest.json");
  EXPECT_EQ(first, second);
  EXPECT_NE(first.at("chip.json").find("\"encoding\": \"index\""), std::string::npos);
}

TEST_F(ExportBench, ShowsTheTimestepsAskedFor) {
  ASSERT_EQ(exported("--out x --steps 3:4").exit_code, 0);
  std::set<std::string> timesteps;
  for (const auto& event : csv_of(file("x/core0_image0_events.csv"))) timesteps.insert(event[4]);
  EXPECT_EQ(timesteps, (std::set<std::string>{"3", "4"}));
  EXPECT_GT(std::stoi(csv_of(file("x/output_events.csv")).back()[0]), 4) << "of the whole sample";
}

TEST_F(ExportBench, RefusesWithAllFaultsAndLeavesNothing) {
  std::filesystem::create_directory(file("mine"));
  scratch.write("mine/notes.txt", "mine");
  const std::size_t entries = scratch.entries();
  const ProgramResult both = exported("--out x --steps 30:40 --sample 1");
  EXPECT_EQ(both.exit_code, 3);
  EXPECT_NE(both.errors.find("--steps: begins at timestep 30 of a run of 20"), std::string::npos);
  EXPECT_NE(both.errors.find("--sample: found 1, but there are 1 samples"), std::string::npos);
  EXPECT_EQ(exported("--out x --steps 4").exit_code, 3);
  const ProgramResult full = exported("--out mine");
  EXPECT_EQ(full.exit_code, 3);
  EXPECT_NE(full.errors.find("no manifest.json"), std::string::npos) << full.errors;
  EXPECT_EQ(exported("--out x --nir absent/small.nir").exit_code, 3) << "neither";
  EXPECT_EQ(scratch.entries(), entries);
}

TEST_F(ExportBench, DoesNotExportWeightsThatMove) {
  const ProgramResult learning = exported(
      "--out x --set /chip/core/neuron/arithmetic=fixed --set '/learning={\"rule\": \"stdp\", "
      "\"stdp\": {\"window\": 2, \"potentiation\": [9, 3], \"depression\": [9, 3]}}'");
  EXPECT_EQ(learning.exit_code, 3);
  EXPECT_EQ(learning.errors, "/learning: export --out is of weights that stay\n");
}

TEST(ListRegisters, PrintsTheMapOfTheHostPort) {
  const Scratch scratch;
  const ProgramResult listed = engram("list registers", scratch.path());
  EXPECT_EQ(listed.exit_code, 0);
  EXPECT_NE(listed.output.find("core images from 0x10000 on\n"), std::string::npos);
  EXPECT_NE(listed.output.find("0x008  w   CONTROL  "), std::string::npos) << listed.output;
}

}  // namespace
}  // namespace engram::sim
