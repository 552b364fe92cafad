#include "workloads/learn/unrolled_network.hpp"

#include <algorithm>
#include <optional>

#include "workloads/learn/components.hpp"

namespace engram::workloads::learn {

/// One population.
template <class Scalar>
struct UnrolledNetwork<Scalar>::Layer {
  std::size_t neurons = 0;
  std::optional<NeuronKernel<Scalar>> kernel;  ///< inputs have none
  bool sends = false;                          ///< an input or spiking
  bool has_error = false;                      ///< an error can reach it
  bool in_loop = false;
  bool error_unset = false;              ///< what arrives first is not added
  std::vector<std::size_t> incoming;     ///< projections, in order
  std::vector<Scalar> membrane, output;  ///< as NeuronKernel has them
  std::vector<Scalar> error;             ///< of the output, then of the input
};

/// One projection.
template <class Scalar>
struct UnrolledNetwork<Scalar>::Link {
  PopulationId source = 0, target = 0;
  std::uint32_t delay = 0;
  bool inside_loop = false;
  AddressMap addresses;
  std::unique_ptr<ConnectionKernel<Scalar>> kernel;
  std::size_t inputs = 0, index = 0;
  std::vector<Scalar> pooled;  ///< behind the stages, by timestep of the source
};

template <class Scalar>
UnrolledNetwork<Scalar>::UnrolledNetwork(const Network& network, const NeuronOptions& options,
                                         std::size_t part_bytes)
    : network_(network), layers_(boost::num_vertices(network.graph)), part_bytes_(part_bytes) {
  const Graph& graph = network.graph;
  for (PopulationId id = 0; id < layers_.size(); ++id) {
    Layer& layer = layers_[id];
    const NeuronStep& step = graph[id].step;
    layer.neurons = graph[id].shape.size();
    layer.sends = step.spiking || step.model == NeuronModel::input;
    if (step.model != NeuronModel::input) layer.kernel.emplace(step, layer.neurons, options);
  }
  components_ = components_in_order(network);
  std::vector<std::size_t> component(layers_.size());
  for (std::size_t k = 0; k < components_.size(); ++k) {
    for (const PopulationId id : components_[k]) component[id] = k;
  }
  for (const ProjectionId& id : network.projections()) {
    const Projection& projection = graph[id];
    const PopulationId source = boost::source(id, graph), target = boost::target(id, graph);
    const std::size_t places = inputs(projection.connection);
    const bool inside = component[source] == component[target];
    layers_[target].incoming.push_back(links_.size());
    layers_[target].in_loop = layers_[target].in_loop || inside;
    links_.push_back({source,
                      target,
                      projection.delay,
                      inside,
                      AddressMap(projection.stages, layers_[source].neurons, places),
                      make_connection_kernel<Scalar>(projection.connection),
                      places,
                      links_.size(),
                      {}});
    const std::vector<float>& values = engram::workloads::weights(projection.connection);
    weights_.emplace_back(values.begin(), values.end());
    weight_gradients_.emplace_back(values.size());
  }
  mark_sources_with_errors();
}

template <class Scalar>
UnrolledNetwork<Scalar>::~UnrolledNetwork() = default;

/// Errors come from outputs, against the projections.
template <class Scalar>
void UnrolledNetwork<Scalar>::mark_sources_with_errors() {
  for (PopulationId id = 0; id < layers_.size(); ++id) {
    layers_[id].has_error = layers_[id].kernel.has_value() && network_.graph[id].output;
  }
  for (std::size_t round = 0; round < layers_.size(); ++round) {
    for (const Link& link : links_) {
      Layer& source = layers_[link.source];
      source.has_error =
          source.has_error || (source.kernel && source.sends && layers_[link.target].has_error);
    }
  }
}

template <class Scalar>
void UnrolledNetwork<Scalar>::set_bias(PopulationId id, const std::vector<Scalar>& bias) {
  layers_[id].kernel->set_bias(bias);
}

template <class Scalar>
std::span<const Scalar> UnrolledNetwork<Scalar>::output(PopulationId id) const {
  return layers_[id].output;
}

template <class Scalar>
std::span<Scalar> UnrolledNetwork<Scalar>::error(PopulationId id) {
  return layers_[id].error;
}

template <class Scalar>
void UnrolledNetwork<Scalar>::forward(std::span<const Raster> inputs) {
  timesteps_ = inputs.front().timesteps;
  samples_ = inputs.front().samples;
  const std::vector<PopulationId> sources = network_.inputs();
  for (std::size_t k = 0; k < sources.size(); ++k) {
    layers_[sources[k]].output.assign(inputs[k].counts.begin(), inputs[k].counts.end());
  }
  for (const std::vector<PopulationId>& members : components_) {
    for (const PopulationId id : members) {
      Layer& layer = layers_[id];
      if (!layer.kernel) continue;
      layer.membrane.resize(row(timesteps_) * layer.neurons);
      layer.output.resize(row(timesteps_) * layer.neurons);
      layer.kernel->begin_forward(samples_, timesteps_);
      if (layer.in_loop) accumulate(id, {0, timesteps_});
    }
    if (layers_[members.front()].in_loop) {
      step_loop(members);
    } else if (layers_[members.front()].kernel) {
      step_forward(members.front());
    }
  }
}

/// The timesteps of a population outside loops, ascending.
template <class Scalar>
std::vector<Steps> UnrolledNetwork<Scalar>::parts_of(const Layer& layer) const {
  const std::size_t bytes = row(1) * layer.neurons * sizeof(Scalar);
  const auto most = static_cast<std::uint32_t>(
      std::clamp<std::size_t>(part_bytes_ / std::max<std::size_t>(bytes, 1), 1, timesteps_));
  std::vector<Steps> parts;
  for (std::uint32_t begin = 0; begin < timesteps_; begin += most) {
    parts.push_back({begin, std::min(begin + most, timesteps_)});
  }
  return parts;
}

template <class Scalar>
void UnrolledNetwork<Scalar>::step_forward(PopulationId id) {
  Layer& layer = layers_[id];
  for (const Steps steps : parts_of(layer)) {
    accumulate(id, steps);
    layer.kernel->forward(steps, layer.membrane.data(), layer.output.data());
  }
}

/// Input from outside the population's loop.
template <class Scalar>
void UnrolledNetwork<Scalar>::accumulate(PopulationId id, Steps steps) {
  Layer& layer = layers_[id];
  const auto clear = [&](std::uint32_t end) {
    const auto at = [&](std::uint32_t t) {
      return layer.membrane.begin() + static_cast<std::ptrdiff_t>(row(t) * layer.neurons);
    };
    if (end > steps.begin) std::fill(at(steps.begin), at(end), Scalar{0});
  };
  Into into = Into::overwrite;
  for (const std::size_t index : layer.incoming) {
    Link& link = links_[index];
    if (link.inside_loop || !layers_[link.source].sends) continue;
    if (into == Into::overwrite) clear(std::min(link.delay, steps.end));
    spread(link, steps, into);
    into = Into::add;
  }
  if (into == Into::overwrite) clear(steps.end);
}

/// Adds what arrives in the given timesteps to the input of the target.
template <class Scalar>
void UnrolledNetwork<Scalar>::spread(Link& link, Steps steps, Into into) {
  const std::uint32_t begin = std::max(steps.begin, link.delay);
  if (begin >= steps.end) return;
  const Layer& source = layers_[link.source];
  Layer& target = layers_[link.target];
  const std::size_t first = row(begin - link.delay), rows = row(steps.end - begin);
  const Scalar* from = source.output.data() + first * source.neurons;
  if (!link.addresses.identity()) {
    link.pooled.resize(row(timesteps_) * link.inputs);
    Scalar* pooled = link.pooled.data() + first * link.inputs;
    link.addresses.forward(from, rows, pooled);
    from = pooled;
  }
  link.kernel->forward(weights_[link.index], from, rows,
                       target.membrane.data() + row(begin) * target.neurons, into);
}

template <class Scalar>
void UnrolledNetwork<Scalar>::step_loop(const std::vector<PopulationId>& members) {
  for (std::uint32_t t = 0; t < timesteps_; ++t) {
    for (const PopulationId id : members) {
      Layer& layer = layers_[id];
      for (const std::size_t index : layer.incoming) {
        Link& link = links_[index];
        if (link.inside_loop && layers_[link.source].sends) spread(link, {t, t + 1}, Into::add);
      }
      layer.kernel->forward({t, t + 1}, layer.membrane.data(), layer.output.data());
    }
  }
}

template <class Scalar>
void UnrolledNetwork<Scalar>::begin_backward() {
  for (Layer& layer : layers_) {
    if (!layer.has_error) continue;
    layer.error_unset = !layer.in_loop;
    layer.error.resize(row(timesteps_) * layer.neurons);
    if (layer.in_loop) clear_error(layer);
    layer.kernel->begin_backward();
  }
  for (const PopulationId id : network_.outputs()) clear_error(layers_[id]);
  for (std::vector<Scalar>& gradient : weight_gradients_) {
    std::fill(gradient.begin(), gradient.end(), Scalar{0});
  }
}

template <class Scalar>
void UnrolledNetwork<Scalar>::clear_error(Layer& layer) {
  std::fill(layer.error.begin(), layer.error.end(), Scalar{0});
  layer.error_unset = false;
}

template <class Scalar>
void UnrolledNetwork<Scalar>::backward() {
  for (auto members = components_.rbegin(); members != components_.rend(); ++members) {
    if (!layers_[members->front()].in_loop) {
      step_back(members->front());
      continue;
    }
    step_loop_back(*members);
    for (const PopulationId id : *members) {
      for (const std::size_t index : layers_[id].incoming) {
        Link& link = links_[index];
        if (!link.inside_loop) spread_back(link, {0, timesteps_}, begin_source_error(link));
        add_gradient(index, {0, timesteps_});
      }
    }
  }
}

/// A population outside loops, and the projections onto it.
template <class Scalar>
void UnrolledNetwork<Scalar>::step_back(PopulationId id) {
  Layer& layer = layers_[id];
  if (!layer.has_error) return;
  if (layer.error_unset) clear_error(layer);
  std::vector<Steps> parts = parts_of(layer);
  // What one projection overwrites, another may have added to: then one after the other.
  if (layer.incoming.size() > 1) parts = {{0, timesteps_}};
  std::vector<Into> into;
  for (const std::size_t index : layer.incoming) into.push_back(begin_source_error(links_[index]));
  for (auto steps = parts.rbegin(); steps != parts.rend(); ++steps) {
    layer.kernel->backward(*steps, layer.membrane.data(), layer.output.data(), layer.error.data());
    for (std::size_t k = 0; k < layer.incoming.size(); ++k) {
      spread_back(links_[layer.incoming[k]], *steps, into[k]);
      add_gradient(layer.incoming[k], *steps);
    }
  }
}

/// Whether the errors of a projection overwrite what the source has, which then is set.
template <class Scalar>
Into UnrolledNetwork<Scalar>::begin_source_error(const Link& link) {
  Layer& source = layers_[link.source];
  if (link.delay > 0 && source.error_unset) clear_error(source);
  const Into into = source.error_unset ? Into::overwrite : Into::add;
  source.error_unset = false;
  return into;
}

/// From errors of the target's input in the given timesteps to errors of the source's output.
template <class Scalar>
void UnrolledNetwork<Scalar>::spread_back(Link& link, Steps steps, Into into) {
  const std::uint32_t begin = std::max(steps.begin, link.delay);
  Layer& source = layers_[link.source];
  const Layer& target = layers_[link.target];
  if (begin >= steps.end || !source.has_error || !source.sends || !target.has_error) return;
  const std::size_t rows = row(steps.end - begin);
  const Scalar* error = target.error.data() + row(begin) * target.neurons;
  Scalar* to = source.error.data() + row(begin - link.delay) * source.neurons;
  if (link.addresses.identity()) {
    link.kernel->backward(weights_[link.index], error, rows, to, into);
    return;
  }
  pooled_error_.resize(rows * link.inputs);
  link.kernel->backward(weights_[link.index], error, rows, pooled_error_.data(), Into::overwrite);
  link.addresses.backward(pooled_error_.data(), rows, to, into);
}

template <class Scalar>
void UnrolledNetwork<Scalar>::step_loop_back(const std::vector<PopulationId>& members) {
  for (std::uint32_t t = timesteps_; t-- > 0;) {
    for (auto id = members.rbegin(); id != members.rend(); ++id) {
      Layer& layer = layers_[*id];
      if (!layer.has_error) continue;
      layer.kernel->backward({t, t + 1}, layer.membrane.data(), layer.output.data(),
                             layer.error.data());
      for (const std::size_t index : layer.incoming) {
        if (links_[index].inside_loop) spread_back(links_[index], {t, t + 1}, Into::add);
      }
    }
  }
}

/// Of timesteps in which the errors of the target's input are complete.
template <class Scalar>
void UnrolledNetwork<Scalar>::add_gradient(std::size_t index, Steps steps) {
  Link& link = links_[index];
  const Layer& source = layers_[link.source];
  const Layer& target = layers_[link.target];
  const std::uint32_t begin = std::max(steps.begin, link.delay);
  if (!source.sends || !target.has_error || begin >= steps.end) return;
  const Scalar* from = link.addresses.identity() ? source.output.data() : link.pooled.data();
  const std::size_t inputs = link.addresses.identity() ? source.neurons : link.inputs;
  link.kernel->gradient(from + row(begin - link.delay) * inputs,
                        target.error.data() + row(begin) * target.neurons, row(steps.end - begin),
                        weight_gradients_[index]);
}

template <class Scalar>
std::vector<Scalar> UnrolledNetwork<Scalar>::bias_gradient(PopulationId id) const {
  const Layer& layer = layers_[id];
  std::vector<Scalar> sums(layer.neurons);
  for (std::size_t k = 0; layer.has_error && k < row(timesteps_); ++k) {
    const Scalar* error = layer.error.data() + k * layer.neurons;
    for (std::size_t n = 0; n < layer.neurons; ++n) sums[n] += error[n];
  }
  return sums;
}

template class UnrolledNetwork<float>;
template class UnrolledNetwork<double>;

}  // namespace engram::workloads::learn
