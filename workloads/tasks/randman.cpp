#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "workloads/network/random.hpp"
#include "workloads/tasks/manifolds.hpp"
#include "workloads/tasks/raster_trains.hpp"
#include "workloads/tasks/task.hpp"

namespace engram::workloads {
namespace {

class Randman final : public TrainingTask {
 public:
  explicit Randman(const RandmanOptions& options)
      : options_(options),
        manifolds_(options.seed ^ hash_name("randman/manifolds"), options.classes, options.units,
                   options.dimensions, options.smoothness) {}

  std::uint32_t timesteps() const override { return options_.timesteps; }
  double timestep_us() const override { return options_.timestep_us; }
  std::vector<Shape> input_shapes() const override { return {{options_.units, 1, 1}}; }
  std::uint32_t classes() const override { return options_.classes; }
  std::uint32_t output_neurons() const override { return options_.classes; }
  std::uint64_t samples(Split split) const override {
    return std::uint64_t{options_.classes} *
           (split == Split::train ? options_.train_per_class : options_.test_per_class);
  }

  TrainingBatch batch(Split split, std::span<const std::uint64_t> numbers,
                      std::uint64_t epoch) const override {
    const std::uint64_t draw = split == Split::train ? epoch : 0;
    const std::vector<float>& values = values_of(split, draw);
    TrainingBatch made;
    made.inputs.push_back(make_raster(options_.timesteps,
                                      static_cast<std::uint32_t>(numbers.size()), options_.units));
    for (std::uint32_t sample = 0; sample < numbers.size(); ++sample) {
      made.labels.push_back(static_cast<std::uint32_t>(numbers[sample] % options_.classes));
      for (std::uint32_t unit = 0; unit < options_.units; ++unit) {
        const double value = values[numbers[sample] * options_.units + unit];
        const auto step = std::min(options_.timesteps - 1,
                                   static_cast<std::uint32_t>(value * options_.timesteps));
        if (options_.code == RandmanOptions::Code::time) {
          made.inputs[0].counts[made.inputs[0].row(step, sample) + unit] = 1;
        } else {
          const RandomStream stream(key(split, "times") ^ random_bits(draw, numbers[sample], 0, 0),
                                    unit);
          add_at_random(step + 1, stream, sample, unit, made.inputs[0]);
        }
      }
    }
    return made;
  }

 private:
  /// The values of one epoch, by sample and unit. They are stretched over all samples of a class,
  /// so they are drawn together, and kept: a function of (split, epoch) alone.
  struct Drawn {
    std::uint64_t epoch = std::numeric_limits<std::uint64_t>::max();
    std::vector<float> values;
  };

  std::uint64_t key(Split split, const char* what) const {
    const std::string name = std::string("randman/") + (split == Split::train ? "train" : "test");
    return options_.seed ^ hash_name(name + "/" + what);
  }

  const std::vector<float>& values_of(Split split, std::uint64_t epoch) const {
    Drawn& drawn = drawn_[split == Split::train ? 0 : 1];
    if (drawn.epoch == epoch) return drawn.values;
    const std::uint64_t count = samples(split);
    drawn.values.resize(count * options_.units);
    std::vector<double> x(options_.dimensions);
    for (std::uint64_t sample = 0; sample < count; ++sample) {
      for (std::uint32_t d = 0; d < options_.dimensions; ++d) {
        x[d] = random_unit(key(split, "points"), epoch, sample, d);
      }
      const auto of_class = static_cast<std::uint32_t>(sample % options_.classes);
      for (std::uint32_t unit = 0; unit < options_.units; ++unit) {
        drawn.values[sample * options_.units + unit] =
            static_cast<float>(manifolds_.value(of_class, unit, x));
      }
    }
    for (std::uint32_t of_class = 0; of_class < options_.classes; ++of_class) {
      for (std::uint32_t unit = 0; unit < options_.units; ++unit) {
        stretch(drawn.values, of_class, unit);
      }
    }
    drawn.epoch = epoch;
    return drawn.values;
  }

  /// Min-max to 0..1 over the samples of a class.
  void stretch(std::vector<float>& values, std::uint32_t of_class, std::uint32_t unit) const {
    const std::size_t first = std::size_t{of_class} * options_.units + unit;
    const std::size_t step = std::size_t{options_.classes} * options_.units;
    float low = std::numeric_limits<float>::infinity(), high = -low;
    for (std::size_t at = first; at < values.size(); at += step) {
      low = std::min(low, values[at]);
      high = std::max(high, values[at]);
    }
    for (std::size_t at = first; at < values.size(); at += step) {
      values[at] = high > low ? (values[at] - low) / (high - low) : 0;
    }
  }

  /// `count` spikes in timesteps that are drawn without replacement.
  void add_at_random(std::uint32_t count, RandomStream stream, std::uint32_t sample,
                     std::uint32_t unit, Raster& raster) const {
    for (std::uint32_t step = 0; count > 0; ++step) {
      if (stream.below(options_.timesteps - step) >= count) continue;
      raster.counts[raster.row(step, sample) + unit] = 1;
      --count;
    }
  }

  const RandmanOptions options_;
  const Manifolds manifolds_;
  mutable std::array<Drawn, 2> drawn_;
};

}  // namespace

std::unique_ptr<TrainingTask> make_randman(const RandmanOptions& options) {
  if (options.classes == 0 || options.units == 0 || options.dimensions == 0 ||
      options.timesteps == 0 || !(options.smoothness > 0)) {
    throw std::invalid_argument(
        "randman: classes, units, dimensions, timesteps and smoothness must be above 0");
  }
  return std::make_unique<Randman>(options);
}

}  // namespace engram::workloads
