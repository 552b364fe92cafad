#include "workloads/nir/input_shape.hpp"

#include <algorithm>
#include <set>

namespace engram::workloads {
namespace {

bool has_one_neuron(const NirInput& input) {
  return std::any_of(input.shapes.begin(), input.shapes.end(),
                     [](const Shape& shape) { return shape.size() == 1; });
}

class Consumers {
 public:
  Consumers(const NirGraph& graph, const std::string& input) : graph_(graph) {
    collect(input, false);
  }

  bool suit(const Shape& shape, bool one_neuron_is_a_reading) const {
    const Shape flat{static_cast<std::uint32_t>(shape.size()), 1, 1};
    return std::all_of(found_.begin(), found_.end(), [&](const auto& consumer) {
      const auto& [node, flattened] = consumer;
      return suits(*node, flattened ? flat : shape, one_neuron_is_a_reading);
    });
  }

 private:
  void collect(const std::string& from, bool flattened) {
    for (const std::string& name : graph_.successors(from)) {
      if (!visited_.insert(name).second) continue;
      const NirNode& node = graph_.nodes.at(name);
      found_.emplace_back(&node, flattened);
      const bool flattens = std::holds_alternative<NirFlatten>(node.content);
      if (flattens || std::holds_alternative<NirPort>(node.content) ||
          std::holds_alternative<NirScale>(node.content) ||
          std::holds_alternative<NirDelay>(node.content)) {
        collect(name, flattened || flattens);
      }
    }
  }

  static bool suits(const NirNode& node, const Shape& shape, bool one_neuron_is_a_reading) {
    if (const auto* linear = std::get_if<NirLinear>(&node.content)) {
      return std::uint64_t{linear->batches} * linear->inputs == shape.size();
    }
    if (const auto* conv = std::get_if<NirConv>(&node.content)) {
      const std::pair size{shape.height, shape.width};
      return conv->in_channels == shape.channels && conv->input_size.value_or(size) == size;
    }
    if (const auto* neuron = std::get_if<NirNeuron>(&node.content)) {
      if (neuron->scalar || (neuron->size == 1 && !one_neuron_is_a_reading)) return true;
      return neuron->size == shape.size();
    }
    if (const auto* port = std::get_if<NirPort>(&node.content)) {
      return port->shapes.empty() ||
             std::any_of(port->shapes.begin(), port->shapes.end(),
                         [&](const Shape& each) { return each.size() == shape.size(); });
    }
    return true;
  }

  const NirGraph& graph_;
  std::set<std::string> visited_;
  std::vector<std::pair<const NirNode*, bool>> found_;  ///< whether behind a Flatten
};

}  // namespace

Shape input_shape_of(const NirGraph& graph, const std::string& name, const NirInput& input) {
  const Consumers consumers(graph, name);
  const bool one = has_one_neuron(input);
  for (const Shape& shape : input.shapes) {
    if (consumers.suit(shape, one)) return shape;
  }
  return input.shapes.front();
}

}  // namespace engram::workloads
