#include "hw/spatial_array/layer_model.hpp"

#include <algorithm>

#include "memory/field_width.hpp"

namespace engram::hw {
namespace {

/// What lies at a level is replaced by `elements`.
void replace(Flow& flow, Count elements) {
  flow.left += flow.kept;
  flow.entered += elements;
  flow.kept = elements;
}

/// `elements` come in and move on.
void pass_through(Flow& flow, Count elements) {
  flow.entered += elements;
  flow.left += elements;
}

bool complete(const Range& inputs, const LayerShape& shape) {
  return inputs.end == shape.inputs;
}

}  // namespace

Count PassCycles::array() const {
  return std::max({compute, buffer, noc});
}

LayerModel::LayerModel(const LayerPlan& plan, const MachineSpec& machine, Operands& operands)
    : plan_(plan),
      machine_(machine),
      operands_(operands),
      dram_(machine.dram),
      walk_(plan.shape, plan.dataflow, plan.tiling) {
  counts_.algorithmic = plan.shape.operations();
}

std::optional<PassCycles> LayerModel::next() {
  const std::optional<Pass> pass = walk_.next();
  if (!pass) return std::nullopt;
  const ArrayUse use = array_use(plan_.shape, plan_.dataflow, plan_.tiling, machine_, pass->tile);
  const WindowCounts windows = operands_.windows(pass->tile);
  PassCycles cycles;
  noc_words_ = buffer_words_ = 0;
  ++counts_.passes;
  move_weights(*pass, use, cycles);
  move_inputs(*pass, use, windows, cycles);
  bring_sums(*pass, use, cycles);
  compute(*pass, use, windows, cycles);
  take_sums(*pass, use, cycles);
  cycles.noc = divide_up(noc_words_, machine_.noc.words_per_cycle);
  cycles.buffer = divide_up(buffer_words_, machine_.buffer.words_per_cycle);
  counts_.compute_cycles += cycles.compute;
  counts_.dram_cycles += cycles.in + cycles.out;
  counts_.noc_cycles += cycles.noc;
  counts_.buffer_cycles += cycles.buffer;
  return cycles;
}

Count LayerModel::buffer_words(const StoredTile& tile) {
  const Count words = divide_up(tile.bits(), machine_.buffer.word_bits);
  buffer_words_ += words;
  return words;
}

void LayerModel::send(TensorCounts& counts, const StoredTile& tile, Count& buffer_accesses) {
  buffer_accesses += buffer_words(tile);
  counts.noc_words += tile.elements;
  counts.noc_bits += tile.bits();
  noc_words_ += tile.elements;
}

void LayerModel::move_weights(const Pass& pass, const ArrayUse& use, PassCycles& cycles) {
  TensorCounts& counts = counts_.of(Tensor::weights);
  const auto stored = [&](const Tile& tile, const PerTensor<TensorFormat>& format) {
    return stored_tile(format[at(Tensor::weights)], weight_elements(plan_.shape, tile),
                       operands_.non_zero_weights(tile),
                       Count{tile[at(Dimension::input)].size()} * plan_.shape.kernel(),
                       machine_.width[at(Tensor::weights)]);
  };
  if (machine_.buffer_weights && pass.new_weight_block) {
    const StoredTile block = stored(pass.block, machine_.dram_format);
    cycles.in += dram_.read(block, counts.dram);
    const StoredTile inside = stored(pass.block, machine_.buffer_format);
    replace(counts.buffer, inside.elements);
    counts.buffer_writes += buffer_words(inside);
  }
  // Sums that stay let weights pass by: they come again with every tile.
  if (!pass.new_weight_tile && !use.sums_stay) return;
  if (machine_.buffer_weights) {
    send(counts, stored(pass.tile, machine_.buffer_format), counts.buffer_reads);
  } else {
    const StoredTile tile = stored(pass.tile, machine_.dram_format);
    cycles.in += dram_.read(tile, counts.dram);
    counts.noc_words += tile.elements;
    counts.noc_bits += tile.bits();
    noc_words_ += tile.elements;
  }
  const StoredTile kept = stored(pass.tile, machine_.scratchpad_format);
  replace(counts.array, kept.elements);
  counts.scratchpad_writes += kept.elements * use.weight_copies;
  if (kept.metadata_bits > 0) counts.index_writes += kept.elements * use.weight_copies;
}

void LayerModel::move_inputs(const Pass& pass, const ArrayUse& use, const WindowCounts& windows,
                             PassCycles& cycles) {
  TensorCounts& counts = counts_.of(Tensor::inputs);
  const auto stored = [&](const Tile& of, const PerTensor<TensorFormat>& format) {
    const InputBox box = input_box(plan_.shape, of);
    return stored_tile(format[at(Tensor::inputs)], box.elements(), operands_.non_zero_inputs(box),
                       std::max(1U, box.columns.size()), machine_.width[at(Tensor::inputs)]);
  };
  if (pass.new_input_block) {
    cycles.in += dram_.read(stored(pass.block, machine_.dram_format), counts.dram);
    const StoredTile inside = stored(pass.block, machine_.buffer_format);
    replace(counts.buffer, inside.elements);
    counts.buffer_writes += buffer_words(inside);
  }
  const StoredTile tile = stored(pass.tile, machine_.buffer_format);
  send(counts, tile, counts.buffer_reads);
  pass_through(counts.array, tile.elements);

  const bool only_non_zeros = machine_.zero_inputs != ZeroHandling::compute;
  Count fill = tile.elements;
  if (use.input_fill == ArrayUse::InputFill::rows) {
    fill = only_non_zeros ? windows.row_positions : windows.row_elements;
  } else if (use.input_fill == ArrayUse::InputFill::windows) {
    fill = only_non_zeros ? windows.non_zero_inputs : windows.positions;
  }
  counts.scratchpad_writes += fill * use.input_copies;
  if (use.inputs_read_by == 0) return;  // an operation each: counted there
  counts.scratchpad_reads +=
      (only_non_zeros ? windows.non_zero_inputs : windows.positions) * use.inputs_read_by;
}

StoredTile LayerModel::sums(const Tile& tile, bool final) const {
  const Count elements = output_elements(tile);
  return stored_tile({}, elements, elements, 1,
                     final ? machine_.width[at(Tensor::outputs)] : machine_.sum_bits);
}

void LayerModel::bring_sums(const Pass& pass, const ArrayUse& use, PassCycles& cycles) {
  TensorCounts& counts = counts_.of(Tensor::outputs);
  if (pass.new_output_block && pass.block[at(Dimension::input)].first > 0) {
    const StoredTile block = sums(pass.block, false);
    cycles.in += dram_.read(block, counts.dram);
    counts.buffer.entered += block.elements;
    counts.buffer.kept += block.elements;
    counts.buffer_writes += buffer_words(block);
  }
  if (use.sums_stay && !pass.new_output_tile) return;
  const StoredTile tile = sums(pass.tile, false);
  counts.array.entered += tile.elements;
  counts.array.kept += tile.elements;
  if (pass.tile[at(Dimension::input)].first == 0) return;  // begun with 0
  send(counts, tile, counts.buffer_reads);
  counts.buffer.left += tile.elements;
  counts.buffer.kept -= tile.elements;
  if (use.sums_stay) {
    counts.scratchpad_writes += tile.elements;
  } else {
    counts_.reductions += tile.elements;  // added on their way through the PEs
  }
}

void LayerModel::take_sums(const Pass& pass, const ArrayUse& use, PassCycles& cycles) {
  TensorCounts& counts = counts_.of(Tensor::outputs);
  if (!use.sums_stay || pass.last_of_output_tile) {
    const StoredTile tile = sums(pass.tile, complete(pass.tile[at(Dimension::input)], plan_.shape));
    counts.array.left += tile.elements;
    counts.array.kept -= tile.elements;
    counts.scratchpad_reads += tile.elements * use.sum_parts;
    counts_.reductions += tile.elements * (use.sum_parts - 1);
    send(counts, tile, counts.buffer_writes);
    counts.buffer.entered += tile.elements;
    counts.buffer.kept += tile.elements;
  }
  if (!pass.last_of_output_block) return;
  const bool final = complete(pass.block[at(Dimension::input)], plan_.shape);
  const StoredTile block = sums(pass.block, final);
  counts.buffer_reads += buffer_words(block);
  counts.buffer.left += block.elements;
  counts.buffer.kept -= block.elements;
  if (!final) {
    cycles.out += dram_.write(block, counts.dram);
    return;
  }
  const Count non_zeros =
      static_cast<Count>(static_cast<double>(block.elements) * plan_.output_density + 0.5);
  cycles.out += dram_.write(
      stored_tile(machine_.dram_format[at(Tensor::outputs)], block.elements, non_zeros,
                  pass.block[at(Dimension::column)].size(), machine_.width[at(Tensor::outputs)]),
      counts.dram);
}

void LayerModel::compute(const Pass& pass, const ArrayUse& use, const WindowCounts& windows,
                         PassCycles& cycles) {
  const Count outputs = pass.tile[at(Dimension::output)].size();
  const auto operations = [&](bool without_zero_inputs, bool without_zero_weights) {
    if (without_zero_inputs && without_zero_weights) return windows.effectual;
    if (without_zero_weights) return windows.non_zero_weights;
    return outputs * (without_zero_inputs ? windows.non_zero_inputs : windows.positions);
  };
  const Count slots = operations(machine_.zero_inputs == ZeroHandling::skip,
                                 machine_.zero_weights == ZeroHandling::skip);
  const Count performed = operations(machine_.zero_inputs != ZeroHandling::compute,
                                     machine_.zero_weights != ZeroHandling::compute);
  counts_.slots += slots;
  counts_.performed += performed;
  cycles.compute = divide_up(slots, use.pes);
  TensorCounts& weights = counts_.of(Tensor::weights);
  weights.scratchpad_reads += performed;
  const Compression format = machine_.scratchpad_format[at(Tensor::weights)].compression;
  if (format != Compression::dense) weights.index_reads += performed;
  if (use.inputs_read_by == 0) counts_.of(Tensor::inputs).scratchpad_reads += performed;
  counts_.of(Tensor::outputs).scratchpad_reads += performed;
  counts_.of(Tensor::outputs).scratchpad_writes += performed;
}

LayerCounts count_layer(const LayerPlan& plan, const MachineSpec& machine, Operands& operands) {
  LayerModel model(plan, machine, operands);
  while (model.next()) {
  }
  return model.counts();
}

}  // namespace engram::hw
