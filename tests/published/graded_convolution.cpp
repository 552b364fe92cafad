#include "tests/published/graded_convolution.hpp"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>

#include "tests/published/run_counts.hpp"
#include "workloads/files/npy.hpp"
#include "workloads/network/geometry.hpp"

namespace engram::published {
namespace {

using workloads::NpyArray;

std::uint32_t number_at(const std::string& bytes, std::size_t at, std::size_t width) {
  std::uint32_t value = 0;
  for (std::size_t k = width; k-- > 0;) {
    value = value << 8 | static_cast<unsigned char>(bytes.at(at + k));
  }
  return value;
}

/// The arrays of an .npz file: a zip archive (PKWARE APPNOTE 4.3) whose entries are not packed.
std::map<std::string, NpyArray> read_npz(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  const std::size_t end = bytes.rfind("PK\x05\x06");
  if (end == std::string::npos) throw std::runtime_error(file.string() + " is no zip archive");
  std::map<std::string, NpyArray> arrays;
  std::size_t at = number_at(bytes, end + 16, 4);
  for (std::uint32_t entry = 0; entry < number_at(bytes, end + 10, 2); ++entry) {
    if (number_at(bytes, at + 10, 2) != 0) throw std::runtime_error("a packed entry");
    const std::uint32_t size = number_at(bytes, at + 20, 4);
    const std::uint32_t name = number_at(bytes, at + 28, 2);
    const std::size_t local = number_at(bytes, at + 42, 4);
    const std::size_t data =
        local + 30 + number_at(bytes, local + 26, 2) + number_at(bytes, local + 28, 2);
    const auto copy = std::filesystem::temp_directory_path() /
                      ("engram_npz_" + std::to_string(::getpid()) + ".npy");
    std::ofstream(copy, std::ios::binary) << bytes.substr(data, size);
    arrays[bytes.substr(at + 46, name - 4)] = workloads::read_npy(copy);
    std::filesystem::remove(copy);
    at += 46 + name + number_at(bytes, at + 30, 2) + number_at(bytes, at + 32, 2);
  }
  return arrays;
}

std::filesystem::path npz(int number) {
  return real_file("conv_gt/gt_conv_paris_" + std::to_string(number) + ".npz");
}

/// (x, y, c) in C order -> (c, y, x).
std::vector<double> channels_first(const NpyArray& array) {
  const std::uint64_t width = array.shape.at(0), height = array.shape.at(1);
  const std::uint64_t channels = array.shape.at(2);
  std::vector<double> turned(array.values.size());
  for (std::uint64_t x = 0; x < width; ++x) {
    for (std::uint64_t y = 0; y < height; ++y) {
      for (std::uint64_t c = 0; c < channels; ++c) {
        turned[(c * height + y) * width + x] = array.values[(x * height + y) * channels + c];
      }
    }
  }
  return turned;
}

/// (out, kx, ky, in) -> (out, in, ky, kx), each kernel turned in both axes if `flipped`.
std::vector<float> kernels(const NpyArray& array, bool flipped) {
  const std::uint64_t out = array.shape.at(0), kx = array.shape.at(1), ky = array.shape.at(2);
  const std::uint64_t in = array.shape.at(3);
  std::vector<float> turned(array.values.size());
  for (std::uint64_t o = 0; o < out; ++o) {
    for (std::uint64_t x = 0; x < kx; ++x) {
      for (std::uint64_t y = 0; y < ky; ++y) {
        for (std::uint64_t i = 0; i < in; ++i) {
          const std::uint64_t to_y = flipped ? ky - 1 - y : y, to_x = flipped ? kx - 1 - x : x;
          turned[((o * in + i) * ky + to_y) * kx + to_x] =
              static_cast<float>(array.values[((o * kx + x) * ky + y) * in + i]);
        }
      }
    }
  }
  return turned;
}

std::uint32_t whole(const NpyArray& array, std::size_t at) {
  return static_cast<std::uint32_t>(array.values.at(at));
}

workloads::SpikeTrain graded(const std::vector<double>& input) {
  workloads::SpikeTrain train;
  train.neurons = static_cast<std::uint32_t>(input.size());
  train.timesteps = 1;
  for (std::uint32_t neuron = 0; neuron < train.neurons; ++neuron) {
    const auto count = static_cast<std::uint32_t>(std::llround(input[neuron] * kGrades));
    if (count > 0) train.events.push_back({0, neuron, count});
  }
  return train;
}

}  // namespace

bool graded_present(int number) {
  return std::filesystem::exists(npz(number));
}

GradedConvolution graded_convolution(int number, bool flipped) {
  const auto arrays = read_npz(npz(number));
  const NpyArray& input = arrays.at("input");
  const NpyArray& weights = arrays.at("weights");
  workloads::ConvWindow window;
  window.kernel_x = static_cast<std::uint32_t>(weights.shape.at(1));
  window.kernel_y = static_cast<std::uint32_t>(weights.shape.at(2));
  window.stride_x = whole(arrays.at("stride"), 0);
  window.stride_y = whole(arrays.at("stride"), 1);
  window.pad_x = whole(arrays.at("padding"), 0);
  window.pad_y = whole(arrays.at("padding"), 1);
  window.dilation_x = whole(arrays.at("dilation"), 0);
  window.dilation_y = whole(arrays.at("dilation"), 1);
  const auto size = [&](std::size_t axis) {
    return static_cast<std::uint32_t>(input.shape.at(axis));
  };
  const ConvGeometry geometry = workloads::conv_geometry(
      {size(2), size(1), size(0)}, static_cast<std::uint32_t>(weights.shape.at(0)), window,
      whole(arrays.at("groups"), 0));
  GradedConvolution made;
  workloads::Population source, readout;
  source.name = "input";
  source.shape = workloads::input_shape(geometry);
  source.step.model = workloads::NeuronModel::input;
  readout.name = "readout";
  readout.shape = workloads::output_shape(geometry);
  readout.step.model = workloads::NeuronModel::li;
  readout.step.spiking = false;
  readout.step.membrane_decay = 0.0;
  readout.output = true;
  const auto from = made.network.add(std::move(source));
  const auto to = made.network.add(std::move(readout));
  workloads::Projection projection;
  projection.name = "conv";
  projection.connection = workloads::Conv2d{geometry, kernels(weights, flipped)};
  made.network.connect(from, to, std::move(projection));
  made.train = graded(channels_first(input));
  made.expected = channels_first(arrays.at("out_gt"));
  return made;
}

double relative_error(const GradedConvolution& convolution, const std::vector<double>& membranes) {
  double largest = 0, error = 0;
  if (membranes.size() != convolution.expected.size()) {
    throw std::runtime_error("found " + std::to_string(membranes.size()) + " outputs, expected " +
                             std::to_string(convolution.expected.size()));
  }
  for (std::size_t n = 0; n < membranes.size(); ++n) {
    largest = std::max(largest, std::fabs(convolution.expected[n]));
    error = std::max(error, std::fabs(membranes[n] / kGrades - convolution.expected[n]));
  }
  return error / largest;
}

}  // namespace engram::published
