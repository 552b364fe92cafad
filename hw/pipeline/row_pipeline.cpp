#include "hw/pipeline/row_pipeline.hpp"

#include <algorithm>
#include <stdexcept>

namespace engram::hw {

void check_row_pipeline(const RowPipelineSpec& spec) {
  if (spec.lanes == 0) throw std::invalid_argument("a row pipeline has at least one lane");
  if (spec.addition_cycles == 0) throw std::invalid_argument("an addition takes a cycle");
  if (spec.accumulator_banks == 0 && spec.addition_cycles > 1) {
    throw std::invalid_argument("an addition into registers takes one cycle");
  }
  if (spec.fetch_ahead == 0) {
    throw std::invalid_argument("fetch_ahead must be at least 1, or no word is ever asked for");
  }
}

RowPipeline::RowPipeline(const RowPipelineSpec& spec, const RowMemories& memories)
    : spec_(spec),
      memories_(memories),
      taken_(spec.fetch_ahead, 0),
      lane_free_(spec.lanes, 0),
      bank_free_(spec.accumulator_banks, 0) {
  check_row_pipeline(spec);
  for (std::size_t kind = 0; kind < memories.size(); ++kind) {
    const auto same = std::find_if(ports_.begin(), ports_.end(), [&](const Port& port) {
      return port.memory == memories[kind].memory;
    });
    port_of_[kind] = static_cast<std::size_t>(same - ports_.begin());
    if (same == ports_.end()) ports_.push_back({memories[kind].memory, 0, 0});
  }
}

RowTimes RowPipeline::run_row(const AccessTrace& trace, std::span<const std::uint32_t> targets,
                              std::uint64_t from) {
  RowTimes times;
  times.accepted = std::max(from, next_accept_);
  next_accept_ = times.accepted + 1;
  row_there_.fill(0);
  auto access = trace.words.begin();
  for (std::uint64_t delivery = 0; delivery < targets.size(); ++delivery) {
    for (; access != trace.words.end() && access->delivery <= delivery; ++access) {
      fetch(*access, trace.weights_follow_metadata, times.accepted);
    }
    deliver(targets[delivery], delivery == 0, times.accepted);
  }
  for (; access != trace.words.end(); ++access) {
    fetch(*access, trace.weights_follow_metadata, times.accepted);
  }
  times.fetched = next_accept_;
  const std::uint64_t added = delivered_ > 0 ? last_start_ + spec_.addition_cycles : 0;
  times.finished = std::max({finished_, times.accepted + 1, there_ + 1, added});
  finished_ = times.finished;
  return times;
}

std::uint64_t RowPipeline::address_known(RegionKind kind, bool weights_follow_metadata) const {
  const auto there = [&](RegionKind of) { return row_there_[static_cast<std::size_t>(of)]; };
  switch (kind) {
    case RegionKind::pointers:
    case RegionKind::axon_types:
    case RegionKind::reverse_pointers:  // these three: no forward row reads them
    case RegionKind::reverse_list:
    case RegionKind::row_buffer:
      return 0;
    case RegionKind::metadata:
      return there(RegionKind::pointers);
    case RegionKind::weights:
      return std::max(there(RegionKind::pointers),
                      weights_follow_metadata ? there(RegionKind::metadata) : 0);
    case RegionKind::codebook:
      break;
  }
  return std::max(there(RegionKind::axon_types), there(RegionKind::weights));
}

void RowPipeline::fetch(const WordAccess& access, bool weights_follow_metadata,
                        std::uint64_t accepted) {
  const auto kind = static_cast<std::size_t>(access.kind);
  Port& port = ports_[port_of_[kind]];
  BankedMemory& memory = *port.memory;
  const bool full = port.granted == memory.spec().banks;
  std::uint64_t asked = std::max({accepted, address_known(access.kind, weights_follow_metadata),
                                  full ? port.cycle + 1 : port.cycle});
  // A word is fetched just before the delivery it unlocks, so delivered_ is that one's index.
  if (delivered_ >= spec_.fetch_ahead) {
    const std::uint64_t room = taken_[ahead_] + 1;
    if (room > asked) stalls_.room += room - asked;
    asked = std::max(asked, room);
  }
  const std::uint64_t granted =
      memory.claim(spec_.requester, memories_[kind].first_word + access.word, asked);
  stalls_.memory += granted - asked;
  if (log_ != nullptr) {
    log_->words.push_back({access.kind, memories_[kind].first_word + access.word, granted});
  }
  port.granted = granted == port.cycle ? port.granted + 1 : 1;
  port.cycle = granted;
  row_there_[kind] = memory.there(granted);
  there_ = std::max(there_, memory.there(granted));
  next_accept_ = std::max(next_accept_, granted + 1);
}

void RowPipeline::deliver(std::uint32_t target, bool first, std::uint64_t accepted) {
  std::uint64_t& lane_free = lane_free_[lane_];
  const std::uint64_t taken = std::max({accepted, there_, last_taken_, lane_free});
  const std::uint64_t next = delivered_ > 0 ? last_taken_ + 1 : 0;
  const std::uint64_t idle = std::max(next, accepted);  // from here on decode took nothing else
  if (taken > idle) {
    const std::uint64_t waited = there_ > idle ? std::min(there_, taken) - idle : 0;
    stalls_.words += waited;
    stalls_.lanes += taken - idle - waited;
  }
  lane_free = add(target, first, taken);
  taken_[ahead_] = taken;
  last_taken_ = taken;
  ++delivered_;
  // Counted round rather than divided: this runs once a synapse.
  lane_ = lane_ + 1 == lane_free_.size() ? 0 : lane_ + 1;
  ahead_ = ahead_ + 1 == taken_.size() ? 0 : ahead_ + 1;
}

/// Returns the last cycle of the addition.
std::uint64_t RowPipeline::add(std::uint32_t target, bool first, std::uint64_t taken) {
  std::uint64_t start = std::max(taken + 1, first ? last_start_ + 1 : last_start_);
  if (!bank_free_.empty()) {
    std::uint64_t& free = bank_free_[target % spec_.accumulator_banks];
    if (free > start) stalls_.accumulator += free - start;
    start = std::max(start, free);
    free = start + spec_.addition_cycles;
  }
  last_start_ = start;
  if (log_ != nullptr) log_->additions.push_back(start);
  return start + spec_.addition_cycles - 1;
}

}  // namespace engram::hw
