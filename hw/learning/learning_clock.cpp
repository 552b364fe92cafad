#include "hw/learning/learning_clock.hpp"

#include <algorithm>

namespace engram::hw {

LearningClock::LearningClock(const ChipSpec& spec, const CoreSpec& core,
                             const LearningEngine& engine, RowClock& rows)
    : spec_(spec), core_(core), engine_(engine), rows_(rows) {
  reset();
}

void LearningClock::reset() {
  const bool anew = spec_.learning->zero_weights == ZeroWeights::reencode;
  if (anew) images_.clear();
  images_.resize(core_.images.size());
  host_waits_ = 0;
  RowPipelineSpec pipeline;
  pipeline.lanes = spec_.lanes;
  pipeline.fetch_ahead = spec_.fetch_ahead;
  for (std::uint32_t index = 0; index < images_.size(); ++index) {
    if (!engine_.learns(index)) continue;
    Image& image = images_[index];
    image.columns.resize(engine_.image(index).targets);
    image.synapses.resize(image.columns.size());
    image.updates.resize(std::max(engine_.image(index).targets, engine_.image(index).rows));
    pipeline.requester = Requester::backward;
    image.backward = std::make_unique<RowPipeline>(pipeline, rows_.memories(index));
    pipeline.requester = Requester::update;
    image.update = std::make_unique<RowPipeline>(pipeline, rows_.memories(index));
    RowLog* const log = rows_.draws() ? &log_ : nullptr;
    image.backward->log(log);
    image.update->log(log);
  }
}

std::span<const std::uint32_t> LearningClock::weights(std::uint64_t number) {
  if (targets_.size() < number) targets_.resize(number, 0);
  return {targets_.data(), number};
}

std::uint64_t LearningClock::serve(Stage stage, const LearningWork& work, std::uint64_t from) {
  rows_.settle(from);
  const bool update = stage == Stage::update;
  // Of errors and traces, one port reads and writes in turn.
  const bool sweeps = !update || engine_.remembers();
  const std::uint64_t swept = from + work.records * (spec_.ports == 1 && sweeps ? 2 : 1);
  std::uint64_t begin = update ? from : swept;
  std::uint64_t end = begin;
  for (std::size_t at = 0; at < work.lines.size(); ++at) {
    const LineVisit& visit = work.lines[at];
    if (at > 0 && visit.image != work.lines[at - 1].image) {
      if (update) end = std::max(end, images_[work.lines[at - 1].image].update->drain());
      begin = end;
    }
    end = std::max(end, update ? update_line(visit, begin) : read_column(visit, begin));
    if (!rows_.draws()) continue;
    rows_.draw(visit.image, log_);
    log_ = {};
  }
  if (update && !work.lines.empty()) {
    const std::uint32_t last = work.lines.back().image;
    end = std::max(end, images_[last].update->drain());
    rows_.draw(last, log_);
    log_ = {};
  }
  return std::max(end, swept);
}

std::uint64_t LearningClock::read_column(const LineVisit& visit, std::uint64_t begin) {
  Image& image = images_[visit.image];
  auto& trace = image.columns[visit.line];
  if (!trace) {
    trace = std::make_unique<AccessTrace>();
    const LearningImage& memory = engine_.learning_image(visit.image);
    image.synapses[visit.line] = memory.trace_column(visit.line, *trace);
  }
  return image.backward->run_row(*trace, weights(image.synapses[visit.line]), begin).finished;
}

std::uint64_t LearningClock::update_line(const LineVisit& visit, std::uint64_t begin) {
  Image& image = images_[visit.image];
  auto& trace = image.updates[visit.line];
  if (!trace) {
    trace = std::make_unique<UpdateTrace>();
    engine_.learning_image(visit.image).trace_update(visit.line, *trace);
  }
  return image.update->run_row(trace->reads, weights(trace->weights), begin, trace->writes)
      .finished;
}

std::uint64_t LearningClock::reencode(std::uint64_t from) {
  rows_.settle(from);
  std::uint64_t end = from;
  for (std::uint32_t image = 0; image < images_.size(); ++image) {
    if (!engine_.learns(image)) continue;
    const LearningImageCounts& counts = engine_.counts().images[image];
    for (const auto* words : {&counts.reencode_reads, &counts.reencode_writes}) {
      for (std::size_t kind = 0; kind < words->size(); ++kind) {
        end = stream(image, static_cast<RegionKind>(kind), (*words)[kind], end);
      }
    }
  }
  return end;
}

/// The words of a region one after the other, at most one a bank and cycle.
std::uint64_t LearningClock::stream(std::uint32_t image, RegionKind kind, Count words,
                                    std::uint64_t from) {
  const RegionPlace& place = rows_.memories(image)[static_cast<std::size_t>(kind)];
  std::uint64_t cycle = from;
  for (Count word = 0; word < words; ++word) {
    const std::uint64_t asked = std::max(cycle, from + word / spec_.banks);
    cycle = place.memory->claim(Requester::host, place.first_word + word, asked);
    host_waits_ += cycle - asked;
  }
  return words == 0 ? from : cycle + 1;
}

LearningStalls LearningClock::stalls() const {
  LearningStalls sum;
  sum.host = host_waits_;
  for (const Image& image : images_) {
    if (!image.backward) continue;
    sum.backward += image.backward->stalls();
    sum.update += image.update->stalls();
  }
  return sum;
}

}  // namespace engram::hw
