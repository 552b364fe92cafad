#include "workloads/nir/import.hpp"

#include <deque>
#include <set>
#include <sstream>

#include "workloads/hdf5/hdf5_file.hpp"
#include "workloads/network/dynamics_fixed.hpp"
#include "workloads/nir/delays.hpp"
#include "workloads/nir/input_shape.hpp"
#include "workloads/nir/nir_paths.hpp"
#include "workloads/nir/nir_way.hpp"
#include "workloads/nir/read_exported.hpp"
#include "workloads/nir/time_unit.hpp"

namespace engram::workloads {
namespace {

class Importer {
 public:
  Importer(const Hdf5File& file, const DynamicsChoice& dynamics, const NirOptions& options)
      : file_(file.file().string()),
        options_(options),
        dynamics_(dynamics),
        preset_(dynamics_preset(dynamics.preset)),
        graph_(read_nir_graph(file, options)) {
    if (options.time_unit == NirTimeUnit::timesteps) dynamics_.dt = 1.0;
  }

  Network import() {
    bool found = false;
    for (const auto& [name, node] : graph_.nodes) {
      const auto* input = std::get_if<NirInput>(&node.content);
      if (input == nullptr) continue;
      found = true;
      add_input(name, *input);
    }
    if (!found) note("/node/nodes: no Input node");
    follow_all();
    for (const auto& [name, node] : graph_.nodes) {  // neurons that no Input leads to
      const auto* neuron = std::get_if<NirNeuron>(&node.content);
      if (neuron == nullptr || network_.find(name)) continue;
      add_neurons(name, {static_cast<std::uint32_t>(neuron->size), 1, 1});
      follow_all();
    }
    if (!faults_.empty()) throw FileFault(faults_);
    check_reached();
    finish();
    if (network_.outputs().empty()) note("/node/nodes: no population leads to an Output node");
    if (!faults_.empty()) throw FileFault(faults_);
    return std::move(network_);
  }

 private:
  /// One fault a line, each with the file's name.
  void note(const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      if (!faults_.empty()) faults_ += "\n";
      faults_ += line.starts_with(file_ + ": ") ? line : file_ + ": " + line;
    }
  }
  /// The same for faults that do not know the node.
  void note_at(const std::string& path, const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) note(path + ": " + line);
  }

  void add_input(const std::string& name, const NirInput& input) {
    Population population;
    population.name = name;
    population.shape = input_shape_of(graph_, name, input);
    population.step.model = NeuronModel::input;
    try {
      check_map_size(population.shape);
      network_.add(std::move(population));
      waiting_.push_back(name);
    } catch (const NetworkFault& fault) {
      note_at(graph_.nodes.at(name).path, fault.what());
    }
  }

  PopulationId add_neurons(const std::string& name, const Shape& shape) {
    const NirNode& node = graph_.nodes.at(name);
    const auto& neuron = std::get<NirNeuron>(node.content);
    Population population;
    population.name = name;
    population.shape = shape;
    try {
      const NeuronStep step = discretise(neuron.parameters, dynamics_);
      check_unit_of_time(neuron.parameters);
      if (neuron.size == 1 || neuron.size == shape.size()) population.step = step;
    } catch (const std::invalid_argument& fault) {
      note_at(node.path, fault.what());
    } catch (const NetworkFault& fault) {
      note_at(node.path, fault.what());
    }
    if (neuron.size != 1 && neuron.size != shape.size()) {
      note_at(node.path, "found parameters for " + std::to_string(neuron.size) +
                             " neurons, the connection into it has " +
                             std::to_string(shape.size()) + " outputs " + to_string(shape));
    }
    waiting_.push_back(name);
    return network_.add(std::move(population));
  }

  void check_unit_of_time(const NeuronParameters& p) const {
    const bool current = p.model == NeuronModel::cuba_lif || p.model == NeuronModel::cuba_li;
    const bool stated = options_.time_unit.has_value();
    for (const double tau : p.tau.values()) {
      check_plausible(current ? "tau_mem" : "tau", tau, dynamics_.dt, stated);
    }
    for (const double tau : p.tau_syn.values()) {
      check_plausible("tau_syn", tau, dynamics_.dt, stated);
    }
  }

  /// A readout without memory in place of an Output that weights or pooling lead to.
  PopulationId add_output(const std::string& name, const Shape& shape) {
    Population population;
    population.name = name;
    population.shape = shape;
    population.output = true;
    population.step.model = NeuronModel::li;
    population.step.spiking = false;
    population.step.membrane_decay = 0.0;
    return network_.add(std::move(population));
  }

