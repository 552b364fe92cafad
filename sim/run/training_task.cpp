#include "sim/run/training_task.hpp"

#include <algorithm>
#include <utility>

#include "sim/run/recording_samples.hpp"
#include "workloads/tasks/raster_trains.hpp"

namespace engram::sim {
namespace {

using workloads::FileFault;
using workloads::Network;
using workloads::Split;
using workloads::TrainingTask;

/// Reads recordings with classes below `classes`; both results are parallel.
void read_recordings(const InputConfig& input, const EventTaskConfig& config,
                     std::vector<workloads::SpikeTrain>& trains,
                     std::vector<std::uint32_t>& labels) {
  std::string faults;
  for (Sample& sample : recording_samples(input, config.shape)) {
    if (!sample.label || *sample.label >= config.classes) {
      faults += (faults.empty() ? "" : "\n") + input.events.string() + ": sample '" + sample.name +
                "' " +
                (sample.label ? "is of class " + std::to_string(*sample.label) + ", there are " +
                                    std::to_string(config.classes) + " classes"
                              : "has no class");
      continue;
    }
    trains.push_back(std::move(sample.trains[0]));
    labels.push_back(*sample.label);
  }
  if (!faults.empty()) throw FileFault(faults);
}

std::unique_ptr<TrainingTask> make(const EventTaskConfig& config) {
  workloads::EventTaskData data;
  data.shape = config.shape;
  data.classes = config.classes;
  data.timesteps = config.input.timesteps;
  data.timestep_us = config.input.timestep_us;
  read_recordings(config.input, config, data.train, data.train_labels);
  if (!config.test.empty()) {
    InputConfig test = config.input;
    test.events = config.test;
    test.labels = config.test_labels;
    read_recordings(test, config, data.test, data.test_labels);
  } else {
    workloads::EventTaskData all;
    std::swap(all.train, data.train);
    std::swap(all.train_labels, data.train_labels);
    const std::vector<bool> chosen =
        workloads::choose_test_samples(all.train_labels, config.test_fraction, config.seed);
    for (std::size_t k = 0; k < chosen.size(); ++k) {
      (chosen[k] ? data.test : data.train).push_back(std::move(all.train[k]));
      (chosen[k] ? data.test_labels : data.train_labels).push_back(all.train_labels[k]);
    }
  }
  if (data.train.empty() || data.test.empty()) {
    throw FileFault(config.input.events.string() + ": " + std::to_string(data.train.size()) +
                    " recordings to train on and " + std::to_string(data.test.size()) +
                    " to test on (expected some of both)");
  }
  return workloads::make_events(std::move(data));
}

std::unique_ptr<TrainingTask> make(const workloads::RetentionOptions& options) {
  return workloads::make_retention(options);
}

std::unique_ptr<TrainingTask> make(const workloads::RandmanOptions& options) {
  return workloads::make_randman(options);
}

std::unique_ptr<TrainingTask> make(const workloads::ImageTaskOptions& options) {
  return workloads::make_images(options);
}

void check_inputs(const TrainingTask& task, const Network& network) {
  const std::vector<workloads::Shape> shapes = task.input_shapes();
  const auto inputs = network.inputs();
  std::string text;
  for (const workloads::Shape& shape : shapes) {
    text += (text.empty() ? "" : ", ") + to_string(shape);
  }
  bool fit = shapes.size() == inputs.size();
  for (std::size_t k = 0; fit && k < inputs.size(); ++k) {
    fit = network.graph[inputs[k]].shape.size() == shapes[k].size();
  }
  if (fit) return;
  std::string found;
  for (const auto input : inputs) {
    found += (found.empty() ? "" : ", ") + network.graph[input].name + " " +
             to_string(network.graph[input].shape);
  }
  throw FileFault("/workload/input/task: samples are of " + text + ", the network's inputs are " +
                  (found.empty() ? "none" : found));
}

}  // namespace

std::unique_ptr<TrainingTask> make_task(const TaskConfig& config) {
  return std::visit([](const auto& options) { return make(options); }, config);
}

Sample task_sample(const TrainingTask& task, Split split, std::uint64_t number) {
  const workloads::TrainingBatch batch = task.batch(split, {&number, 1}, 0);
  Sample sample{std::to_string(number), {}, std::nullopt};
  for (const workloads::Raster& input : batch.inputs) {
    sample.trains.push_back(workloads::sample_train(input, 0));
    sample.trains.back().name = sample.name;
  }
  if (!batch.labels.empty()) sample.label = batch.labels[0];
  return sample;
}

std::vector<Sample> task_samples(const Config& config, const Network& network) {
  const std::unique_ptr<TrainingTask> task = make_task(config.task->task);
  check_inputs(*task, network);
  const Split split = config.task->split;
  const std::uint64_t count = task->samples(split);
  if (config.input.first >= count) {
    throw FileFault("/workload/input/first is " + std::to_string(config.input.first) +
                    ", but the task has " + std::to_string(count) + " samples");
  }
  const std::uint64_t end =
      std::min<std::uint64_t>(count, std::uint64_t{config.input.first} + config.input.limit);
  std::vector<Sample> samples;
  for (std::uint64_t number = config.input.first; number < end; ++number) {
    samples.push_back(task_sample(*task, split, number));
  }
  return samples;
}

}  // namespace engram::sim
