#include "tests/workloads/learn/small_network.hpp"

#include "workloads/network/generate.hpp"

namespace engram::tests {
namespace {

using namespace workloads;

NeuronStep lif(double decay) {
  NeuronStep step;
  step.model = NeuronModel::lif;
  step.membrane_decay = decay;
  step.reset = Reset::subtract;
  return step;
}

NeuronStep input_step() {
  NeuronStep step;
  step.model = NeuronModel::input;
  return step;
}

ProjectionDescription dense(const std::string& source, const std::string& target) {
  ProjectionDescription projection;
  projection.name = source + "-" + target;
  projection.source = source;
  projection.target = target;
  projection.weights.kind = WeightDescription::Kind::uniform;
  projection.weights.a = -0.5;
  projection.weights.b = 0.5;
  return projection;
}

}  // namespace

Network two_layers(std::uint32_t outputs, bool loop) {
  NetworkDescription description;
  description.populations = {{"in", {20, 1, 1}, input_step(), false},
                             {"hidden", {16, 1, 1}, lif(0.8), false},
                             {"out", {outputs, 1, 1}, lif(0.8), true}};
  description.projections = {dense("in", "hidden"), dense("hidden", "out")};
  if (loop) {
    description.projections.push_back(dense("hidden", "hidden"));
    description.projections.back().delay = 1;
  }
  return generate(description, 3);
}

}  // namespace engram::tests
