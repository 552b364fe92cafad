#include "tests/hw/hand_made.hpp"

#include <algorithm>
#include <memory>
#include <numeric>

namespace engram::hw::testing {

MemoryImage make_image(const Weights& weights, const WeightFormat& format,
                       const EncodingChoice& choice) {
  SynapseMatrix matrix;
  matrix.rows = static_cast<std::uint32_t>(weights.size());
  matrix.targets = static_cast<std::uint32_t>(weights.front().size());
  matrix.format = format;
  matrix.row_begin.push_back(0);
  for (const std::vector<double>& row : weights) {
    for (std::uint32_t target = 0; target < row.size(); ++target) {
      if (row[target] == 0) continue;
      matrix.target.push_back(target);
      matrix.code.push_back(format.kind == WeightKind::float32
                                ? code_from_float(static_cast<float>(row[target]))
                                : code_from_level(format, static_cast<int>(row[target])));
    }
    matrix.row_begin.push_back(matrix.target.size());
  }
  return encode(matrix, choice);
}

std::vector<std::uint32_t> numbered(std::size_t count) {
  std::vector<std::uint32_t> numbers(count);
  std::iota(numbers.begin(), numbers.end(), 0u);
  return numbers;
}

NeuronSpec fixed_if(std::int64_t threshold) {
  NeuronSpec neuron;
  neuron.fixed = true;
  neuron.state_bits = 16;
  neuron.decay_bits = 8;
  neuron.integer.membrane_decay = {256};
  neuron.integer.membrane_offset = {0};
  neuron.integer.bias = {0};
  neuron.integer.threshold = {threshold};
  return neuron;
}

NeuronSpec float_if(double threshold) {
  NeuronSpec neuron;
  neuron.real.membrane_decay = {1.0};
  neuron.real.membrane_gain = {1.0};
  neuron.real.membrane_offset = {0.0};
  neuron.real.bias = {0.0};
  neuron.real.threshold = {threshold};
  return neuron;
}

NeuronSpec float_lif(double decay, double threshold) {
  NeuronSpec neuron = float_if(threshold);
  neuron.model = "lif";
  neuron.real.membrane_decay = {decay};
  return neuron;
}

std::uint32_t HandMade::input(const std::string& name, std::uint32_t neurons) {
  PopulationSpec population;
  population.name = name;
  population.neurons = neurons;
  population.input = true;
  populations_.push_back(population);
  return static_cast<std::uint32_t>(populations_.size() - 1);
}

std::uint32_t HandMade::population(const std::string& name, std::uint32_t neurons, unsigned level,
                                   const NeuronSpec& neuron,
                                   const std::vector<std::uint32_t>& cores) {
  PopulationSpec population;
  population.name = name;
  population.neurons = neurons;
  population.level = level;
  population.spiking = neuron.spiking;
  populations_.push_back(population);
  const auto id = static_cast<std::uint32_t>(populations_.size() - 1);
  const auto parts = static_cast<std::uint32_t>(cores.size());
  for (std::uint32_t part = 0; part < parts; ++part) {
    if (cores[part] >= cores_.size()) cores_.resize(cores[part] + 1);
    CoreSpec& core = cores_[cores[part]];
    std::uint32_t local = 0;
    for (const SliceSpec& slice : core.slices) local += slice.count;
    const std::uint32_t first = part * (neurons / parts);
    const std::uint32_t count = part + 1 == parts ? neurons - first : neurons / parts;
    core.slices.push_back({id, first, count, local, neuron, 16});
  }
  return id;
}

void HandMade::connect(const std::string& name, std::uint32_t source, std::uint32_t target,
                       const Weights& weights, std::uint32_t delay, unsigned shift) {
  links_.push_back({name, source, target, weights, delay, shift, format_});
}

void HandMade::add_images(ChipSpec& spec, std::uint32_t index) const {
  CoreSpec& core = spec.cores[index];
  for (std::uint32_t order = 0; order < links_.size(); ++order) {
    const Link& link = links_[order];
    for (std::uint32_t slice = 0; slice < core.slices.size(); ++slice) {
      if (core.slices[slice].population != link.target) continue;
      const auto first = core.slices[slice].first;
      Weights part;
      for (const std::vector<double>& row : link.weights) {
        part.emplace_back(row.begin() + first, row.begin() + first + core.slices[slice].count);
      }
      core.images.push_back(
          {link.name, order, slice, link.shift, link.delay,
           std::make_shared<const MemoryImage>(make_image(part, link.format, choice_)), link.source,
           numbered(link.weights.size())});
    }
  }
}

/// One record for each neuron of each population that reaches the core.
void HandMade::add_routes(ChipSpec& spec, std::uint32_t index,
                          std::vector<std::vector<std::vector<Destination>>>& routes) const {
  CoreSpec& core = spec.cores[index];
  core.record_begin.push_back(0);
  for (std::uint32_t source = 0; source < populations_.size(); ++source) {
    for (std::uint32_t neuron = 0; neuron < populations_[source].neurons; ++neuron) {
      const std::size_t before = core.entries.size();
      for (std::uint32_t image = 0; image < core.images.size(); ++image) {
        if (links_[core.images[image].order].source != source) continue;
        core.entries.push_back({image, neuron});
      }
      if (core.entries.size() == before) continue;
      routes[source][neuron].push_back(
          {index, static_cast<std::uint32_t>(core.record_begin.size() - 1)});
      core.record_begin.push_back(core.entries.size());
    }
  }
}

ChipSpec HandMade::build(std::uint32_t mesh_width, std::uint32_t mesh_height) const {
  ChipSpec spec;
  spec.mesh_width = mesh_width;
  spec.mesh_height = mesh_height;
  spec.accumulator_bits = 16;
  spec.cores = cores_;
  spec.populations = populations_;
  for (const Link& link : links_) spec.projections.push_back(link.name);
  std::vector<std::vector<std::vector<Destination>>> routes;
  for (const PopulationSpec& population : populations_) routes.emplace_back(population.neurons);
  for (std::uint32_t core = 0; core < spec.cores.size(); ++core) {
    spec.cores[core].x = core % mesh_width;
    spec.cores[core].y = core / mesh_width;
    add_images(spec, core);
    add_routes(spec, core, routes);
  }
  for (std::size_t id = 0; id < populations_.size(); ++id) {
    PopulationSpec& population = spec.populations[id];
    population.destination_begin.push_back(0);
    for (const std::vector<Destination>& list : routes[id]) {
      population.destinations.insert(population.destinations.end(), list.begin(), list.end());
      population.destination_begin.push_back(population.destinations.size());
    }
  }
  return spec;
}

ChipSpec chain() {
  HandMade net;
  const auto in = net.input("in", 2);
  const auto a = net.population("a", 2, 1, fixed_if(5), {0, 1});
  const auto b = net.population("b", 1, 2, fixed_if(5), {2});
  net.connect("ia", in, a, {{7, 0}, {0, 7}});
  net.connect("ab", a, b, {{6}, {6}});
  return net.build(3, 1);
}

ChipSpec four_by_four() {
  EncodingChoice choice;
  choice.organisation.word_bits = 8;
  HandMade net(choice);
  const auto in = net.input("in", 4);
  const auto out = net.population("out", 4, 1, fixed_if(5));
  net.connect("fc", in, out, {{1, 2, 3, 4}, {5, 0, 0, 6}, {0, 0, 7, 0}, {-1, -2, -3, -4}});
  return net.build(1, 1);
}

}  // namespace engram::hw::testing
