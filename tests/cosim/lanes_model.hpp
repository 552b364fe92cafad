#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "hw/core/accumulator.hpp"
#include "hw/pipeline/stepped_row_pipeline.hpp"
#include "scoreboard.hpp"
#include "workloads/network/random.hpp"

namespace engram::cosim {

/// Lanes as they were built: what the parameters of accumulate_lanes.sv say.
struct LanesUnit {
  hw::RowPipelineSpec spec;
  std::uint32_t targets = 0;
  unsigned target_bits = 0, weight_bits = 0, sum_bits = 0;
};

/// A delivery on its way into a lane.
struct Addend {
  std::uint32_t target = 0;
  std::int32_t level = 0;
  bool first = false;  ///< of its row
};

struct AccumulatorEntry {
  std::int64_t sum = 0;
  bool received = false;
};

/// An `index` image of random rows, some of them empty, one target or full.
MemoryImage draw_image(const LanesUnit& unit, workloads::RandomStream& random);

/// The row pipeline over one image, and what its decode can offer the lanes in a cycle.
class LanesModel {
 public:
  /// Banks of the memories are taken at random by others, so that words come unevenly.
  LanesModel(const LanesUnit& unit, const MemoryImage& image, workloads::RandomStream& random);

  bool accepts() const { return pipeline_->accepts(); }
  /// Precondition: accepts().
  void accept(std::uint32_t row);
  bool idle() const { return pipeline_->idle(); }
  /// The deliveries that decode can hand over in the coming cycle, at most one a lane.
  std::vector<Addend> offered() const;
  std::size_t undelivered() const;
  /// One cycle: additions that begin (their number, then targets, one a lane), deliveries taken,
  /// stalls of lanes, words, banks, back-pressure.
  Scoreboard::Values step(bool ready);
  /// What the additions that had ended before the last step left.
  AccumulatorEntry sum(std::uint32_t target) const { return seen_[target]; }
  /// As Accumulator says, of all rows.
  AccumulatorEntry total(std::uint32_t target) const;

 private:
  struct Row {
    RowRead read;
    AccessTrace trace;
    std::vector<std::uint32_t> targets;
    std::vector<std::uint64_t> there;  ///< by word: its cycle, once granted
    std::size_t taken = 0;
  };
  struct Ending {
    std::uint64_t seen;  ///< from this cycle on
    Addend addend;
  };
  std::size_t decodable(const Row& row, bool& complete) const;
  std::size_t take(const std::vector<Addend>& offered, std::uint64_t now);
  void note_granted(const std::vector<WordAccess>& granted);

  LanesUnit unit_;
  const MemoryImage& image_;
  workloads::RandomStream& random_;
  std::unique_ptr<Controller> controller_;
  std::deque<BankedMemory> memories_;
  std::unique_ptr<hw::SteppedRowPipeline> pipeline_;
  hw::SynapseRows synapses_;
  hw::Accumulator accumulator_;
  std::deque<Row> rows_;  ///< of the timestep
  std::deque<Addend> handed_over_;
  std::deque<Ending> endings_;
  std::vector<AccumulatorEntry> sums_, seen_;
};

}  // namespace engram::cosim
