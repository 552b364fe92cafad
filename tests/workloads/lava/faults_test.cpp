#include <gtest/gtest.h>

#include <fstream>

#include "tests/workloads/lava/lava_writer.hpp"
#include "workloads/lava/import.hpp"

/// What is refused, each with its HDF5 path.
namespace engram::workloads {
namespace {

std::string faults_of(LavaWriter& file, const LavaOptions& options = {}) {
  const std::filesystem::path path = file.close();
  try {
    import_lava(path, options);
  } catch (const FileFault& fault) {
    std::string text = fault.what();
    const std::string name = path.string() + ": ";
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name)) {
      text.erase(at, name.size());
    }
    return text;
  }
  return "";
}

TEST(LavaFaults, OfAllLayersComeTogether) {
  LavaWriter file;
  file.dense("0", {1.5}, 1, 1).neuron(4097, 0, 1);
  file.layer("1", "convT");
  file.dense("2", {1}, 1, 1).neuron(1, 1, 1, "ALIF");
  file.dense("3", {40000}, 1, 1).field("neuron/gradedSpike", 1).neuron(1, 1, -1);
  file.layer("4", "flatten");
  EXPECT_EQ(faults_of(file),
            "/layer/0/neuron/iDecay: found 4097, expected whole numbers of 0 to 4096\n"
            "/layer/0/weight: found 1.5, expected whole numbers of -32767 to 32767\n"
            "/layer/1/type: found layer type 'convT', expected one of average, conv, dense, "
            "dense_rec, flatten, input, pool\n"
            "/layer/2/neuron/type: found neuron 'ALIF', expected CUBA or LOIHI\n"
            "/layer/3/neuron/gradedSpike: graded spikes of CUBA neurons are not supported\n"
            "/layer/3/neuron/vThMant: found -1, expected whole numbers of 0 to 1073741824\n"
            "/layer/3/weight: found 40000, expected whole numbers of -32767 to 32767\n"
            "/layer/4/shape: missing");
}

TEST(LavaFaults, OfTheNumbering) {
  LavaWriter file;
  file.dense("0", {1}, 1, 1).neuron(1, 1, 1);
  file.dense("2", {1}, 1, 1).neuron(1, 1, 1);
  file.dense("02", {1}, 1, 1).neuron(1, 1, 1);
  file.dense("x", {1}, 1, 1).neuron(1, 1, 1);
  EXPECT_EQ(faults_of(file),
            "/layer/2: the number is given twice\n"
            "/layer/x: expected a group whose name is a number\n"
            "/layer/1: missing, the next layer is 02");
  LavaWriter empty;
  EXPECT_EQ(faults_of(empty), "/layer: no layers");
}

TEST(LavaFaults, FieldsThatAreMissing) {
  LavaWriter file;
  file.layer("0", "conv").field("shape", {1, 2, 2});
  EXPECT_EQ(
      faults_of(file),
      "/layer/0/neuron/type: missing\n/layer/0/weight: missing\n/layer/0/kernelSize: missing");
}

struct BadShape {
  const char* name;
  void (*write)(LavaWriter&);
  const char* faults;
};

class LavaShapes : public testing::TestWithParam<BadShape> {};

TEST_P(LavaShapes, AreRefused) {
  LavaWriter file;
  GetParam().write(file);
  LavaOptions options;
  options.input_shape = Shape{2, 4, 4};
  EXPECT_EQ(faults_of(file, options), GetParam().faults);
}

void conv(LavaWriter& file, const LavaWriter::Shape& weights, const std::vector<double>& shape) {
  hsize_t size = 1;
  for (const hsize_t dim : weights) size *= dim;
  file.layer("0", "conv").field("shape", shape).field("kernelSize", {3, 3});
  file.field("weight", std::vector<double>(size, 1), weights).neuron(1, 1, 1);
}

