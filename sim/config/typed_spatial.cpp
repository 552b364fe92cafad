#include "sim/config/typed_spatial.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "sim/config/typed_chip.hpp"
#include "sim/config/typed_input.hpp"
#include "sim/config/typed_reader.hpp"
#include "sim/config/typed_tables.hpp"

namespace engram::sim {
namespace {

using enum hw::Dimension;
using hw::Tensor;

std::uint32_t item(const TypedReader& reader, const std::string& key, std::size_t index) {
  return static_cast<std::uint32_t>(reader.value(key).items[index].integer);
}

hw::MachineSpec::Scratchpad read_scratchpad(const TypedReader& scratchpads, const char* name) {
  return {item(scratchpads, name, 0), item(scratchpads, name, 1)};
}

hw::PerTensor<hw::TensorFormat> read_formats(const TypedReader& formats) {
  hw::PerTensor<hw::TensorFormat> all;
  for (const Tensor tensor : {Tensor::weights, Tensor::inputs, Tensor::outputs}) {
    const TypedReader format = formats.child(to_string(tensor));
    all[at(tensor)] = {hw::compression_from(format.text("format")).value_or(hw::Compression::dense),
                       format.count("index_bits"), format.flag("keeps_zeros")};
  }
  return all;
}

hw::ZeroHandling read_zeros(const TypedReader& zeros, const char* key) {
  if (zeros.is(key, "compute")) return hw::ZeroHandling::compute;
  return zeros.is(key, "gate") ? hw::ZeroHandling::gate : hw::ZeroHandling::skip;
}

hw::MachineSpec read_machine(const TypedReader& chip) {
  hw::MachineSpec machine;
  machine.clock_period_ps =
      static_cast<std::uint64_t>(std::llround(1e6 / chip.number("clock_mhz")));
  machine.dram = typed_dram(chip.child("dram"));
  const TypedReader buffer = chip.child("buffer");
  machine.buffer = {buffer.count("words"), buffer.count("word_bits"), buffer.count("banks"),
                    buffer.count("words_per_cycle")};
  machine.buffer_weights = buffer.flag("weights");
  const TypedReader noc = chip.child("noc");
  machine.noc = {noc.count("hops"), noc.count("hop_um"), noc.count("words_per_cycle")};
  machine.columns = item(chip, "array", 0);
  machine.rows = item(chip, "array", 1);
  const TypedReader scratchpads = chip.child("scratchpads");
  machine.input_scratchpad = read_scratchpad(scratchpads, "input");
  machine.weight_scratchpad = read_scratchpad(scratchpads, "weight");
  machine.sum_scratchpad = read_scratchpad(scratchpads, "sum");
  const TypedReader widths = chip.child("widths");
  machine.width = {widths.count("weights"), widths.count("inputs"), widths.count("outputs")};
  machine.sum_bits = widths.count("sums");
  const TypedReader formats = chip.child("formats");
  machine.dram_format = read_formats(formats.child("dram"));
  machine.buffer_format = read_formats(formats.child("buffer"));
  machine.scratchpad_format = read_formats(formats.child("scratchpad"));
  machine.zero_inputs = read_zeros(chip.child("zeros"), "inputs");
  machine.zero_weights = read_zeros(chip.child("zeros"), "weights");
  machine.operation_bits = chip.count("operation_bits");
  return machine;
}

hw::Tiling read_tiling(const TypedReader& tiling, const hw::LayerShape& shape) {
  static constexpr const char* kNames[] = {"timesteps", "outputs", "inputs", "rows", "columns"};
  hw::Tiling read;
  const TypedReader tile = tiling.child("tile"), block = tiling.child("block");
  for (std::size_t loop = 0; loop < hw::kDimensions; ++loop) {
    const std::uint32_t whole = shape.sizes()[loop];
    const std::uint32_t size =
        tile.maybe_count(kNames[loop]).value_or(loop == at(timestep) ? 1 : whole);
    read.tile[loop] = std::min(size, whole);
    const std::uint32_t held = loop == at(input) ? whole : size;
    read.block[loop] = std::min(block.maybe_count(kNames[loop]).value_or(held), whole);
  }
  read.output_sets = tiling.count("output_sets");
  read.input_sets = tiling.count("input_sets");
  return read;
}

InputConfig read_events(const TypedReader& layer, std::uint32_t timesteps) {
  if (layer.has("input_spikes")) {
    layer.fault("input_events", "input_spikes says what the inputs are (expected one of them)");
  }
  const TypedReader events = layer.child("input_events");
  events.check_file("events", false);
  if (events.is("format", kPacketFormat)) {
    events.fault("format", "packets have no place in a layer");
  }
  InputConfig config;
  config.events = events.text("events");
  read_event_steps(events, config);
  config.timesteps = timesteps;
  return config;
}

SpatialLayer read_layer(const TypedReader& reader, double factor) {
  SpatialLayer layer;
  layer.shape = {reader.text("name"),         reader.count("timesteps"), item(reader, "inputs", 0),
                 reader.count("outputs"),     item(reader, "inputs", 1), item(reader, "inputs", 2),
                 item(reader, "kernel", 0),   item(reader, "kernel", 1), reader.count("stride"),
                 reader.is("padding", "same")};
  layer.multiplies = reader.is("operation", "multiply_accumulate");
  layer.input_density = reader.number("input_density");
  if (reader.flag("input_factor"))
    layer.input_density = std::min(1.0, layer.input_density * factor);
  layer.weight_density = reader.number("weight_density");
  layer.output_density = reader.number("output_density");
  layer.input_bits = reader.maybe_count("input_bits");
  if (reader.has("input_spikes")) {
    const TypedReader spikes = reader.child("input_spikes");
    spikes.check_file("file", false);
    layer.spikes = {spikes.text("file"), spikes.text("population")};
  }
  if (reader.has("input_events")) layer.events = read_events(reader, layer.shape.timesteps);
  return layer;
}

/// Reads all layers, and what of their weights is left.
class Layers {
 public:
  Layers(const TypedReader& workload, SpatialConfig& config)
      : workload_(workload), config_(config) {}

