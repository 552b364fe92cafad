#include "workloads/learn/trainer_state.hpp"

#include <cmath>

#include "workloads/compress/fault_list.hpp"
#include "workloads/compress/quantize.hpp"
#include "workloads/learn/check_training.hpp"
#include "workloads/learn/prune_course.hpp"
#include "workloads/learn/wage_rounding.hpp"
#include "workloads/network/random.hpp"

namespace engram::workloads {
namespace {

const Network& checked(const Network& network, const TrainingTask& task,
                       const TrainingOptions& options) {
  std::vector<std::string> faults = learn::network_faults(network, task, options);
  for (std::string& fault : learn::option_faults(network, options)) {
    faults.push_back(std::move(fault));
  }
  raise(faults);
  return network;
}

double squares_of(std::span<const float> values) {
  double sum = 0;
  for (const float value : values) sum += static_cast<double>(value) * static_cast<double>(value);
  return sum;
}

}  // namespace

Trainer::State::State(const Network& shape, const TrainingTask& source, const TrainingOptions& how)
    : network(checked(shape, source, how)),
      task(source),
      options(how),
      unrolled(network, {options.surrogate, options.widths, false}),
      loss(learn::make_loss<float>(options.loss)),
      optimizer(learn::make_optimizer(options.optimizer)) {
  for (const ProjectionId& id : network.projections()) {
    weights.emplace_back(network.graph[id]);
    const PopulationId target = boost::target(id, network.graph);
    const Population& population = network.graph[target];
    if (options.train_biases || !population.step.bias.uniform()) biases.emplace(target, population);
  }
  prepare(0);
}

void Trainer::State::prepare(std::uint32_t epoch) {
  if (options.prune) {
    if (const auto due = learn::pruning_before(*options.prune, epoch)) prune(*due);
  }
  if (epoch < options.quantize_from_epoch) return;
  for (std::size_t k = 0; k < weights.size(); ++k) begin_view(k);
}

void Trainer::State::begin_view(std::size_t projection) {
  const ProjectionId id = network.projections()[projection];
  const QuantizeAware* quantize = learn::quantize_options(options, network.graph[id].name);
  learn::TrainedWeights& trained = weights[projection];
  if (quantize == nullptr || trained.view() != nullptr) return;
  const PopulationId target = boost::target(id, network.graph);
  trained.begin_view(*quantize, boost::in_degree(target, network.graph) > 1);
}

void Trainer::State::prune(const PruneOptions& due) {
  std::vector<PruneMask> before;
  for (const learn::TrainedWeights& trained : weights) before.push_back(trained.mask());
  std::vector<PruneMask> masks = prune_masks(trained_network(false), due, before);
  for (std::size_t k = 0; k < weights.size(); ++k) weights[k].set_mask(std::move(masks[k]));
}

void Trainer::State::load_parameters() {
  for (std::size_t k = 0; k < weights.size(); ++k) weights[k].find_used(unrolled.weights()[k]);
  for (const auto& [id, bias] : biases) unrolled.set_bias(id, bias.by_neuron());
}

learn::LossSum Trainer::State::run_forward(const TrainingBatch& batch, bool with_errors) {
  unrolled.forward(batch.inputs);
  if (with_errors) unrolled.begin_backward();
  std::vector<learn::OutputRows<float>> outputs;
  for (const PopulationId id : network.outputs()) {
    const Population& population = network.graph[id];
    outputs.push_back({unrolled.timesteps(), unrolled.samples(),
                       static_cast<std::uint32_t>(population.shape.size()),
                       !population.step.spiking, unrolled.output(id),
                       with_errors ? unrolled.error(id) : std::span<float>()});
  }
  return loss->evaluate(outputs, batch);
}

std::vector<std::vector<float>> Trainer::State::weight_gradients() const {
  std::vector<std::vector<float>> gradients = unrolled.weight_gradients();
  const auto decay = static_cast<float>(options.optimizer.weight_decay);
  for (std::size_t k = 0; k < weights.size(); ++k) {
    weights[k].turn_gradient(gradients[k]);
    const std::vector<float>& values = weights[k].values();
    for (std::size_t n = 0; decay > 0 && n < values.size(); ++n) {
      gradients[k][n] += decay * values[n];
    }
  }
  return gradients;
}

std::map<PopulationId, std::vector<float>> Trainer::State::bias_gradients() const {
  std::map<PopulationId, std::vector<float>> gradients;
  for (const auto& [id, bias] : biases) {
    gradients[id] = bias.gathered(unrolled.bias_gradient(id));
  }
  return gradients;
}

/// Slots of the optimizer: two a projection (weights, parameters of its view), then the biases.
void Trainer::State::step(double rate) {
  std::vector<std::vector<float>> gradients = weight_gradients();
  std::map<PopulationId, std::vector<float>> of_biases = bias_gradients();
  std::vector<std::vector<float>> of_views(weights.size());
  for (std::size_t k = 0; k < weights.size(); ++k) {
    if (weights[k].view() == nullptr) continue;
    const std::span<const float> found = weights[k].view()->parameter_gradients();
    of_views[k].assign(found.begin(), found.end());
  }
  std::vector<std::span<float>> all;
  for (auto& gradient : gradients) all.emplace_back(gradient);
  for (auto& gradient : of_views) all.emplace_back(gradient);
  for (auto& [id, gradient] : of_biases) all.emplace_back(gradient);
  double squares = 0;
  for (const auto& gradient : all) squares += squares_of(gradient);
  const double norm = std::sqrt(squares), most = options.optimizer.clip_norm;
  for (const auto& gradient : all) {
    for (float& g : gradient) {
      if (most > 0 && norm > most) g = static_cast<float>(static_cast<double>(g) * (most / norm));
    }
  }

  optimizer->begin_batch();
  const std::vector<ProjectionId> ids = network.projections();
  for (std::size_t k = 0; k < weights.size(); ++k) {
    const auto bits = options.widths.gradient_bits;
    if (bits) {
      learn::gradients_to_steps(
          gradients[k].data(), gradients[k].size(), rate, *bits,
          {options.seed, hash_name(network.graph[ids[k]].name), batches_done});
      if (const WeightView* view = weights[k].view()) {
        const auto unit = static_cast<float>(view->update_unit());
        for (float& step : gradients[k]) step *= unit;
      }
    }
    optimizer->step(2 * k, weights[k].values(), gradients[k], bits ? 1.0 : rate);
    weights[k].apply_mask();
    if (WeightView* view = weights[k].view()) {
      optimizer->step(2 * k + 1, view->parameters(), of_views[k], rate);
      view->keep_legal();
    }
  }
  std::size_t slot = 2 * weights.size();
  for (auto& [id, bias] : biases) optimizer->step(slot++, bias.values(), of_biases[id], rate);
  ++batches_done;
}

Network Trainer::State::trained_network(bool quantized) const {
  Network result = network;
  const std::vector<ProjectionId> ids = result.projections();
  std::map<std::size_t, Quantization> found;
  for (std::size_t k = 0; k < weights.size(); ++k) {
    std::vector<float>& values = engram::workloads::weights(result.graph[ids[k]].connection);
    if (quantized) {
      weights[k].find_used(values);
      if (weights[k].view() != nullptr) found[k] = weights[k].quantization();
    } else {
      values = weights[k].values();
    }
  }
  for (const auto& [id, bias] : biases) {
    const std::vector<float> spread = bias.by_neuron();
    result.graph[id].step.bias = PerNeuron(std::vector<double>(spread.begin(), spread.end()));
  }
  adopt_scales(result, found);
  return result;
}

double Trainer::State::spikes_of_batch() const {
  double sum = 0;
  for (PopulationId id = 0; id < boost::num_vertices(network.graph); ++id) {
    if (!network.graph[id].step.spiking || network.graph[id].step.model == NeuronModel::input)
      continue;
    std::uint64_t count = 0;
    for (const float spike : unrolled.output(id)) count += spike > 0;
    sum += static_cast<double>(count);
  }
  return sum;
}

}  // namespace engram::workloads
