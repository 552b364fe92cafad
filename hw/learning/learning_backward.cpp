#include <algorithm>

#include "hw/learning/learning_engine.hpp"

/// Backward levels: from errors of neurons through columns to partial sums of their sources.
namespace engram::hw {

std::uint64_t LearningEngine::backward(LearningOutput& output) {
  std::uint64_t cycles = 0;
  for (std::uint32_t slice = 0; slice < slices_.size(); ++slice) {
    const unsigned level = spec_.populations[core_.slices[slice].population].level;
    if (!slices_[slice].enters || level != stage_.level) continue;
    cycles += make_errors(slice);
    for (std::uint32_t image = 0; image < images_.size(); ++image) {
      if (images_[image].memory && spec_of(image).slice == slice) cycles += read_columns(image);
    }
  }
  std::uint64_t flits = 0;
  cycles += send_sums(output, flits);
  return std::max(cycles, flits);
}

std::uint64_t LearningEngine::make_errors(std::uint32_t slice) {
  const std::uint32_t neurons = core_.slices[slice].count;
  for (std::uint32_t neuron = 0; neuron < neurons; ++neuron) slices_[slice].errors->make(neuron);
  counts_.slices[slice].errors += neurons;
  counts_.error.reads += neurons;
  counts_.error.writes += neurons;
  if (log_ != nullptr) log_->records += neurons;
  return std::uint64_t{neurons} * (spec_.ports == 1 ? 2 : 1);
}

std::uint64_t LearningEngine::read_columns(std::uint32_t image) {
  LearningImage& memory = *images_[image].memory;
  const bool read = sums_.wanted(image) || memory.shared() || rule_->reads_all_columns();
  if (!read) return 0;
  std::uint64_t cycles = 0;
  const NeuronErrors& errors = *slices_[spec_of(image).slice].errors;
  LearningImageCounts& counts = counts_.images[image];
  for (std::uint32_t target = 0; target < memory.image().targets; ++target) {
    const std::int64_t error = errors.error(target);
    if (!rule_->visits_column(error)) continue;
    const SynapseLine& column = memory.line(target);
    if (log_ != nullptr) log_->lines.push_back({image, target});
    ++counts.columns;
    ++counts_.error.reads;
    for (int kind = 0; kind < kRegionKinds; ++kind) counts.backward[kind] += column.words[kind];
    counts.addresses += column.addresses;
    counts.backward_weights += column.weights.size();
    cycles += event_cycles(column.words, column.weights.size(), timing_);
    take_column(image, column, error);
  }
  return cycles;
}

void LearningEngine::take_column(std::uint32_t image, const SynapseLine& column,
                                 std::int64_t error) {
  Image& held = images_[image];
  LearningImageCounts& counts = counts_.images[image];
  const Count synapses = column.weights.size();
  if (sums_.wanted(image)) {
    const unsigned shift = spec_of(image).shift;
    for (std::size_t k = 0; k < synapses && error != 0; ++k) {
      const std::int64_t weight = std::int64_t{held.memory->level(column.weights[k])} << shift;
      sums_.add(image, column.ends[k], weight, error);
    }
    sums_.touch(image);
    counts.backward_multiplies += synapses;
    counts_.error_sums.reads += synapses;
    counts_.error_sums.writes += synapses;
  }
  if (!held.memory->shared()) return;
  for (std::size_t k = 0; k < synapses && error != 0; ++k) {
    held.gradient->add(column.weights[k], rule_->gradient(held.records[column.ends[k]], error));
  }
  counts.gradients += synapses;
  counts.gradient_adds += synapses;
  counts_.trace_updates.reads += synapses;
  counts_.gradient.reads += synapses;
  counts_.gradient.writes += synapses;
}

std::uint64_t LearningEngine::send_sums(LearningOutput& output, std::uint64_t& flits) {
  const Count before = counts_.axon_reads;
  for (const PartialSum& partial : sums_.gather(stage_.level, counts_)) {
    ++counts_.source_reads;
    const std::uint64_t sent =
        output.send_error(index_, partial.population, partial.neuron, partial.sum);
    flits += sent;
    if (log_ != nullptr) log_->flits.insert(log_->flits.end(), sent, partial.walked);
  }
  const Count walked = counts_.axon_reads - before;
  if (log_ != nullptr) log_->gathered = walked;
  return walked;
}

std::uint64_t LearningEngine::exchange(LearningOutput& output) {
  std::uint64_t flits = 0, read = 0;
  for (std::uint32_t image = 0; image < images_.size(); ++image) {
    if (!images_[image].memory || !images_[image].memory->shared()) continue;
    const KernelGradient& gradient = *images_[image].gradient;
    for (std::uint32_t weight = 0; weight < gradient.weights(); ++weight) {
      ++read;
      if (gradient.own(weight) == 0) continue;
      const std::uint64_t sent = output.send_gradient(
          index_, image, images_[image].memory->kernel_entry(weight), gradient.own(weight));
      flits += sent;
      if (log_ != nullptr) log_->flits.insert(log_->flits.end(), sent, read);
    }
  }
  if (log_ != nullptr) log_->gathered = read;
  counts_.gradient.reads += read;
  return std::max(read, flits);
}

}  // namespace engram::hw