  void read() {
    const double factor = workload_.number("activity_factor");
    std::set<std::string> names;
    for (std::size_t index = 0; index < workload_.value("layers").items.size(); ++index) {
      const TypedReader layer = *workload_.below("/layers/" + std::to_string(index));
      config_.layers.push_back(read_layer(layer, factor));
      if (!names.insert(layer.text("name")).second) {
        layer.fault("name", "the name '" + layer.text("name") + "' is given twice");
      }
      check(layer, config_.layers.back());
    }
    for (const char* key : {"quantized", "pruned"}) {
      if (workload_.has(key)) drop_zeros(workload_.child(key));
    }
  }

 private:
  void check(const TypedReader& reader, SpatialLayer& layer) {
    if (layer.shape.rows() == 0 || layer.shape.columns() == 0) {
      reader.fault("kernel", "larger than the input, which is not padded");
      return;
    }
    if (!reader.has("tiling")) return;
    layer.tiling = read_tiling(reader.child("tiling"), layer.shape);
    hw::MachineSpec machine = config_.machine;
    machine.width[at(Tensor::inputs)] =
        layer.input_bits.value_or(machine.width[at(Tensor::inputs)]);
    for (const std::string& fault :
         hw::tiling_faults(layer.shape, config_.dataflow, *layer.tiling, machine)) {
      reader.fault("tiling", fault);
    }
  }

  /// A weight is 0 where any cause makes it so: the smallest are, so the larger share counts.
  void drop_zeros(const TypedReader& cause) {
    std::vector<double> profile, weights;
    for (std::size_t index = 0; index < config_.layers.size(); ++index) {
      const TypedReader layer = *workload_.below("/layers/" + std::to_string(index));
      const JsonValue* share = layer.value("zero_profiles").find(cause.text("profile"));
      if (share == nullptr) {
        layer.fault("zero_profiles", "no profile '" + cause.text("profile") + "', which " +
                                         cause.pointer() + " names");
        return;
      }
      profile.push_back(share->number);
      weights.push_back(static_cast<double>(config_.layers[index].shape.elements(Tensor::weights)));
    }
    const std::vector<double> shares = shares_at_threshold(profile, weights, cause.number("zeros"));
    for (std::size_t index = 0; index < shares.size(); ++index) {
      double& density = config_.layers[index].weight_density;
      density = std::min(density, 1 - shares[index]);
    }
  }

  const TypedReader& workload_;
  SpatialConfig& config_;
};

}  // namespace

SpatialConfig typed_spatial(const JsonValue& tree, std::vector<Fault>& faults) {
  SpatialConfig config;
  const TypedReader root(tree, "", faults);
  if (tree.type != JsonValue::Type::object) return config;
  if (root.sound("energy")) config.tables = typed_tables(root.child("energy"));
  if (!root.sound()) return config;
  check_run_name(root);
  config.name = root.text("name");
  config.seed = static_cast<std::uint64_t>(root.value("seed").integer);
  const TypedReader chip = root.child("chip");
  config.machine = read_machine(chip);
  config.dataflow = hw::dataflow_from(chip.text("dataflow")).value_or(hw::Dataflow::row_stationary);
  config.search_bound = chip.count("search_bound");
  const TypedReader workload = root.child("workload");
  config.drawn = workload.is("zeros", "drawn");
  Layers(workload, config).read();
  return config;
}

}  // namespace engram::sim
