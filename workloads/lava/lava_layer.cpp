#include "workloads/lava/lava_layer.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "workloads/network/file_fault.hpp"

namespace engram::workloads {
namespace {

using Kind = LavaLayer::Kind;

constexpr std::int64_t kLargestDelay = 4095;
constexpr std::int64_t kLargestBias = std::int64_t{1} << 30;
constexpr auto kLargestMap = static_cast<std::int64_t>(largest_map);

const std::map<std::string, Kind> kTypes = {{"input", Kind::input},     {"dense", Kind::dense},
                                            {"dense_rec", Kind::dense}, {"conv", Kind::conv},
                                            {"pool", Kind::pool},       {"flatten", Kind::flatten},
                                            {"average", Kind::average}};

std::string type_names() {
  std::string names;
  for (const auto& [name, kind] : kTypes) names += (names.empty() ? "" : ", ") + name;
  return names;
}

std::optional<Shape> read_shape(const LavaFields& fields) {
  const auto read = fields.wholes("shape", 1, kLargestMap);
  if (!read) return std::nullopt;
  std::vector<std::int64_t> sizes = read->values;
  while (sizes.size() > 1 && sizes.size() != 3 && sizes.back() == 1) sizes.pop_back();
  if (sizes.size() == 1) return Shape{static_cast<std::uint32_t>(sizes[0]), 1, 1};
  const auto size = [&](std::size_t at) { return static_cast<std::uint32_t>(sizes[at]); };
  if (sizes.size() != 3 || sizes[1] * sizes[2] > kLargestMap ||
      sizes[0] * (sizes[1] * sizes[2]) > kLargestMap) {
    fields.fault("shape",
                 "found a shape of " + std::to_string(read->values.size()) +
                     " sizes, expected (neurons) or (channels, height, width) of at most " +
                     std::to_string(largest_map) + " neurons");
    return std::nullopt;
  }
  return Shape{size(0), size(1), size(2)};
}

std::vector<float> floats(const std::vector<std::int64_t>& values) {
  return {values.begin(), values.end()};
}

class LayerReader {
 public:
  LayerReader(const LavaFields& fields, std::string number) : fields_(fields) {
    layer_.group = fields.group();
    layer_.name = std::move(number);
  }

  LavaLayer read() {
    const auto type = fields_.text("type");
    if (!type) return layer_;
    const auto kind = kTypes.find(*type);
    if (kind == kTypes.end()) {
      fields_.fault("type", "found layer type '" + *type + "', expected one of " + type_names());
      return layer_;
    }
    layer_.kind = kind->second;
    layer_.name = (*type == "dense_rec" ? "dense" : *type) + layer_.name;
    if (const auto shape = read_shape(fields_)) layer_.shape = *shape;
    if (layer_.kind == Kind::flatten || layer_.kind == Kind::average) return layer_;
    read_neuron();
    read_weights();
    if (*type == "dense_rec") read_recurrent();
    if (layer_.kind == Kind::conv || layer_.kind == Kind::pool) read_window();
    read_bias();
    read_delays();
    return layer_;
  }

 private:
  void read_neuron() {
    if (layer_.kind == Kind::input && !fields_.has("neuron")) return;
    layer_.neuron = read_lava_neuron(fields_.below("neuron"));
  }

  void read_weights() {
    if (layer_.kind == Kind::input && !fields_.has("weight")) return;
    auto read = fields_.wholes("weight", -kMaxIntegerWeight, kMaxIntegerWeight);
    if (!read) return;
    std::vector<std::uint64_t>& shape = read->shape;
    if (layer_.kind == Kind::input) {
      if (read->values.size() != 1) {
        fields_.fault("weight", "found " + sizes_text(shape) + " weights, expected one");
      }
    } else if (layer_.kind == Kind::dense) {
      const std::uint64_t out = layer_.shape.size();
      if (shape.size() == 1 && out > 0 && shape[0] % out == 0) shape = {out, shape[0] / out};
      while (shape.size() > 2 && shape.back() == 1) shape.pop_back();
      if (shape.size() != 2 || shape[0] != out) {
        fields_.fault("weight", "found " + sizes_text(shape) + " weights, expected (" +
                                    std::to_string(out) + ", inputs)");
      }
    } else {
      if (shape.size() == 5 && shape.back() == 1) shape.pop_back();
      if (shape.size() != 4) {
        fields_.fault("weight", "found " + sizes_text(shape) +
                                    " weights, expected (out, in, ky, kx) or (out, in, ky, kx, 1)");
      }
    }
    layer_.weight_shape = shape;
    layer_.weights = floats(read->values);
  }

