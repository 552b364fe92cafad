#include "sim/config/slayer_file.hpp"

namespace engram::sim {
namespace {

constexpr double kMaxSize = 1 << 24;
constexpr double kMaxDecay = 4096;
constexpr double kMaxThreshold = 2147483648.0;

/// A size for both axes, or [y, x].
SchemaPtr pair(const char* doc, double low) {
  return any_of(doc, {integer("", low, 65536), list_of("", integer("", low, 65536), 2, 2)});
}

/// Defaults belong to the description as a whole; those of a layer stand in for it.
SchemaPtr neuron_schema(const char* doc, bool whole) {
  const auto field = [&](const char* name, SchemaPtr schema) {
    return whole ? filled(name, std::move(schema)) : optional(name, std::move(schema));
  };
  const auto fallback = [&](std::int64_t value) {
    return whole ? std::optional(value) : std::nullopt;
  };
  return object(
      doc,
      {field("iDecay", integer("of the current, of 4096", 0, kMaxDecay, "", fallback(1024))),
       field("vDecay", integer("of the membrane, of 4096", 0, kMaxDecay, "", fallback(128))),
       field("vTh", integer("threshold, in weight levels", 0, kMaxThreshold, "", fallback(80))),
       field("compare", choice("membrane against threshold", {"greater", "greater_equal"},
                               whole ? std::optional<std::string>("greater") : std::nullopt))});
}

SchemaPtr layer_schema() {
  return object(
      "one layer",
      {required("type", choice("of the layer", {"dense", "conv", "pool", "flatten"})),
       optional("name", text("default: its type and number (conv1, conv2, ...)")),
       optional("weights", path("text file of whole numbers, C order")),
       optional("weight", integer("pool: of every tap, in place of a file", -32767, 32767)),
       optional("neurons", integer("dense", 1, kMaxSize)),
       optional("channels", integer("conv", 1, kMaxSize)),
       optional("kernel", pair("conv, pool: [y, x]", 1)),
       optional("stride", pair("conv: default 1; pool: default the kernel", 1)),
       optional("padding", pair("conv, pool: default 0", 0)),
       optional("dilation", pair("conv: default 1", 1)),
       optional("groups", integer("conv: default 1", 1, 65536)),
       optional("delay",
                integer("from the layer before; default 1, first layer 0", 0, 1000, "timesteps")),
       optional("neuron", neuron_schema("where it differs from the network's", false))});
}

}  // namespace

SchemaPtr slayer_schema() {
  return object("a SLAYER network: shapes for its text weights",
                {required("input", list_of("[channels, height, width] or [neurons]",
                                           integer("", 1, kMaxSize), 1, 3)),
                 filled("neuron", neuron_schema("of every layer that says nothing else", true)),
                 required("layers", list_of("from the input on", layer_schema(), 1))});
}

}  // namespace engram::sim
