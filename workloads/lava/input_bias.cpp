#include "workloads/lava/input_bias.hpp"

#include <cmath>
#include <string>

#include "workloads/files/npy.hpp"
#include "workloads/lava/lava_fields.hpp"
#include "workloads/network/file_fault.hpp"

namespace engram::workloads {
namespace {

constexpr double kLargestInputBias = 1 << 30;

}  // namespace

std::vector<std::int64_t> read_input_bias(const std::filesystem::path& file, const Shape& shape) {
  const NpyArray array = read_npy(file);
  const std::vector<std::uint64_t> map = {shape.width, shape.height, shape.channels};
  const std::vector<std::uint64_t> flat = {shape.size()};
  if (array.shape != map && array.shape != flat) {
    throw FileFault(file.string() + ": found shape " + sizes_text(array.shape) + ", expected (" +
                    std::to_string(map[0]) + ", " + std::to_string(map[1]) + ", " +
                    std::to_string(map[2]) + "): x, y, channel");
  }
  std::vector<std::int64_t> bias(shape.size());
  for (std::size_t at = 0; at < bias.size(); ++at) {
    const double value = array.values[at];
    if (value != std::nearbyint(value) || !(std::fabs(value) <= kLargestInputBias)) {
      throw FileFault(file.string() + ": element " + std::to_string(at) + ": found " +
                      std::to_string(value) + ", expected a whole number");
    }
    std::size_t neuron = at;
    if (array.shape == map) {  // ((x, y, c) C order) -> (c, y, x)
      const std::size_t channel = at % shape.channels;
      const std::size_t y = at / shape.channels % shape.height;
      const std::size_t x = at / shape.channels / shape.height;
      neuron = (channel * shape.height + y) * shape.width + x;
    }
    bias[neuron] = static_cast<std::int64_t>(value);
  }
  return bias;
}

}  // namespace engram::workloads
