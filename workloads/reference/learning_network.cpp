#include "workloads/reference/learning_network.hpp"

#include "workloads/reference/synapses.hpp"

namespace engram::workloads::reference {
namespace {

std::vector<StoredSynapse> stored_synapses(const Projection& projection) {
  const Synapses synapses(projection);
  std::vector<StoredSynapse> stored;
  const auto inputs = static_cast<std::uint32_t>(workloads::inputs(projection.connection));
  for (std::uint32_t input = 0; input < inputs; ++input) {
    synapses.visit(input, [&](std::uint64_t neuron, std::uint64_t weight) {
      if (projection.quantization.levels[weight] == 0) return;
      stored.push_back({input, static_cast<std::uint32_t>(neuron), weight});
    });
  }
  return stored;
}

/// The same synapses, each with a weight of its own.
Projection unrolled(const Projection& conv) {
  const auto inputs = static_cast<std::uint32_t>(workloads::inputs(conv.connection));
  Sparse sparse{inputs,
                static_cast<std::uint32_t>(outputs(conv.connection)),
                std::vector<std::uint64_t>(std::size_t{inputs} + 1, 0),
                {},
                {}};
  Projection listed = conv;
  listed.quantization.levels.clear();
  for (const StoredSynapse& synapse : stored_synapses(conv)) {
    ++sparse.row_begin[synapse.input + 1];
    sparse.target.push_back(synapse.neuron);
    sparse.weights.push_back(weights(conv.connection)[synapse.weight]);
    listed.quantization.levels.push_back(conv.quantization.levels[synapse.weight]);
  }
  for (std::uint32_t row = 0; row < inputs; ++row) {
    sparse.row_begin[row + 1] += sparse.row_begin[row];
  }
  listed.connection = std::move(sparse);
  return listed;
}

}  // namespace

LearningNetwork::LearningNetwork(const Network& network, const LearningTask& task)
    : network_(network), unrolled_(task.learns.size(), 0) {
  const auto projections = network_.projections();
  for (std::size_t p = 0; p < projections.size(); ++p) {
    if (task.learns[p] == 0) continue;
    Projection& projection = network_.graph[projections[p]];
    const bool conv = std::holds_alternative<Conv2d>(projection.connection);
    unrolled_[p] = conv && task.shared_kernel[p] == 0 ? 1 : 0;
    if (unrolled_[p] != 0) projection = unrolled(projection);
    LearningProjection learns;
    learns.index = p;
    learns.source = boost::source(projections[p], network_.graph);
    learns.target = boost::target(projections[p], network_.graph);
    learns.delay = projection.delay;
    learns.inputs = static_cast<std::uint32_t>(inputs(projection.connection));
    learns.bits = projection.quantization.format.bits;
    learns.shift = projection.quantization.shift;
    learns.shared = conv && task.shared_kernel[p] != 0;
    learns.synapses = stored_synapses(projection);
    learns.level = &projection.quantization.levels;
    learns.stages = &projection.stages;
    learning_.push_back(std::move(learns));
  }
}

void LearningNetwork::drop_zeros() {
  for (LearningProjection& learns : learning_) {
    std::erase_if(learns.synapses, [&](const StoredSynapse& synapse) {
      return (*learns.level)[synapse.weight] == 0;
    });
  }
}

NetworkLevels LearningNetwork::levels() const {
  const auto projections = network_.projections();
  NetworkLevels all(projections.size());
  for (std::size_t p = 0; p < projections.size(); ++p) {
    const Projection& projection = network_.graph[projections[p]];
    if (projection.quantization.format.kind == WeightKind::float32) continue;
    const LevelArray& levels = projection.quantization.levels;
    if (unrolled_[p] == 0) all[p].levels.assign(levels.begin(), levels.end());
  }
  for (const LearningProjection& learns : learning_) {
    if (unrolled_[learns.index] == 0) continue;
    for (const StoredSynapse& synapse : learns.synapses) {
      all[learns.index].unrolled.push_back(
          {synapse.input, synapse.neuron, (*learns.level)[synapse.weight]});
    }
  }
  return all;
}

}  // namespace engram::workloads::reference
