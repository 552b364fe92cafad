#include <map>
#include <set>

#include "sim/config/json_document.hpp"
#include "sim/config/slayer_file.hpp"
#include "sim/config/typed_pair.hpp"
#include "sim/config/typed_reader.hpp"

namespace engram::sim {
namespace {

using workloads::SlayerLayer;
using workloads::SlayerNeuron;

/// Keys of one type of layer; the others would be lost.
const std::map<std::string, std::set<std::string>> kKeys = {
    {"dense", {"weights", "neurons", "delay", "neuron"}},
    {"conv",
     {"weights", "channels", "kernel", "stride", "padding", "dilation", "groups", "delay",
      "neuron"}},
    {"pool", {"weights", "weight", "kernel", "stride", "padding", "delay", "neuron"}},
    {"flatten", {}}};

SlayerNeuron read_neuron(const TypedReader& neuron, SlayerNeuron otherwise) {
  const auto whole = [&](const char* key, std::int64_t& value) {
    if (neuron.has(key)) value = neuron.value(key).integer;
  };
  whole("iDecay", otherwise.current_decay);
  whole("vDecay", otherwise.voltage_decay);
  whole("vTh", otherwise.threshold);
  if (neuron.has("compare")) {
    otherwise.compare = neuron.is("compare", "greater") ? workloads::Compare::greater
                                                        : workloads::Compare::greater_equal;
  }
  return otherwise;
}

void check_keys(const TypedReader& layer, const std::string& type) {
  const std::set<std::string>& keys = kKeys.at(type);
  for (const auto& [key, value] : layer.object().members) {
    if (key == "type" || key == "name" || keys.contains(key)) continue;
    layer.fault(key, "concerns no layer of type " + type);
  }
  const auto need = [&](const char* key) {
    if (!layer.has(key)) layer.fault("", "a layer of type " + type + " needs " + key);
  };
  if (type == "dense") need("neurons");
  if (type == "conv") need("channels");
  if (type == "conv" || type == "pool") need("kernel");
  if (type == "pool" ? layer.has("weights") == layer.has("weight") : false) {
    layer.fault("", "a layer of type pool needs either weights or weight");
  } else if (type == "dense" || type == "conv") {
    need("weights");
  }
}

void read_window(const TypedReader& layer, bool pool, workloads::ConvWindow& window) {
  std::tie(window.kernel_y, window.kernel_x) = read_pair(layer, "kernel", {1, 1});
  const std::pair<std::uint32_t, std::uint32_t> kernel = {window.kernel_y, window.kernel_x};
  std::tie(window.stride_y, window.stride_x) =
      read_pair(layer, "stride", pool ? kernel : std::pair{1U, 1U});
  std::tie(window.pad_y, window.pad_x) = read_pair(layer, "padding", {0, 0});
  std::tie(window.dilation_y, window.dilation_x) = read_pair(layer, "dilation", {1, 1});
}

SlayerLayer read_layer(const TypedReader& layer, const SlayerNeuron& neuron,
                       std::map<std::string, int>& numbers) {
  SlayerLayer read;
  const std::string type = layer.text("type");
  check_keys(layer, type);
  read.kind = type == "dense"  ? SlayerLayer::Kind::dense
              : type == "conv" ? SlayerLayer::Kind::conv
              : type == "pool" ? SlayerLayer::Kind::pool
                               : SlayerLayer::Kind::flatten;
  const std::string number = std::to_string(++numbers[type]);
  read.name = layer.maybe_text("name").value_or(type + number);
  if (layer.has("weights")) {
    layer.check_file("weights", false);
    read.weights = layer.text("weights");
  }
  if (layer.has("weight")) read.weight = layer.value("weight").integer;
  read.outputs = layer.maybe_count(type == "dense" ? "neurons" : "channels").value_or(0);
  read_window(layer, type == "pool", read.window);
  read.groups = layer.maybe_count("groups").value_or(1);
  read.delay = layer.maybe_count("delay");
  read.neuron = layer.has("neuron") ? read_neuron(layer.child("neuron"), neuron) : neuron;
  const JsonValue& object = layer.object();
  read.place = (object.source ? object.source->name : "") + ":" + std::to_string(object.line) +
               ": " + layer.pointer();
  return read;
}

workloads::Shape read_input(const TypedReader& root) {
  const auto& sizes = root.value("input").items;
  const auto size = [&](std::size_t at) { return static_cast<std::uint32_t>(sizes[at].integer); };
  if (sizes.size() == 3) return {size(0), size(1), size(2)};
  if (sizes.size() == 1) return {size(0), 1, 1};
  root.fault("input", "found 2 sizes, expected [channels, height, width] or [neurons]");
  return {};
}

}  // namespace

workloads::SlayerNetwork read_slayer_file(const std::filesystem::path& file,
                                          std::vector<Fault>& faults) {
  workloads::SlayerNetwork network;
  const std::size_t before = faults.size();
  try {
    const JsonValue tree = resolve(read_json(file), *slayer_schema(), "", faults);
    if (faults.size() > before) return network;
    const TypedReader root(tree, "", faults);
    network.input = read_input(root);
    const SlayerNeuron neuron = read_neuron(root.child("neuron"), {});
    std::map<std::string, int> numbers;
    const auto& layers = root.value("layers").items;
    for (std::size_t index = 0; index < layers.size(); ++index) {
      const TypedReader layer(layers[index], "/layers/" + std::to_string(index), faults);
      network.layers.push_back(read_layer(layer, neuron, numbers));
    }
  } catch (const ConfigFault& fault) {
    faults.insert(faults.end(), fault.faults().begin(), fault.faults().end());
  }
  return network;
}

}  // namespace engram::sim
