#include "hw/pipeline/stepped_row_pipeline.hpp"

#include <algorithm>
#include <cassert>
#include <limits>

namespace engram::hw {
namespace {

constexpr std::uint64_t kNever = std::numeric_limits<std::uint64_t>::max();

/// Whether the address of a word of `kind` comes out of an earlier word of kind `source`.
bool comes_from(RegionKind kind, RegionKind source, bool weights_follow_metadata) {
  switch (kind) {
    case RegionKind::metadata:
      return source == RegionKind::pointers;
    case RegionKind::weights:
      return source == RegionKind::pointers || source == RegionKind::reverse_pointers ||
             source == RegionKind::reverse_list ||
             (source == RegionKind::metadata && weights_follow_metadata);
    case RegionKind::reverse_list:
      return source == RegionKind::reverse_pointers;
    case RegionKind::codebook:
      return source == RegionKind::axon_types || source == RegionKind::weights;
    default:
      return false;
  }
}

}  // namespace

SteppedRowPipeline::SteppedRowPipeline(const RowPipelineSpec& spec, const RowMemories& memories)
    : spec_(spec), memories_(memories), bank_free_(spec.accumulator_banks, 0) {
  check_row_pipeline(spec);
  for (const RegionPlace& place : memories) {
    if (std::find(ports_.begin(), ports_.end(), place.memory) == ports_.end()) {
      ports_.push_back(place.memory);
    }
  }
}

bool SteppedRowPipeline::accepts() const {
  return !accepted_now_ && (rows_.empty() || rows_.back().not_granted == 0);
}

void SteppedRowPipeline::accept(const AccessTrace& trace, std::span<const std::uint32_t> targets,
                                std::span<const WordAccess> writes) {
  assert(accepts());
  for (const WordAccess& access : writes) {
    const bool known = access.delivery < targets.size();
    writes_.push_back({access, accepted_, known ? deliveries_ + access.delivery : kNever, kNever});
  }
  Row row{};
  row.trace = &trace;
  row.targets = targets;
  row.first_delivery = deliveries_;
  row.there.assign(trace.words.size(), kNever);
  row.waiting.resize(ports_.size());
  row.not_granted = trace.words.size();
  row.times.accepted = now_;
  row.times.fetched = now_ + 1;
  find_needs(row);
  for (std::size_t word = 0; word < trace.words.size(); ++word) {
    BankedMemory* memory = memories_[static_cast<std::size_t>(trace.words[word].kind)].memory;
    const auto port = std::find(ports_.begin(), ports_.end(), memory) - ports_.begin();
    row.waiting[static_cast<std::size_t>(port)].push_back(word);
  }
  deliveries_ += targets.size();
  row.number = accepted_++;
  rows_.push_back(std::move(row));
  accepted_now_ = true;
}

void SteppedRowPipeline::find_needs(Row& row) const {
  const std::vector<WordAccess>& words = row.trace->words;
  std::array<std::size_t, kRegionKinds> last{};  // of each kind so far, plus one
  row.needs.resize(words.size());
  for (std::size_t word = 0; word < words.size(); ++word) {
    for (std::size_t kind = 0; kind < last.size(); ++kind) {
      // Words of a kind arrive in order: the last one is enough.
      if (last[kind] > 0 && comes_from(words[word].kind, static_cast<RegionKind>(kind),
                                       row.trace->weights_follow_metadata)) {
        row.needs[word].push_back(last[kind] - 1);
      }
    }
    last[static_cast<std::size_t>(words[word].kind)] = word + 1;
  }
}

const SteppedRowPipeline::Cycle& SteppedRowPipeline::step(bool ready) {
  cycle_.written.clear();
  cycle_.granted.clear();
  cycle_.begun.clear();
  write();
  fetch();
  add(ready);
  decode();
  retire();
  ++now_;
  accepted_now_ = false;
  return cycle_;
}

void SteppedRowPipeline::write() {
  written_now_.clear();
  const RegionPlace& place = memories_[static_cast<std::size_t>(RegionKind::weights)];
  const unsigned most = writes_.empty() ? 0 : place.memory->spec().banks;
  for (unsigned asked = 0; asked < most && !writes_.empty(); ++asked, writes_.pop_front()) {
    const Write& next = writes_.front();
    if (next.ready == kNever || next.ready > now_) return;
    if (!place.memory->try_claim(spec_.requester, place.first_word + next.access.word, now_)) {
      ++stalls_.write;
      return;
    }
    cycle_.written.push_back(next.access);
    written_now_.push_back(next);
  }
}

/// `addition` ends in the cycle before `ready`.
void SteppedRowPipeline::allow_writes(std::uint64_t addition, std::uint64_t ready) {
  for (Write& write : writes_) {
    if (write.after == addition) write.ready = ready;
  }
}

/// Whether a row before the one that is fetched has still to write the word, or does so now.
bool SteppedRowPipeline::write_pending(const WordAccess& access) const {
  if (access.kind != RegionKind::weights) return false;
  const auto before = [&](const Write& write) {
    return write.row != rows_.back().number && write.access.word == access.word;
  };
  return std::any_of(writes_.begin(), writes_.end(), before) ||
         std::any_of(written_now_.begin(), written_now_.end(), before);
}

void SteppedRowPipeline::fetch() {
  if (rows_.empty()) return;
  Row& row = rows_.back();
  for (std::size_t port = 0; port < ports_.size(); ++port) {
    std::deque<std::size_t>& waiting = row.waiting[port];
    const unsigned most = waiting.empty() ? 0 : ports_[port]->spec().banks;
    for (unsigned asked = 0; asked < most && !waiting.empty(); ++asked, waiting.pop_front()) {
      if (!ask(row, waiting.front())) break;
    }
  }
}

bool SteppedRowPipeline::ask(Row& row, std::size_t word) {
  for (const std::size_t source : row.needs[word]) {
    if (row.there[source] > now_) return false;
  }
  const WordAccess& access = row.trace->words[word];
  if (row.first_delivery + access.delivery >= taken_ + spec_.fetch_ahead) {
    ++stalls_.room;
    return false;
  }
  if (write_pending(access)) {
    ++stalls_.write_pending;
    return false;
  }
  const RegionPlace& place = memories_[static_cast<std::size_t>(access.kind)];
  if (!place.memory->try_claim(spec_.requester, place.first_word + access.word, now_)) {
    ++stalls_.memory;
    return false;
  }
  row.there[word] = place.memory->there(now_);
  row.times.fetched = now_ + 1;
  cycle_.granted.push_back(access);
  --row.not_granted;
  return true;
}

void SteppedRowPipeline::add(bool ready) {
  for (Addition& addition : lanes_) {
    if (addition.begun) continue;
    if (!ready) {
      ++stalls_.back_pressure;
      break;
    }
    if (addition.first && !cycle_.begun.empty()) break;
    if (!bank_free_.empty()) {
      std::uint64_t& free = bank_free_[addition.target % bank_free_.size()];
      if (free > now_) {
        ++stalls_.accumulator;
        break;
      }
      free = now_ + spec_.addition_cycles;
    }
    addition.begun = true;
    cycle_.begun.push_back(addition.target);
    addition.last_cycle = now_ + spec_.addition_cycles - 1;
    allow_writes(begun_++, now_ + spec_.addition_cycles);
  }
  for (; !lanes_.empty() && lanes_.front().begun && lanes_.front().last_cycle == now_;
       lanes_.pop_front()) {
    ++added_;
  }
}

void SteppedRowPipeline::decode() {
  const std::uint64_t before = taken_;
  bool words_there = false;
  for (Row& row : rows_) {
    words_there = decode_row(row);
    // A row is decoded behind all words of those before it, also behind those that unlock nothing.
    if (row.taken < row.targets.size() || row.words_there < row.trace->words.size()) break;
  }
  if (taken_ > before || taken_ == deliveries_) return;
  ++(words_there ? stalls_.lanes : stalls_.words);
}

bool SteppedRowPipeline::decode_row(Row& row) {
  const std::vector<WordAccess>& words = row.trace->words;
  while (row.words_there < words.size() && row.there[row.words_there] <= now_) ++row.words_there;
  for (; row.taken < row.targets.size(); ++row.taken, ++taken_) {
    const bool all = row.words_there == words.size();
    if (!all && words[row.words_there].delivery <= row.taken) return false;
    if (lanes_.size() == spec_.lanes) return true;
    lanes_.push_back({row.targets[row.taken], row.taken == 0});
  }
  return row.words_there == words.size();
}

void SteppedRowPipeline::retire() {
  while (!rows_.empty()) {
    Row& row = rows_.front();
    const bool there = row.words_there == row.trace->words.size();
    if (!there || added_ < row.first_delivery + row.targets.size()) return;
    row.times.finished = now_ + 1;
    for (Write& write : writes_) {
      if (write.row == row.number && write.after == kNever) write.ready = now_ + 1;
    }
    finished_.push_back(row.times);
    rows_.pop_front();
  }
}

}  // namespace engram::hw
