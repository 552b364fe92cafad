#include "controller_model.hpp"

#include <cassert>

#include "hw/learning/learning_arithmetic.hpp"
#include "memory/encoding.hpp"

namespace engram::cosim {
namespace {

/// One port, one bank, data a cycle after the grant (memory/rtl/README.md).
constexpr BankSpec kMemory{1, 1, 1};

hw::RowPipelineSpec pipeline_spec() {
  hw::RowPipelineSpec spec;
  spec.fetch_ahead = 1;
  return spec;
}

hw::RowMemories places(const MemoryImage& image, BankedMemory& memory) {
  hw::RowMemories places{};
  std::uint64_t first = 0;
  for (const Region& region : image.regions) {
    places[static_cast<std::size_t>(region.kind)] = {&memory, first};
    first += region.data.words();
  }
  return places;
}

std::unique_ptr<LearningController> learning_of(MemoryImage& image) {
  try {
    return make_learning_controller(image);
  } catch (const EncodingRefused&) {
    return nullptr;
  }
}

/// Nothing, a little, exactly between two levels, far too much; both signs.
std::int64_t draw_gradient(std::mt19937_64& bits) {
  constexpr std::int64_t half = std::int64_t{1} << (kRateShift - 1);
  constexpr std::int64_t largest = (std::int64_t{1} << (kGradientBits - 1)) - 1;
  const auto below = [&](std::int64_t limit) {
    return static_cast<std::int64_t>(bits() % static_cast<std::uint64_t>(limit));
  };
  std::int64_t size = 0;
  switch (bits() % 5) {
    case 0:
      break;
    case 1:
      size = (2 * below(4) + 1) * half;
      break;
    case 2:
      size = largest - below(half);
      break;
    default:
      size = below(8 * half);
  }
  return bits() % 2 == 0 ? size : -size - (size == largest ? 1 : 0);
}

}  // namespace

std::uint32_t stepped_code(const WeightFormat& format, std::uint32_t code, std::int64_t gradient) {
  const std::int64_t level = level_from_code(format, code) - hw::round_shift(gradient, kRateShift);
  return code_from_level(format,
                         static_cast<std::int32_t>(hw::clamp_symmetric(level, format.bits)));
}

ControllerModel::ControllerModel(MemoryImage image)
    : image_(std::move(image)),
      controller_(make_controller(image_)),
      learning_(learning_of(image_)),
      memory_(kMemory),
      block_memory_(kMemory),
      pipeline_(pipeline_spec(), places(image_, memory_)),
      block_(pipeline_spec(), places(image_, block_memory_)) {}

std::vector<std::uint64_t> ControllerModel::words() const {
  std::vector<std::uint64_t> words;
  for (const Region& region : image_.regions) {
    const unsigned bits = region.data.word_bits();
    for (std::uint64_t k = 0; k < region.data.words(); ++k) {
      words.push_back(region.data.read(k * bits, bits));
    }
  }
  return words;
}

std::uint64_t ControllerModel::address(const WordAccess& access) const {
  std::uint64_t first = 0;
  for (const Region& region : image_.regions) {
    if (region.kind == access.kind) break;
    first += region.data.words();
  }
  return first + access.word;
}

std::uint64_t ControllerModel::word(const WordAccess& access) const {
  for (const Region& region : image_.regions) {
    const unsigned bits = region.data.word_bits();
    if (region.kind == access.kind) return region.data.read(access.word * bits, bits);
  }
  return 0;
}

void ControllerModel::read(const ControllerEvent& event, Served& served,
                           std::vector<std::uint32_t>& codes) {
  if (event.operation == Operation::forward_row || event.operation == Operation::update_row) {
    RowRead row;
    controller_->trace_row(event.line, row, served.trace);
    for (const Delivery& delivery : row.deliveries) {
      served.ends.push_back(delivery.target);
      codes.push_back(delivery.code);
    }
    return;
  }
  if (event.operation == Operation::update_column && image_.sharing == Sharing::kernel) {
    for (const KernelWeight& weight : kernel_weights(image_)) {
      served.ends.push_back(weight.kernel_weight);
      codes.push_back(weight.code);
    }
    return;
  }
  ColumnRead column;
  learning_->read_column(event.line, column);
  learning_->trace_column(event.line, served.trace);
  for (const ColumnSynapse& synapse : column.synapses) {
    served.ends.push_back(synapse.axon);
    codes.push_back(synapse.code);
  }
}

void ControllerModel::update(const ControllerEvent& event, Served& served,
                             const std::vector<std::uint32_t>& codes, std::mt19937_64& bits) {
  std::vector<std::uint32_t> stepped;
  const std::size_t first = expected_.size() - codes.size();
  for (std::size_t k = 0; k < codes.size(); ++k) {
    expected_[first + k].gradient =
        gradients_.empty() ? draw_gradient(bits) : gradients_[bits() % gradients_.size()];
    stepped.push_back(stepped_code(image_.format, codes[k], expected_[first + k].gradient));
  }
  UpdateTrace trace;
  UpdateCost cost;
  if (event.operation == Operation::update_row) {
    learning_->trace_row_update(event.line, trace);
    learning_->update_row(event.line, stepped, cost);
  } else if (image_.sharing == Sharing::kernel) {
    learning_->trace_kernel_update(trace);
    learning_->update_kernel(stepped, cost);
  } else {
    learning_->trace_column_update(event.line, trace);
    learning_->update_column(event.line, stepped, cost);
  }
  served.trace = std::move(trace.reads);
  served.writes = std::move(trace.writes);
  for (const WordAccess& access : served.writes) written_.push_back(word(access));
}

void ControllerModel::accept(const ControllerEvent& event, std::mt19937_64& bits) {
  Served& served = served_.emplace_back();
  std::vector<std::uint32_t> codes;
  read(event, served, codes);
  for (std::size_t k = 0; k < codes.size(); ++k) {
    expected_.push_back({served.ends[k], codes[k], 0});
  }
  if (event.operation == Operation::update_row || event.operation == Operation::update_column) {
    update(event, served, codes, bits);
  }
  pipeline_.accept(served.trace, served.ends, served.writes);
  const hw::RowTimes times = block_.run_row(served.trace, served.ends, 0, served.writes);
  block_end_ = times.finished;
  counts_.reads += served.trace.words.size();
  counts_.writes += served.writes.size();
  counts_.deliveries += served.ends.size();
}

std::int64_t ControllerModel::gradient() const {
  return expected_.empty() ? 0 : expected_.front().gradient;
}

ControllerCycle ControllerModel::step(bool ready) {
  ControllerCycle cycle;
  const auto& moved = pipeline_.step(ready);
  if (!moved.granted.empty()) {
    cycle.read = true;
    cycle.address = address(moved.granted.front());
  }
  if (!moved.written.empty()) {
    cycle.write = true;
    cycle.address = address(moved.written.front());
    cycle.write_data = written_.front();
    written_.pop_front();
  }
  if (!moved.begun.empty()) {
    const Expected& next = expected_.front();
    assert(next.end == moved.begun.front());
    cycle.begun = true;
    cycle.end = next.end;
    cycle.code = next.code;
    expected_.pop_front();
  }
  if (pipeline_.idle()) served_.clear();
  return cycle;
}

std::uint64_t ControllerModel::block_cycles() {
  return std::max(block_end_, block_.drain());
}

}  // namespace engram::cosim
