#include "hw/learning/learning_engine.hpp"

#include <algorithm>

namespace engram::hw {

LearningEngine::LearningEngine(const ChipSpec& spec, std::uint32_t core)
    : spec_(spec),
      core_(spec.cores[core]),
      index_(core),
      timing_{spec.lanes, spec.banks, spec.shared_macros || spec.sizing == Sizing::fixed},
      rule_(make_rule(*spec.learning)),
      rounder_(*spec.learning),
      sums_(spec, core),
      images_(core_.images.size()),
      slices_(core_.slices.size()) {
  counts_.images.resize(images_.size());
  counts_.slices.resize(slices_.size());
  for (std::uint32_t index = 0; index < images_.size(); ++index) {
    const ImageSpec& held = spec_of(index);
    if (!hw::learns(spec, held)) continue;
    Image& image = images_[index];
    image.memory = std::make_unique<LearningImage>(*held.image, rule_->has_errors());
    image.gradient = std::make_unique<KernelGradient>(*image.memory);
    image.arrived.assign(held.image->rows, 0);
    image.records.assign(held.image->rows, 0);
    slices_[held.slice].enters = true;
  }
  const std::vector<std::uint8_t> have_error =
      rule_->has_errors() ? populations_with_error(spec)
                          : std::vector<std::uint8_t>(spec.populations.size(), 0);
  for (std::uint32_t index = 0; index < slices_.size(); ++index) {
    const SliceSpec& slice = core_.slices[index];
    const bool targeted = rule_->has_errors() && spec.learning->targeted[slice.population] != 0;
    slices_[index].errors = std::make_unique<NeuronErrors>(*spec.learning, slice, targeted,
                                                           have_error[slice.population] != 0);
    if (!rule_->has_errors()) slices_[index].histories.assign(slice.count, 0);
  }
}

void LearningEngine::reset() {
  LearningCounts fresh;
  fresh.images.resize(images_.size());
  fresh.slices.resize(slices_.size());
  counts_ = std::move(fresh);
  sent_ = arrived_ = {};
  sums_.clear();
  for (Image& image : images_) {
    if (!image.memory) continue;
    std::fill(image.arrived.begin(), image.arrived.end(), 0);
    std::fill(image.records.begin(), image.records.end(), 0);
    image.gradient->clear();
    if (rule_->remembers()) counts_.trace_resets += image.records.size();
  }
  for (Slice& slice : slices_) {
    slice.errors->clear();
    std::fill(slice.histories.begin(), slice.histories.end(), 0);
    if (slice.enters) counts_.history_resets += slice.histories.size();
  }
}

void LearningEngine::stepped(std::uint32_t slice, const NeuronUpdate& update) {
  slices_[slice].errors->stepped(update);
}

void LearningEngine::close_forward() {
  for (std::uint32_t index = 0; index < images_.size(); ++index) {
    Image& image = images_[index];
    if (!image.memory) continue;
    for (std::size_t row = 0; row < image.records.size(); ++row) {
      image.records[row] = rule_->presynaptic(image.records[row], image.arrived[row]);
      image.arrived[row] = 0;
    }
    counts_.images[index].trace_steps += image.records.size();
    counts_.trace.reads += rule_->remembers() ? image.records.size() : 0;
    counts_.trace.writes += image.records.size();
  }
  for (std::uint32_t index = 0; index < slices_.size(); ++index) {
    Slice& slice = slices_[index];
    if (!slice.enters) continue;
    for (std::uint32_t neuron = 0; neuron < slice.histories.size(); ++neuron) {
      std::int64_t& history = slice.histories[neuron];
      history = rule_->postsynaptic(history, slice.errors->spikes(neuron));
    }
    counts_.slices[index].histories += slice.histories.size();
    counts_.history.reads += slice.histories.size();
    counts_.history.writes += slice.histories.size();
  }
}

void LearningEngine::begin_stage(const TimestepStage& stage) {
  stage_ = stage;
  arrived_.flits += sent_.flits;
  arrived_.hops = std::max(arrived_.hops, sent_.hops);
  sent_ = {};
  if (log_ != nullptr) *log_ = {};
}

bool LearningEngine::has_work() const {
  if (stage_.stage != Stage::backward) {
    return std::any_of(images_.begin(), images_.end(), [&](const Image& image) {
      return image.memory && (stage_.stage == Stage::update || image.memory->shared());
    });
  }
  for (std::size_t slice = 0; slice < slices_.size(); ++slice) {
    const unsigned level = spec_.populations[core_.slices[slice].population].level;
    if (slices_[slice].enters && level == stage_.level) return true;
  }
  return false;
}

std::uint64_t LearningEngine::run(std::uint32_t timestep, LearningOutput& output, RowCache& cache) {
  std::uint64_t cycles = 0;
  if (stage_.stage == Stage::backward) {
    cycles = backward(output);
  } else if (stage_.stage == Stage::exchange) {
    cycles = exchange(output);
  } else {
    cycles = update(timestep, cache);
  }
  cycles = std::max(cycles, arrived_.flits) + arrived_.hops;
  arrived_ = {};
  return cycles;
}

void LearningEngine::arrive(std::uint64_t flits, std::uint32_t hops) {
  sent_.flits += flits;
  if (flits > 0) sent_.hops = std::max(sent_.hops, hops);
}

void LearningEngine::receive_target(std::uint32_t slice, std::uint32_t neuron, std::uint32_t count,
                                    std::uint32_t hops) {
  arrive(1, hops);
  slices_[slice].errors->target(neuron, count);
}

void LearningEngine::receive_error(std::uint32_t slice, std::uint32_t neuron, std::int64_t sum,
                                   std::uint64_t flits, std::uint32_t hops) {
  arrive(flits, hops);
  ++counts_.error.reads;
  ++counts_.error.writes;
  slices_[slice].errors->returned(neuron, sum);
}

void LearningEngine::receive_gradient(std::uint32_t image, std::uint32_t entry, std::int64_t sum,
                                      std::uint64_t flits, std::uint32_t hops) {
  arrive(flits, hops);
  images_[image].gradient->receive(entry, sum);
  ++counts_.gradient.reads;
  ++counts_.gradient.writes;
}

}  // namespace engram::hw
