#include "sim/price/activity_key.hpp"

#include "sim/price/digest.hpp"
#include "sim/version.hpp"
#include "workloads/learn/byte_archive.hpp"

namespace engram::sim {
namespace {

using workloads::learn::ByteWriter;

// Every type is taken apart whole, so that a field that joins one does not compile until it stands
// here.

void add(ByteWriter& out, const workloads::PerNeuron& values) {
  out.array(values.values());
}

void add(ByteWriter& out, const std::optional<workloads::PerNeuron>& values) {
  out.number<std::uint8_t>(values.has_value());
  if (values) add(out, *values);
}

void add(ByteWriter& out, const workloads::Shape& shape) {
  const auto& [channels, height, width] = shape;
  out.number(channels);
  out.number(height);
  out.number(width);
}

void add(ByteWriter& out, const workloads::NeuronStep& step) {
  const auto& [model, has_current, previous_current, spiking, multi_spike, compare, reset,
               refractory, current_decay, current_gain, membrane_decay, membrane_gain,
               membrane_offset, threshold, reset_value, low_threshold, low_reset, clip_low, bias] =
      step;
  out.number(model);
  out.number(compare);
  out.number(reset);
  out.number(refractory);
  for (const bool choice : {has_current, previous_current, spiking, multi_spike}) {
    out.number<std::uint8_t>(choice);
  }
  for (const workloads::PerNeuron* values :
       {&current_decay, &current_gain, &membrane_decay, &membrane_gain, &membrane_offset,
        &threshold, &reset_value, &low_reset, &bias}) {
    add(out, *values);
  }
  add(out, low_threshold);
  add(out, clip_low);
}

void add(ByteWriter& out, const workloads::FixedStep& step) {
  const auto& [state_bits, fraction_bits, decay_bits, rounding, current_decay, membrane_decay,
               membrane_offset, threshold, reset_value, low_threshold, low_reset, clip_low, bias] =
      step;
  out.number(state_bits);
  out.number(fraction_bits);
  out.number(decay_bits);
  out.number(rounding);
  for (const std::vector<std::int64_t>* values :
       {&current_decay, &membrane_decay, &membrane_offset, &threshold, &reset_value, &low_threshold,
        &low_reset, &clip_low, &bias}) {
    out.array(*values);
  }
}

void add(ByteWriter& out, const workloads::Population& population) {
  const auto& [name, shape, step, fixed, unit, output] = population;
  out.text(name);
  add(out, shape);
  add(out, step);
  out.number<std::uint8_t>(fixed.has_value());
  if (fixed) add(out, *fixed);
  add(out, unit);
  out.number<std::uint8_t>(output);
}

void add(ByteWriter& out, const workloads::AddressStage& stage) {
  const auto& [in, to, pool, lookup] = stage;
  const auto& [kernel_y, kernel_x, stride_y, stride_x, pad_y, pad_x] = pool;
  add(out, in);
  add(out, to);
  for (const std::uint32_t size : {kernel_y, kernel_x, stride_y, stride_x, pad_y, pad_x}) {
    out.number(size);
  }
  out.array(lookup);
}

void add(ByteWriter& out, const workloads::Dense& dense) {
  const auto& [inputs, outputs, weights, none] = dense;  // the weights are there
  static_cast<void>(none);
  out.number(inputs);
  out.number(outputs);
  out.array(weights);
}

void add(ByteWriter& out, const workloads::Sparse& sparse) {
  const auto& [inputs, outputs, row_begin, target, weights] = sparse;
  out.number(inputs);
  out.number(outputs);
  out.array(row_begin);
  out.array(target);
  out.array(weights);
}

void add(ByteWriter& out, const workloads::Conv2d& conv) {
  const auto& [geometry, weights] = conv;
  const auto& [in_channels, in_height, in_width, out_channels, out_height, out_width, kernel_height,
               kernel_width, stride_y, stride_x, pad_y, pad_x, dilation_y, dilation_x, groups] =
      geometry;
  for (const std::uint32_t size :
       {in_channels, in_height, in_width, out_channels, out_height, out_width, kernel_height,
        kernel_width, stride_y, stride_x, pad_y, pad_x, dilation_y, dilation_x, groups}) {
    out.number(size);
  }
  out.array(weights);
}

void add(ByteWriter& out, const workloads::Quantization& quantization) {
  const auto& [format, levels, scale, shift, codes, codebook] = quantization;
  const auto& [kind, bits] = format;
  out.number(kind);
  out.number(bits);
  out.array(std::vector<std::int32_t>(levels.begin(), levels.end()));
  out.array(scale);
  out.number(shift);
  out.array(codes);
  out.number<std::uint8_t>(codebook.has_value());
  if (!codebook) return;
  const auto& [shape, entries_of, axon_type] = *codebook;
  const auto& [entry_bits, entries, span, first, by_axon] = shape;
  for (const std::uint32_t size : {std::uint32_t{entry_bits}, entries, span, first}) {
    out.number(size);
  }
  out.number<std::uint8_t>(by_axon);
  out.array(entries_of);
  out.array(axon_type);
}

void add(ByteWriter& out, const workloads::Projection& projection) {
  const auto& [name, delay, stages, connection, quantization, origin] = projection;
  out.text(name);
  out.number(delay);
  out.number<std::uint64_t>(stages.size());
  for (const workloads::AddressStage& stage : stages) add(out, stage);
  out.number<std::uint64_t>(connection.index());
  std::visit([&](const auto& one) { add(out, one); }, connection);
  add(out, quantization);
  static_cast<void>(origin);  // for messages
}

void add(ByteWriter& out, const workloads::SpikeTrain& train) {
  const auto& [name, neurons, timesteps, events, used, dropped, filtered] = train;
  static_cast<void>(name);  // and the counts: what was read, not what enters
  static_cast<void>(used);
  static_cast<void>(dropped);
  static_cast<void>(filtered);
  out.number(neurons);
  out.number(timesteps);
  out.array(events);
}

}  // namespace

std::string activity_key(const Config& config, const Prepared& prepared) {
  ByteWriter out;
  out.text(kVersion);
  out.number(config.input.timesteps);
  out.number<std::uint8_t>(config.dense_activity);
  const workloads::Graph& graph = prepared.network.graph;
  out.number<std::uint64_t>(boost::num_vertices(graph));
  for (workloads::PopulationId id = 0; id < boost::num_vertices(graph); ++id) add(out, graph[id]);
  for (const workloads::ProjectionId& id : prepared.network.projections()) {
    out.number<std::uint64_t>(boost::source(id, graph));
    out.number<std::uint64_t>(boost::target(id, graph));
    add(out, graph[id]);
  }
  for (const Sample& sample : prepared.samples) {
    out.number<std::uint64_t>(sample.trains.size());
    for (const workloads::SpikeTrain& train : sample.trains) add(out, train);
  }
  return digest_of(out.bytes());
}

}  // namespace engram::sim
