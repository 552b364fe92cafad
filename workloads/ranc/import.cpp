#include "workloads/ranc/import.hpp"

#include <algorithm>
#include <map>

#include "workloads/ranc/check_grid.hpp"
#include "workloads/ranc/ranc_folder.hpp"

namespace engram::workloads {
namespace {

using ranc::Core;
using ranc::Neuron;

template <class Value>
PerNeuron per_neuron(const Core& core, Value value) {
  std::vector<double> values;
  for (const Neuron& neuron : core.neurons) values.push_back(value(neuron));
  return PerNeuron(std::move(values));
}

/// One value where all are equal.
PerNeuron folded(const PerNeuron& values) {
  const auto& all = values.values();
  const bool equal = std::adjacent_find(all.begin(), all.end(), std::not_equal_to<>()) == all.end();
  return equal ? PerNeuron(all.front()) : values;
}

std::vector<std::int64_t> whole(const PerNeuron& values) {
  return {values.values().begin(), values.values().end()};
}

/// v += sum + leak; v >= threshold: a spike, v = reset (mode 0) or v -= threshold; else below the
/// low threshold: v = -reset or v -= low threshold. What the file holds for each neuron stays a
/// field of the state record; -reset is no field of its own unless resets differ.
NeuronStep step_of(const Core& core, bool linear) {
  NeuronStep step;
  step.model = NeuronModel::if_;
  step.compare = Compare::greater_equal;
  step.reset = linear ? Reset::subtract : Reset::value;
  step.threshold = per_neuron(core, [](const Neuron& n) { return n.threshold; });
  step.low_threshold = per_neuron(core, [](const Neuron& n) { return n.low_threshold; });
  step.bias = per_neuron(core, [](const Neuron& n) { return n.leak; });
  if (linear) return step;
  step.reset_value = per_neuron(core, [](const Neuron& n) { return n.reset; });
  step.low_reset = folded(per_neuron(core, [](const Neuron& n) { return -n.reset; }));
  return step;
}

FixedStep fixed_of(const NeuronStep& step) {
  FixedStep fixed;
  fixed.state_bits = ranc::value_bits;
  fixed.fraction_bits = 0;
  fixed.current_decay = {0};
  fixed.membrane_decay = {std::int64_t{1} << fixed.decay_bits};
  fixed.membrane_offset = {0};
  fixed.threshold = whole(step.threshold);
  fixed.reset_value = whole(step.reset_value);
  fixed.low_threshold = whole(*step.low_threshold);
  fixed.low_reset = whole(step.low_reset);
  fixed.bias = whole(step.bias);
  return fixed;
}

/// The crossbar of a core, by axon.
class Crossbar {
 public:
  explicit Crossbar(const Core& core) : core_(core), neurons_(core.axon_types.size()) {
    for (std::uint32_t n = 0; n < core.neurons.size(); ++n) {
      for (const std::uint32_t axon : core.neurons[n].axons) neurons_[axon].push_back(n);
    }
  }

  /// The rows of the axons that `reached` marks. A connection whose weight is 0 is no synapse.
  void fill(const std::vector<bool>& reached, Projection& projection) const {
    const auto axons = static_cast<std::uint32_t>(neurons_.size());
    Sparse sparse;
    sparse.inputs = axons;
    sparse.outputs = static_cast<std::uint32_t>(core_.neurons.size());
    sparse.row_begin = {0};
    Quantization& q = projection.quantization;
    for (std::uint32_t axon = 0; axon < axons; ++axon) {
      for (const std::uint32_t n : neurons_[axon]) {
        if (!reached[axon]) break;
        const std::int32_t level = core_.neurons[n].weights[core_.axon_types[axon]];
        sparse.target.push_back(n);
        sparse.weights.push_back(static_cast<float>(level));
        q.levels.push_back(level);
        q.codes.push_back(level == 0 ? 0 : 1);
      }
      sparse.row_begin.push_back(sparse.target.size());
    }
    q.scale = {1.0};
    q.codebook = Codebook{{ranc::value_bits, ranc::types, 1, 0, true}, {}, core_.axon_types};
    for (const Neuron& neuron : core_.neurons) {
      q.codebook->levels.insert(q.codebook->levels.end(), neuron.weights.begin(),
                                neuron.weights.end());
    }
    q.format = {WeightKind::codebook, q.codebook->shape.code_bits()};
    projection.connection = std::move(sparse);
  }

 private:
  const Core& core_;
  std::vector<std::vector<std::uint32_t>> neurons_;
};

/// Builds the graph from cores that check_grid has passed.
class Builder {
 public:
  Builder(const std::vector<Core>& cores, const RancOptions& options)
      : cores_(cores), options_(options), axons_(axons_of(cores)), population_(cores.size()) {}

  RancNetwork build() {
    for (std::uint32_t id = 0; id < cores_.size(); ++id) add_core(id);
    collect_wires();
    for (std::uint32_t id = 0; id < cores_.size(); ++id) connect_packets(id);
    for (const auto& [ends, lookup] : wires_) connect_cores(ends, lookup);
    return std::move(result_);
  }

