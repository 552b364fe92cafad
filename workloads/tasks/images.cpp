#include <stdexcept>

#include "workloads/encoders/encoder.hpp"
#include "workloads/network/file_fault.hpp"
#include "workloads/network/random.hpp"
#include "workloads/tasks/image_file.hpp"
#include "workloads/tasks/raster_trains.hpp"

namespace engram::workloads {
namespace {

class Images final : public TrainingTask {
 public:
  explicit Images(const ImageTaskOptions& options)
      : options_(options), encoder_(find_encoder(options.encoding.name)) {
    if (encoder_ == nullptr) {
      throw std::invalid_argument("images: no encoder '" + options.encoding.name + "'");
    }
    sets_ = read_images(options);
    for (const Split split : {Split::train, Split::test}) scale_and_try(split);
  }

  std::uint32_t timesteps() const override { return options_.timesteps; }
  double timestep_us() const override { return options_.timestep_us; }
  std::vector<Shape> input_shapes() const override { return {sets_.shape}; }
  std::uint32_t classes() const override { return options_.classes; }
  std::uint32_t output_neurons() const override { return options_.classes; }
  std::uint64_t samples(Split split) const override { return set(split).values.size(); }

  TrainingBatch batch(Split split, std::span<const std::uint64_t> numbers,
                      std::uint64_t epoch) const override {
    TrainingBatch made;
    made.inputs.push_back(make_raster(options_.timesteps,
                                      static_cast<std::uint32_t>(numbers.size()),
                                      static_cast<std::uint32_t>(sets_.shape.size())));
    for (std::uint32_t sample = 0; sample < numbers.size(); ++sample) {
      made.labels.push_back(set(split).labels[numbers[sample]]);
      add_train(encode(split, numbers[sample], epoch), sample, made.inputs[0]);
    }
    return made;
  }

 private:
  const ImageSet& set(Split split) const {
    return split == Split::train ? sets_.train : sets_.test;
  }

  SpikeTrain encode(Split split, std::uint64_t number, std::uint64_t epoch) const {
    EncoderOptions options;
    options.threshold = options_.encoding.threshold;
    options.max_rate_hz = options_.encoding.max_rate_hz;
    options.timestep_us = options_.timestep_us;
    options.timesteps = options_.timesteps;
    options.seed = options_.seed ^ hash_name("images");
    if (split == Split::train) options.seed = random_bits(options.seed, epoch, 0, 0);
    options.sample = static_cast<std::uint32_t>(set(split).first + number);
    return encoder_->encode(set(split).values[number], options);
  }

  /// Encodes every image once, so that what an encoder does not take is found before training.
  void scale_and_try(Split split) {
    ImageSet& images = split == Split::train ? sets_.train : sets_.test;
    for (std::uint64_t number = 0; number < images.values.size(); ++number) {
      for (double& value : images.values[number]) {
        value = value * options_.encoding.scale / options_.encoding.divide_by;
      }
      try {
        encode(split, number, 0);
      } catch (const std::invalid_argument& refused) {
        throw FileFault(options_.images.string() + ": image " +
                        std::to_string(images.first + number) + ": " + refused.what());
      }
    }
  }

  const ImageTaskOptions options_;
  const Encoder* encoder_;
  ImageSets sets_;
};

}  // namespace

std::unique_ptr<TrainingTask> make_images(const ImageTaskOptions& options) {
  return std::make_unique<Images>(options);
}

}  // namespace engram::workloads