const BadShape kShapes[] = {
    {"inputs",
     [](LavaWriter& f) {
       f.dense("0", {1, 2}, 1, 2).neuron(1, 1, 1);
     },
     "/layer/0: its weights take 2 inputs, the layer before has 32 neurons (2, 4, 4)"},
    {"outputs",
     [](LavaWriter& f) {
       f.dense("0", {1, 2}, 1, 2).neuron(1, 1, 1).field("bias", {1, 2});
     },
     "/layer/0/bias: found (2) values, expected one, one a channel or one a neuron of (1, 1, 1)"},
    {"rank",
     [](LavaWriter& f) {
       conv(f, {1, 2, 9}, {1, 2, 2});
     },
     "/layer/0/weight: found (1, 2, 9) weights, expected (out, in, ky, kx) or (out, in, ky, kx, "
     "1)"},
    {"kernel",
     [](LavaWriter& f) {
       conv(f, {1, 2, 3, 2}, {1, 2, 2});
     },
     "/layer/0/weight: found (1, 2, 3, 2) weights, expected a kernel of (3, 3) as kernelSize says"},
    {"channels",
     [](LavaWriter& f) {
       conv(f, {1, 3, 3, 3}, {1, 2, 2});
     },
     "/layer/0: its weights take 3 channels a group, expected 2 from (2, 4, 4)"},
    {"map",
     [](LavaWriter& f) {
       conv(f, {1, 2, 3, 3}, {1, 2, 3});
     },
     "/layer/0: its shape is (1, 2, 3), its window makes (1, 2, 2)"},
    {"pool_kernels",
     [](LavaWriter& f) {
       f.layer("0", "pool").field("shape", {2, 2, 2}).field("kernelSize", {2});
       f.field("weight", std::vector<double>(12, 1), {3, 1, 2, 2}).neuron(1, 1, 1);
     },
     "/layer/0: found (3, 1, 2, 2) weights, expected one window, or one a channel of (2, 4, 4)"},
    {"recurrent",
     [](LavaWriter& f) {
       f.dense("0", std::vector<double>(64, 1), 2, 32, "dense_rec").neuron(1, 1, 1);
       f.field("weight_rec", {1, 2, 3});
     },
     "/layer/0/weight_rec: found (3) weights, expected (2, 2)"},
    {"parameters",
     [](LavaWriter& f) {
       f.dense("0", std::vector<double>(64, 1), 2, 32).neuron(1, 1, 1);
       f.field("neuron/refDelay", 0);
     },
     "/layer/0/neuron/refDelay: found 0, expected whole numbers of 1 to 1048576"},
    {"decays",
     [](LavaWriter& f) {
       f.dense("0", std::vector<double>(64, 1), 2, 32).text("neuron/type", "CUBA");
       f.field("neuron/iDecay", {1, 2, 3}).field("neuron/vDecay", 1).field("neuron/vThMant", 1);
     },
     "/layer/0: a field of its neuron has 3 values, expected one, one a channel or one a neuron of "
     "(2, 1, 1)"},
    {"theta",
     [](LavaWriter& f) {
       f.dense("0", std::vector<double>(64, 1), 2, 32).neuron(1, 1, 10);
       f.field("neuron/theta", 641);
     },
     "/layer/0/neuron/theta: found 641, expected vThMant * 64 = 640"},
    {"flat_map",
     [](LavaWriter& f) {
       f.layer("0", "flatten").field("shape", {32});
       f.layer("1", "conv").field("shape", {1, 2, 2}).field("kernelSize", {3, 3});
       f.field("weight", std::vector<double>(18, 1), {1, 2, 3, 3}).neuron(1, 1, 1);
     },
     "/layer/1: a map follows flatten, which leaves none"},
    {"average",
     [](LavaWriter& f) {
       f.dense("0", std::vector<double>(96, 1), 3, 32).neuron(1, 1, 1);
       f.layer("1", "average").field("shape", {2});
     },
     "/layer/1: 2 groups do not divide the 3 neurons of the layer before"},
    {"late_input",
     [](LavaWriter& f) {
       f.dense("0", std::vector<double>(96, 1), 3, 32).neuron(1, 1, 1);
       f.layer("1", "input").field("shape", {3});
     },
     "/layer/1: an input layer stands behind another layer"},
    {"no_neurons",
     [](LavaWriter& f) {
       f.layer("0", "input").field("shape", {2, 4, 4});
     },
     "/layer: no layer with neurons"},
    {"other_input",
     [](LavaWriter& f) {
       f.layer("0", "input").field("shape", {2, 4, 5});
     },
     "/layer/0/shape: found (2, 4, 5), but the input shape (2, 4, 4) was given"},
};

INSTANTIATE_TEST_SUITE_P(Files, LavaShapes, testing::ValuesIn(kShapes),
                         [](const auto& instance) { return std::string(instance.param.name); });

TEST(LavaFaults, OfTheOptions) {
  LavaWriter file;
  file.dense("0", {1}, 1, 1).neuron(1, 1, 1);
  LavaOptions options;
  options.input_bias = "bias.npy";
  EXPECT_EQ(faults_of(file, options),
            "/layer/0: an input bias was given, but the file has no input layer with neurons");
  LavaWriter map;
  conv(map, {1, 2, 3, 3}, {1, 2, 2});
  EXPECT_EQ(faults_of(map),
            "/layer/0: the file does not say the shape of its input: give input_shape");
}

TEST(LavaFaults, OfTheInputBias) {
  LavaWriter file;
  file.layer("0", "input").field("shape", {2, 1, 3}).neuron(4096, 0, 1);
  const auto path = file.close();
  LavaOptions options;
  options.input_bias = file.folder() / "bias.npy";
  const auto fault = [&](const std::string& bytes) {
    std::ofstream(options.input_bias, std::ios::binary) << bytes;
    try {
      import_lava(path, options);
    } catch (const FileFault& refused) {
      return std::string(refused.what()).substr(options.input_bias.string().size());
    }
    return std::string();
  };
  const auto npy = [](const std::string& type, const std::string& shape, const std::string& data) {
    std::string header =
        "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + "}";
    return std::string("\x93NUMPY\x01\0", 8) + static_cast<char>(header.size()) + '\0' + header +
           data;
  };
  EXPECT_EQ(fault("nothing"), ": byte 0: not a .npy file (expected \\x93NUMPY)");
  EXPECT_EQ(fault(npy("|i1", "(6,)", "abcdef")), "");
  EXPECT_EQ(fault(npy("|i1", "(3, 2, 1)", "abcdef")),
            ": found shape (3, 2, 1), expected (3, 1, 2): x, y, channel");
  EXPECT_NE(fault(npy("|i1", "(6,)", "abc")).find("the file holds 3 bytes of them"),
            std::string::npos);
  EXPECT_NE(fault(npy("|S1", "(6,)", "abcdef")).find("|S1"), std::string::npos);
  EXPECT_NE(fault(npy("<f4", "(99999999999, 99999999999)", "")).find("the shape"),
            std::string::npos);
}

}  // namespace
}  // namespace engram::workloads
