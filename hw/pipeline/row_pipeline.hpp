#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "memory/access_trace.hpp"
#include "memory/banks/banked_memory.hpp"

namespace engram::hw {

/// Where a region lies: in a memory of its own, or from some word on in one that several share.
struct RegionPlace {
  BankedMemory* memory = nullptr;  ///< null where the image has no such region
  std::uint64_t first_word = 0;
};
using RowMemories = std::array<RegionPlace, kRegionKinds>;  ///< by RegionKind

struct RowPipelineSpec {
  unsigned lanes = 1;              ///< deliveries decoded, and additions begun, a cycle
  unsigned accumulator_banks = 0;  ///< a target lies in bank target mod banks; 0: registers
  unsigned addition_cycles = 1;    ///< that an addition keeps its bank: 2 if one port reads, writes
  unsigned fetch_ahead = 64;  ///< deliveries that words may be asked for before decode is there
  Requester requester = Requester::forward;
};

/// Cycles lost, by cause. A cycle is counted where the stage could go no further in it.
struct RowStalls {
  Count memory = 0;         ///< a word waited for its bank (BankedMemory::waits says for whom)
  Count write = 0;          ///< a word to be written waited for its bank
  Count write_pending = 0;  ///< a word waited until a row before had written it
  Count room = 0;           ///< a word was not asked for: decode is fetch_ahead deliveries behind
  Count words = 0;          ///< decode took nothing: the words of the next delivery are not there
  Count lanes = 0;          ///< decode took nothing: all lanes hold additions not yet done
  Count accumulator = 0;    ///< the next addition waited for its accumulator bank
  Count back_pressure = 0;  ///< additions were not let through (`ready` was false)
  RowStalls& operator+=(const RowStalls& more);
  friend bool operator==(const RowStalls&, const RowStalls&) = default;
};

struct RowTimes {
  std::uint64_t accepted = 0;  ///< first cycle: its first words are asked for
  std::uint64_t fetched = 0;   ///< from here on the next row can be accepted
  std::uint64_t finished = 0;  ///< first cycle after the last addition, words all there
  std::uint64_t cycles() const { return finished - accepted; }
  friend bool operator==(const RowTimes&, const RowTimes&) = default;
};

/// A word read or written: when, and where in its memory.
struct WordGrant {
  RegionKind kind = RegionKind::weights;
  std::uint64_t word = 0, cycle = 0;
  bool write = false;
};

/// What a pipeline did cycle by cycle, for whoever draws it.
struct RowLog {
  std::vector<WordGrant> words;
  std::vector<std::uint64_t> additions;  ///< first cycle of each
};

/// Controller, decode, lanes and accumulator banks of a core, row by row (fidelity `cycle`). Every
/// hand-off claims its cycle; a row costs O(words + deliveries + cycles waited for banks), whatever
/// the latencies. Contract: equal to SteppedRowPipeline with `ready` always true, in every time and
/// stall. hw/README.md draws the stages.
///
/// All times are maxima over earlier times plus constants, so that a delay anywhere never makes
/// anything happen earlier. (Not so where rows write: a write that is later may let a read by.)
///
/// A row is what a controller serves as one event: of a forward pass, a column read backward, or an
/// update, which writes words back: each as soon as the last weight in it has stepped, in order, at
/// most one a bank and cycle. In a cycle, writes have their banks before reads. A row reads no word
/// that one before it has still to write; its own words it keeps until it has stepped them.
class RowPipeline {
 public:
  /// Throws std::invalid_argument if the spec cannot be built. The memories must outlive this.
  RowPipeline(const RowPipelineSpec& spec, const RowMemories& memories);

  /// The row that `trace` and the targets of its deliveries describe, asked for in cycle `from`;
  /// accepted then or as soon as the words of the row before are all granted.
  /// `writes`: words of weights that it writes back (UpdateTrace). RowTimes say nothing of them.
  RowTimes run_row(const AccessTrace& trace, std::span<const std::uint32_t> targets,
                   std::uint64_t from, std::span<const WordAccess> writes = {});
  /// The first cycle after all words so far are written; 0 if none are. The next row must not be
  /// asked for before.
  std::uint64_t drain();
  const RowStalls& stalls() const { return stalls_; }
  /// From now on appends to `log`, or not at all if it is null.
  void log(RowLog* log) { log_ = log; }

 private:
  /// Asks one memory for words, in order, at most one a bank and cycle.
  struct Port {
    BankedMemory* memory = nullptr;
    std::uint64_t cycle = 0;  ///< of the last grant
    unsigned granted = 0;     ///< words in that cycle
  };
  void fetch(const WordAccess& access, bool weights_follow_metadata, std::uint64_t accepted);
  std::uint64_t address_known(RegionKind kind, bool weights_follow_metadata) const;
  std::uint64_t behind_writes(std::uint64_t word, std::uint64_t asked);
  std::uint64_t claim(const RegionPlace& place, std::uint64_t word, std::uint64_t asked);
  void write_back(std::span<const WordAccess> writes, std::uint64_t ready);
  std::uint64_t write_asked() const;
  void write_next();
  void remember_writes();
  void deliver(std::uint32_t target, bool first, std::uint64_t accepted);
  std::uint64_t add(std::uint32_t target, bool first, std::uint64_t taken);

  RowPipelineSpec spec_;
  RowMemories memories_;
  std::vector<Port> ports_;
  std::array<std::size_t, kRegionKinds> port_of_{};
  std::array<std::uint64_t, kRegionKinds> row_there_{};  ///< last word of this row, by kind
  std::uint64_t there_ = 0;                              ///< latest word of all rows so far
  std::uint64_t next_accept_ = 0, finished_ = 0;
  std::uint64_t delivered_ = 0;  ///< deliveries so far: the index of the next
  std::uint64_t last_taken_ = 0, last_start_ = 0;
  std::size_t lane_ = 0, ahead_ = 0;      ///< places of the next delivery in lane_free_ and taken_
  std::vector<std::uint64_t> taken_;      ///< by decode, of the last fetch_ahead deliveries
  std::vector<std::uint64_t> lane_free_;  ///< cycle of the last additions, of each lane
  std::vector<std::uint64_t> bank_free_;  ///< by accumulator bank
  struct Write {
    std::uint64_t word = 0, cycle = 0;  ///< in its memory; ready, and once it is claimed granted
  };
  std::vector<Write> writes_;  ///< since drain, in order; the first written_ are claimed
  std::size_t written_ = 0, remembered_ = 0;
  std::unordered_map<std::uint64_t, std::size_t> writer_;  ///< by word: the last write of it
  Port write_port_;
  RowStalls stalls_;
  RowLog* log_ = nullptr;
};

/// Throws std::invalid_argument if the spec cannot be built.
void check_row_pipeline(const RowPipelineSpec& spec);

}  // namespace engram::hw
