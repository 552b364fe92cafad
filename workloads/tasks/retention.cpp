#include <cmath>
#include <stdexcept>

#include "workloads/network/random.hpp"
#include "workloads/tasks/raster_trains.hpp"
#include "workloads/tasks/task.hpp"

namespace engram::workloads {
namespace {

constexpr double kLongest = 500;  // exp(-mean) must be far from 0 in double

/// Poisson-distributed, by multiplying uniform draws (Knuth, The Art of Computer Programming 2,
/// section 3.4.1).
std::uint32_t draw_poisson(double mean, RandomStream& stream) {
  const double limit = std::exp(-mean);
  std::uint32_t count = 0;
  for (double product = stream.unit(); product > limit; product *= stream.unit()) ++count;
  return count;
}

class Retention final : public TrainingTask {
 public:
  explicit Retention(const RetentionOptions& options) : options_(options) {
    const double longest = options.shortest + options.step * (options.groups - 1.0);
    if (!(options.shortest > 0 && options.step >= 0 && longest <= kLongest)) {
      throw std::invalid_argument(
          "retention: mean intervals from " + std::to_string(options.shortest) + " to " +
          std::to_string(longest) + " timesteps (expected above 0, at most 500)");
    }
  }

  std::uint32_t timesteps() const override { return options_.timesteps; }
  double timestep_us() const override { return options_.timestep_us; }
  std::vector<Shape> input_shapes() const override { return {{inputs(), 1, 1}}; }
  std::uint32_t classes() const override { return 0; }
  std::uint32_t output_neurons() const override { return options_.outputs; }
  std::uint64_t samples(Split) const override { return 1; }

  TrainingBatch batch(Split, std::span<const std::uint64_t> numbers, std::uint64_t) const override {
    const auto size = static_cast<std::uint32_t>(numbers.size());
    TrainingBatch made;
    made.inputs.push_back(make_raster(options_.timesteps, size, inputs()));
    made.targets.push_back(make_raster(options_.timesteps, size, options_.outputs));
    for (std::uint32_t sample = 0; sample < size; ++sample) {
      draw_input(sample, made.inputs[0]);
      draw_target(sample, made.targets[0]);
    }
    return made;
  }

 private:
  std::uint32_t inputs() const { return options_.groups * options_.group_neurons; }

  /// Intervals of 0 are drawn too, and merge with the spike before, as in the published code: with
  /// the paper's numbers 9.2 % of all places hold a spike.
  void draw_input(std::uint32_t sample, Raster& raster) const {
    for (std::uint32_t neuron = 0; neuron < inputs(); ++neuron) {
      RandomStream stream(options_.seed ^ hash_name("retention/input"), neuron);
      const double mean = options_.shortest + options_.step * (neuron / options_.group_neurons);
      for (std::uint64_t at = draw_poisson(mean, stream); at < options_.timesteps;
           at += draw_poisson(mean, stream)) {
        raster.counts[raster.row(static_cast<std::uint32_t>(at), sample) + neuron] = 1;
      }
    }
  }

  void draw_target(std::uint32_t sample, Raster& raster) const {
    const std::uint64_t seed = options_.seed ^ hash_name("retention/target");
    for (std::uint32_t timestep = 0; timestep < options_.timesteps; ++timestep) {
      for (std::uint32_t neuron = 0; neuron < options_.outputs; ++neuron) {
        const bool figure = in_retention_figure((timestep + 0.5) / options_.timesteps,
                                                (neuron + 0.5) / options_.outputs);
        if (figure && random_unit(seed, timestep, neuron, 0) < options_.keep) {
          raster.counts[raster.row(timestep, sample) + neuron] = 1;
        }
      }
    }
  }

  const RetentionOptions options_;
};

}  // namespace

bool in_retention_figure(double u, double v) {
  constexpr double kRadius = 0.26, kHalfWidth = 0.03;
  const auto on_ring = [&](double centre) {
    const double distance = std::sqrt((u - centre) * (u - centre) + (v - 0.5) * (v - 0.5));
    return std::abs(distance - kRadius) <= kHalfWidth;
  };
  return on_ring(0.36) || on_ring(0.64);
}

std::unique_ptr<TrainingTask> make_retention(const RetentionOptions& options) {
  return std::make_unique<Retention>(options);
}

}  // namespace engram::workloads
