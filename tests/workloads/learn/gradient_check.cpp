#include "tests/workloads/learn/gradient_check.hpp"

#include <cmath>
#include <functional>

#include "workloads/learn/loss.hpp"
#include "workloads/learn/unrolled_network.hpp"

namespace engram::tests {
namespace {

using namespace workloads;
using learn::UnrolledNetwork;

constexpr double kStep = 1e-5;

struct Model {
  const Network& network;
  const TrainingBatch& batch;
  std::unique_ptr<learn::Loss<double>> loss;
  UnrolledNetwork<double> unrolled;

  /// The mean loss; with errors, gradients are found too.
  double run(bool with_errors) {
    unrolled.forward(batch.inputs);
    if (with_errors) unrolled.begin_backward();
    std::vector<learn::OutputRows<double>> outputs;
    for (const PopulationId id : network.outputs()) {
      const Population& population = network.graph[id];
      outputs.push_back({unrolled.timesteps(), unrolled.samples(),
                         static_cast<std::uint32_t>(population.shape.size()),
                         !population.step.spiking, unrolled.output(id),
                         with_errors ? unrolled.error(id) : std::span<double>()});
    }
    const double sum = loss->evaluate(outputs, batch).loss;
    if (with_errors) unrolled.backward();
    return sum / unrolled.samples();
  }

  void compare(double gradient, const std::function<void(double)>& move, GradientDifference& into) {
    move(kStep);
    const double above = run(false);
    move(-kStep);
    const double below = run(false);
    move(0);
    const double expected = (above - below) / (2 * kStep);
    into.largest = std::max(into.largest, std::abs(gradient - expected));
    into.gradient = std::max(into.gradient, std::abs(gradient));
  }
};

}  // namespace

GradientDifference gradient_difference(const Network& network, const TrainingBatch& batch,
                                       const LossOptions& loss, SurrogateOptions surrogate,
                                       std::size_t part_bytes) {
  surrogate.through_reset = true;
  Model model{network, batch, learn::make_loss<double>(loss),
              UnrolledNetwork<double>(network, {surrogate, {}, true}, part_bytes)};
  model.run(true);
  const std::vector<std::vector<double>> gradients = model.unrolled.weight_gradients();
  std::vector<std::vector<double>> of_biases;
  for (PopulationId id = 0; id < boost::num_vertices(network.graph); ++id) {
    of_biases.push_back(model.unrolled.bias_gradient(id));
  }
  GradientDifference difference;
  for (std::size_t k = 0; k < gradients.size(); ++k) {
    std::vector<double>& weights = model.unrolled.weights()[k];
    for (std::size_t n = 0; n < weights.size(); ++n) {
      const double weight = weights[n];
      model.compare(
          gradients[k][n], [&](double by) { weights[n] = weight + by; }, difference);
    }
  }
  for (PopulationId id = 0; id < of_biases.size(); ++id) {
    const NeuronStep& step = network.graph[id].step;
    if (step.model == NeuronModel::input) continue;
    std::vector<double> bias(of_biases[id].size());
    for (std::size_t n = 0; n < bias.size(); ++n) bias[n] = step.bias[n];
    for (std::size_t n = 0; n < bias.size(); ++n) {
      std::vector<double> moved = bias;
      model.compare(
          of_biases[id][n],
          [&](double by) {
            moved[n] = bias[n] + by;
            model.unrolled.set_bias(id, moved);
          },
          difference);
    }
  }
  return difference;
}

}  // namespace engram::tests
