#include "workloads/learn/check_training.hpp"

#include "workloads/learn/loss.hpp"

namespace engram::workloads::learn {
namespace {

using Faults = std::vector<std::string>;

std::string found(std::uint64_t is, std::uint64_t expected) {
  return " (found " + std::to_string(is) + ", expected " + std::to_string(expected) + ")";
}

void check_population(const Population& population, Faults& faults) {
  const std::string where = "population '" + population.name + "': ";
  if (population.fixed) faults.push_back(where + "it computes in integers; train floats");
  if (population.step.spiking && population.step.multi_spike) {
    faults.push_back(where + "several spikes a timestep are not differentiated: train with one");
  }
}

void check_inputs(const Network& network, const TrainingTask& task, Faults& faults) {
  const std::vector<PopulationId> inputs = network.inputs();
  const std::vector<Shape> shapes = task.input_shapes();
  if (inputs.size() != shapes.size()) {
    faults.push_back("the network's inputs are not the task's" +
                     found(inputs.size(), shapes.size()));
    return;
  }
  for (std::size_t k = 0; k < inputs.size(); ++k) {
    const Population& input = network.graph[inputs[k]];
    // Flattening changes no index: sizes decide.
    if (input.shape.size() == shapes[k].size()) continue;
    faults.push_back("population '" + input.name + "': found the shape " + to_string(input.shape) +
                     ", the task gives " + to_string(shapes[k]));
  }
}

void check_outputs(const Network& network, const TrainingTask& task, const LossOptions& loss,
                   Faults& faults) {
  const std::vector<PopulationId> outputs = network.outputs();
  if (outputs.empty()) faults.push_back("no population of the network is an output");
  std::uint64_t neurons = 0;
  for (const PopulationId id : outputs) {
    const Population& output = network.graph[id];
    neurons += output.shape.size();
    if (output.step.model == NeuronModel::input) {
      faults.push_back("population '" + output.name + "': an input has nothing to train");
    }
  }
  const bool targets = make_loss<float>(loss)->needs_targets();
  if (targets != (task.classes() == 0)) {
    faults.push_back(targets ? "the loss compares with target spikes, the task has classes"
                             : "the loss needs classes, the task has target spikes");
    return;
  }
  if (!targets && outputs.size() > 1) {
    faults.push_back("the loss needs one output population" + found(outputs.size(), 1));
  }
  const std::uint64_t expected = targets ? task.output_neurons() : task.classes();
  if (neurons != expected) {
    faults.push_back(std::string("output neurons are not the task's ") +
                     (targets ? "targets" : "classes") + found(neurons, expected));
  }
}

/// One accumulator adds floats or levels.
void check_mixture(const Network& network, const TrainingOptions& options, Faults& faults) {
  const std::size_t populations = boost::num_vertices(network.graph);
  std::vector<bool> floats(populations), levels(populations);
  for (const ProjectionId& id : network.projections()) {
    const Projection& projection = network.graph[id];
    const PopulationId target = boost::target(id, network.graph);
    const bool quantized = quantize_options(options, projection.name) != nullptr;
    (quantized ? levels : floats)[target] = true;
    if (projection.quantization.format.kind != WeightKind::float32) {
      faults.push_back("projection '" + projection.name +
                       "': its weights are quantized; train floats");
    }
  }
  for (PopulationId id = 0; id < populations; ++id) {
    if (!floats[id] || !levels[id]) continue;
    faults.push_back("population '" + network.graph[id].name +
                     "': some of its projections are quantized and some are not (expected one "
                     "kind: they share one accumulator)");
  }
}

}  // namespace

const QuantizeAware* quantize_options(const TrainingOptions& options, const std::string& name) {
  auto own = options.quantize.find(name);
  if (own == options.quantize.end()) own = options.quantize.find("");
  return own == options.quantize.end() ? nullptr : &own->second;
}

std::vector<std::string> network_faults(const Network& network, const TrainingTask& task,
                                        const TrainingOptions& options) {
  Faults faults;
  for (PopulationId id = 0; id < boost::num_vertices(network.graph); ++id) {
    check_population(network.graph[id], faults);
  }
  check_inputs(network, task, faults);
  check_outputs(network, task, options.loss, faults);
  check_mixture(network, options, faults);
  if (task.timesteps() == 0) faults.push_back("the task has no timesteps");
  if (task.samples(Split::train) == 0) faults.push_back("the task has no samples to train on");
  try {
    levels(network);
  } catch (const NetworkFault& fault) {
    faults.push_back(fault.what());
  }
  return faults;
}

}  // namespace engram::workloads::learn
