#include <gtest/gtest.h>

#include <set>

#include "sim/config/json_document.hpp"
#include "sim/config/run_schema.hpp"
#include "tests/sim/config/files.hpp"
#include "tests/sim/config/schema_keys.hpp"
#include "tests/sim/config/show_train_config.hpp"

/// A key of a training's config that is given is read: each one, turned, changes the typed config.
/// Those of the network are shown by every_key_test: the schema is the same.
namespace engram::sim {
namespace {

struct TrainTurn {
  const char* key;
  const char* base;
  const char* set;
  std::vector<std::string> first = {};
};

const std::string kTask = "/workload/task";
const std::vector<std::string> kQuantized = {"/training/quantize={\"default\": {}}"};
const std::vector<std::string> kPruned = {
    "/training/prune={\"course\": \"gradual\", \"end_epoch\": 5}"};
const std::vector<std::string> kImageCrop = {kTask + "/images/crop={\"width\": 4, \"height\": 4}"};
const std::vector<std::string> kEventCrop = {kTask + "/events/crop={\"width\": 4, \"height\": 4}"};
const std::vector<std::string> kPoisson = {
    kTask + "/images/encoder={\"name\": \"poisson\", \"max_rate_hz\": 8}"};
const std::vector<std::string> kTwoLists = {kTask + "/events/test=FOLDER/a.csv"};

const TrainTurn kTrainTurns[] = {
    {"/name", "retention", "/name=other"},
    {"/seed", "retention", "/seed=4"},
    {"/results/test_every", "retention", "/results/test_every=4"},
    {"/workload/task/retention/seed", "retention", "/workload/task/retention/seed=4"},
    {"/workload/task/retention/groups", "retention", "/workload/task/retention/groups=4"},
    {"/workload/task/retention/group_neurons", "retention",
     "/workload/task/retention/group_neurons=4"},
    {"/workload/task/retention/shortest_interval", "retention",
     "/workload/task/retention/shortest_interval=4"},
    {"/workload/task/retention/interval_step", "retention",
     "/workload/task/retention/interval_step=0.5"},
    {"/workload/task/retention/timesteps", "retention", "/workload/task/retention/timesteps=4"},
    {"/workload/task/retention/timestep_us", "retention", "/workload/task/retention/timestep_us=4"},
    {"/workload/task/retention/outputs", "retention", "/workload/task/retention/outputs=4"},
    {"/workload/task/retention/keep", "retention", "/workload/task/retention/keep=0.5"},
    {"/workload/task/randman/seed", "randman", "/workload/task/randman/seed=4"},
    {"/workload/task/randman/code", "randman", "/workload/task/randman/code=rate"},
    {"/workload/task/randman/classes", "randman", "/workload/task/randman/classes=4"},
    {"/workload/task/randman/units", "randman", "/workload/task/randman/units=4"},
    {"/workload/task/randman/timesteps", "randman", "/workload/task/randman/timesteps=4"},
    {"/workload/task/randman/timestep_us", "randman", "/workload/task/randman/timestep_us=4"},
    {"/workload/task/randman/dimensions", "randman", "/workload/task/randman/dimensions=4"},
    {"/workload/task/randman/smoothness", "randman", "/workload/task/randman/smoothness=4"},
    {"/workload/task/randman/train_per_class", "randman",
     "/workload/task/randman/train_per_class=4"},
    {"/workload/task/randman/test_per_class", "randman", "/workload/task/randman/test_per_class=4"},
    {"/workload/task/images/seed", "images", "/workload/task/images/seed=4"},
    {"/workload/task/images/images", "images", "/workload/task/images/images=FOLDER/other.csv"},
    {"/workload/task/images/labels", "images", "/workload/task/images/labels=FOLDER/other.csv"},
    {"/workload/task/images/label_column", "columns", "/workload/task/images/label_column=first"},
    {"/workload/task/images/shape", "images", "/workload/task/images/shape=[2, 3]"},
    {"/workload/task/images/classes", "images", "/workload/task/images/classes=4"},
    {"/workload/task/images/train", "images", "/workload/task/images/train=4"},
    {"/workload/task/images/test", "images", "/workload/task/images/test=4"},
    {"/workload/task/images/crop/x", "images", "/workload/task/images/crop/x=7", kImageCrop},
    {"/workload/task/images/crop/y", "images", "/workload/task/images/crop/y=7", kImageCrop},
    {"/workload/task/images/crop/width", "images", "/workload/task/images/crop/width=7",
     kImageCrop},
    {"/workload/task/images/crop/height", "images", "/workload/task/images/crop/height=7",
     kImageCrop},
    {"/workload/task/images/downsample", "images", "/workload/task/images/downsample=4"},
    {"/workload/task/images/encoder/name", "images",
     "/workload/task/images/encoder/name=direct_threshold"},
    {"/workload/task/images/encoder/threshold", "images",
     "/workload/task/images/encoder/threshold=4"},
    {"/workload/task/images/encoder/scale", "images", "/workload/task/images/encoder/scale=4"},
    {"/workload/task/images/encoder/divide_by", "images",
     "/workload/task/images/encoder/divide_by=4"},
    {"/workload/task/images/encoder/max_rate_hz", "images",
     "/workload/task/images/encoder/max_rate_hz=4", kPoisson},
    {"/workload/task/images/timesteps", "images", "/workload/task/images/timesteps=4"},
    {"/workload/task/images/timestep_us", "images", "/workload/task/images/timestep_us=4"},
    {"/workload/task/events/recordings", "events",
     "/workload/task/events/recordings=FOLDER/other.csv"},
    {"/workload/task/events/labels", "events", "/workload/task/events/labels=FOLDER/other.csv"},
    {"/workload/task/events/test", "events", "/workload/task/events/test=FOLDER/other.csv"},
    {"/workload/task/events/test_labels", "events",
     "/workload/task/events/test_labels=FOLDER/other.csv", kTwoLists},
    {"/workload/task/events/test_fraction", "events", "/workload/task/events/test_fraction=0.5"},
    {"/workload/task/events/seed", "events", "/workload/task/events/seed=4"},
    {"/workload/task/events/shape", "events", "/workload/task/events/shape=[4]"},
    {"/workload/task/events/classes", "events", "/workload/task/events/classes=4"},
    {"/workload/task/events/format", "events", "/workload/task/events/format=csv"},
    {"/workload/task/events/origin", "events", "/workload/task/events/origin=first_event"},
    {"/workload/task/events/window_us", "events", "/workload/task/events/window_us=[2, 4]"},
    {"/workload/task/events/polarity", "events", "/workload/task/events/polarity=merge"},
    {"/workload/task/events/crop/x", "events", "/workload/task/events/crop/x=7", kEventCrop},
    {"/workload/task/events/crop/y", "events", "/workload/task/events/crop/y=7", kEventCrop},
    {"/workload/task/events/crop/width", "events", "/workload/task/events/crop/width=7",
     kEventCrop},
    {"/workload/task/events/crop/height", "events", "/workload/task/events/crop/height=7",
     kEventCrop},
    {"/workload/task/events/downsample", "events", "/workload/task/events/downsample=[1, 4]"},
    {"/workload/task/events/timestep_us", "events", "/workload/task/events/timestep_us=4"},
    {"/workload/task/events/timesteps", "events", "/workload/task/events/timesteps=4"},
    {"/workload/task/events/binning", "events", "/workload/task/events/binning=round"},
    {"/workload/task/events/merge", "events", "/workload/task/events/merge=or"},
    {"/training/epochs", "retention", "/training/epochs=4"},
    {"/training/batch", "retention", "/training/batch=4"},
    {"/training/loss/kind", "retention", "/training/loss/kind=rate_mse"},
    {"/training/loss/filter_decay", "retention", "/training/loss/filter_decay=0.5"},
    {"/training/loss/filter_tau", "retention", "/training/loss/filter_tau=4"},
    {"/training/loss/logit_scale", "retention", "/training/loss/logit_scale=4"},
    {"/training/optimizer/kind", "retention", "/training/optimizer/kind=sgd"},
    {"/training/optimizer/rate", "retention", "/training/optimizer/rate=4"},
    {"/training/optimizer/momentum", "retention", "/training/optimizer/momentum=0.5"},
    {"/training/optimizer/beta1", "retention", "/training/optimizer/beta1=0.5"},
    {"/training/optimizer/beta2", "retention", "/training/optimizer/beta2=0.5"},
    {"/training/optimizer/epsilon", "retention", "/training/optimizer/epsilon=4"},
    {"/training/optimizer/weight_decay", "retention", "/training/optimizer/weight_decay=4"},
    {"/training/optimizer/clip_norm", "retention", "/training/optimizer/clip_norm=4"},
    {"/training/schedule/kind", "retention", "/training/schedule/kind=cosine"},
    {"/training/schedule/warmup_epochs", "retention", "/training/schedule/warmup_epochs=4"},
    {"/training/schedule/step_epochs", "retention", "/training/schedule/step_epochs=4"},
    {"/training/schedule/step_factor", "retention", "/training/schedule/step_factor=4"},
    {"/training/schedule/final_fraction", "retention", "/training/schedule/final_fraction=0.5"},
    {"/training/surrogate/kind", "retention", "/training/surrogate/kind=atan"},
    {"/training/surrogate/slope", "retention", "/training/surrogate/slope=4"},
    {"/training/surrogate/through_reset", "retention", "/training/surrogate/through_reset=true"},
    {"/training/quantize/*/kind", "retention", "/training/quantize/default/kind=duq", kQuantized},
    {"/training/quantize/*/bits", "retention", "/training/quantize/default/bits=4", kQuantized},
    {"/training/quantize/*/per_channel", "retention", "/training/quantize/default/per_channel=true",
     kQuantized},
    {"/training/quantize/*/ewgs_strength", "retention",
     "/training/quantize/default/ewgs_strength=4", kQuantized},
    {"/training/quantize_from_epoch", "retention", "/training/quantize_from_epoch=4"},
    {"/training/widths/state_bits", "retention", "/training/widths/state_bits=4"},
    {"/training/widths/error_bits", "retention", "/training/widths/error_bits=4"},
    {"/training/widths/gradient_bits", "retention", "/training/widths/gradient_bits=4"},
    {"/training/prune/method", "retention", "/training/prune/method=random", kPruned},
    {"/training/prune/sparsity", "retention", "/training/prune/sparsity=0.5", kPruned},
    {"/training/prune/global", "retention", "/training/prune/global=true", kPruned},
    {"/training/prune/n", "retention", "/training/prune/n=1", kPruned},
    {"/training/prune/m", "retention", "/training/prune/m=8", kPruned},
    {"/training/prune/seed", "retention", "/training/prune/seed=4", kPruned},
    {"/training/prune/projections", "retention", "/training/prune/projections={\"p\": 0.5}",
     kPruned},
    {"/training/prune/course", "retention", "/training/prune/course=iterative", kPruned},
    {"/training/prune/begin_epoch", "retention", "/training/prune/begin_epoch=4", kPruned},
    {"/training/prune/end_epoch", "retention", "/training/prune/end_epoch=4", kPruned},
    {"/training/prune/steps", "retention", "/training/prune/steps=4", kPruned},
};

class EveryTrainKey : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : {"net.nir", "a.csv", "other.csv"}) files.write(name, "");
    write("retention", R"("retention": {})");
    write("randman", R"("randman": {})");
    const std::string images = R"("images": { "images": "a.csv", "train": 1, "test": 1,
      "encoder": { "name": "if" }, "timesteps": 5, )";
    write("images", images + R"("labels": "a.csv" })");
    write("columns", images + R"("label_column": "last" })");
    write("events", R"("events": { "recordings": "a.csv", "shape": [1, 2, 2], "classes": 2,
      "timesteps": 5 })");
  }

  void write(const std::string& name, const std::string& task) {
    files.write(name + ".json", R"({ "workload": { "network": { "nir": "net.nir", "dynamics": "nir",
      "dt_us": 1 }, "task": { )" + task +
                                    R"( } }, "training": { "epochs": 10 } })");
  }

  std::string shown(const std::string& base, std::vector<std::string> sets) const {
    for (std::string& set : sets) {
      const std::size_t at = set.find("FOLDER");
      if (at != std::string::npos) set.replace(at, 6, files.folder().string());
    }
    return show(load_train_config(files.folder() / (base + ".json"), sets).config);
  }

  const Files files;
};

