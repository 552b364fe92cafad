#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "workloads/learn/training_task.hpp"
#include "workloads/spikes/event_options.hpp"
#include "workloads/spikes/spike_train.hpp"

/// The tasks that networks are trained and tested on: options as plain data, one maker each in the
/// `.cpp` of its name. A task's seed is its own: networks of several seeds see the same samples.
namespace engram::workloads {

/// Retention of a spatio-temporal pattern (Schaefer and Joshi 2020, arXiv 2003.11639): one sample,
/// the same in both splits. Inputs come in groups; the neurons of a group draw spike trains of
/// their own whose intervals are Poisson-distributed with the group's mean, shortest + g step
/// timesteps. The target is a picture, one neuron a line, one timestep a column, in which each
/// pixel of the figure is kept with probability `keep`.
struct RetentionOptions {
  std::uint64_t seed = 1;
  std::uint32_t groups = 140, group_neurons = 5;
  double shortest = 1.25, step = 0.25;  ///< mean intervals, timesteps; at most 500
  std::uint32_t timesteps = 250;
  double timestep_us = 1000;
  std::uint32_t outputs = 250;
  double keep = 0.95;
};
std::unique_ptr<TrainingTask> make_retention(const RetentionOptions& options);

/// Whether the retention target's figure covers a point of the unit square: two linked rings. `u`
/// goes along time, `v` along the neurons.
bool in_retention_figure(double u, double v);

/// Random smooth manifolds (Zenke and Vogels 2021; randman.hpp has the formula), one a class: each
/// sample is a point x on its class's manifold, drawn anew every epoch for training, fixed for
/// testing. Values y are stretched to 0..1 over the samples that a class has in that epoch. Sample
/// n is of class n % classes.
struct RandmanOptions {
  enum class Code {
    time,  ///< one spike, at floor(y timesteps)
    rate   ///< floor(y timesteps) + 1 spikes, at most one a timestep, at random times
  } code = Code::time;
  std::uint64_t seed = 1;
  std::uint32_t classes = 10, units = 50, timesteps = 50;
  double timestep_us = 1000;
  std::uint32_t dimensions = 3;  ///< of x
  double smoothness = 1;         ///< alpha: the larger, the smoother
  std::uint32_t train_per_class = 100, test_per_class = 100;
};
std::unique_ptr<TrainingTask> make_randman(const RandmanOptions& options);

/// How real values become spikes (workloads/encoders): x = value * scale / divide_by.
struct ImageEncoding {
  std::string name = "if";
  double threshold = 1, scale = 1, divide_by = 1;
  double max_rate_hz = 0;  ///< poisson: drawn anew every epoch for training, once for testing
};

/// Images of a file with their classes. The first `train` are the training split, the last `test`
/// the test split.
struct ImageTaskOptions {
  std::uint64_t seed = 1;  ///< poisson
  /// IDX, .npy or CSV (a line an image), plain or gzip; .npy is not compressed.
  std::filesystem::path images, labels;
  enum class LabelColumn { none, first, last } label_column = LabelColumn::none;  ///< CSV
  std::optional<Shape> shape;  ///< of an image; absent: that of the file's array
  std::uint32_t classes = 10, train = 0, test = 0;
  std::optional<Crop> crop;      ///< what is kept
  std::uint32_t downsample = 1;  ///< then: means of n x n pixels
  ImageEncoding encoding;
  std::uint32_t timesteps = 0;
  double timestep_us = 1000;
};
/// Throws FileFault: a file at fault, too few images, images that have no class or one beyond
/// `classes`, a shape or crop that does not fit, values that the encoder does not take.
std::unique_ptr<TrainingTask> make_images(const ImageTaskOptions& options);

/// Event recordings that are loaded already.
struct EventTaskData {
  Shape shape;
  std::uint32_t classes = 0, timesteps = 0;
  double timestep_us = 1000;
  std::vector<SpikeTrain> train, test;
  std::vector<std::uint32_t> train_labels, test_labels;  ///< parallel
};
/// Throws std::invalid_argument: labels that are not parallel or beyond `classes`, trains of
/// another size than `shape`.
std::unique_ptr<TrainingTask> make_events(EventTaskData data);

/// Which of the samples are for testing: of each class round(fraction x its samples), by draws
/// keyed by (seed, number of the sample).
std::vector<bool> choose_test_samples(const std::vector<std::uint32_t>& labels, double fraction,
                                      std::uint64_t seed);

struct TaskKind {
  std::string name;
  std::string summary;  ///< one line
};
/// Every task, in the order in which engram list tasks prints them.
const std::vector<TaskKind>& tasks();

}  // namespace engram::workloads
