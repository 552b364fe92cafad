#include "workloads/compress/weight_places.hpp"

namespace engram::workloads {
namespace {

class Places {
 public:
  Places(std::size_t weights, std::uint64_t inputs, std::uint64_t outputs, std::uint64_t taps) {
    places_.inputs = inputs;
    places_.outputs = outputs;
    places_.taps = taps;
    places_.input.reserve(weights);
    places_.output.reserve(weights);
    places_.tap.reserve(weights);
  }
  void add(std::uint32_t input, std::uint32_t output, std::uint32_t tap) {
    places_.input.push_back(input);
    places_.output.push_back(output);
    places_.tap.push_back(tap);
  }
  WeightPlaces take() { return std::move(places_); }

 private:
  WeightPlaces places_;
};

WeightPlaces places_of(const Dense& dense) {
  Places places(dense.weights.size(), dense.inputs, dense.outputs, 1);
  for (std::uint32_t output = 0; output < dense.outputs; ++output) {
    for (std::uint32_t input = 0; input < dense.inputs; ++input) places.add(input, output, 0);
  }
  return places.take();
}

WeightPlaces places_of(const Sparse& sparse) {
  Places places(sparse.weights.size(), sparse.inputs, sparse.outputs, 1);
  for (std::uint32_t input = 0; input < sparse.inputs; ++input) {
    for (std::uint64_t at = sparse.row_begin[input]; at < sparse.row_begin[input + 1]; ++at) {
      places.add(input, sparse.target[at], 0);
    }
  }
  return places.take();
}

WeightPlaces places_of(const Conv2d& conv) {
  const ConvGeometry& g = conv.geometry;
  const std::uint32_t taps = g.kernel_height * g.kernel_width;
  const std::uint32_t inputs_a_group = g.in_channels / g.groups;
  const std::uint32_t outputs_a_group = g.out_channels / g.groups;
  Places places(conv.weights.size(), g.in_channels, g.out_channels, taps);
  for (std::uint32_t output = 0; output < g.out_channels; ++output) {
    const std::uint32_t first = output / outputs_a_group * inputs_a_group;
    for (std::uint32_t input = first; input < first + inputs_a_group; ++input) {
      for (std::uint32_t tap = 0; tap < taps; ++tap) places.add(input, output, tap);
    }
  }
  return places.take();
}

}  // namespace

WeightPlaces weight_places(const Connection& connection) {
  return std::visit([](const auto& kind) { return places_of(kind); }, connection);
}

}  // namespace engram::workloads