TEST_F(EveryTrainKey, ChangesTheTypedConfig) {
  for (const TrainTurn& turn : kTrainTurns) {
    SCOPED_TRACE(turn.key);
    std::vector<std::string> sets = turn.first;
    const std::string before = shown(turn.base, sets);
    sets.emplace_back(turn.set);
    EXPECT_NE(shown(turn.base, sets), before);
  }
}

TEST_F(EveryTrainKey, IsInThisTest) {
  std::set<std::string> all, turned = {"/extends"};
  for (const std::string& key : schema_keys(*train_schema())) {
    if (!key.starts_with("/workload/network/")) all.insert(key);
  }
  for (const TrainTurn& turn : kTrainTurns) turned.insert(turn.key);
  EXPECT_EQ(turned, all);
}

TEST_F(EveryTrainKey, ResolvedTextGivesItselfAgain) {
  for (const char* base : {"retention", "randman", "images", "columns", "events"}) {
    const LoadedTrainConfig first =
        load_train_config(files.folder() / (std::string(base) + ".json"), kPruned);
    const LoadedTrainConfig again =
        load_train_config(files.write("resolved.json", first.resolved), {});
    EXPECT_EQ(again.resolved, first.resolved) << base;
    EXPECT_EQ(show(again.config), show(first.config)) << base;
  }
}

