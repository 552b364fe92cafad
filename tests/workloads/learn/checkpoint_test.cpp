#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

#include "tests/workloads/learn/small_network.hpp"
#include "tests/workloads/learn/toy_task.hpp"
#include "workloads/learn/trainer.hpp"
#include "workloads/network/file_fault.hpp"

namespace engram::workloads {
namespace {

using tests::GroupsTask;
using tests::two_layers;

class Checkpoints : public testing::Test {
 protected:
  Checkpoints()
      : file_(testing::TempDir() + "engram_checkpoint_" + std::to_string(::getpid())),
        task_({20, 1, 1}, 4, 70) {
    options_.epochs = 6;
    options_.batch = 16;
    options_.optimizer.rate = 0.02;
    options_.schedule.kind = ScheduleKind::cosine;
    options_.quantize[""] = {QuantizerKind::uniform, 4};
    options_.quantize_from_epoch = 2;
    options_.train_biases = true;
    PruneAware prune;
    prune.options.sparsity = 0.6;
    prune.course = PruneAware::Course::iterative;
    prune.steps = 3;
    prune.end_epoch = 4;
    options_.prune = prune;
  }
  ~Checkpoints() override { std::filesystem::remove(file_); }

  Trainer trainer() const { return {two_layers(4, true), task_, options_}; }
  std::string bytes() const {
    std::ifstream in(file_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void write(const std::string& bytes) const { std::ofstream(file_, std::ios::binary) << bytes; }
  void expect_refused(Trainer& into, const std::string& why) const {
    try {
      into.load(file_);
      ADD_FAILURE() << "taken: " << why;
    } catch (const FileFault& fault) {
      EXPECT_NE(std::string(fault.what()).find(why), std::string::npos) << fault.what();
    }
  }

  std::filesystem::path file_;
  GroupsTask task_;
  TrainingOptions options_;
};

std::vector<float> all_weights(const Network& network) {
  std::vector<float> all;
  for (const ProjectionId& id : network.projections()) {
    const std::vector<float>& values = weights(network.graph[id].connection);
    all.insert(all.end(), values.begin(), values.end());
  }
  return all;
}

std::vector<double> all_biases(const Network& network) {
  std::vector<double> all;
  for (PopulationId id = 0; id < boost::num_vertices(network.graph); ++id) {
    const std::vector<double>& values = network.graph[id].step.bias.values();
    all.insert(all.end(), values.begin(), values.end());
  }
  return all;
}

void expect_equal(const Trainer& a, const Trainer& b) {
  EXPECT_EQ(all_weights(a.network()), all_weights(b.network()));
  EXPECT_EQ(all_biases(a.network()), all_biases(b.network()));
  EXPECT_EQ(a.evaluate(Split::test).loss, b.evaluate(Split::test).loss);
}

TEST_F(Checkpoints, SameSeedSameWeights) {
  Trainer a = trainer(), b = trainer();
  for (int k = 0; k < 3; ++k) {
    EXPECT_EQ(a.epoch().loss, b.epoch().loss);
    a.evaluate(Split::test);  // looking changes nothing
  }
  expect_equal(a, b);
  options_.seed = 2;
  Trainer other = trainer();
  for (int k = 0; k < 3; ++k) other.epoch();
  EXPECT_NE(all_weights(a.network()), all_weights(other.network()));
}

TEST_F(Checkpoints, ResumedIsUndisturbedFromEveryEpoch) {
  for (const OptimizerKind kind : {OptimizerKind::adam, OptimizerKind::sgd}) {
    options_.optimizer.kind = kind;
    options_.optimizer.momentum = kind == OptimizerKind::sgd ? 0.9 : 0.0;
    Trainer undisturbed = trainer();
    for (std::uint32_t k = 0; k < options_.epochs; ++k) undisturbed.epoch();
    for (std::uint32_t stop = 0; stop < options_.epochs; ++stop) {
      Trainer first = trainer();
      for (std::uint32_t k = 0; k < stop; ++k) first.epoch();
      first.save(file_);
      Trainer second = trainer();
      second.epoch();  // what it was before does not matter
      second.load(file_);
      EXPECT_EQ(second.epochs_done(), stop);
      while (second.epochs_done() < options_.epochs) second.epoch();
      expect_equal(undisturbed, second);
    }
  }
}

TEST_F(Checkpoints, DamagedFilesAreRefused) {
  Trainer a = trainer();
  a.epoch();
  a.save(file_);
  const std::string good = bytes();
  Trainer b = trainer();
  for (std::size_t k = 0; k < good.size(); k += 97) {
    std::string bad = good;
    bad[k] = static_cast<char>(bad[k] ^ 1);
    write(bad);
    EXPECT_THROW(b.load(file_), FileFault) << "byte " << k;
  }
  write(good.substr(0, good.size() - 1));
  expect_refused(b, "damaged");
  write("");
  expect_refused(b, "no checkpoint");
  write("no such thing");
  expect_refused(b, "no checkpoint");
  std::filesystem::remove(file_);
  expect_refused(b, "cannot be read");
  write(good);
  b.load(file_);
  expect_equal(a, b);
}

TEST_F(Checkpoints, ForeignFilesAreRefused) {
  trainer().save(file_);
  options_.optimizer.rate = 0.03;
  Trainer other_options = trainer();
  expect_refused(other_options, "other options");
  options_.optimizer.rate = 0.02;
  Network network = two_layers(4, true);
  network.graph[*network.find("hidden")].step.threshold = 1.5;
  Trainer other_network(network, task_, options_);
  expect_refused(other_network, "another network");
}

TEST_F(Checkpoints, WhereNoFileCanBeIsAFault) {
  EXPECT_THROW(trainer().save(file_ / "below" / "a file"), FileFault);
}

}  // namespace
}  // namespace engram::workloads
