#include <gtest/gtest.h>

#include <map>

#include "tests/sim/command/program.hpp"
#include "tests/sim/train/small_training.hpp"

/// `engram train`: what it writes, that the same config gives the same bytes, killed or not, and
/// that `engram run` takes what it wrote.
namespace engram::sim {
namespace {

namespace fs = std::filesystem;

/// But for the manifest, which differs from run to run.
std::map<std::string, std::string> results_of(const fs::path& folder) {
  std::map<std::string, std::string> files = files_of(folder);
  files.erase("manifest.json");
  return files;
}

class TrainCommand : public testing::Test {
 protected:
  Scratch scratch;
  void SetUp() override { scratch.write("train.json", kSmallTraining); }
  ProgramResult train(const std::string& arguments) {
    return engram("train " + arguments, scratch.path());
  }
};

TEST_F(TrainCommand, WritesTheNetworkAndHowItCameAbout) {
  const ProgramResult result = train("train.json --out r");
  ASSERT_EQ(result.exit_code, 0) << result.errors;
  const auto files = results_of(scratch.path() / "r");
  for (const char* name : {"network.nir", "training.csv", "resolved.json", "summary.json"}) {
    EXPECT_EQ(files.count(name), 1U) << name;
  }
  EXPECT_TRUE(fs::exists(scratch.path() / "r/manifest.json"));
  EXPECT_FALSE(fs::exists(scratch.path() / "r.unfinished"));
  const std::string& summary = files.at("summary.json");
  EXPECT_EQ(value_of(summary, "samples"), "60");
  EXPECT_GT(std::stod(value_of(summary, "accuracy")), 0.5) << summary;
  EXPECT_NE(value_of(summary, "standard_error"), "");
  EXPECT_NE(result.output.find("epoch 40 of 40: "), std::string::npos) << result.output;
  EXPECT_NE(result.output.find("test accuracy "), std::string::npos);
  EXPECT_EQ(train("train.json --out q --quiet").output, "");
  EXPECT_EQ(results_of(scratch.path() / "q"), files);
  ASSERT_EQ(train("r/resolved.json --out fed_back").exit_code, 0);
  EXPECT_EQ(results_of(scratch.path() / "fed_back"), files);
}

/// Killed once a checkpoint is there, then taken up again.
TEST_F(TrainCommand, KilledAndResumedGivesTheSameBytes) {
  ASSERT_EQ(train("train.json --out undisturbed --quiet").exit_code, 0);
  const std::string kill = "cd '" + scratch.path().string() +
                           "' && { '" ENGRAM_PROGRAM
                           "' train train.json --out r --quiet & child=$!; "
                           "while [ ! -e r.unfinished/checkpoint.bin ]; do :; done; "
                           "kill -9 $child; wait $child; } 2> /dev/null";
  EXPECT_NE(std::system(kill.c_str()), 0);
  EXPECT_TRUE(fs::exists(scratch.path() / "r.unfinished/checkpoint.bin"));
  EXPECT_FALSE(fs::exists(scratch.path() / "r"));
  const ProgramResult resumed = train("train.json --out r --resume");
  ASSERT_EQ(resumed.exit_code, 0) << resumed.errors;
  EXPECT_EQ(resumed.output.find("epoch 1 of 40"), std::string::npos) << resumed.output;
  EXPECT_EQ(results_of(scratch.path() / "r"), results_of(scratch.path() / "undisturbed"));
}

/// The chip, given the file and the task, is right as often as the training's summary says.
TEST_F(TrainCommand, RunPricesTheNetworkOnItsTask) {
  for (const char* quantize : {"{}", R"({"default": {"bits": 4}})"}) {
    ASSERT_EQ(
        train(std::string("train.json --out r --quiet --set '/training/quantize=") + quantize + "'")
            .exit_code,
        0);
    scratch.write("run.json", R"({
      "workload": { "network": { "nir": "r/network.nir", "dynamics": "engram", "dt_us": 1000 },
        "input": { "task": { "randman": { "classes": 3, "units": 6, "timesteps": 12, "dimensions": 1,
          "smoothness": 2, "train_per_class": 40, "test_per_class": 20 } } } },
      "chip": { "core": { "synapse_memory": { "encoding": "index" } } } })");
    const ProgramResult run = engram("run run.json --out s", scratch.path());
    ASSERT_EQ(run.exit_code, 0) << run.errors;
    const std::string stats = read_file(scratch.path() / "s/stats.json");
    const std::string summary = read_file(scratch.path() / "r/summary.json");
    EXPECT_EQ(value_of(stats, "accuracy"), value_of(summary, "accuracy"));
    EXPECT_EQ(value_of(stats, "timesteps"), std::to_string(60 * 12));
    ASSERT_EQ(engram("run run.json --out s --set /workload/input/first=50 --set "
                     "/workload/input/split=train --set /workload/input/limit=5",
                     scratch.path())
                  .exit_code,
              0);
    const std::string samples = read_file(scratch.path() / "s/samples.csv");
    EXPECT_EQ(std::count(samples.begin(), samples.end(), '\n'), 6);
    EXPECT_NE(samples.find("\n50,2,"), std::string::npos) << samples;
    EXPECT_EQ(samples.find("\n55,"), std::string::npos);
    const bool levels = std::string(quantize) != "{}";
    const ProgramResult fixed =
        engram("run run.json --out f --set /chip/core/neuron/arithmetic=fixed", scratch.path());
    EXPECT_EQ(fixed.exit_code, levels ? 0 : 3) << fixed.errors;
    EXPECT_EQ(fixed.errors.find("float32") == std::string::npos, levels) << fixed.errors;
  }
}

TEST_F(TrainCommand, ValidateAndShowKnowTrainings) {
  const ProgramResult valid = engram("validate train.json", scratch.path());
  EXPECT_EQ(valid.exit_code, 0) << valid.errors;
  EXPECT_NE(valid.output.find("train.json: valid: a training, 3 populations, 2 projections, 108 "
                              "weights, 120 samples to train on and 60 to test on, 12 timesteps, "
                              "3 classes"),
            std::string::npos)
      << valid.output;
  EXPECT_EQ(engram("show train.json", scratch.path()).exit_code, 0);
  EXPECT_NE(engram("show train.json --origin", scratch.path()).output.find("/training/epochs"),
            std::string::npos);
  EXPECT_EQ(engram("show train.json --graph", scratch.path()).exit_code, 2);
  const std::string train_schema = engram("show --schema=train", scratch.path()).output;
  EXPECT_NE(train_schema.find("\"Engram training config\""), std::string::npos);
  EXPECT_NE(engram("show --schema", scratch.path()).output.find("\"Engram run config\""),
            std::string::npos);
  EXPECT_EQ(engram("show --schema=walk", scratch.path()).exit_code, 2);
  EXPECT_NE(engram("list tasks", scratch.path()).output.find("retention"), std::string::npos);
}

TEST_F(TrainCommand, FaultsOfNetworkAndTaskTogether) {
  scratch.write("x.csv", "1,2,3\n");
  const ProgramResult result = train(
      "train.json --out r --set '/workload/task={\"images\": {\"images\": \"x.csv\", "
      "\"label_column\": \"last\", \"train\": 9, \"test\": 1, \"encoder\": {\"name\": \"if\"}, "
      "\"timesteps\": 5}}' --set /workload/network/projections/0/type=one_to_one");
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_NE(result.errors.find("holds 1 images"), std::string::npos) << result.errors;
  EXPECT_NE(result.errors.find("one to one between"), std::string::npos) << result.errors;
  EXPECT_FALSE(fs::exists(scratch.path() / "r"));
  const ProgramResult other = train("train.json --out r --set /workload/task/randman/units=7");
  EXPECT_EQ(other.exit_code, 3);
  EXPECT_FALSE(fs::exists(scratch.path() / "r.unfinished"));
  EXPECT_EQ(train("train.json --checkpoint-every 0").exit_code, 2);
}

/// Every shipped training is valid, and trains: one epoch on few samples is enough to know.
TEST(ShippedTrainings, AreValidAndTrain) {
  const Scratch scratch;
  const bool reference = fs::exists(ENGRAM_REFERENCE_DIR);
  int trainings = 0;
  for (const auto& entry :
       fs::directory_iterator(fs::path(ENGRAM_SOURCE_DIR) / "configs/training")) {
    if (entry.path().extension() != ".json") continue;
    const std::string text = read_file(entry.path());
    const bool images = text.find("shared/reference") != std::string::npos;
    if (images && !reference) continue;
    const std::string few = images ? " --set /workload/task/images/train=32 --set "
                                     "/workload/task/images/test=8"
                                   : "";
    const ProgramResult result = engram(
        "train '" + entry.path().string() + "' --quiet --out r --set /training/epochs=1" + few,
        scratch.path());
    EXPECT_EQ(result.exit_code, 0) << entry.path() << "\n" << result.errors;
    ++trainings;
  }
  EXPECT_GE(trainings, 1);
}

}  // namespace
}  // namespace engram::sim
