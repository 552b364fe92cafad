#include "tests/benchmark/bare_network.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <stdexcept>
#include <variant>

#include "tests/benchmark/bare_kernels.hpp"

namespace engram::bench {
namespace {

using workloads::Conv2d;
using workloads::Dense;
using workloads::Projection;
using workloads::Sparse;
using Kernel = std::variant<BareDense, BareSparse, BareConvolution>;

std::int8_t level(const Projection& projection, std::size_t index) {
  const std::int32_t level = projection.quantization.levels[index];
  if (level < -128 || level > 127) throw std::invalid_argument("a weight beyond 8 bits");
  return static_cast<std::int8_t>(level);
}

BareDense bare(const Projection& projection, const Dense& dense) {
  BareDense kernel{dense.outputs, {}};
  kernel.weights.resize(std::size_t{dense.inputs} * dense.outputs);
  for (std::size_t out = 0; out < dense.outputs; ++out) {
    for (std::size_t in = 0; in < dense.inputs; ++in) {
      kernel.weights[in * dense.outputs + out] = level(projection, out * dense.inputs + in);
    }
  }
  return kernel;
}

BareSparse bare(const Projection& projection, const Sparse& sparse) {
  BareSparse kernel;
  kernel.row_begin = sparse.row_begin;
  for (std::size_t k = 0; k < sparse.target.size(); ++k) {
    if (sparse.target[k] > 65535) throw std::invalid_argument("a target beyond 16 bits");
    kernel.target.push_back(static_cast<std::uint16_t>(sparse.target[k]));
    kernel.weights.push_back(level(projection, k));
  }
  return kernel;
}

BareConvolution bare(const Projection& projection, const Conv2d& conv) {
  const ConvGeometry& g = conv.geometry;
  if (g.dilation_y != 1 || g.dilation_x != 1) {
    throw std::invalid_argument("the bare convolution has no dilation");
  }
  BareConvolution kernel{g.in_height, g.in_width,      g.out_channels, g.out_height,
                         g.out_width, g.kernel_height, g.kernel_width, g.stride_y,
                         g.stride_x,  g.pad_y,         g.pad_x,        {}};
  kernel.in_channels = g.in_channels;
  kernel.groups = g.groups;
  const std::size_t taps = std::size_t{g.kernel_height} * g.kernel_width;
  const std::size_t ins = g.in_channels / g.groups, outs = g.out_channels / g.groups;
  kernel.kernel.resize(g.in_channels * taps * outs);
  for (std::size_t out = 0; out < g.out_channels; ++out) {
    for (std::size_t k = 0; k < ins * taps; ++k) {
      const std::size_t row = out / outs * ins * taps + k;  // of the input channels of all groups
      kernel.kernel[row * outs + out % outs] = level(projection, out * ins * taps + k);
    }
  }
  return kernel;
}

/// (timestep, neuron, count) of one population.
struct Emitted {
  std::uint32_t timestep = 0, neuron = 0, count = 1;
};

std::vector<std::vector<Emitted>> emitted_by(const workloads::Network& network,
                                             const sim::Sample& sample,
                                             const hw::SampleResult& result) {
  std::vector<std::vector<Emitted>> all(boost::num_vertices(network.graph));
  const auto inputs = network.inputs();
  for (std::size_t at = 0; at < inputs.size(); ++at) {
    for (const workloads::SpikeEvent& event : sample.trains[at].events) {
      all[inputs[at]].push_back({event.timestep, event.neuron, event.count});
    }
  }
  for (const hw::OutputSpike& spike : result.spikes) {
    all[spike.population].push_back({spike.timestep, spike.neuron, spike.count});
  }
  return all;
}

}  // namespace

struct BareNetwork::Part {
  Kernel kernel;
  std::vector<std::vector<BareEvent>> events;  ///< by timestep
  std::vector<std::int32_t> membranes;
};

BareNetwork::BareNetwork(const workloads::Network& network, const sim::Sample& sample,
                         const hw::SampleResult& result)
    : timesteps_(static_cast<std::uint32_t>(result.timesteps.size())) {
  const auto emitted = emitted_by(network, sample, result);
  for (const auto& id : network.projections()) {
    const Projection& projection = network.graph[id];
    auto part = std::make_unique<Part>();
    part->kernel =
        std::visit([&](const auto& connection) { return Kernel(bare(projection, connection)); },
                   projection.connection);
    part->membranes.assign(workloads::outputs(projection.connection), 0);
    part->events.resize(timesteps_);
    for (const Emitted& event : emitted[boost::source(id, network.graph)]) {
      const std::uint32_t due = event.timestep + projection.delay;
      if (due >= timesteps_) continue;
      for (const std::uint32_t row : workloads::rewrite_address(projection.stages, event.neuron)) {
        part->events[due].push_back({row, static_cast<std::int32_t>(event.count)});
      }
    }
    for (std::vector<BareEvent>& due : part->events) {
      std::sort(due.begin(), due.end(),
                [](const BareEvent& a, const BareEvent& b) { return a.row < b.row; });
    }
    parts_.push_back(std::move(part));
  }
}

BareNetwork::~BareNetwork() = default;

void BareNetwork::run() {
  for (std::uint32_t timestep = 0; timestep < timesteps_; ++timestep) {
    for (const auto& part : parts_) {
      std::visit(
          [&](const auto& kernel) {
            add_events(kernel, part->events[timestep], part->membranes.data());
          },
          part->kernel);
    }
  }
  for (const auto& part : parts_) benchmark::DoNotOptimize(part->membranes.data());
  benchmark::ClobberMemory();
}

}  // namespace engram::bench