  void read_recurrent() {
    const auto read = fields_.wholes("weight_rec", -kMaxIntegerWeight, kMaxIntegerWeight);
    if (!read) return;
    const std::uint64_t size = layer_.shape.size();
    if (read->values.size() != size * size) {
      fields_.fault("weight_rec", "found " + sizes_text(read->shape) + " weights, expected (" +
                                      std::to_string(size) + ", " + std::to_string(size) + ")");
    }
    layer_.recurrent = floats(read->values);
  }

  void read_window() {
    const bool pool = layer_.kind == Kind::pool;
    const auto kernel = fields_.pair("kernelSize", 1);
    const auto stride = fields_.pair("stride", 1, pool ? kernel : std::pair{1U, 1U});
    const auto padding = fields_.pair("padding", 0, std::pair{0U, 0U});
    const auto dilation = fields_.pair("dilation", 1, std::pair{1U, 1U});
    if (!kernel || !stride || !padding || !dilation) return;
    layer_.window = {kernel->first,  kernel->second,  stride->first,   stride->second,
                     padding->first, padding->second, dilation->first, dilation->second};
    const auto groups =
        pool ? std::optional<std::int64_t>(1) : fields_.whole("groups", 1, kLargestMap, 1);
    if (groups) layer_.groups = static_cast<std::uint32_t>(*groups);
    const std::vector<std::uint64_t>& shape = layer_.weight_shape;
    if (shape.size() == 4 && (shape[2] != kernel->first || shape[3] != kernel->second)) {
      fields_.fault("weight", "found " + sizes_text(shape) + " weights, expected a kernel of (" +
                                  std::to_string(kernel->first) + ", " +
                                  std::to_string(kernel->second) + ") as kernelSize says");
    }
  }

  void read_bias() {
    if (!fields_.has("bias")) return;
    const auto read = fields_.wholes("bias", -kLargestBias, kLargestBias);
    if (!read) return;
    const std::size_t count = read->values.size();
    if (count != 1 && count != layer_.shape.size() && count != layer_.shape.channels) {
      fields_.fault("bias", "found " + sizes_text(read->shape) +
                                " values, expected one, one a channel or one a neuron of " +
                                to_string(layer_.shape));
    }
    layer_.bias = read->values;
  }

  void read_delays() {
    if (!fields_.has("delay")) return;
    const auto read = fields_.wholes("delay", 0, kLargestDelay);
    if (!read) return;
    const std::size_t count = read->values.size();
    if (count != 1 && count != layer_.shape.size() && count != layer_.shape.channels) {
      fields_.fault("delay", "found " + sizes_text(read->shape) +
                                 " values, expected one, one a channel or one a neuron of " +
                                 to_string(layer_.shape));
    }
    layer_.delays.assign(read->values.begin(), read->values.end());
  }

  LavaFields fields_;
  LavaLayer layer_;
};

/// Group names below /layer by number.
std::map<std::uint32_t, std::string> numbered_layers(const Hdf5File& file,
                                                     std::vector<std::string>& faults) {
  std::map<std::uint32_t, std::string> layers;
  const std::string where = file.file().string() + ": /layer";
  if (!file.is_group("/layer")) {
    faults.push_back(where + ": missing, expected a lava-dl network with the groups /layer/0, ...");
    return layers;
  }
  for (const std::string& name : file.children("/layer")) {
    std::uint32_t number = 0;
    const char* end = name.data() + name.size();
    const auto [stop, error] = std::from_chars(name.data(), end, number);
    if (error != std::errc{} || stop != end || !file.is_group("/layer/" + name)) {
      faults.push_back(where + "/" + name + ": expected a group whose name is a number");
    } else if (!layers.emplace(number, name).second) {
      faults.push_back(where + "/" + name + ": the number is given twice");
    }
  }
  std::uint32_t expected = 0;
  for (const auto& [number, name] : layers) {
    if (number != expected) {
      faults.push_back(where + "/" + std::to_string(expected) + ": missing, the next layer is " +
                       name);
    }
    expected = number + 1;
  }
  if (layers.empty() && faults.empty()) faults.push_back(where + ": no layers");
  return layers;
}

}  // namespace

std::vector<LavaLayer> read_layers(const Hdf5File& file, std::vector<std::string>& faults) {
  std::vector<LavaLayer> layers;
  for (const auto& [number, name] : numbered_layers(file, faults)) {
    const LavaFields fields(file, "/layer/" + name, faults);
    layers.push_back(LayerReader(fields, std::to_string(number)).read());
  }
  return layers;
}

}  // namespace engram::workloads
