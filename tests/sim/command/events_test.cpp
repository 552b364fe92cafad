#include <gtest/gtest.h>

#include <array>
#include <map>
#include <sstream>

#include "tests/sim/command/program.hpp"
#include "tests/workloads/recordings/shd_file.hpp"

/// The options of /workload/input on a run: each is turned, and the input that enters changes as it
/// says. The recording has six events, ON but for the one at (1, 1), on a map of 2 x 4 x 4.
namespace engram::sim {
namespace {

/// An N-MNIST record; time below 65536 us.
std::string event(int x, int y, bool on, int time_us) {
  return {static_cast<char>(x), static_cast<char>(y), static_cast<char>(on ? 0x80 : 0),
          static_cast<char>(time_us >> 8), static_cast<char>(time_us)};
}

std::string recording() {
  return event(0, 0, true, 1500) + event(1, 1, false, 1600) + event(3, 2, true, 2600) +
         event(3, 2, true, 2700) + event(2, 3, true, 5000) + event(3, 3, true, 30'000);
}

std::string map_config(const std::string& input, const std::string& shape = "[2, 4, 4]") {
  return R"({ "workload": { "network": {
      "populations": [ { "name": "in", "shape": )" +
         shape + R"(, "neuron": { "model": "input" } },
        { "name": "out", "shape": [2], "output": true, "neuron": { "model": "if" } } ],
      "projections": [ { "name": "p", "source": "in", "target": "out", "type": "dense",
        "weights": { "distribution": "constant", "value": 1 } } ] },
    "input": { "timesteps": 20, )" +
         input + R"( } }, "results": { "spikes": true } })";
}

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> all{""};
  for (const char c : line) {
    if (c == ',') {
      all.emplace_back();
    } else {
      all.back() += c;
    }
  }
  return all;
}

/// samples.csv as a list of rows, each by column.
std::vector<std::map<std::string, std::string>> samples_of(const std::filesystem::path& folder) {
  std::istringstream lines(read_file(folder / "samples.csv"));
  std::string line;
  std::getline(lines, line);
  const std::vector<std::string> header = cells(line);
  std::vector<std::map<std::string, std::string>> rows;
  while (std::getline(lines, line)) {
    const std::vector<std::string> row = cells(line);
    std::map<std::string, std::string> named;
    for (std::size_t i = 0; i < row.size(); ++i) named[header.at(i)] = row[i];
    rows.push_back(named);
  }
  return rows;
}

struct Option {
  const char* name;
  const char* input;
  const char* shape;
  const char* used;
  const char* dropped;
  const char* spikes;     ///< input spikes
  const char* timesteps;  ///< those with input: "timestep count;"
};

class EventOptions : public testing::TestWithParam<Option> {};

TEST_P(EventOptions, ChangeWhatEnters) {
  const Scratch scratch;
  scratch.write("a.bs2", recording());
  scratch.write("run.json", map_config(R"("events": "a.bs2")" + std::string(GetParam().input),
                                       GetParam().shape));
  const ProgramResult result = engram("run run.json --out r", scratch.path());
  ASSERT_EQ(result.exit_code, 0) << result.errors;
  const auto sample = samples_of(scratch.path() / "r").at(0);
  EXPECT_EQ(sample.at("events_used"), GetParam().used);
  EXPECT_EQ(sample.at("events_dropped"), GetParam().dropped);
  EXPECT_EQ(sample.at("input_spikes"), GetParam().spikes);
  EXPECT_EQ(sample.at("label"), "");
  EXPECT_EQ(sample.at("correct"), "");
  std::istringstream lines(read_file(scratch.path() / "r/timesteps.csv"));
  std::string line, found;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    const std::vector<std::string> row = cells(line);
    if (row[2] != "0") found += row[1] + " " + row[2] + ";";
  }
  EXPECT_EQ(found, GetParam().timesteps);
}

