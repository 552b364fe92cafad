#include "workloads/lava/import.hpp"

#include <numeric>

#include "workloads/lava/axon_delays.hpp"
#include "workloads/lava/input_bias.hpp"
#include "workloads/lava/lava_connection.hpp"
#include "workloads/lava/lava_layer.hpp"
#include "workloads/network/check_network.hpp"

namespace engram::workloads {
namespace {

using Kind = LavaLayer::Kind;

/// One value for all, one a channel or one a neuron -> one for all or one a neuron.
template <class Value>
std::vector<Value> spread(const std::vector<Value>& values, const Shape& shape) {
  if (values.size() <= 1 || values.size() == shape.size()) return values;
  std::vector<Value> spread;
  spread.reserve(shape.size());
  const std::uint64_t plane = std::uint64_t{shape.height} * shape.width;
  for (const Value value : values) spread.insert(spread.end(), plane, value);
  return spread;
}

class Importer {
 public:
  Importer(const Hdf5File& file, const LavaOptions& options)
      : file_(file.file().string()), options_(options) {
    layers_ = read_layers(file, faults_);
    raise();
  }

  Network import() {
    check_input_options();
    raise();
    for (const LavaLayer& layer : layers_) {
      try {
        append(layer);
      } catch (const NetworkFault& fault) {
        note(layer.group, fault.what());
      } catch (const FileFault& fault) {
        faults_.emplace_back(fault.what());
      }
      raise();  // the layers behind need the shape of this one
    }
    if (!neurons_) note("/layer", "no layer with neurons");
    raise();
    network_.graph[last_].output = true;
    return std::move(network_);
  }

 private:
  void note(const std::string& place, const std::string& what) {
    faults_.push_back(file_ + ": " + place + ": " + what);
  }
  void raise() const {
    if (!faults_.empty()) throw FileFault(lines(faults_));
  }

  void check_input_options() {
    const LavaLayer& first = layers_.front();
    const bool input = first.kind == Kind::input;
    if (!options_.input_bias.empty() && (!input || !first.neuron)) {
      note(first.group, "an input bias was given, but the file has no input layer with neurons");
    }
    if (!options_.input_shape) return;
    if (input && !(*options_.input_shape == first.shape)) {
      note(first.group + "/shape", "found " + to_string(first.shape) + ", but the input shape " +
                                       to_string(*options_.input_shape) + " was given");
    }
  }

  void append(const LavaLayer& layer) {
    if (layer.kind == Kind::input) {
      append_input(layer);
    } else {
      if (!any_) add_events(events_of(layer));
      if (layer.kind == Kind::flatten) {
        append_flatten(layer);
      } else if (layer.kind == Kind::average) {
        append_average(layer);
      } else {
        append_weighted(layer);
      }
    }
  }

  /// The shape of the events that a first layer takes, where the file has no input layer.
  Shape events_of(const LavaLayer& layer) {
    if (options_.input_shape) return *options_.input_shape;
    if (layer.kind == Kind::dense && layer.weight_shape.size() == 2) {
      return {static_cast<std::uint32_t>(layer.weight_shape[1]), 1, 1};
    }
    throw NetworkFault("the file does not say the shape of its input: give input_shape");
  }

  void add_events(const Shape& shape) {
    Population input;
    input.name = "input";
    input.shape = shape;
    input.step.model = NeuronModel::input;
    set_last(network_.add(std::move(input)), {});
  }

  void append_input(const LavaLayer& layer) {
    if (any_) throw NetworkFault("an input layer stands behind another layer");
    if (!layer.neuron) {
      add_events(layer.shape);
      return;
    }
    LavaNeuron neuron = *layer.neuron;
    if (options_.input_bias.empty()) {
      neuron.values.current_bias = spread(layer.bias, layer.shape);
      add_events(layer.shape);
    } else {
      neuron.values.bias = read_input_bias(options_.input_bias, layer.shape);
    }
    const PopulationId target = add_neurons(layer, layer.shape, neuron.values);
    if (options_.input_bias.empty()) {
      const std::vector<float> weight = layer.weights.empty() ? std::vector{1.0F} : layer.weights;
      connect(layer, target, one_to_one(layer.shape.size(), weight.front()));
    }
    set_last(target, spread(layer.delays, layer.shape));
    neurons_ = true;
  }

  void append_flatten(const LavaLayer& layer) {
    const Shape& in = network_.graph[last_].shape;
    if (layer.shape.size() != in.size()) {
      throw NetworkFault("found shape " + to_string(layer.shape) + ", expected " +
                         std::to_string(in.size()) + " neurons as the layer before has");
    }
    flat_ = true;
  }

