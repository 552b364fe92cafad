#include "workloads/network/layer_order.hpp"

#include <gtest/gtest.h>

namespace engram::workloads {
namespace {

struct Feeds {
  const char *from, *to;
  std::uint32_t delay;
};

/// "in", an input, and populations a, b, c, ... of one neuron each.
Network fed_network(std::size_t populations, const std::vector<Feeds>& edges) {
  Network network;
  Population input;
  input.name = "in";
  input.shape = Shape{1};
  input.step.model = NeuronModel::input;
  network.add(input);
  for (std::size_t index = 0; index < populations; ++index) {
    Population population;
    population.name = std::string(1, static_cast<char>('a' + index));
    population.shape = Shape{1};
    network.add(population);
  }
  for (const Feeds& edge : edges) {
    Projection projection;
    projection.name = std::string(edge.from) + edge.to;
    projection.delay = edge.delay;
    projection.connection = Dense{1, 1, {1.0F}};
    network.connect(*network.find(edge.from), *network.find(edge.to), projection);
  }
  return network;
}

std::string order_refusal(const Network& network) {
  try {
    layer_order(network);
  } catch (const NetworkFault& fault) {
    return fault.what();
  }
  return "taken";
}

using Turns = std::vector<unsigned>;

TEST(LayerOrder, EveryPopulationHasATurnBehindWhatFeedsIt) {
  EXPECT_EQ(layer_order(fed_network(3, {{"in", "c", 0}, {"c", "a", 0}, {"a", "b", 0}})),
            (Turns{0, 2, 3, 1}));
  EXPECT_EQ(layer_order(fed_network(2, {{"in", "a", 0}, {"in", "b", 0}})), (Turns{0, 1, 2}));
}

TEST(LayerOrder, ADelayDoesNotMatter) {
  // Levels along zero-delay edges would put b before a.
  EXPECT_EQ(layer_order(fed_network(3, {{"in", "c", 0}, {"c", "a", 3}, {"a", "b", 1}})),
            (Turns{0, 2, 3, 1}));
}

TEST(LayerOrder, LoopsInsideOnePopulationAreAllowedOthersNamed) {
  EXPECT_EQ(layer_order(fed_network(2, {{"in", "a", 0}, {"a", "a", 1}, {"a", "b", 0}})),
            (Turns{0, 1, 2}));
  EXPECT_EQ(
      order_refusal(fed_network(3, {{"in", "a", 0}, {"a", "b", 0}, {"b", "a", 1}, {"b", "c", 0}})),
      "schedule layer_by_layer: a loop through 'a', 'b': no layer can finish before the "
      "others begin");
  EXPECT_NE(order_refusal(fed_network(1, {{"a", "a", 0}})).find("without delay"),
            std::string::npos);
}

}  // namespace
}  // namespace engram::workloads