std::string faults(const Files& files, const std::string& base,
                   const std::vector<std::string>& sets) {
  try {
    load_train_config(files.folder() / (base + ".json"), sets);
  } catch (const ConfigFault& fault) {
    return files.without_folder(fault.what());
  }
  return "";
}

struct BadTraining {
  const char* base;
  std::vector<std::string> sets;
  const char* faults;
};

TEST_F(EveryTrainKey, FaultsAreSaid) {
  const BadTraining all[] = {
      {"retention", {"/training/epoch=3"}, "no such key; did you mean 'epochs'?"},
      {"retention",
       {"/training/epochs=0", "/training/loss/kind=van-rossum"},
       "found the number 0, expected a whole number from 1"},
      {"retention", {"/workload/task/randman={}"}, "found 2 tasks, expected exactly one of"},
      {"retention",
       {"/workload/task/retention/interval_step=4"},
       "the last group's mean interval would be above 500 timesteps"},
      {"retention", {"/training/optimizer/momentum=1"}, "found 1, expected a number below 1"},
      {"retention", {"/training/prune={\"sparsity\": 1}"}, "found 1, expected a number below 1"},
      {"retention",
       {"/training/prune={\"begin_epoch\": 10}"},
       "found 10 of 10 epochs, which are numbered from 0"},
      {"retention",
       {"/training/prune={\"course\": \"gradual\", \"begin_epoch\": 3, \"end_epoch\": 2}"},
       "lies before begin_epoch"},
      {"retention", {"/training/prune={\"n\": 5}"}, "found more than m, expected n of m at most"},
      {"retention",
       {"/training/quantize={\"default\": {}}", "/training/quantize_from_epoch=10"},
       "found 10 of 10 epochs, which are numbered from 0"},
      {"images", {"/workload/task/images/label_column=last"}, "exactly one of them"},
      {"columns", {"/workload/task/images/label_column=none"}, "exactly one of them"},
      {"images", {"/workload/task/images/encoder/name=poisson"}, "no max_rate_hz"},
      {"images", {"/workload/task/images/images=no-such"}, "no-such"},
      {"events", {"/workload/task/events/shape=[2, 2]"}, "found 2 sizes"},
      {"events",
       {"/workload/task/events/test_labels=a.csv"},
       "concerns the recordings of test only"}};
  for (const BadTraining& bad : all) {
    const std::string found = faults(files, bad.base, bad.sets);
    EXPECT_NE(found.find(bad.faults), std::string::npos) << bad.sets[0] << "\n" << found;
  }
}

TEST_F(EveryTrainKey, AllFaultsAtOnce) {
  const std::string found =
      faults(files, "retention",
             {"/training/epochs=0", "/training/loss/kind=van-rossum", "/name=a/b",
              "/workload/task/retention/keep=2", "/workload/network/dt_us=-1"});
  EXPECT_EQ(std::count(found.begin(), found.end(), '\n'), 4) << found;
}

TEST_F(EveryTrainKey, TrainingsAreToldByTheirKey) {
  EXPECT_TRUE(is_train_config(files.folder() / "retention.json"));
  files.write("run.json", good_config());
  EXPECT_FALSE(is_train_config(files.folder() / "run.json"));
  files.write("extended.json", R"({ "extends": "retention.json" })");
  EXPECT_TRUE(is_train_config(files.folder() / "extended.json"));
}

}  // namespace
}  // namespace engram::sim