  void append_average(const LavaLayer& layer) {
    const auto in = static_cast<std::uint32_t>(network_.graph[last_].shape.size());
    const auto groups = static_cast<std::uint32_t>(layer.shape.size());
    if (in % groups != 0) {
      throw NetworkFault(std::to_string(groups) + " groups do not divide the " +
                         std::to_string(in) + " neurons of the layer before");
    }
    IntegerNeuron integrator;
    integrator.spiking = false;
    Population population = integer_population(layer.name, {groups, 1, 1}, integrator);
    population.unit = 1.0 / (in / groups);
    const PopulationId target = network_.add(std::move(population));
    Sparse sums{in, groups, {}, {}, std::vector<float>(in, 1.0F)};
    for (std::uint32_t n = 0; n < in; ++n) sums.target.push_back(n / (in / groups));
    sums.row_begin.resize(in + 1);
    std::iota(sums.row_begin.begin(), sums.row_begin.end(), std::uint64_t{0});
    connect(layer, target, std::move(sums));
    set_last(target, {});
  }

  void append_weighted(const LavaLayer& layer) {
    if (flat_ && layer.kind != Kind::dense) {
      throw NetworkFault("a map follows flatten, which leaves none");
    }
    Connection connection = lava_connection(layer, network_.graph[last_].shape);
    const Shape out = layer.kind == Kind::dense
                          ? layer.shape
                          : output_shape(std::get<Conv2d>(connection).geometry);
    LavaNeuron neuron = *layer.neuron;
    neuron.values.bias = spread(layer.bias, out);
    const PopulationId target = add_neurons(layer, out, neuron.values);
    connect(layer, target, std::move(connection));
    if (!layer.recurrent.empty()) {
      const auto size = static_cast<std::uint32_t>(out.size());
      Projection recurrent;
      recurrent.name = layer.name + ".recurrent";
      recurrent.origin = layer.group + "/weight_rec";
      recurrent.delay = 1;
      recurrent.quantization = integer_levels(layer.recurrent, layer.neuron->weight_shift);
      recurrent.connection = Dense{size, size, layer.recurrent};
      network_.connect(target, target, std::move(recurrent));
    }
    set_last(target, spread(layer.delays, out));
    neurons_ = true;
  }

  PopulationId add_neurons(const LavaLayer& layer, const Shape& shape, IntegerNeuron values) {
    values.threshold_shift = options_.v_th_shift;
    values.compare = options_.compare;
    for (const auto* list : {&values.current_decay, &values.voltage_decay, &values.threshold}) {
      if (list->size() == 1 || list->size() == shape.size() || list->size() == shape.channels) {
        continue;
      }
      throw NetworkFault("a field of its neuron has " + std::to_string(list->size()) +
                         " values, expected one, one a channel or one a neuron of " +
                         to_string(shape));
    }
    values.current_decay = spread(values.current_decay, shape);
    values.voltage_decay = spread(values.voltage_decay, shape);
    values.threshold = spread(values.threshold, shape);
    return network_.add(integer_population(layer.name, shape, values));
  }

  void connect(const LavaLayer& layer, PopulationId target, Connection connection) {
    Projection projection;
    projection.name = layer.name;
    projection.origin = layer.group + "/weight";
    const bool events = network_.graph[last_].step.model == NeuronModel::input;
    projection.delay = events ? 0 : options_.layer_delay;
    projection.quantization =
        integer_levels(weights(connection), layer.neuron ? layer.neuron->weight_shift : 0);
    projection.connection = std::move(connection);
    check_source(projection);
    for (Projection& part : split_by_delay(std::move(projection), delays_)) {
      network_.connect(last_, target, std::move(part));
    }
  }

  /// Splitting walks the synapses of the source's neurons.
  void check_source(const Projection& projection) const {
    const Shape& in = network_.graph[last_].shape;
    if (inputs(projection.connection) == in.size()) return;
    throw NetworkFault("its weights take " + std::to_string(inputs(projection.connection)) +
                       " inputs, the layer before has " + std::to_string(in.size()) + " neurons " +
                       to_string(in));
  }

  static Sparse one_to_one(std::uint64_t size, float weight) {
    Sparse sparse;
    sparse.inputs = sparse.outputs = static_cast<std::uint32_t>(size);
    sparse.row_begin.resize(size + 1);
    sparse.target.resize(size);
    std::iota(sparse.row_begin.begin(), sparse.row_begin.end(), std::uint64_t{0});
    std::iota(sparse.target.begin(), sparse.target.end(), 0U);
    sparse.weights.assign(size, weight);
    return sparse;
  }

  void set_last(PopulationId population, std::vector<std::uint32_t> delays) {
    last_ = population;
    delays_ = std::move(delays);
    any_ = true;
    flat_ = false;
  }

  std::string file_;
  LavaOptions options_;
  std::vector<std::string> faults_;
  std::vector<LavaLayer> layers_;
  Network network_;
  PopulationId last_ = 0;              ///< what the next layer reads
  std::vector<std::uint32_t> delays_;  ///< of its axons
  bool any_ = false, flat_ = false, neurons_ = false;
};

}  // namespace

Network import_lava(const std::filesystem::path& file, const LavaOptions& options) {
  const Hdf5File data(file);
  return Importer(data, options).import();
}

}  // namespace engram::workloads
