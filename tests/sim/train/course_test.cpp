#include "sim/train/course.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "sim/config/load.hpp"
#include "sim/run/prepare.hpp"
#include "sim/train/prepare_training.hpp"
#include "tests/sim/config/files.hpp"
#include "tests/sim/train/small_training.hpp"

namespace engram::sim {
namespace {

namespace fs = std::filesystem;

/// Fewer samples and epochs.
const char* const kShortTraining = R"({
  "extends": "small.json",
  "workload": { "task": { "randman": { "train_per_class": 20, "test_per_class": 10 } } },
  "training": { "epochs": 6, "batch": 10 },
  "results": { "test_every": 2 }
})";

class CourseTest : public testing::Test {
 protected:
  const Files files;
  const fs::path folder = files.folder() / "r.unfinished";
  const fs::path base = files.write("small.json", kSmallTraining);
  LoadedTrainConfig loaded = load_train_config(files.write("train.json", kShortTraining), {});

  /// Trains; stops, as if killed, after the epoch of that number. Returns training.csv, and the
  /// weights at the end.
  struct End {
    std::string csv;
    std::vector<std::vector<float>> weights;
    friend bool operator==(const End&, const End&) = default;
  };
  End train(bool resume, std::uint32_t every = 1, std::uint32_t stop_after = 1000) {
    const PreparedTraining prepared = prepare_training(loaded.config);
    Course course(*prepared.trainer, loaded.config, loaded.resolved, folder);
    if (!resume || !course.resume()) course.begin();
    TrainingWatch watch;
    watch.epoch = [&](const workloads::EpochRecord& record, const auto&) {
      if (record.epoch == stop_after) throw std::runtime_error("killed");
    };
    try {
      course.run(every, watch);
    } catch (const std::runtime_error&) {
      return {};
    }
    End end{course.csv(), {}};
    const workloads::Network network = prepared.trainer->network();
    for (const auto& id : network.projections()) {
      end.weights.push_back(workloads::weights(network.graph[id].connection));
    }
    return end;
  }
};

TEST_F(CourseTest, ResumedIsTheSameAsUndisturbed) {
  const End undisturbed = train(false);
  EXPECT_EQ(std::count(undisturbed.csv.begin(), undisturbed.csv.end(), '\n'), 7);
  for (const std::uint32_t every : {1U, 2U, 4U}) {
    train(false, every, 3);
    EXPECT_EQ(train(true, every), undisturbed) << every;
  }
  train(false, 1, 1);
  train(true, 1, 3);
  EXPECT_EQ(train(true), undisturbed);
  EXPECT_EQ(train(true), undisturbed);  // all epochs were done
}

TEST_F(CourseTest, BeginsWhereThereIsNoCheckpoint) {
  const End undisturbed = train(true);
  train(false, 4, 2);  // killed before the first checkpoint
  EXPECT_FALSE(fs::exists(folder / "checkpoint.bin"));
  EXPECT_EQ(train(true), undisturbed);
}

TEST_F(CourseTest, TestsAsOftenAsAsked) {
  std::istringstream lines(train(false).csv);
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ(line, "epoch,rate,loss,accuracy,sparsity,spikes,test_loss,test_accuracy");
  for (int epoch = 0; std::getline(lines, line); ++epoch) {
    EXPECT_EQ(line.ends_with(",,"), epoch % 2 == 0) << line;
  }
}

TEST_F(CourseTest, RefusesTheCheckpointOfAnotherConfig) {
  train(false, 1, 2);
  loaded = load_train_config(files.folder() / "train.json", {"/seed=2"});
  EXPECT_THROW(train(true), InputFault);
}

TEST_F(CourseTest, RefusesDamagedFolders) {
  train(false, 1, 2);
  std::ofstream(folder / "training.csv") << "epoch\n";
  EXPECT_THROW(train(true), InputFault);
  train(false, 1, 2);
  std::ofstream(folder / "checkpoint.bin") << "no checkpoint";
  EXPECT_THROW(train(true), workloads::FileFault);
}

TEST_F(CourseTest, LearnsTheTask) {
  loaded = load_train_config(files.folder() / "train.json",
                             {"/training/epochs=100", "/results/test_every=0"});
  const std::string csv = train(false).csv;
  const std::string last = csv.substr(csv.rfind('\n', csv.size() - 2) + 1);
  EXPECT_GT(std::stod(last.substr(last.rfind(',') + 1)), 0.5) << csv;  // chance: 0.33
}

}  // namespace
}  // namespace engram::sim
