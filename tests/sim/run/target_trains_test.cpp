#include "sim/run/target_trains.hpp"

#include <gtest/gtest.h>

#include "tests/sim/config/files.hpp"
#include "tests/sim/run/learning_net.hpp"

namespace engram::sim {
namespace {

using Events = std::vector<workloads::SpikeEvent>;
using Names = std::vector<PlacedName>;
using Ids = std::vector<workloads::PopulationId>;

class TargetTrains : public testing::Test {
 protected:
  TargetTrains() { config_.learning->targets = files_.folder() / "targets.csv"; }

  void write(const std::string& name, const std::string& text) const { files_.write(name, text); }
  Targets load() const { return load_targets(config_, learning_network(), samples_); }
  std::string faults() const {
    return files_.without_folder(message_of([this] { load(); }));
  }

  Files files_;
  Config config_ = learning_config("backprop");
  std::vector<Sample> samples_ = {{"a", {}, std::nullopt}, {"c/b", {}, std::nullopt}};
};

TEST_F(TargetTrains, OneTableForAllSamples) {
  write("targets.csv",
        "population,neuron,timestep,count\nout,1,4,2\nhidden,0,0,1\nout,0,1,1\nout,1,5,1\n");
  const Targets targets = load();
  EXPECT_EQ(targets.populations, (Ids{1, 2}));
  ASSERT_EQ(targets.samples.size(), 2U);
  for (const auto& trains : targets.samples) {
    ASSERT_EQ(trains.size(), 2U);
    EXPECT_EQ(trains[0].neurons, 3U);
    EXPECT_EQ(trains[0].events, (Events{{0, 0, 1}}));
    EXPECT_EQ(trains[1].neurons, 2U);
    EXPECT_EQ(trains[1].timesteps, 5U);
    EXPECT_EQ(trains[1].events, (Events{{1, 0, 1}, {4, 1, 2}}));
    EXPECT_EQ(trains[1].events_dropped, 1U);
  }
}

/// As spikes.csv of a batch is written.
TEST_F(TargetTrains, OneTableWithSamples) {
  write(
      "targets.csv",
      "population,neuron,timestep,count,sample\nout,0,1,1,a\nout,1,2,3,c/b\nout,0,0,1,elsewhere\n");
  const Targets targets = load();
  EXPECT_EQ(targets.populations, (Ids{2}));
  EXPECT_EQ(targets.samples[0][0].events, (Events{{1, 0, 1}}));
  EXPECT_EQ(targets.samples[1][0].events, (Events{{2, 1, 3}}));
}

TEST_F(TargetTrains, ATableASample) {
  config_.learning->targets = files_.folder();
  write("a.csv", "timestep,neuron,population\n1,0,out\n1,0,out\n");
  write("c/b.csv", "timestep,neuron,population\n");
  const Targets targets = load();
  EXPECT_EQ(targets.samples[0][0].events, (Events{{1, 0, 2}}));
  EXPECT_TRUE(targets.samples[1][0].events.empty());
}

TEST_F(TargetTrains, NamedPopulationsHaveTargetsThoughNoRowSaysSo) {
  config_.learning->targeted = Names{{"other", "here"}, {"out", "here"}};
  write("targets.csv", "population,neuron,timestep\nhidden,0,1\n");
  const Targets targets = load();
  EXPECT_EQ(targets.populations, (Ids{2, 3}));
  EXPECT_TRUE(targets.samples[0][0].events.empty());
}

TEST_F(TargetTrains, FaultsHaveTheirLine) {
  write("targets.csv", "population,neuron,timestep,count\nuot,0,0,1\nin,0,0,1\nout,2,0,1\nout,0\n");
  EXPECT_EQ(
      faults(),
      "targets.csv:2: column 'population': the network has no 'uot' (it has hidden, out, other)\n"
      "targets.csv:3: column 'population': 'in' is an input\n"
      "targets.csv:4: column 'neuron': 2 is too large (at most 1)\n"
      "targets.csv:5: found 2 fields, the header names 4");
  write("targets.csv", "neuron,timestep,simple\n");
  EXPECT_EQ(
      faults(),
      "targets.csv:1: column 'simple' is unknown (expected neuron, timestep, count, population, "
      "sample)\ntargets.csv:1: the header names no column 'population'");
  write("targets.csv", "");
  EXPECT_EQ(faults(),
            "targets.csv:1: the file is empty (expected a header with population,neuron,timestep)");
}

TEST_F(TargetTrains, FaultsOfWhatIsThereComeTogether) {
  write("targets.csv", "population,neuron,timestep\n");
  EXPECT_EQ(faults(),
            "targets.csv: names no population (give /learning/targets/populations where "
            "none should spike)");
  config_.learning->targeted = Names{{"uot", "run.json:3: /a"}, {"in", "run.json:4: /b"}};
  EXPECT_EQ(faults(),
            "run.json:3: /a: the network has no population 'uot'; did you mean 'out'?\n"
            "run.json:4: /b: 'in' is an input, it has no targets");
  config_.learning->targeted.reset();
  write("targets.csv", "population,neuron,timestep,sample\nout,0,0,d\n");
  EXPECT_EQ(faults(), "targets.csv: no row is of a sample that is run (the first is 'a')");
  config_.learning->targets = files_.folder() / "each";
  write("each/a.csv", "population,neuron,timestep,sample\nout,0,0,a\n");
  EXPECT_EQ(faults(),
            "each/a.csv: has a column 'sample', but is of one sample\n"
            "each/c/b.csv: no such file; it would have the targets of sample 'c/b'");
}

}  // namespace
}  // namespace engram::sim
