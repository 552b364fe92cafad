#include "sim/run/training_task.hpp"

#include <gtest/gtest.h>

#include "sim/config/load.hpp"
#include "tests/sim/config/files.hpp"

namespace engram::sim {
namespace {

namespace fs = std::filesystem;
using workloads::Split;

class TrainingTaskTest : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : {"0/a", "0/b", "0/c", "0/d", "1/e", "1/f", "1/g", "1/h"}) {
      write("all/" + std::string(name) + ".csv", name[0] == '0' ? 0 : 1);
    }
  }

  void write(const std::string& name, int neuron) {
    fs::create_directories((files.folder() / name).parent_path());
    files.write(name, "neuron,timestep\n" + std::to_string(neuron) + ",2\n");
  }

  std::unique_ptr<workloads::TrainingTask> make(const std::vector<std::string>& sets) {
    files.write("train.json", R"({ "workload": {
      "network": { "populations": [
          { "name": "in", "shape": [2], "neuron": { "model": "input" } },
          { "name": "out", "shape": [2], "output": true, "neuron": { "model": "if" } } ],
        "projections": [ { "name": "p", "source": "in", "target": "out", "type": "dense",
          "weights": { "distribution": "constant", "value": 1 } } ] },
      "task": { "events": { "recordings": "all", "shape": [2], "classes": 2, "timesteps": 4,
        "test_fraction": 0.25 } } },
      "training": { "epochs": 1 } })");
    return make_task(load_train_config(files.folder() / "train.json", sets).config.task);
  }

  std::string fault(const std::vector<std::string>& sets) {
    try {
      make(sets);
    } catch (const workloads::FileFault& fault) {
      return files.without_folder(fault.what());
    }
    return "";
  }

  const Files files;
};

TEST_F(TrainingTaskTest, HoldsAFractionOfEachClassBack) {
  const auto task = make({});
  EXPECT_EQ(task->samples(Split::train), 6U);
  ASSERT_EQ(task->samples(Split::test), 2U);
  for (std::uint64_t number = 0; number < 2; ++number) {
    const Sample sample = task_sample(*task, Split::test, number);
    EXPECT_EQ(sample.label, static_cast<std::uint32_t>(number));
    ASSERT_EQ(sample.trains.at(0).events.size(), 1U);
    EXPECT_EQ(sample.trains[0].events[0].neuron, *sample.label);
    EXPECT_EQ(sample.trains[0].events[0].timestep, 2U);
  }
}

TEST_F(TrainingTaskTest, TakesASecondListToTestOn) {
  write("more/1/x.csv", 1);
  const auto task = make({"/workload/task/events/test=" + (files.folder() / "more").string()});
  EXPECT_EQ(task->samples(Split::train), 8U);
  ASSERT_EQ(task->samples(Split::test), 1U);
}

TEST_F(TrainingTaskTest, SaysWhatItCannotTrainOn) {
  EXPECT_NE(fault({"/workload/task/events/classes=1"})
                .find("all: sample '1/h' is of class 1, there are 1 classes"),
            std::string::npos);
  EXPECT_NE(fault({"/workload/task/events/test_fraction=0"})
                .find("8 recordings to train on and 0 to test on"),
            std::string::npos);
  write("plain/x.csv", 0);
  EXPECT_NE(fault({"/workload/task/events/recordings=" + (files.folder() / "plain").string()})
                .find("sample 'x' has no class"),
            std::string::npos);
}

std::string run_fault(const Files& files, const std::string& shape) {
  files.write("net.json", R"({ "populations": [
      { "name": "in", "shape": )" +
                              shape + R"(, "neuron": { "model": "input" } },
      { "name": "out", "shape": [3], "output": true, "neuron": { "model": "if" } } ],
    "projections": [ { "name": "p", "source": "in", "target": "out", "type": "dense",
      "weights": { "distribution": "constant", "value": 1 } } ] })");
  files.write("run.json", R"({ "workload": { "network": { "json": "net.json" }, "input": { "task": {
    "randman": { "classes": 3, "units": 6, "timesteps": 5, "dimensions": 1, "smoothness": 3,
      "train_per_class": 2, "test_per_class": 2 } } } } })");
  const Config config = load_config(files.folder() / "run.json", {}).config;
  try {
    const Prepared prepared = prepare(config);
    return std::to_string(prepared.samples.size()) + " samples, " +
           std::to_string(config.input.timesteps) + " timesteps, last of class " +
           std::to_string(prepared.samples.back().label.value());
  } catch (const InputFault& fault) {
    return fault.what();
  }
}

TEST_F(TrainingTaskTest, IsTheInputOfARun) {
  EXPECT_EQ(run_fault(files, "[6]"), "6 samples, 5 timesteps, last of class 2");
  EXPECT_EQ(
      run_fault(files, "[7]"),
      "/workload/input/task: samples are of (6, 1, 1), the network's inputs are in (7, 1, 1)");
}

}  // namespace
}  // namespace engram::sim
