#include <gtest/gtest.h>

#include "tests/workloads/spikes/temporary_file.hpp"
#include "workloads/encoders/encoder.hpp"
#include "workloads/network/file_fault.hpp"
#include "workloads/tasks/image_file.hpp"
#include "workloads/tasks/raster_trains.hpp"
#include "workloads/tasks/task.hpp"

namespace engram::workloads {
namespace {

namespace fs = std::filesystem;

/// Five images of 2 x 4 in lines, the class behind them.
const char* const kLines =
    "1,2,3,4,5,6,7,8,0\n"
    "8,7,6,5,4,3,2,1,1\n"
    "0,0,0,0,0,0,0,0,2\n"
    "4,4,4,4,4,4,4,4,0\n"
    "8,8,8,8,8,8,8,8,1\n";

class ImageTask : public testing::Test {
 protected:
  const TemporaryFile file{"images.csv", kLines};
  ImageTaskOptions options() const {
    ImageTaskOptions made;
    made.images = file.path();
    made.label_column = ImageTaskOptions::LabelColumn::last;
    made.shape = Shape{1, 2, 4};
    made.classes = 3;
    made.train = 2;
    made.test = 2;
    made.encoding.divide_by = 8;
    made.timesteps = 4;
    return made;
  }
};

std::string fault_of(const ImageTaskOptions& options) {
  try {
    make_images(options);
  } catch (const FileFault& fault) {
    return std::string(fault.what()).substr(options.images.string().size() + 2);
  }
  return "";
}

TEST_F(ImageTask, TrainsOnTheFirstAndTestsOnTheLast) {
  const ImageSets sets = read_images(options());
  EXPECT_EQ(sets.train.labels, (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(sets.test.labels, (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(sets.test.first, 3U);
  EXPECT_EQ(sets.train.values[1], (std::vector<double>{8, 7, 6, 5, 4, 3, 2, 1}));
  EXPECT_EQ(sets.test.values[0], std::vector<double>(8, 4));
  const auto task = make_images(options());
  EXPECT_EQ(task->input_shapes(), (std::vector<Shape>{{1, 2, 4}}));
  EXPECT_EQ(task->samples(Split::test), 2U);
}

TEST_F(ImageTask, EncodesAsTheEncoderDoes) {
  const std::uint64_t numbers[] = {1};
  const TrainingBatch batch = make_images(options())->batch(Split::train, numbers, 0);
  EncoderOptions encoder;
  encoder.timesteps = 4;
  SpikeTrain expected = encode_if({1, 0.875, 0.75, 0.625, 0.5, 0.375, 0.25, 0.125}, encoder);
  EXPECT_FALSE(expected.events.empty());
  EXPECT_EQ(sample_train(batch.inputs[0], 0).events, expected.events);
  EXPECT_EQ(batch.labels, std::vector<std::uint32_t>{1});
}

TEST_F(ImageTask, PoissonDrawsAnewForTrainingOnly) {
  ImageTaskOptions poisson = options();
  poisson.encoding = {"poisson", 1, 1, 8, 500};
  poisson.timesteps = 50;
  const auto task = make_images(poisson);
  const std::uint64_t numbers[] = {0};
  const auto counts = [&](Split split, std::uint64_t epoch) {
    return task->batch(split, numbers, epoch).inputs[0].counts;
  };
  EXPECT_NE(counts(Split::train, 0), counts(Split::train, 1));
  EXPECT_EQ(counts(Split::train, 1), counts(Split::train, 1));
  EXPECT_EQ(counts(Split::test, 0), counts(Split::test, 1));
}

TEST_F(ImageTask, CropsThenAverages) {
  ImageTaskOptions part = options();
  part.crop = Crop{2, 0, 2, 2};
  EXPECT_EQ(read_images(part).train.values[0], (std::vector<double>{3, 4, 7, 8}));
  part.downsample = 2;
  const ImageSets sets = read_images(part);
  EXPECT_EQ(sets.shape, (Shape{1, 1, 1}));
  EXPECT_EQ(sets.train.values[0], std::vector<double>{5.5});
  part.crop.reset();
  EXPECT_EQ(read_images(part).train.values[0], (std::vector<double>{3.5, 5.5}));
  EXPECT_EQ(scaled({1, 2, 3, 4, 10, 20, 30, 40}, {2, 2, 2}, std::nullopt, 2),
            (std::vector<double>{2.5, 25}));
}

TEST_F(ImageTask, TakesClassesFromAFile) {
  const TemporaryFile images("plain.csv", "1,2\n3,4\n5,6\n");
  const TemporaryFile labels("labels.csv", "image,label\n0,2\n1,1\n2,0\n");
  ImageTaskOptions made = options();
  made.images = images.path();
  made.labels = labels.path();
  made.label_column = ImageTaskOptions::LabelColumn::none;
  made.shape.reset();
  made.test = 1;
  const ImageSets sets = read_images(made);
  EXPECT_EQ(sets.shape, (Shape{2, 1, 1}));
  EXPECT_EQ(sets.train.labels, (std::vector<std::uint32_t>{2, 1}));
  EXPECT_EQ(sets.test.labels, std::vector<std::uint32_t>{0});
}

TEST_F(ImageTask, SaysWhatIsWrong) {
  ImageTaskOptions bad = options();
  bad.test = 4;
  EXPECT_EQ(fault_of(bad), "holds 5 images, fewer than 2 to train and 4 to test");
  bad = options();
  bad.classes = 1;
  EXPECT_EQ(fault_of(bad), "image 1: its class is 1.000000, expected a whole number below 1\n" +
                               bad.images.string() +
                               ": image 4: its class is 1.000000, expected a whole number below 1");
  bad = options();
  bad.shape = Shape{1, 3, 3};
  EXPECT_EQ(fault_of(bad), "an image has 8 values, (1, 3, 3) has 9");
  bad = options();
  bad.crop = Crop{3, 0, 2, 2};
  EXPECT_EQ(fault_of(bad), "a crop of 2 x 2 at (3, 0) does not lie in an image of 4 x 2");
  bad = options();
  bad.downsample = 4;
  EXPECT_EQ(fault_of(bad), "downsample 4 does not divide an image of 4 x 2");
  bad = options();
  bad.label_column = ImageTaskOptions::LabelColumn::none;
  EXPECT_EQ(fault_of(bad), "neither a file nor a column has the classes");
  bad.labels = bad.images;
  bad.label_column = ImageTaskOptions::LabelColumn::first;
  EXPECT_EQ(fault_of(bad), "a column has the classes, and so has a file (expected one of them)");
}

TEST(ImageTaskData, ReadsMnistAndDigits) {
  const fs::path mnist = fs::path(ENGRAM_REFERENCE_DIR) / "real/mnist";
  if (!fs::exists(mnist)) GTEST_SKIP() << "reference data not found at " << mnist;
  ImageTaskOptions made;
  made.images = mnist / "t10k-images-idx3-ubyte.gz";
  made.labels = mnist / "t10k-labels-idx1-ubyte.gz";
  made.train = 20;
  made.test = 10;
  made.downsample = 2;
  made.encoding.divide_by = 255;
  made.timesteps = 8;
  const ImageSets sets = read_images(made);
  EXPECT_EQ(sets.shape, (Shape{1, 14, 14}));
  EXPECT_EQ(sets.train.labels[0], 7U);  // the first test image of MNIST
  EXPECT_EQ(sets.test.first, 9990U);
  made = {};
  made.images = mnist / "sklearn_digits.csv.gz";
  made.label_column = ImageTaskOptions::LabelColumn::last;
  made.shape = Shape{1, 8, 8};
  made.train = 1500;
  made.test = 297;
  made.encoding.divide_by = 16;
  made.timesteps = 8;
  const auto digits = make_images(made);
  EXPECT_EQ(digits->samples(Split::train), 1500U);
  EXPECT_EQ(digits->samples(Split::test), 297U);
}

}  // namespace
}  // namespace engram::workloads
