#include <algorithm>

#include "hw/learning/learning_engine.hpp"

/// The update stage: weights step.
namespace engram::hw {

std::uint64_t LearningEngine::update(std::uint32_t timestep, RowCache& cache) {
  std::uint64_t cycles = 0, records = 0;
  for (std::uint32_t image = 0; image < images_.size(); ++image) {
    if (!images_[image].memory) continue;
    records += images_[image].records.size();
    cycles += images_[image].memory->shared() ? update_kernel(image, timestep, cache)
                                              : update_lines(image, timestep, cache);
    images_[image].gradient->clear();
  }
  for (Slice& slice : slices_) slice.errors->clear();
  if (log_ != nullptr) log_->records = records;
  const bool one_port = spec_.ports == 1 && rule_->remembers();
  return std::max(cycles, records * (one_port ? 2 : 1));
}

/// A target's error or history.
std::int64_t LearningEngine::postsynaptic(std::uint32_t image, std::uint32_t target) const {
  const Slice& slice = slices_[spec_of(image).slice];
  return rule_->has_errors() ? slice.errors->error(target) : slice.histories[target];
}

std::uint64_t LearningEngine::update_lines(std::uint32_t image, std::uint32_t timestep,
                                           RowCache& cache) {
  const MemoryImage& memory = images_[image].memory->image();
  const std::uint32_t lines = rule_->has_errors() ? memory.targets : memory.rows;
  std::uint64_t cycles = 0;
  for (std::uint32_t line = 0; line < lines; ++line) {
    const bool visited = rule_->has_errors() ? rule_->visits_column(postsynaptic(image, line))
                                             : rule_->visits_row(images_[image].records[line]);
    if (visited) cycles += update_line(image, line, timestep, cache);
  }
  return cycles;
}

std::uint64_t LearningEngine::update_line(std::uint32_t image, std::uint32_t line,
                                          std::uint32_t timestep, RowCache& cache) {
  LearningImage& memory = *images_[image].memory;
  const bool columns = rule_->has_errors();
  const SynapseLine& synapses = memory.line(line);
  if (log_ != nullptr) log_->lines.push_back({image, line});
  steps_.assign(synapses.weights.size(), 0);
  for (std::size_t k = 0; k < steps_.size(); ++k) {
    if (!memory.stored(synapses.weights[k])) continue;
    const std::uint32_t end = synapses.ends[k];
    steps_[k] = columns ? step_of(image, end, line, timestep) : step_of(image, line, end, timestep);
  }
  changed_.clear();
  const UpdateCost& cost = memory.step_line(line, steps_, changed_);
  if (columns) {
    for (const std::uint32_t row : changed_) cache.changed(image, row);
  } else if (!changed_.empty()) {
    cache.changed(image, line);
  }
  counts_.images[image].gradients += steps_.size();
  // One record of the line, and one at the other end of each synapse.
  counts_.trace_updates.reads += columns ? steps_.size() : 1;
  (columns ? counts_.error : counts_.history_updates).reads += columns ? 1 : steps_.size();
  return count_update(image, cost);
}

std::int64_t LearningEngine::step_of(std::uint32_t image, std::uint32_t row, std::uint32_t target,
                                     std::uint32_t timestep) const {
  const std::int64_t gradient =
      rule_->gradient(images_[image].records[row], postsynaptic(image, target));
  if (gradient == 0) return 0;
  const ImageSpec& held = spec_of(image);
  const std::uint64_t neuron = core_.slices[held.slice].first + target;
  const std::uint64_t key = (std::uint64_t{held.inputs[row]} << 32) + neuron;
  return rounder_.step(gradient, held.order, key, timestep);
}

std::uint64_t LearningEngine::update_kernel(std::uint32_t image, std::uint32_t timestep,
                                            RowCache& cache) {
  LearningImage& memory = *images_[image].memory;
  const KernelGradient& gradient = *images_[image].gradient;
  steps_.assign(gradient.weights(), 0);
  bool any = rule_->reads_all_columns();
  for (std::uint32_t weight = 0; weight < steps_.size(); ++weight) {
    const std::int64_t total = gradient.total(weight);
    if (total == 0) continue;
    any = true;
    steps_[weight] =
        rounder_.step(total, spec_of(image).order, memory.kernel_entry(weight), timestep);
  }
  if (!any) return 0;
  counts_.gradient.reads += steps_.size();
  if (log_ != nullptr) log_->lines.push_back({image, 0});
  UpdateCost cost;
  if (memory.step_kernel(steps_, cost)) {
    for (std::uint32_t row = 0; row < memory.image().rows; ++row) cache.changed(image, row);
  }
  return count_update(image, cost);
}

std::uint64_t LearningEngine::count_update(std::uint32_t image, const UpdateCost& cost) {
  LearningImageCounts& counts = counts_.images[image];
  ++counts.updates;
  std::array<Count, kRegionKinds> busy{};
  for (int kind = 0; kind < kRegionKinds; ++kind) {
    counts.update_reads[kind] += cost.read[kind];
    counts.update_writes[kind] += cost.written[kind];
    // One port serves reads and writes in turn, two serve them side by side.
    busy[kind] = spec_.ports == 1 ? cost.read[kind] + cost.written[kind]
                                  : std::max(cost.read[kind], cost.written[kind]);
  }
  counts.weights_written += cost.weights;
  return event_cycles(busy, cost.weights, timing_);
}

namespace {

/// Words one after the other through the banks, a region after the other.
std::uint64_t cycles_through(const std::array<Count, kRegionKinds>& words, unsigned banks) {
  std::uint64_t cycles = 0;
  for (const Count count : words) cycles += (count + banks - 1) / banks;
  return cycles;
}

}  // namespace

std::uint64_t LearningEngine::end_sample(RowCache& cache) {
  if (spec_.learning->zero_weights == ZeroWeights::keep) return 0;
  std::uint64_t cycles = 0;
  for (std::uint32_t image = 0; image < images_.size(); ++image) {
    if (!learns(image)) continue;
    Image& held = images_[image];
    const LearningImage::WordCounts words = held.memory->drop_zeros();
    held.gradient = std::make_unique<KernelGradient>(*held.memory);
    counts_.images[image].reencode_reads = words.read;
    counts_.images[image].reencode_writes = words.written;
    cycles += cycles_through(words.read, spec_.banks) + cycles_through(words.written, spec_.banks);
    cache.laid_out(image);
  }
  return cycles;
}

}  // namespace engram::hw