const Option kOptions[] = {
    {"none", "", "[2, 4, 4]", "5", "1", "5", "1 2;2 2;5 1;"},
    {"merge_or", R"(, "merge": "or")", "[2, 4, 4]", "5", "1", "4", "1 2;2 1;5 1;"},
    {"binning", R"(, "binning": "round")", "[2, 4, 4]", "5", "1", "5", "2 2;3 2;5 1;"},
    {"timestep", R"(, "timestep_us": 2000)", "[2, 4, 4]", "6", "0", "6", "0 2;1 2;2 1;15 1;"},
    {"origin", R"(, "origin": "first_event")", "[2, 4, 4]", "5", "1", "5", "0 2;1 2;3 1;"},
    {"window", R"(, "window_us": [1600, 5000])", "[2, 4, 4]", "3", "0", "3", "0 1;1 2;"},
    {"merged_polarity", R"(, "polarity": "merge")", "[1, 4, 4]", "5", "1", "5", "1 2;2 2;5 1;"},
    {"on", R"(, "polarity": "on")", "[1, 4, 4]", "4", "1", "4", "1 1;2 2;5 1;"},
    {"off", R"(, "polarity": "off")", "[1, 4, 4]", "1", "0", "1", "1 1;"},
    {"crop", R"(, "crop": { "x": 1, "y": 1, "width": 3, "height": 2 })", "[2, 2, 3]", "3", "0", "3",
     "1 1;2 2;"},
    {"downsample", R"(, "downsample": 2)", "[2, 2, 2]", "5", "1", "5", "1 2;2 2;5 1;"},
    {"downsample_apart", R"(, "downsample": [4, 2])", "[2, 2, 1]", "5", "1", "5", "1 2;2 2;5 1;"},
    {"vector", R"(, "crop": { "width": 4, "height": 4 })", "[32]", "5", "1", "5", "1 2;2 2;5 1;"},
    {"format", R"(, "format": "nmnist")", "[2, 4, 4]", "5", "1", "5", "1 2;2 2;5 1;"},
};

INSTANTIATE_TEST_SUITE_P(Options, EventOptions, testing::ValuesIn(kOptions),
                         [](const auto& instance) { return std::string(instance.param.name); });

class Batch : public testing::Test {
 protected:
  const Scratch scratch;
  void SetUp() override { std::filesystem::create_directory(scratch.path() / "d"); }
  /// Spikes in neuron `neuron` of a population of two, which the output copies.
  void write_sample(const std::string& name, int neuron) {
    std::filesystem::create_directories((scratch.path() / "d" / name).parent_path());
    std::string rows = "neuron,timestep\n";
    for (int timestep = 0; timestep < 4; ++timestep) {
      rows += std::to_string(neuron) + "," + std::to_string(timestep) + "\n";
    }
    scratch.write("d/" + name, rows);
  }
  std::string config(const std::string& input) const {
    std::string text = map_config(input, "[2]");
    const std::string constant = R"("distribution": "constant", "value": 1)";
    return text.replace(text.find(constant), constant.size(), R"("values": [2, 0, 0, 2])");
  }
  ProgramResult run(const std::string& input) {
    scratch.write("run.json", config(input));
    return engram("run run.json --out r", scratch.path());
  }
};

