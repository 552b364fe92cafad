#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

#include "workloads/network/random.hpp"
#include "workloads/tasks/raster_trains.hpp"
#include "workloads/tasks/task.hpp"

namespace engram::workloads {
namespace {

class Events final : public TrainingTask {
 public:
  explicit Events(EventTaskData data) : data_(std::move(data)) {
    check(data_.train, data_.train_labels);
    check(data_.test, data_.test_labels);
  }

  std::uint32_t timesteps() const override { return data_.timesteps; }
  double timestep_us() const override { return data_.timestep_us; }
  std::vector<Shape> input_shapes() const override { return {data_.shape}; }
  std::uint32_t classes() const override { return data_.classes; }
  std::uint32_t output_neurons() const override { return data_.classes; }
  std::uint64_t samples(Split split) const override {
    return split == Split::train ? data_.train.size() : data_.test.size();
  }

  TrainingBatch batch(Split split, std::span<const std::uint64_t> numbers,
                      std::uint64_t) const override {
    const bool train = split == Split::train;
    TrainingBatch made;
    made.inputs.push_back(make_raster(data_.timesteps, static_cast<std::uint32_t>(numbers.size()),
                                      static_cast<std::uint32_t>(data_.shape.size())));
    for (std::uint32_t sample = 0; sample < numbers.size(); ++sample) {
      const std::uint64_t number = numbers[sample];
      made.labels.push_back((train ? data_.train_labels : data_.test_labels)[number]);
      add_train((train ? data_.train : data_.test)[number], sample, made.inputs[0]);
    }
    return made;
  }

 private:
  void check(const std::vector<SpikeTrain>& trains, const std::vector<std::uint32_t>& labels) {
    if (trains.size() != labels.size()) {
      throw std::invalid_argument("events: " + std::to_string(trains.size()) + " trains and " +
                                  std::to_string(labels.size()) + " labels");
    }
    for (std::size_t sample = 0; sample < trains.size(); ++sample) {
      const std::string place = "events: sample '" + trains[sample].name + "' ";
      if (labels[sample] >= data_.classes) {
        throw std::invalid_argument(place + "is of class " + std::to_string(labels[sample]) +
                                    ", there are " + std::to_string(data_.classes) + " classes");
      }
      if (trains[sample].neurons != data_.shape.size()) {
        throw std::invalid_argument(place + "has " + std::to_string(trains[sample].neurons) +
                                    " neurons, expected " + std::to_string(data_.shape.size()));
      }
    }
  }

  const EventTaskData data_;
};

}  // namespace

std::unique_ptr<TrainingTask> make_events(EventTaskData data) {
  return std::make_unique<Events>(std::move(data));
}

std::vector<bool> choose_test_samples(const std::vector<std::uint32_t>& labels, double fraction,
                                      std::uint64_t seed) {
  std::map<std::uint32_t, std::vector<std::size_t>> by_class;
  for (std::size_t sample = 0; sample < labels.size(); ++sample) {
    by_class[labels[sample]].push_back(sample);
  }
  std::vector<bool> chosen(labels.size(), false);
  for (auto& [label, samples] : by_class) {
    std::sort(samples.begin(), samples.end(), [&](std::size_t a, std::size_t b) {
      const auto draw = [&](std::size_t sample) {
        return random_bits(seed ^ hash_name("events/test"), sample, 0, 0);
      };
      return std::make_pair(draw(a), a) < std::make_pair(draw(b), b);
    });
    const auto count =
        static_cast<std::size_t>(std::llround(fraction * static_cast<double>(samples.size())));
    for (std::size_t k = 0; k < count; ++k) chosen[samples[k]] = true;
  }
  return chosen;
}

}  // namespace engram::workloads
