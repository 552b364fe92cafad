#include "workloads/learn/byte_archive.hpp"
#include "workloads/learn/checkpoint.hpp"
#include "workloads/network/random.hpp"

namespace engram::workloads::learn {
namespace {

template <class Choice>
void add_choice(ByteWriter& out, Choice choice) {
  out.number(static_cast<std::int32_t>(choice));
}

void add(ByteWriter& out, const Shape& shape) {
  out.number(shape.channels);
  out.number(shape.height);
  out.number(shape.width);
}

void add(ByteWriter& out, const std::optional<unsigned>& bits) {
  out.number(bits.value_or(0));
}

void add(ByteWriter& out, const Population& population) {
  const NeuronStep& s = population.step;
  out.text(population.name);
  add(out, population.shape);
  add_choice(out, s.model);
  add_choice(out, s.compare);
  add_choice(out, s.reset);
  out.number(s.refractory);
  for (const bool choice : {s.has_current, s.previous_current, s.spiking, population.output,
                            s.low_threshold.has_value(), s.clip_low.has_value()}) {
    out.number<std::uint8_t>(choice);
  }
  for (const PerNeuron* values :
       {&s.current_decay, &s.current_gain, &s.membrane_decay, &s.membrane_gain, &s.membrane_offset,
        &s.threshold, &s.reset_value, &s.low_reset, &s.bias}) {
    out.array(values->values());
  }
  if (s.low_threshold) out.array(s.low_threshold->values());
  if (s.clip_low) out.array(s.clip_low->values());
}

void add(ByteWriter& out, const Connection& connection) {
  out.number<std::uint64_t>(connection.index());
  out.number(inputs(connection));
  out.number(outputs(connection));
  if (const auto* sparse = std::get_if<Sparse>(&connection)) {
    out.array(sparse->row_begin);
    out.array(sparse->target);
  } else if (const auto* conv = std::get_if<Conv2d>(&connection)) {
    const ConvGeometry& g = conv->geometry;
    for (const std::uint32_t size :
         {g.in_channels, g.in_height, g.in_width, g.out_channels, g.out_height, g.out_width,
          g.kernel_height, g.kernel_width, g.stride_y, g.stride_x, g.pad_y, g.pad_x, g.dilation_y,
          g.dilation_x, g.groups}) {
      out.number(size);
    }
  }
  out.array(weights(connection));
}

void add(ByteWriter& out, const Network& network) {
  for (PopulationId id = 0; id < boost::num_vertices(network.graph); ++id) {
    add(out, network.graph[id]);
  }
  for (const ProjectionId& id : network.projections()) {
    const Projection& projection = network.graph[id];
    out.text(projection.name);
    out.number<std::uint64_t>(boost::source(id, network.graph));
    out.number<std::uint64_t>(boost::target(id, network.graph));
    out.number(projection.delay);
    for (const AddressStage& stage : projection.stages) {
      add(out, stage.in);
      add(out, stage.out);
      const Pool& p = stage.pool;
      for (const std::uint32_t size :
           {p.kernel_y, p.kernel_x, p.stride_y, p.stride_x, p.pad_y, p.pad_x}) {
        out.number(size);
      }
      out.array(stage.lookup);
    }
    add(out, projection.connection);
  }
}

void add(ByteWriter& out, const PruneAware& prune) {
  add_choice(out, prune.course);
  out.number(prune.begin_epoch);
  out.number(prune.end_epoch);
  out.number(prune.steps);
  add_choice(out, prune.options.method);
  out.number(prune.options.sparsity);
  out.number<std::uint8_t>(prune.options.global);
  out.number(prune.options.n);
  out.number(prune.options.m);
  out.number(prune.options.seed);
  for (const auto& [name, sparsity] : prune.options.projections) {
    out.text(name);
    out.number(sparsity);
  }
}

void add(ByteWriter& out, const TrainingOptions& options) {
  out.number(options.seed);
  out.number(options.epochs);
  out.number(options.batch);
  out.number(options.quantize_from_epoch);
  out.number<std::uint8_t>(options.train_biases);
  add_choice(out, options.loss.kind);
  add_choice(out, options.optimizer.kind);
  add_choice(out, options.schedule.kind);
  add_choice(out, options.surrogate.kind);
  out.number<std::uint8_t>(options.surrogate.through_reset);
  out.number(options.schedule.warmup_epochs);
  out.number(options.schedule.step_epochs);
  const OptimizerOptions& o = options.optimizer;
  for (const double value :
       {options.loss.filter_decay, options.loss.filter_tau, options.loss.logit_scale, o.rate,
        o.momentum, o.beta1, o.beta2, o.epsilon, o.weight_decay, o.clip_norm,
        options.schedule.step_factor, options.schedule.final_fraction, options.surrogate.slope}) {
    out.number(value);
  }
  for (const auto& [name, quantize] : options.quantize) {
    out.text(name);
    add_choice(out, quantize.kind);
    out.number(quantize.bits);
    out.number<std::uint8_t>(quantize.per_channel);
    out.number(quantize.ewgs_strength);
  }
  for (const auto& bits :
       {options.widths.state_bits, options.widths.error_bits, options.widths.gradient_bits}) {
    add(out, bits);
  }
  out.number<std::uint8_t>(options.prune.has_value());
  if (options.prune) add(out, *options.prune);
}

}  // namespace

std::uint64_t fingerprint_of(const Network& network, const TrainingTask& task,
                             const TrainingOptions& options) {
  ByteWriter out;
  add(out, network);
  add(out, options);
  out.number(task.timesteps());
  out.number(task.timestep_us());
  out.number(task.samples(Split::train));
  out.number(task.classes());
  return hash_name(out.bytes());
}

}  // namespace engram::workloads::learn