TEST_F(Batch, LabelsFromAFileGiveAccuracyAndConfusion) {
  for (const char* name : {"a.csv", "b.csv", "c.csv"}) write_sample(name, name[0] == 'b' ? 1 : 0);
  write_sample("unknown.csv", 1);
  scratch.write("d/labels.csv", "sample,label\na,0\nb,1\nc,1\n");
  const ProgramResult result = run(R"("events": "d", "labels": "d/labels.csv")");
  ASSERT_EQ(result.exit_code, 0) << result.errors;
  const auto samples = samples_of(scratch.path() / "r");
  ASSERT_EQ(samples.size(), 4U) << "the file of labels is no recording";
  const std::vector<std::array<std::string, 5>> expected{{"a", "0", "0", "1", "4 0"},
                                                         {"b", "1", "1", "1", "0 4"},
                                                         {"c", "1", "0", "0", "4 0"},
                                                         {"unknown", "", "1", "", "0 4"}};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(samples[i].at("sample"), expected[i][0]);
    EXPECT_EQ(samples[i].at("label"), expected[i][1]);
    EXPECT_EQ(samples[i].at("predicted"), expected[i][2]);
    EXPECT_EQ(samples[i].at("correct"), expected[i][3]);
    EXPECT_EQ(samples[i].at("output_counts"), expected[i][4]);
  }
  const std::string stats = read_file(scratch.path() / "r/stats.json");
  for (const char* words : {"\"labelled\": 3", "\"correct\": 2", "\"accuracy\": 0.6666666666666666",
                            "\"label\": 1,\n        \"predicted\": 0,\n        \"count\": 1",
                            "\"per_sample\": {", "\"third_quartile\": "}) {
    EXPECT_NE(stats.find(words), std::string::npos) << words << stats;
  }
  for (const char* words : {"accuracy 66.7%: 2 right of 3 labelled (1 without a label)",
                            "wrong: c (1 -> 0)\n", "a sample", "median"}) {
    EXPECT_NE(result.output.find(words), std::string::npos) << words << result.output;
  }
}

TEST_F(Batch, WithoutLabelsTheScreenSaysNothingOfThem) {
  write_sample("a.csv", 0);
  write_sample("b.csv", 1);
  const ProgramResult result = run(R"("events": "d")");
  ASSERT_EQ(result.exit_code, 0) << result.errors;
  EXPECT_EQ(result.output.find("accuracy"), std::string::npos);
  const std::string stats = read_file(scratch.path() / "r/stats.json");
  EXPECT_EQ(stats.find("accuracy"), std::string::npos);
  EXPECT_NE(stats.find("per_sample"), std::string::npos);
}

TEST_F(Batch, FoldersAreClasses) {
  for (const char* name : {"cat/x.csv", "dog/x.csv", "dog/y.csv"}) {
    write_sample(name, name[0] == 'd' ? 1 : 0);
  }
  ASSERT_EQ(run(R"("events": "d")").exit_code, 0);
  auto samples = samples_of(scratch.path() / "r");
  ASSERT_EQ(samples.size(), 3U);
  EXPECT_EQ(samples[1].at("sample"), "dog/x");
  EXPECT_EQ(samples[1].at("label"), "1");
  EXPECT_EQ(samples[2].at("correct"), "1");
}

TEST_F(Batch, FoldersThatAreNumbersAreThoseClasses) {
  write_sample("1/x.csv", 1);
  ASSERT_EQ(run(R"("events": "d")").exit_code, 0);
  EXPECT_EQ(samples_of(scratch.path() / "r").at(0).at("label"), "1");
}

TEST_F(Batch, FirstAndLimitCutAPartOut) {
  for (const char* name : {"a.csv", "b.csv", "c.csv", "d.csv"}) write_sample(name, 0);
  ASSERT_EQ(run(R"("events": "d", "first": 1, "limit": 2)").exit_code, 0);
  const auto samples = samples_of(scratch.path() / "r");
  ASSERT_EQ(samples.size(), 2U);
  EXPECT_EQ(samples[0].at("sample"), "b");
  EXPECT_EQ(samples[1].at("sample"), "c");
}

