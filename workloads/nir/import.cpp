#include "workloads/nir/import.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <sstream>

#include "workloads/hdf5/hdf5_file.hpp"
#include "workloads/nir/nir_paths.hpp"
#include "workloads/nir/read_exported.hpp"

namespace engram::workloads {
namespace {

class Importer {
 public:
  Importer(const Hdf5File& file, const DynamicsChoice& dynamics)
      : file_(file.file().string()), graph_(read_nir_graph(file)), dynamics_(dynamics) {}

  Network import() {
    for (const auto& [name, node] : graph_.nodes) {
      if (const auto* input = std::get_if<NirInput>(&node.content)) add_input(name, input->shape);
    }
    if (network_.inputs().empty()) note("/node/nodes: no Input node");
    follow_all();
    for (const auto& [name, node] : graph_.nodes) {  // neurons that no Input leads to
      const auto* neuron = std::get_if<NirNeuron>(&node.content);
      if (neuron == nullptr || network_.find(name)) continue;
      add_neurons(name, {static_cast<std::uint32_t>(neuron->size), 1, 1});
      follow_all();
    }
    if (!faults_.empty()) throw FileFault(faults_);
    check_reached();
    set_delays();
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

  void add_input(const std::string& name, const Shape& shape) {
    Population population;
    population.name = name;
    population.shape = shape;
    population.step.model = NeuronModel::input;
    try {
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
      if (neuron.size == 1 || neuron.size == shape.size()) population.step = step;
    } catch (const std::invalid_argument& fault) {
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

  void follow_all() {
    while (!waiting_.empty()) {
      const std::string name = waiting_.front();
      waiting_.pop_front();
      const PopulationId source = network_.find(name).value();
      try {
        for (NirPath& path :
             paths_from(graph_, file_, name, network_.graph[source].shape, reached_)) {
          arrive(source, std::move(path));
        }
      } catch (const FileFault& fault) {
        note(fault.what());
      }
    }
  }

  void arrive(PopulationId source, NirPath path) {
    if (path.to_output) {
      network_.graph[source].output = network_.graph[source].step.model != NeuronModel::input;
      return;
    }
    const auto known = network_.find(path.target);
    const PopulationId target = known ? *known : add_neurons(path.target, path.shape);
    path.projection.name = free_name(path.projection.name);
    path.projection.delay = dynamics_.recurrent_delay.value_or(1);
    try {
      network_.connect(source, target, std::move(path.projection));
      if (bias_keys_.insert(path.bias_key).second) add_bias(target, path.bias);
    } catch (const NetworkFault& fault) {
      note_at(graph_.nodes.at(path.target).path, fault.what());
    }
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
    if (bias.empty()) return;
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

  /// Only edges inside a loop keep the recurrent delay.
  void set_delays() {
    std::map<std::string, std::size_t> component;
    const auto groups = loops(network_);
    for (std::size_t group = 0; group < groups.size(); ++group) {
      for (const std::string& name : groups[group]) component[name] = group + 1;
    }
    for (const ProjectionId& id : network_.projections()) {
      const std::string& source = network_.graph[boost::source(id, network_.graph)].name;
      const std::string& target = network_.graph[boost::target(id, network_.graph)].name;
      const bool inside = component[source] != 0 && component[source] == component[target];
      if (!inside) network_.graph[id].delay = 0;
    }
    try {
      levels(network_);
    } catch (const NetworkFault& fault) {
      note(fault.what());  // recurrent_delay 0 round a loop
    }
  }

  std::string file_;
  NirGraph graph_;
  DynamicsChoice dynamics_;
  Network network_;
  std::deque<std::string> waiting_;  ///< populations whose paths are still to be followed
  std::set<std::string> names_;      ///< of projections
  std::set<std::string> reached_;    ///< nodes on some path
  std::set<std::string> bias_keys_;  ///< NirPath::bias_key of biases that were added
  std::string faults_;
};

}  // namespace

Network import_nir(const Hdf5File& file, const DynamicsChoice& dynamics) {
  if (dynamics.preset == engram_dynamics().name) return read_exported(file, dynamics);
  return Importer(file, dynamics).import();
}

Network import_nir(const std::filesystem::path& file, const DynamicsChoice& dynamics) {
  return import_nir(Hdf5File(file), dynamics);
}

}  // namespace engram::workloads
