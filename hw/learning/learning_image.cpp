#include "hw/learning/learning_image.hpp"

#include <algorithm>

#include "hw/learning/learning_arithmetic.hpp"
#include "memory/controller.hpp"
#include "memory/encoding.hpp"
#include "memory/reencode.hpp"

namespace engram::hw {

LearningImage::LearningImage(const MemoryImage& image, bool by_columns)
    : image_(image), by_columns_(by_columns) {
  begin();
}

void LearningImage::begin() {
  controller_ =
      by_columns_ ? make_learning_controller(image_) : make_row_learning_controller(image_);
  lines_.clear();
  lines_.resize(by_columns_ ? image_.targets : image_.rows);
  levels_.clear();
  stored_.clear();
  kernel_.clear();
  weight_of_.clear();
  kernel_update_.reset();
  if (shared()) read_kernel();
}

LearningImage::WordCounts LearningImage::drop_zeros() {
  Reencoded anew = reencode(image_);
  image_ = std::move(anew.image);
  begin();
  return {anew.read, anew.written};
}

void LearningImage::read_kernel() {
  for (const KernelWeight& entry : kernel_weights(image_)) {
    const std::uint32_t weight = add_weight(level_from_code(image_.format, entry.code));
    kernel_.push_back(entry.kernel_weight);
    if (weight_of_.size() <= entry.kernel_weight) weight_of_.resize(entry.kernel_weight + 1);
    weight_of_[entry.kernel_weight] = weight;
  }
}

std::uint32_t LearningImage::add_weight(std::int32_t level) {
  levels_.push_back(level);
  stored_.push_back(level != 0 ? 1 : 0);
  return static_cast<std::uint32_t>(levels_.size() - 1);
}

SynapseLine LearningImage::read(std::uint32_t index) {
  SynapseLine line;
  if (by_columns_) {
    ColumnRead column;
    controller_->read_column(index, column);
    for (const ColumnSynapse& synapse : column.synapses) {
      line.ends.push_back(synapse.axon);
      line.weights.push_back(shared() ? weight_of_[synapse.kernel_weight]
                                      : add_weight(synapse.level));
    }
    line.words = column.words;
    line.addresses = column.addresses;
    return line;
  }
  RowRead row;
  make_controller(image_)->read_row(index, row);
  for (const Delivery& delivery : row.deliveries) {
    line.ends.push_back(delivery.target);
    line.weights.push_back(add_weight(level_from_code(image_.format, delivery.code)));
  }
  line.words = row.words;
  line.addresses = row.addresses;
  return line;
}

const SynapseLine& LearningImage::line(std::uint32_t index) {
  if (!lines_[index]) lines_[index] = std::make_unique<SynapseLine>(read(index));
  return *lines_[index];
}

std::int32_t LearningImage::stepped(std::uint32_t weight, std::int64_t step) const {
  if (!stored(weight)) return 0;
  const std::int64_t largest = max_level(image_.format);
  return static_cast<std::int32_t>(std::clamp(level(weight) - step, -largest, largest));
}

std::uint32_t LearningImage::code(std::uint32_t weight) const {
  return code_from_level(image_.format, level(weight));
}

const UpdateCost& LearningImage::step_line(std::uint32_t index, std::span<const std::int64_t> steps,
                                           std::vector<std::uint32_t>& changed) {
  line(index);
  SynapseLine& line = *lines_[index];
  const std::size_t before = changed.size();
  for (std::size_t k = 0; k < line.weights.size(); ++k) {
    const std::uint32_t weight = line.weights[k];
    const std::int32_t level = stepped(weight, steps[k]);
    if (level == levels_[weight]) continue;
    levels_[weight] = level;
    changed.push_back(line.ends[k]);
  }
  if (line.update && changed.size() == before) return *line.update;
  if (!line.update) line.update.emplace();
  codes_.clear();
  for (const std::uint32_t weight : line.weights) codes_.push_back(code(weight));
  if (by_columns_) {
    controller_->update_column(index, codes_, *line.update);
  } else {
    controller_->update_row(index, codes_, *line.update);
  }
  return *line.update;
}

std::uint64_t LearningImage::trace_column(std::uint32_t column, AccessTrace& trace) const {
  controller_->trace_column(column, trace);
  return lines_[column]->weights.size();
}

void LearningImage::trace_update(std::uint32_t line, UpdateTrace& trace) const {
  if (shared()) {
    controller_->trace_kernel_update(trace);
  } else if (by_columns_) {
    controller_->trace_column_update(line, trace);
  } else {
    controller_->trace_row_update(line, trace);
  }
}

bool LearningImage::step_kernel(std::span<const std::int64_t> steps, UpdateCost& cost) {
  bool any = false;
  codes_.clear();
  for (std::uint32_t weight = 0; weight < levels_.size(); ++weight) {
    const std::int32_t level = stepped(weight, steps[weight]);
    any = any || level != levels_[weight];
    levels_[weight] = level;
    codes_.push_back(code(weight));
  }
  if (any || !kernel_update_) controller_->update_kernel(codes_, kernel_update_.emplace());
  cost = *kernel_update_;
  return any;
}

}  // namespace engram::hw