TEST_F(Batch, ImagesAreEncodedAndLabelled) {
  scratch.write("images", std::string("\0\0\x08\x02\0\0\0\x03\0\0\0\x02", 12) +
                              std::string("\xff\x00\x00\xff\x80\x00", 6));
  scratch.write("labels", std::string("\0\0\x08\x01\0\0\0\x03\x00\x01\x01", 11));
  const ProgramResult result = run(
      R"("images": "images", "labels": "labels", "encoder": { "name": "if", "divide_by": 255 })");
  ASSERT_EQ(result.exit_code, 0) << result.errors;
  const auto samples = samples_of(scratch.path() / "r");
  ASSERT_EQ(samples.size(), 3U);
  // 255 / 255 spikes in every second step of 20; 128 / 255: 0.50, 1.004 in every second step too.
  EXPECT_EQ(samples[0].at("input_spikes"), "10");
  EXPECT_EQ(samples[1].at("output_counts"), "0 10");
  EXPECT_EQ(samples[2].at("sample"), "2");
  EXPECT_EQ(samples[2].at("correct"), "0");
  const ProgramResult rate = run(
      R"("images": "images", "first": 1, "encoder": { "name": "poisson", "max_rate_hz": 1e5,
         "divide_by": 255 })");
  ASSERT_EQ(rate.exit_code, 0) << rate.errors;
  EXPECT_EQ(samples_of(scratch.path() / "r").at(0).at("input_spikes"), "20");
  ASSERT_EQ(run(R"("images": "images", "encoder": { "name": "direct_threshold",
                "threshold": 200 })")
                .exit_code,
            0);
  EXPECT_EQ(samples_of(scratch.path() / "r").at(2).at("input_spikes"), "0");
}

struct Refused {
  const char* input;
  const char* expected;
};

