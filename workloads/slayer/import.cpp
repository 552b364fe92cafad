#include "workloads/slayer/import.hpp"

#include "workloads/network/integer_neuron.hpp"
#include "workloads/slayer/integer_text.hpp"

namespace engram::workloads {
namespace {

using Kind = SlayerLayer::Kind;

constexpr std::int64_t kLargestThreshold = std::int64_t{1} << 31;

class Importer {
 public:
  explicit Importer(const SlayerNetwork& description) : description_(description) {}

  Network import() {
    Population input;
    input.name = "input";
    input.shape = description_.input;
    input.step.model = NeuronModel::input;
    try {
      last_ = network_.add(std::move(input));
      for (const SlayerLayer& layer : description_.layers) {
        if (!append(layer)) break;
      }
    } catch (const NetworkFault& fault) {
      note(fault.what());
    }
    if (faults_.empty() && last_ == 0) note("no layer with neurons");
    if (!faults_.empty()) throw FileFault(faults_);
    network_.graph[last_].output = true;
    return std::move(network_);
  }

 private:
  void note(const std::string& fault) { faults_ += (faults_.empty() ? "" : "\n") + fault; }

  /// False where the layers that follow have no shape to start from.
  bool append(const SlayerLayer& layer) {
    const Shape in = network_.graph[last_].shape;
    if (layer.kind == Kind::flatten) {
      flat_ = true;
      return true;
    }
    check_neuron(layer);
    if (flat_ && layer.kind != Kind::dense) {
      note(layer.place + ": a map follows flatten, which leaves none");
      return false;
    }
    try {
      Projection projection;
      projection.name = layer.name;
      projection.origin = layer.weights.string();
      projection.delay = layer.delay.value_or(last_ == 0 ? 0 : 1);
      projection.connection = connection(layer, in);
      projection.quantization = integer_levels(weights(projection.connection));
      const PopulationId target = network_.add(integer_population(
          layer.name, output(layer, projection.connection), neuron_of(layer.neuron)));
      network_.connect(last_, target, std::move(projection));
      last_ = target;
      flat_ = false;
      return true;
    } catch (const NetworkFault& fault) {
      note(layer.place + ": " + fault.what());
      return false;
    }
  }

  void check_neuron(const SlayerLayer& layer) {
    const auto check = [&](const char* name, std::int64_t value, std::int64_t most) {
      if (value >= 0 && value <= most) return;
      note(layer.place + ": found " + name + " " + std::to_string(value) + ", expected 0 to " +
           std::to_string(most));
    };
    check("iDecay", layer.neuron.current_decay, kDecayOne);
    check("vDecay", layer.neuron.voltage_decay, kDecayOne);
    check("vTh", layer.neuron.threshold, kLargestThreshold);
  }

  static IntegerNeuron neuron_of(const SlayerNeuron& given) {
    IntegerNeuron neuron;
    neuron.current_decay = {given.current_decay};
    neuron.voltage_decay = {given.voltage_decay};
    neuron.threshold = {given.threshold};
    neuron.compare = given.compare;
    return neuron;
  }

  Connection connection(const SlayerLayer& layer, const Shape& in) {
    if (layer.kind == Kind::dense) {
      const auto inputs = static_cast<std::uint32_t>(in.size());
      return Dense{inputs, layer.outputs, read(layer, std::uint64_t{inputs} * layer.outputs)};
    }
    if (layer.kind == Kind::conv) {
      const ConvGeometry geometry = conv_geometry(in, layer.outputs, layer.window, layer.groups);
      return Conv2d{geometry, read(layer, kernel_size(geometry))};
    }
    const ConvGeometry geometry = pool_geometry(layer, in);
    const std::vector<float> window =
        read(layer, std::uint64_t{layer.window.kernel_y} * layer.window.kernel_x);
    std::vector<float> kernel;
    kernel.reserve(kernel_size(geometry));
    for (std::uint32_t channel = 0; channel < in.channels; ++channel) {
      kernel.insert(kernel.end(), window.begin(), window.end());
    }
    return Conv2d{geometry, std::move(kernel)};
  }

  /// A pool is a convolution of every channel on its own. SLAYER pads maps that its windows do not
  /// divide with zeros behind the last row and column, so that a last window is cut off.
  static ConvGeometry pool_geometry(const SlayerLayer& layer, const Shape& in) {
    const ConvWindow& window = layer.window;
    ConvGeometry geometry = conv_geometry(in, in.channels, window, in.channels);
    if (kernel_size(geometry) > largest_map) {
      throw NetworkFault("needs more than " + std::to_string(largest_map) + " weights");
    }
    const bool tiles = window.kernel_y == window.stride_y && window.kernel_x == window.stride_x;
    if (tiles && window.pad_y == 0 && window.pad_x == 0) {
      geometry.out_height = (in.height + window.stride_y - 1) / window.stride_y;
      geometry.out_width = (in.width + window.stride_x - 1) / window.stride_x;
    }
    return geometry;
  }

  /// Faults are noted, and zeros stand for the weights, so that the layers behind are looked at.
  std::vector<float> read(const SlayerLayer& layer, std::uint64_t count) {
    if (count > largest_map) {
      throw NetworkFault("needs " + std::to_string(count) + " weights, expected at most " +
                         std::to_string(largest_map));
    }
    if (layer.weight) {
      if (*layer.weight < -kMaxIntegerWeight || *layer.weight > kMaxIntegerWeight) {
        note(layer.place + ": found weight " + std::to_string(*layer.weight) +
             ", expected at most " + std::to_string(kMaxIntegerWeight) + " in size");
      }
      return std::vector<float>(count, static_cast<float>(*layer.weight));
    }
    try {
      return read_integer_text(layer.weights, count, kMaxIntegerWeight);
    } catch (const FileFault& fault) {
      note(fault.what());
      return std::vector<float>(count, 0.0F);
    }
  }

  static Shape output(const SlayerLayer& layer, const Connection& connection) {
    if (layer.kind == Kind::dense) return {layer.outputs, 1, 1};
    return output_shape(std::get<Conv2d>(connection).geometry);
  }

  const SlayerNetwork& description_;
  Network network_;
  PopulationId last_ = 0;
  bool flat_ = false;
  std::string faults_;
};

}  // namespace

Network import_slayer(const SlayerNetwork& description) {
  return Importer(description).import();
}

}  // namespace engram::workloads
