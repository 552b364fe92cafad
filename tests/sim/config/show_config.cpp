#include "tests/sim/config/show_config.hpp"

#include "tests/sim/config/show_train_config.hpp"
#include "tests/sim/config/shown_text.hpp"

namespace engram::sim {
namespace {

using workloads::NetworkDescription;
using workloads::NeuronStep;
using workloads::PerNeuron;

void show(const NeuronStep& s, Text& text) {
  text << static_cast<int>(s.model) << s.has_current << s.previous_current << s.spiking
       << s.multi_spike << static_cast<int>(s.compare) << static_cast<int>(s.reset) << s.refractory
       << s.current_decay << s.current_gain << s.membrane_decay << s.membrane_gain
       << s.membrane_offset << s.threshold << s.reset_value << s.clip_low << s.bias;
}

void show(const NetworkDescription& network, Text& text) {
  for (const auto& p : network.populations) {
    text << "population" << p.name << p.shape.channels << p.shape.height << p.shape.width
         << p.output;
    show(p.step, text);
  }
  for (const auto& p : network.projections) {
    text << "projection" << p.name << p.source << p.target << p.delay << static_cast<int>(p.kind);
    for (const auto& pool : p.pools) {
      text << "pool" << pool.kernel_y << pool.kernel_x << pool.stride_y << pool.stride_x
           << pool.pad_y << pool.pad_x;
    }
    text << p.kernel_y << p.kernel_x << p.stride_y << p.stride_x << p.pad_y << p.pad_x
         << p.dilation_y << p.dilation_x << p.groups;
    text << static_cast<int>(p.weights.kind) << p.weights.a << p.weights.b << p.weights.density;
    for (const float weight : p.weights.values) text << weight;
  }
}

void show(const workloads::SlayerNetwork& network, Text& text) {
  text << "slayer" << network.input.channels << network.input.height << network.input.width;
  for (const workloads::SlayerLayer& l : network.layers) {
    text << static_cast<int>(l.kind) << l.name << l.weights.string() << l.weight << l.outputs
         << l.window.kernel_y << l.window.kernel_x << l.window.stride_y << l.window.stride_x
         << l.window.pad_y << l.window.pad_x << l.window.dilation_y << l.window.dilation_x
         << l.groups << l.delay << l.neuron.current_decay << l.neuron.voltage_decay
         << l.neuron.threshold << static_cast<int>(l.neuron.compare);
  }
}

void show(const NetworkConfig& n, Text& text) {
  const workloads::LavaOptions& lava = n.lava_options;
  text << n.lava.string() << static_cast<int>(lava.compare) << lava.layer_delay << lava.v_th_shift
       << lava.input_bias.string() << n.slayer.string();
  if (lava.input_shape) {
    text << lava.input_shape->channels << lava.input_shape->height << lava.input_shape->width;
  }
  if (n.slayer_network) show(*n.slayer_network, text);
  text << n.nir.string() << n.json.string() << n.dynamics << n.dt_us << n.overrides.spikes
       << n.overrides.compare << n.overrides.reset << n.overrides.clip << n.overrides.current
       << n.overrides.recurrent_delay << n.nir_options.time_unit << n.nir_options.transposed_weights
       << n.nir_options.missing_node;
  const workloads::RancOptions& r = n.ranc_options;
  text << n.ranc.string() << r.grid_width << r.output_core << static_cast<int>(r.packets)
       << static_cast<int>(r.shared_axons);
  if (n.native) show(*n.native, text);
}

void show(const hw::NocSpec& noc, Text& text) {
  text << hw::to_string(noc.topology) << noc.arity << static_cast<int>(noc.casting)
       << noc.buffer_flits << noc.watchdog_cycles;
  for (const auto& [from, to] : noc.channels) text << from << to;
  for (const auto& table : noc.next_hops) {
    for (const std::uint32_t router : table) text << router;
  }
}

void show(const std::optional<std::vector<PlacedName>>& names, Text& text) {
  if (!names) return;
  text << "names";
  for (const PlacedName& one : *names) text << one.name;
}

void show(const LearningConfig& l, Text& text) {
  text << "learning" << l.rule << l.zero_weights << l.rounding << l.rate_shift << l.error_bits
       << l.error_gain << l.backward_shift << l.surrogate << l.surrogate_width << l.surrogate_bits
       << l.trace_bits << l.trace_decay << l.trace_gain << l.targets.string();
  show(l.projections, text);
  show(l.targeted, text);
  for (const std::uint32_t amplitude : l.potentiation) text << amplitude;
  text << '|';
  for (const std::uint32_t amplitude : l.depression) text << amplitude;
}

void show(const ChipConfig& c, Text& text) {
  show(c.noc, text);
  if (c.dram) {
    text << c.dram->word_bits << c.dram->burst_words << c.dram->bits_per_cycle << c.dram->row_bytes
         << c.dram->row_miss_cycles;
  }
  text << c.clock_mhz << c.mesh_width << c.mesh_height << c.schedule << c.real_time
       << c.payload_multiply << c.clock_gating << c.separate_populations << c.core_neurons
       << c.synapse_memory_kib << c.lanes << c.accumulator_in_sram << c.accumulator_bits
       << c.update_touched << c.neuron.arithmetic << c.neuron.state_bits << c.neuron.fraction_bits
       << c.neuron.decay_bits << c.neuron.rounding;
  const SynapseMemoryConfig& m = c.synapse_memory;
  const auto name_of = [](const EncodingSetting& e) { return e ? to_string(*e) : "auto"; };
  text << name_of(m.default_encoding) << static_cast<int>(m.default_sharing);
  for (const auto& [name, encoding] : m.encodings) text << name << name_of(encoding);
  text << m.measured.samples << m.measured.timesteps;
  for (const auto& [name, sharing] : m.sharings) text << name << static_cast<int>(sharing);
  text << m.organisation.word_bits << m.organisation.packed
       << static_cast<int>(m.organisation.access) << m.organisation.split_entries
       << m.organisation.run_bits << to_string(m.organisation.functional_mode)
       << static_cast<int>(m.organisation.layout) << m.banks << m.ports << m.shared_macros
       << m.fixed_size;
}

}  // namespace

std::string show(const NetworkConfig& network) {
  Text text;
  show(network, text);
  return text.str();
}

std::string show(const Config& config) {
  Text text;
  text << config.name << config.seed << hw::to_string(config.chip.fidelity) << config.write_spikes
       << config.write_timestep_energy << config.write_weights;
  for (const std::string& table : config.tables) text << table;
  show(config.network, text);
  const InputConfig& i = config.input;
  text << static_cast<int>(i.kind) << i.events.string() << i.format << i.timestep_us << i.binning
       << i.merge << i.timesteps << i.rate_hz << i.interval << i.phase << i.samples
       << i.images.string() << i.labels.string() << i.first << i.limit << i.encoder.name
       << i.encoder.threshold << i.encoder.scale << i.encoder.divide_by << i.encoder.max_rate_hz
       << static_cast<int>(i.options.origin) << static_cast<int>(i.options.polarity)
       << i.options.downsample_x << i.options.downsample_y;
  if (config.task) {
    text << static_cast<int>(config.task->split) << show(config.task->task);
  }
  if (i.options.window) text << i.options.window->start_us << i.options.window->end_us;
  if (i.options.crop) {
    text << i.options.crop->x << i.options.crop->y << i.options.crop->width
         << i.options.crop->height;
  }
  if (config.quantize) {
    text << "quantize";
    for (const auto& [name, one] : *config.quantize) {
      text << name << one.bits << one.channels_a_scale << one.scale << to_string(one.format)
           << (one.calibration ? to_string(*one.calibration) : "-") << one.percentile
           << static_cast<int>(one.rounding) << one.entry_bits << one.seed;
    }
  }
  if (config.prune) {
    text << "prune" << static_cast<int>(config.prune->method) << config.prune->sparsity
         << config.prune->global << config.prune->n << config.prune->m;
    for (const auto& [name, sparsity] : config.prune->projections) text << name << sparsity;
  }
  text << config.quantize_first;
  if (config.learning) show(*config.learning, text);
  text << config.dense_activity;
  show(config.chip, text);
  return text.str();
}

}  // namespace engram::sim