 private:
  struct Ends {
    std::uint32_t from = 0, to = 0, tick = 0;
    auto operator<=>(const Ends&) const = default;
  };
  using Lookup = std::vector<std::uint32_t>;

  static std::uint32_t axons_of(const std::vector<Core>& cores) {
    std::size_t axons = 0;
    for (const Core& core : cores) axons = std::max(axons, core.axon_types.size());
    return static_cast<std::uint32_t>(axons);
  }

  /// `packets` first, then the cores that are used.
  void add_core(std::uint32_t id) {
    Network& network = result_.network;
    if (id == 0) {
      const auto height = static_cast<std::uint32_t>(cores_.size() / options_.grid_width);
      Population packets;
      packets.name = "packets";
      packets.shape = {height, options_.grid_width, axons_};
      packets.step.model = NeuronModel::input;
      packets_ = network.add(std::move(packets));
    }
    const Core& core = cores_[id];
    const auto found = std::find_if(core.neurons.begin(), core.neurons.end(),
                                    [&](const Neuron& n) { return used(n, core.axon_types); });
    if (found == core.neurons.end()) return;
    Population population;
    population.name = "core" + std::to_string(id);
    population.shape = {static_cast<std::uint32_t>(core.neurons.size()), 1, 1};
    population.step = step_of(core, found->linear_reset);
    population.fixed = fixed_of(population.step);
    population_[id] = network.add(std::move(population));
  }

  void collect_wires() {
    driven_.assign(cores_.size(), std::vector<bool>(axons_, false));
    for (std::uint32_t id = 0; id < cores_.size(); ++id) {
      for (std::uint32_t n = 0; population_[id] && n < cores_[id].neurons.size(); ++n) {
        const Neuron& neuron = cores_[id].neurons[n];
        if (used(neuron, cores_[id].axon_types)) add_wire(id, n, neuron);
      }
    }
  }

  void add_wire(std::uint32_t id, std::uint32_t n, const Neuron& neuron) {
    const std::uint32_t target = target_of(neuron, id, options_, cores_.size()).value();
    if (target == options_.output_core) {
      result_.outputs.push_back({*population_[id], n, neuron.axon});
      result_.network.graph[*population_[id]].output = true;
      return;
    }
    driven_[target][neuron.axon] = true;
    if (!population_[target]) return;  // a core without a used neuron swallows what it gets
    Lookup& lookup = wires_[{id, target, neuron.tick}];
    lookup.resize(cores_[id].neurons.size(), nowhere);
    lookup[n] = neuron.axon;
  }

  void connect_packets(std::uint32_t id) {
    if (!population_[id]) return;
    std::vector<bool> open(axons_, true);
    if (options_.packets == RancPackets::free_axons) {
      for (std::uint32_t axon = 0; axon < axons_; ++axon) open[axon] = !driven_[id][axon];
    }
    Lookup lookup(result_.network.graph[packets_].shape.size(), nowhere);
    for (std::uint32_t axon = 0; axon < axons_; ++axon) {
      if (open[axon]) lookup[std::size_t{id} * axons_ + axon] = axon;
    }
    connect("packets_core" + std::to_string(id), packets_, id, lookup, 0);
  }

  void connect_cores(const Ends& ends, const Lookup& lookup) {
    std::string name = "core" + std::to_string(ends.from) + "_core" + std::to_string(ends.to);
    if (ends.tick > 0) name += "_tick" + std::to_string(ends.tick);
    connect(name, *population_[ends.from], ends.to, lookup, ends.tick);
  }

  /// Nothing where no row has a connection.
  void connect(const std::string& name, PopulationId source, std::uint32_t target,
               const Lookup& lookup, std::uint32_t tick) {
    std::vector<bool> reached(axons_, false);
    for (const std::uint32_t axon : lookup) {
      if (axon != nowhere) reached[axon] = true;
    }
    Projection projection;
    projection.name = name;
    projection.delay = 1 + tick;
    projection.origin = cores_[target].file;
    projection.stages = {{result_.network.graph[source].shape, {axons_, 1, 1}, {}, lookup}};
    Crossbar(cores_[target]).fill(reached, projection);
    if (weights(projection.connection).empty()) return;
    result_.network.connect(source, *population_[target], std::move(projection));
  }

  const std::vector<Core>& cores_;
  const RancOptions& options_;
  std::uint32_t axons_;
  PopulationId packets_ = 0;
  std::vector<std::optional<PopulationId>> population_;  // by core
  std::vector<std::vector<bool>> driven_;                // by core, axon
  std::map<Ends, Lookup> wires_;
  RancNetwork result_;
};

}  // namespace

RancNetwork import_ranc(const std::filesystem::path& folder, const RancOptions& options) {
  const std::vector<Core> cores = ranc::read_folder(folder, options.output_core);
  ranc::check_grid(folder, cores, options);
  return Builder(cores, options).build();
}

}  // namespace engram::workloads
