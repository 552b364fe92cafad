#include "hw/pipeline/row_pipeline.hpp"

#include <algorithm>
#include <stdexcept>

namespace engram::hw {

RowStalls& RowStalls::operator+=(const RowStalls& more) {
  memory += more.memory;
  write += more.write;
  write_pending += more.write_pending;
  room += more.room;
  words += more.words;
  lanes += more.lanes;
  accumulator += more.accumulator;
  back_pressure += more.back_pressure;
  return *this;
}

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
  write_port_.memory = memories[static_cast<std::size_t>(RegionKind::weights)].memory;
}

RowTimes RowPipeline::run_row(const AccessTrace& trace, std::span<const std::uint32_t> targets,
                              std::uint64_t from, std::span<const WordAccess> writes) {
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
    auto behind = writes.begin();
    while (behind != writes.end() && behind->delivery == delivery) ++behind;
    write_back({writes.begin(), behind}, last_start_ + spec_.addition_cycles);
    writes = {behind, writes.end()};
  }
  for (; access != trace.words.end(); ++access) {
    fetch(*access, trace.weights_follow_metadata, times.accepted);
  }
  times.fetched = next_accept_;
  const std::uint64_t added = delivered_ > 0 ? last_start_ + spec_.addition_cycles : 0;
  times.finished = std::max({finished_, times.accepted + 1, there_ + 1, added});
  finished_ = times.finished;
  write_back(writes, times.finished);  // of a row without weights
  remember_writes();
  return times;
}

std::uint64_t RowPipeline::address_known(RegionKind kind, bool weights_follow_metadata) const {
  const auto there = [&](RegionKind of) { return row_there_[static_cast<std::size_t>(of)]; };
  switch (kind) {
    case RegionKind::pointers:
    case RegionKind::axon_types:
    case RegionKind::reverse_pointers:
    case RegionKind::row_buffer:  // nobody reads it
      return 0;
    case RegionKind::reverse_list:
      return there(RegionKind::reverse_pointers);
    case RegionKind::metadata:
      return there(RegionKind::pointers);
    case RegionKind::weights:
      return std::max({there(RegionKind::pointers),
                       weights_follow_metadata ? there(RegionKind::metadata) : 0,
                       there(RegionKind::reverse_pointers), there(RegionKind::reverse_list)});
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
  if (access.kind == RegionKind::weights) {
    const std::uint64_t written = behind_writes(memories_[kind].first_word + access.word, asked);
    stalls_.write_pending += written - asked;
    asked = written;
  }
  const std::uint64_t granted = claim(memories_[kind], access.word, asked);
  stalls_.memory += granted - asked;
  if (log_ != nullptr) {
    log_->words.push_back({access.kind, memories_[kind].first_word + access.word, granted, false});
  }
  port.granted = granted == port.cycle ? port.granted + 1 : 1;
  port.cycle = granted;
  row_there_[kind] = memory.there(granted);
  there_ = std::max(there_, memory.there(granted));
  next_accept_ = std::max(next_accept_, granted + 1);
}

/// Writes that are ready by a cycle claim their banks before a read of that cycle does. Reads of
/// one memory are asked for in the order of time, so no later claim can come before these.
std::uint64_t RowPipeline::claim(const RegionPlace& place, std::uint64_t word,
                                 std::uint64_t asked) {
  if (written_ == writes_.size() || place.memory != write_port_.memory) {
    return place.memory->claim(spec_.requester, place.first_word + word, asked);
  }
  for (std::uint64_t cycle = asked;; ++cycle) {
    while (written_ < writes_.size() && write_asked() <= cycle) write_next();
    if (place.memory->try_claim(spec_.requester, place.first_word + word, cycle)) return cycle;
  }
}

/// The first cycle from `asked` on in which no row before has still to write the word.
std::uint64_t RowPipeline::behind_writes(std::uint64_t word, std::uint64_t asked) {
  if (writer_.empty()) return asked;
  const auto writer = writer_.find(word);
  if (writer == writer_.end()) return asked;
  while (written_ <= writer->second) write_next();
  return std::max(asked, writes_[writer->second].cycle + 1);
}

/// The weights that these words wait for have stepped.
void RowPipeline::write_back(std::span<const WordAccess> writes, std::uint64_t ready) {
  const RegionPlace& place = memories_[static_cast<std::size_t>(RegionKind::weights)];
  for (const WordAccess& access : writes)
    writes_.push_back({place.first_word + access.word, ready});
}

std::uint64_t RowPipeline::write_asked() const {
  const bool full = write_port_.granted == write_port_.memory->spec().banks;
  return std::max(writes_[written_].cycle, full ? write_port_.cycle + 1 : write_port_.cycle);
}

void RowPipeline::write_next() {
  Write& write = writes_[written_];
  const std::uint64_t asked = write_asked();
  write.cycle = write_port_.memory->claim(spec_.requester, write.word, asked);
  stalls_.write += write.cycle - asked;
  if (log_ != nullptr) log_->words.push_back({RegionKind::weights, write.word, write.cycle, true});
  write_port_.granted = write.cycle == write_port_.cycle ? write_port_.granted + 1 : 1;
  write_port_.cycle = write.cycle;
  ++written_;
}

/// The row is over: those behind it must not overtake what it writes.
void RowPipeline::remember_writes() {
  for (; remembered_ < writes_.size(); ++remembered_) {
    writer_[writes_[remembered_].word] = remembered_;
  }
}

std::uint64_t RowPipeline::drain() {
  while (written_ < writes_.size()) write_next();
  const std::uint64_t end = writes_.empty() ? 0 : writes_.back().cycle + 1;
  writes_.clear();
  writer_.clear();
  written_ = remembered_ = 0;
  return end;
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
