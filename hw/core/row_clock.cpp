#include "hw/core/row_clock.hpp"

#include <algorithm>

namespace engram::hw {

RowClock::RowClock(const ChipSpec& spec, const CoreSpec& core) : spec_(spec), core_(core) {
  for (const ImageSpec& image : core.images) {
    Image clocked;
    clocked.controller = make_controller(*image.image);
    clocked.rows.resize(image.image->rows);
    images_.push_back(std::move(clocked));
  }
  reset();
}

/// One memory a region, or one for all regions of the core, region after region.
void RowClock::place_memories() {
  const BankSpec banks{spec_.banks, spec_.ports, spec_.read_latency};
  const bool shared = spec_.shared_macros || spec_.sizing == Sizing::fixed;
  memories_.clear();
  std::uint64_t first_word = 0;
  for (std::size_t index = 0; index < images_.size(); ++index) {
    for (const Region& region : core_.images[index].image->regions) {
      if (memories_.empty() || !shared) {
        memories_.push_back(std::make_unique<BankedMemory>(banks));
        first_word = 0;
      }
      images_[index].memories[static_cast<std::size_t>(region.kind)] = {memories_.back().get(),
                                                                        first_word};
      first_word += region.data.words();
    }
  }
}

void RowClock::reset() {
  place_memories();
  RowPipelineSpec pipeline;
  pipeline.lanes = spec_.lanes;
  pipeline.fetch_ahead = spec_.fetch_ahead;
  pipeline.accumulator_banks = spec_.accumulator_in_sram ? spec_.lanes : 0;
  for (Image& image : images_) {
    image.pipeline = std::make_unique<RowPipeline>(pipeline, image.memories);
    image.pipeline->log(waves_ == nullptr ? nullptr : &log_);
  }
}

void RowClock::replace(std::size_t index, const MemoryImage& image) {
  images_[index].controller = make_controller(image);
  images_[index].rows.assign(image.rows, {});
}

const RowClock::TracedRow& RowClock::traced(Image& image, std::uint32_t row) {
  TracedRow& kept = image.rows[row];
  if (kept.known) return kept;
  RowRead read;
  image.controller->trace_row(row, read, kept.trace);
  for (const engram::Delivery& delivery : read.deliveries) kept.targets.push_back(delivery.target);
  kept.known = true;
  return kept;
}

std::uint64_t RowClock::serve(std::span<const RowService> rows, std::uint64_t from) {
  settle(from);
  std::uint64_t begin = from, end = from;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    if (at > 0 && rows[at].image != rows[at - 1].image) begin = end;
    Image& image = images_[rows[at].image];
    const TracedRow& row = traced(image, rows[at].row);
    for (Count event = 0; event < rows[at].events; ++event) {
      const RowTimes times = image.pipeline->run_row(row.trace, row.targets, begin);
      if (waves_ != nullptr) {
        waves_->set(image.signals.row, times.accepted, rows[at].row);
        draw(rows[at].image, log_);
        log_ = {};
      }
      end = std::max(end, times.finished);
    }
  }
  return end;
}

void RowClock::watch(WaveLog* waves, const std::string& scope) {
  waves_ = waves;
  if (waves == nullptr) return;
  for (std::size_t index = 0; index < images_.size(); ++index) {
    Image& image = images_[index];
    const std::string below = scope + "." + core_.images[index].projection;
    image.signals.row = waves->add(below, "row", 32);
    image.signals.additions = waves->add(below, "additions", 16, WaveSignal::Kind::pulse);
    for (const Region& region : core_.images[index].image->regions) {
      const auto kind = static_cast<std::size_t>(region.kind);
      const std::string memory = below + "." + region.name;
      image.signals.reads[kind] = waves->add(memory, "reads", 16, WaveSignal::Kind::pulse);
      image.signals.address[kind] = waves->add(memory, "address", 32);
      if (!spec_.learning || region.kind != RegionKind::weights) continue;
      image.signals.writes[kind] = waves->add(memory, "writes", 16, WaveSignal::Kind::pulse);
    }
  }
}

void RowClock::settle(std::uint64_t cycle) {
  for (const auto& memory : memories_) memory->settle(cycle);
}

void RowClock::draw(std::size_t index, const RowLog& log) {
  if (waves_ == nullptr) return;
  const Image& image = images_[index];
  for (const WordGrant& grant : log.words) {
    const auto kind = static_cast<std::size_t>(grant.kind);
    const auto& accesses = grant.write ? image.signals.writes : image.signals.reads;
    waves_->set(accesses[kind], grant.cycle, 1);
    waves_->set(image.signals.address[kind], grant.cycle, grant.word);
  }
  for (const std::uint64_t addition : log.additions) {
    waves_->set(image.signals.additions, addition, 1);
  }
}

RowStalls RowClock::stalls() const {
  RowStalls sum;
  for (const Image& image : images_) sum += image.pipeline->stalls();
  return sum;
}

}  // namespace engram::hw