  void follow_all() {
    NirWalk walk{graph_, file_, options_, dynamics_.dt};
    while (!waiting_.empty()) {
      const std::string name = waiting_.front();
      waiting_.pop_front();
      const PopulationId source = network_.find(name).value();
      try {
        const Shape shape = network_.graph[source].shape;
        for (NirPath& path : paths_from(walk, name, shape, reached_)) {
          arrive(source, std::move(path));
        }
      } catch (const FileFault& fault) {
        note(fault.what());
      }
    }
  }

  void arrive(PopulationId source, NirPath path) {
    const NeuronStep& step = network_.graph[source].step;
    if (path.to_output && path.plain && step.model != NeuronModel::input) {
      network_.graph[source].output = true;
      return;
    }
    if (!step.spiking) return refuse_readout(source, path);
    const auto known = network_.find(path.target);
    const PopulationId target = known            ? *known
                                : path.to_output ? add_output(path.target, path.shape)
                                                 : add_neurons(path.target, path.shape);
    path.projection.name = free_name(path.projection.name);
    try {
      network_.connect(source, target, std::move(path.projection));
      for (const NirBias& bias : path.biases) {
        if (bias_keys_.insert(bias.key).second) add_bias(target, bias.values);
      }
    } catch (const NetworkFault& fault) {
      note_at(graph_.nodes.at(path.target).path, fault.what());
    }
  }

  void refuse_readout(PopulationId source, const NirPath& path) {
    const std::string& name = network_.graph[source].name;
    note_at(graph_.nodes.at(name).path,
            std::string("its membrane (model '") + to_string(network_.graph[source].step.model) +
                "') leads to '" + path.target + "' through '" + path.projection.name +
                "': found graded values, expected spikes; a readout can lead straight to an "
                "Output only");
  }

  /// `name`, or with ".2", ".3", ... where a weighted node serves several paths.
  std::string free_name(const std::string& name) {
    std::string free = name;
    for (int use = 2; names_.contains(free) || (use > 2 && graph_.nodes.contains(free)); ++use) {
      free = name + "." + std::to_string(use);
    }
    names_.insert(free);
    return free;
  }

  void add_bias(PopulationId target, const std::vector<double>& bias) {
    Population& population = network_.graph[target];
    std::vector<double> sum(population.shape.size());
    for (std::size_t neuron = 0; neuron < sum.size(); ++neuron) {
      sum[neuron] = population.step.bias[neuron] + bias[neuron];
    }
    population.step.bias = PerNeuron(std::move(sum));
  }

  /// A weighted or pooling node that no neuron feeds would be lost, and its bias with it.
  void check_reached() {
    for (const auto& [name, node] : graph_.nodes) {
      const bool population = network_.find(name).has_value();
      if (population || reached_.contains(name)) continue;
      note_at(node.path, "nothing leads to it");
    }
  }

  /// Delays, and what an integer preset asks for.
  void finish() {
    add_delays(network_, dynamics_.recurrent_delay.value_or(1), preset_.projection_delay);
    try {
      levels(network_);  // recurrent_delay 0 round a loop
      if (preset_.integer) {
        fetch_weights(network_);
        make_integer(network_);
      }
    } catch (const NetworkFault& fault) {
      note(fault.what());
    }
  }

  std::string file_;
  NirOptions options_;
  DynamicsChoice dynamics_;
  const DynamicsPreset& preset_;
  NirGraph graph_;
  Network network_;
  std::deque<std::string> waiting_;  ///< populations whose paths are still to be followed
  std::set<std::string> names_;      ///< of projections
  std::set<std::string> reached_;    ///< nodes on some path
  std::set<std::string> bias_keys_;  ///< of biases that were added
  std::string faults_;
};

}  // namespace

Network import_nir(const Hdf5File& file, const DynamicsChoice& dynamics,
                   const NirOptions& options) {
  if (dynamics.preset == engram_dynamics().name) return read_exported(file, dynamics);
  return Importer(file, dynamics, options).import();
}

Network import_nir(const std::filesystem::path& file, const DynamicsChoice& dynamics,
                   const NirOptions& options) {
  return import_nir(Hdf5File(file), dynamics, options);
}

}  // namespace engram::workloads