TEST_F(Batch, RefusesWhatItCannotUse) {
  write_sample("a.csv", 0);
  std::filesystem::create_directory(scratch.path() / "empty");
  scratch.write("other.csv", "sample,label\nz,0\n");
  scratch.write("five.csv", "sample,label\na,5\n");
  scratch.write("images", std::string("\0\0\x08\x02\0\0\0\x01\0\0\0\x03", 12) + "abc");
  scratch.write("a.bs2", event(9, 9, true, 5) + event(1, 0, false, 6));
  scratch.write("noise", "\x01\x02");
  scratch.write("late.bs2", event(0, 0, true, 60'000));
  const Refused refused[] = {
      {R"("events": "empty")", "neither the folder nor one in it holds a recording (.aedat"},
      {R"("events": "d", "labels": "other.csv")",
       "other.csv: none of its 1 labels is of a sample (the first sample is 'a')"},
      {R"("events": "d", "labels": "five.csv")",
       "five.csv: sample 'a' is of class 5, the network has 2 output neurons"},
      {R"("events": "d", "first": 1)", "/workload/input/first is 1, but there are 1 samples"},
      {R"("events": "d", "polarity": "on", "downsample": 2)",
       "a table of spikes has neurons and timesteps already: polarity, downsample cannot be"},
      {R"("events": "a.bs2")", "does not fit the input's shape (2, 1, 1)"},
      {R"("events": "late.bs2")", "no event is used: 1 lie after the last timestep"},
      {R"("images": "images", "encoder": { "name": "if" })",
       "images: an image has 3 values (3), the input population 'in' has 2 neurons (2, 1, 1)"},
      {R"("images": "noise", "encoder": { "name": "if" })", "neither IDX"},
      {R"("images": "images")", "/workload/input/images: images need an encoder"},
      {R"("events": "d", "window_us": [5, 5])",
       "/workload/input/window_us: found [5, 5), expected an end after the start"}};
  for (const Refused& one : refused) {
    std::filesystem::remove_all(scratch.path() / "r");
    const ProgramResult result = run(one.input);
    EXPECT_EQ(result.exit_code, 3) << one.input;
    EXPECT_NE(result.errors.find(one.expected), std::string::npos) << one.input << "\n"
                                                                   << result.errors;
    EXPECT_FALSE(std::filesystem::exists(scratch.path() / "r"));
  }
}

TEST_F(Batch, FaultsOfEveryRecordingAtOnce) {
  scratch.write("d/a.bs2", std::string(3, 'x'));
  scratch.write("d/b.bs2", event(0, 0, true, 1));
  scratch.write("d/c.bs2", std::string(7, 'x'));
  const ProgramResult result = run(R"("events": "d")");
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_NE(result.errors.find("a.bs2: byte 0"), std::string::npos) << result.errors;
  EXPECT_NE(result.errors.find("c.bs2: byte 5"), std::string::npos) << result.errors;
}

TEST(ShowRecording, SaysWhatItHolds) {
  const Scratch scratch;
  scratch.write("a.bs2", recording());
  const ProgramResult result = engram("show a.bs2", scratch.path());
  EXPECT_EQ(result.exit_code, 0) << result.errors;
  for (const char* words :
       {"format          nmnist\n", "sensor          ",
        "events          6: OFF (channel 0) 1, ON (channel 1) 5\n",
        "channel, y, x   0 to 1, 0 to 3, 0 to 3\n",
        "time            1 500 us to 30 000 us, 28.5 ms\n", "order           sorted by time\n",
        "mean rate       210.526 events/s\n", "busiest ms      2 events from 1 000 us\n",
        "        0 ns            4 ########################################\n"}) {
    EXPECT_NE(result.output.find(words), std::string::npos) << words << "\n" << result.output;
  }
  scratch.write("no_extension", recording());
  EXPECT_EQ(engram("show no_extension --format nmnist", scratch.path()).exit_code, 0);
}

TEST(ShowRecording, RefusesABadFile) {
  const Scratch scratch;
  scratch.write("a.bs2", recording() + "xx");
  scratch.write("b.dat2", "what is this?");
  for (const auto& [arguments, expected] :
       std::map<std::string, std::string>{{"show a.bs2", "a.bs2: byte 30"},
                                          {"show b.dat2", "b.dat2: no format is known"},
                                          {"show absent.bs2", "absent.bs2"},
                                          {"show a.bs2 --format nmist", "'nmist' is not known"}}) {
    const ProgramResult result = engram(arguments, scratch.path());
    EXPECT_EQ(result.exit_code, 3) << arguments;
    EXPECT_EQ(result.output, "") << arguments;
    EXPECT_NE(result.errors.find(expected), std::string::npos) << result.errors;
  }
}

/// An SHD file is a batch: unit n excites neuron n, and the third sample is of the other class.
TEST(ShdBatch, EverySampleOfTheFileIsOne) {
  const Scratch scratch;
  workloads::ShdFile file;
  file.times = {{0.001F, 0.002F, 0.003F}, {0.001F, 0.004F}, {0.002F}};
  file.units = {{0, 0, 0}, {1, 1}, {1}};
  file.labels = {0, 1, 0};
  file.write(scratch.path() / "sounds.h5");
  scratch.write("run.json", R"({ "workload": { "network": {
      "populations": [ { "name": "in", "shape": [2], "neuron": { "model": "input" } },
        { "name": "out", "shape": [2], "output": true, "neuron": { "model": "if" } } ],
      "projections": [ { "name": "p", "source": "in", "target": "out", "type": "dense",
        "weights": { "values": [2, 0, 0, 2] } } ] },
    "input": { "events": "sounds.h5", "timesteps": 10 } } })");
  const ProgramResult result = engram("run run.json --out r", scratch.path());
  ASSERT_EQ(result.exit_code, 0) << result.errors;
  const auto rows = samples_of(scratch.path() / "r");
  ASSERT_EQ(rows.size(), 3U);
  const char* const predicted[] = {"0", "1", "1"};
  const char* const label[] = {"0", "1", "0"};
  const char* const spikes[] = {"3", "2", "1"};
  for (std::size_t sample = 0; sample < rows.size(); ++sample) {
    EXPECT_EQ(rows[sample].at("sample"), "sounds/" + std::to_string(sample));
    EXPECT_EQ(rows[sample].at("predicted"), predicted[sample]);
    EXPECT_EQ(rows[sample].at("label"), label[sample]);
    EXPECT_EQ(rows[sample].at("spikes"), spikes[sample]);
  }
  EXPECT_NE(result.output.find("2 right of 3 labelled"), std::string::npos) << result.output;
}

}  // namespace
}  // namespace engram::sim
