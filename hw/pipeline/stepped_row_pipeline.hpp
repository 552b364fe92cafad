#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <vector>

#include "hw/pipeline/row_pipeline.hpp"

namespace engram::hw {

/// The row pipeline one cycle at a time: what lock-step with RTL drives, and the definition that
/// RowPipeline equals. In a cycle, every stage sees what the others had done before it:
///   write    words whose weights have all stepped go back, in order, while their banks are free;
///            at most one a bank
///   fetch    each memory's port asks for the next words in order, while their addresses are known,
///            decode is near enough and their banks are free; at most one word a bank
///   lanes    begin the additions they hold, in order, up to the first whose bank is taken; those
///   of one
///            cycle belong to one row
///   decode   hands deliveries over, in order, while their words are there and a lane is free (a
///            lane that ends its addition in this cycle is)
class SteppedRowPipeline {
 public:
  /// As RowPipeline.
  SteppedRowPipeline(const RowPipelineSpec& spec, const RowMemories& memories);

  /// Whether a row can be accepted in the coming cycle: all words of the last one are granted, and
  /// none was accepted for this cycle yet.
  bool accepts() const;
  /// Precondition: accepts(). Trace and targets must live until the row is finished.
  void accept(const AccessTrace& trace, std::span<const std::uint32_t> targets,
              std::span<const WordAccess> writes = {});
  /// What moved in a cycle.
  struct Cycle {
    std::vector<WordAccess> written;   ///< words written back
    std::vector<WordAccess> granted;   ///< words read, memory by memory
    std::vector<std::uint32_t> begun;  ///< targets whose additions began, lane by lane
  };
  /// One cycle; additions begin only if `ready`. Valid until the next call.
  const Cycle& step(bool ready);

  bool idle() const { return rows_.empty() && writes_.empty(); }
  std::uint64_t now() const { return now_; }  ///< the cycle of the coming step
  const std::vector<RowTimes>& finished() const { return finished_; }  ///< rows, in their order
  const RowStalls& stalls() const { return stalls_; }

 private:
  struct Row {
    const AccessTrace* trace;
    std::span<const std::uint32_t> targets;
    std::uint64_t number;                          ///< of the row
    std::uint64_t first_delivery;                  ///< index of its first, over all rows
    std::vector<std::uint64_t> there;              ///< by word: its cycle, once granted
    std::vector<std::vector<std::size_t>> needs;   ///< by word: the words its address comes from
    std::vector<std::deque<std::size_t>> waiting;  ///< by memory: words not granted
    std::size_t not_granted, words_there = 0, taken = 0;
    RowTimes times;
  };
  struct Addition {
    std::uint32_t target;
    bool first;  ///< of its row
    bool begun = false;
    std::uint64_t last_cycle = 0;
  };
  struct Write {
    WordAccess access;
    std::uint64_t row;    ///< number of its row
    std::uint64_t after;  ///< addition, over all rows, that must have ended; kNever: its whole row
    std::uint64_t ready;  ///< cycle from which on it can go; kNever: not known yet
  };
  void find_needs(Row& row) const;
  void write();
  void allow_writes(std::uint64_t addition, std::uint64_t ready);
  bool write_pending(const WordAccess& access) const;
  void fetch();
  bool ask(Row& row, std::size_t word);
  void add(bool ready);
  void decode();
  /// Hands over what it can of one row. False if words are missing, for the next delivery or, where
  /// all are handed over, for the end of the row.
  bool decode_row(Row& row);
  void retire();

  RowPipelineSpec spec_;
  RowMemories memories_;
  std::vector<BankedMemory*> ports_;
  std::uint64_t now_ = 0;
  bool accepted_now_ = false;
  std::deque<Row> rows_;  ///< the last is fetched; all but it are granted
  std::uint64_t deliveries_ = 0, taken_ = 0, added_ = 0;  ///< over all rows
  std::uint64_t begun_ = 0, accepted_ = 0;                ///< additions, rows
  std::deque<Write> writes_;                              ///< not granted, in order
  std::vector<Write> written_now_;
  std::deque<Addition> lanes_;
  std::vector<std::uint64_t> bank_free_;
  Cycle cycle_;
  std::vector<RowTimes> finished_;
  RowStalls stalls_;
};

}  // namespace engram::hw
