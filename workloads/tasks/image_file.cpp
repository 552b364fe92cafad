#include "workloads/tasks/image_file.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "workloads/arrays/array_reader.hpp"
#include "workloads/spikes/labels.hpp"

namespace engram::workloads {
namespace {

using LabelColumn = ImageTaskOptions::LabelColumn;

class ImageFile {
 public:
  explicit ImageFile(const ImageTaskOptions& options)
      : options_(options), name_(options.images.string()), reader_(open_array(options.images)) {}

  ImageSets read() {
    check_options();
    map_ = map_of_an_image();
    ImageSets sets;
    try {
      sets.shape = scaled_shape(map_, options_.crop, options_.downsample);
    } catch (const std::invalid_argument& refused) {
      throw FileFault(name_ + ": " + refused.what());
    }
    if (!options_.labels.empty()) labels_.emplace(options_.labels);
    const std::uint64_t images = reader_->slices();
    if (std::uint64_t{options_.train} + options_.test > images) {
      throw FileFault(name_ + ": holds " + std::to_string(images) + " images, fewer than " +
                      std::to_string(options_.train) + " to train and " +
                      std::to_string(options_.test) + " to test");
    }
    sets.test.first = images - options_.test;
    for (std::uint64_t image = 0; image < images; ++image) {
      std::vector<double> values = reader_->next();
      if (image < options_.train)
        add(image, std::move(values), sets.train);
      else if (image >= sets.test.first)
        add(image, std::move(values), sets.test);
    }
    if (!faults_.empty()) throw FileFault(faults_);
    return sets;
  }

 private:
  /// Numbers of a line or slice that are pixels.
  std::uint64_t pixels() const {
    return reader_->slice_size() - (options_.label_column == LabelColumn::none ? 0 : 1);
  }

  void check_options() const {
    const bool column = options_.label_column != LabelColumn::none;
    if (column == !options_.labels.empty()) {
      throw FileFault(name_ + (column ? ": a column has the classes, and so has a file (expected "
                                        "one of them)"
                                      : ": neither a file nor a column has the classes"));
    }
    if (column && reader_->shape().size() != 2) {
      throw FileFault(name_ + ": an image is no line of numbers, so no column has its class");
    }
  }

  Shape map_of_an_image() const {
    const std::vector<std::uint64_t>& shape = reader_->shape();
    Shape map{static_cast<std::uint32_t>(pixels()), 1, 1};
    const auto axis = [&](std::size_t at) { return static_cast<std::uint32_t>(shape[at]); };
    if (shape.size() == 3) map = {1, axis(1), axis(2)};
    if (shape.size() == 4) map = {axis(1), axis(2), axis(3)};
    if (options_.shape) map = *options_.shape;
    if (map.size() != pixels()) {
      throw FileFault(name_ + ": an image has " + std::to_string(pixels()) + " values, " +
                      to_string(map) + " has " + std::to_string(map.size()));
    }
    return map;
  }

  void add(std::uint64_t image, std::vector<double> values, ImageSet& set) {
    const std::optional<double> label = take_label(image, values);
    if (!label || !(*label >= 0 && *label < options_.classes && *label == std::floor(*label))) {
      note(image, label ? "its class is " + std::to_string(*label) + ", expected a whole number " +
                              "below " + std::to_string(options_.classes)
                        : "has no class in " + options_.labels.string());
      return;
    }
    set.labels.push_back(static_cast<std::uint32_t>(*label));
    set.values.push_back(scaled(values, map_, options_.crop, options_.downsample));
  }

  std::optional<double> take_label(std::uint64_t image, std::vector<double>& values) const {
    if (labels_) {
      const auto found = labels_->of(image);
      return found ? std::optional<double>(*found) : std::nullopt;
    }
    const bool first = options_.label_column == LabelColumn::first;
    const auto at = first ? values.begin() : std::prev(values.end());
    const double label = *at;
    values.erase(at);
    return label;
  }

  void note(std::uint64_t image, const std::string& what) {
    constexpr unsigned kShown = 20;
    if (++found_ > kShown) return;
    faults_ +=
        (faults_.empty() ? "" : "\n") + name_ + ": image " + std::to_string(image) + ": " + what;
  }

  const ImageTaskOptions& options_;
  const std::string name_;
  const std::unique_ptr<ArrayReader> reader_;
  Shape map_;
  std::optional<SampleLabels> labels_;
  std::string faults_;
  unsigned found_ = 0;
};

}  // namespace

ImageSets read_images(const ImageTaskOptions& options) {
  return ImageFile(options).read();
}

}  // namespace engram::workloads
