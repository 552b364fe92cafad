#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>

#include "sim/command/commands.hpp"
#include "sim/command/exit_codes.hpp"
#include "sim/command/progress_line.hpp"
#include "sim/config/load.hpp"
#include "sim/results/manifest.hpp"
#include "sim/results/result_folder.hpp"
#include "sim/train/course.hpp"
#include "sim/train/deployed.hpp"
#include "sim/train/prepare_training.hpp"
#include "sim/train/training_text.hpp"

namespace engram::sim {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

/// How far a training is, and how long it will take.
class TrainingProgress {
 public:
  TrainingProgress(std::uint32_t epochs, std::uint32_t done, std::uint64_t samples, bool quiet)
      : epochs_(epochs), first_(done), epoch_(done), samples_(samples), quiet_(quiet) {}

  void batch(std::uint64_t done) {
    if (!line_.due()) return;
    const double trained =
        epoch_ - first_ + static_cast<double>(done) / static_cast<double>(samples_);
    const double left = stopwatch_.seconds() / trained * (epochs_ - first_ - trained);
    char time[48];
    std::snprintf(time, sizeof time, left < 120 ? "%.0f s left" : "%.0f min left",
                  left < 120 ? left : left / 60);
    line_.show("epoch " + std::to_string(epoch_ + 1) + " of " + std::to_string(epochs_) +
               ", sample " + std::to_string(done) + " of " + std::to_string(samples_) + last_ +
               ", " + time);
  }

  void epoch(const workloads::EpochRecord& record,
             const std::optional<workloads::Evaluation>& test) {
    ++epoch_;
    char text[96];
    std::snprintf(text, sizeof text, ", loss %.4g", record.loss);
    last_ = text;
    if (record.accuracy) {
      std::snprintf(text, sizeof text, ", accuracy %.2f %%", 100 * *record.accuracy);
      last_ += text;
    }
    if (quiet_) return;
    line_.clear();
    std::printf("%s\n", epoch_text(record, test, epochs_).c_str());
    std::fflush(stdout);
  }

 private:
  const std::uint32_t epochs_, first_;
  std::uint32_t epoch_;
  const std::uint64_t samples_;
  const bool quiet_;
  std::string last_;
  ProgressLine line_;
  Stopwatch stopwatch_;
};

void train(const TrainArguments& arguments, const PreparedTraining& prepared,
           const TrainConfig& config, Course& course) {
  if (!arguments.resume || !course.resume()) {
    if (arguments.resume) std::fputs("nothing to resume: training begins\n", stderr);
    course.begin();
  }
  TrainingProgress progress(config.training.epochs, prepared.trainer->epochs_done(),
                            prepared.task->samples(workloads::Split::train), arguments.quiet);
  TrainingWatch watch;
  watch.batch = [&](std::uint64_t samples) { progress.batch(samples); };
  watch.epoch = [&](const auto& record, const auto& test) { progress.epoch(record, test); };
  course.run(arguments.checkpoint_every, watch);
}

/// What is left of a training, measured and in its place.
TrainingSummary finish(const fs::path& folder, const PreparedTraining& prepared,
                       const LoadedTrainConfig& loaded, const Course& course,
                       const workloads::Network& network, RunContext& context,
                       const Stopwatch& stopwatch) {
  const TrainConfig& config = loaded.config;
  const fs::path written = unfinished_folder(folder) / "network.nir";
  write_network(network, prepared.task->timestep_us(), written);
  TrainingSummary summary;
  summary.epochs = prepared.trainer->epochs_done();
  summary.classes = prepared.task->classes() > 0;
  summary.trainer = prepared.trainer->evaluate(workloads::Split::test);
  summary.deployed = measure_deployed(network, written, *prepared.task, config.training.loss);
  std::map<std::string, std::string> files;
  files["training.csv"] = course.csv();
  files["network.nir"] = bytes_of(written);
  files["resolved.json"] = loaded.resolved;
  files["summary.json"] = summary_json(config, network, summary);
  context.wall_seconds = stopwatch.seconds();
  files["manifest.json"] = manifest_text(files, context);
  write_result_folder(folder, files);
  course.remove_folder();
  return summary;
}

}  // namespace

int train_command(const TrainArguments& arguments) {
  const Stopwatch stopwatch;
  RunContext context;
  context.started = utc_now();
  context.command_line = arguments.command_line;
  const LoadedTrainConfig loaded = load_train_config(arguments.config, arguments.sets);
  const TrainConfig& config = loaded.config;
  const fs::path folder =
      arguments.out.empty() ? fs::path("results") / config.name : fs::path(arguments.out);
  check_result_folder(folder);
  const PreparedTraining prepared = prepare_training(config);
  Course course(*prepared.trainer, config, loaded.resolved, unfinished_folder(folder));
  train(arguments, prepared, config, course);
  const workloads::Network network = prepared.trainer->network();
  try {
    const TrainingSummary summary =
        finish(folder, prepared, loaded, course, network, context, stopwatch);
    if (arguments.quiet) return kOk;
    std::fputs(summary_text(config, network, summary).c_str(), stdout);
    std::printf("results in %s\n", folder.string().c_str());
    return kOk;
  } catch (const SpikesDiffer& differ) {
    std::fprintf(stderr, "%s\n", differ.what());
    return kCheckFailed;
  }
}

}  // namespace engram::sim
