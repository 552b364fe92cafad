#include <algorithm>
#include <map>

#include "sim/config/json_document.hpp"
#include "sim/config/network_file.hpp"
#include "sim/config/run_schema.hpp"
#include "sim/config/typed.hpp"
#include "sim/config/typed_neuron.hpp"
#include "sim/config/typed_projection.hpp"

namespace engram::sim {
namespace {

/// Channels 0 where there is a fault.
workloads::Shape read_shape(const TypedReader& population) {
  const auto& sizes = population.value("shape").items;
  const auto size = [&](std::size_t index) {
    return static_cast<std::uint32_t>(sizes[index].integer);
  };
  if (sizes.size() == 2) {
    population.fault("shape", "found 2 sizes, expected [neurons] or [channels, height, width]");
    return {};
  }
  const workloads::Shape shape = sizes.size() == 1 ? workloads::Shape{size(0), 1, 1}
                                                   : workloads::Shape{size(0), size(1), size(2)};
  // Each size is below 2^24, so a product of two cannot overflow.
  const std::uint64_t plane = std::uint64_t{shape.height} * shape.width;
  if (plane > kMaxNeurons || plane * shape.channels > kMaxNeurons) {
    population.fault("shape", "found more neurons than a population may have, which is " +
                                  std::to_string(kMaxNeurons));
    return {};
  }
  return shape;
}

workloads::PopulationDescription read_population(const TypedReader& population) {
  workloads::PopulationDescription result;
  if (population.sound("name")) result.name = population.text("name");
  if (population.sound("shape")) result.shape = read_shape(population);
  if (population.sound("neuron")) {
    result.step = read_neuron(population.child("neuron"), result.shape.size());
    result.output = population.sound("output") && population.flag("output");
    if (result.output && result.step.model == workloads::NeuronModel::input) {
      population.fault("output", "an input population cannot be an output");
    }
  }
  return result;
}

/// Reads `list` one by one; a name that an earlier one has is a fault.
template <class Read>
void read_named(const TypedReader& network, const std::string& key, const char* kind, Read read) {
  const JsonValue* list = network.object().find(key);
  if (list == nullptr || list->type != JsonValue::Type::array) return;
  std::map<std::string, int> lines;
  for (std::size_t index = 0; index < list->items.size(); ++index) {
    const JsonValue& item = list->items[index];
    if (item.type != JsonValue::Type::object) continue;
    const std::string pointer = network.pointer() + "/" + key + "/" + std::to_string(index);
    const TypedReader one(item, pointer, network.faults());
    read(one);
    if (!one.sound("name")) continue;
    const auto [first, fresh] = lines.emplace(one.text("name"), one.value("name").line);
    if (!fresh) {
      one.fault("name", std::string("the ") + kind + " '" + first->first +
                            "' is given twice (first at line " + std::to_string(first->second) +
                            ")");
    }
  }
}

/// The populations by name, to resolve the ends of projections.
using Shapes = std::map<std::string, workloads::Shape>;

void check_ends(const TypedReader& projection, const Shapes& shapes) {
  std::vector<std::string> names;
  for (const auto& [name, shape] : shapes) names.push_back(name);
  for (const char* end : {"source", "target"}) {
    if (!projection.sound(end) || shapes.contains(projection.text(end))) continue;
    projection.fault(end, "no population '" + projection.text(end) + "'" +
                              suggestion(projection.text(end), names));
  }
}

}  // namespace

NetworkDescription typed_network(const JsonValue& tree, const std::string& pointer,
                                 std::vector<Fault>& faults) {
  NetworkDescription network;
  const TypedReader root(tree, pointer, faults);
  Shapes shapes;
  bool all_named = root.has("populations");
  read_named(root, "populations", "population", [&](const TypedReader& one) {
    network.populations.push_back(read_population(one));
    shapes.emplace(network.populations.back().name, network.populations.back().shape);
    all_named = all_named && one.sound("name");
  });
  read_named(root, "projections", "projection", [&](const TypedReader& one) {
    if (all_named) check_ends(one, shapes);
    if (!one.sound()) return;
    network.projections.push_back(read_projection(one));
    const workloads::ProjectionDescription& read = network.projections.back();
    const auto source = shapes.find(read.source), target = shapes.find(read.target);
    if (source == shapes.end() || target == shapes.end()) return;
    if (source->second.size() == 0 || target->second.size() == 0) return;
    check_weight_count(one, read, source->second, target->second);
  });
  return network;
}

NetworkDescription read_network_file(const std::filesystem::path& file,
                                     std::vector<Fault>& faults) {
  try {
    const JsonValue tree =
        resolve(read_json(file), *object("a native network", network_fields()), "", faults);
    if (tree.type == JsonValue::Type::object) return typed_network(tree, "", faults);
  } catch (const ConfigFault& fault) {
    faults.insert(faults.end(), fault.faults().begin(), fault.faults().end());
  }
  return {};
}

}  // namespace engram::sim
