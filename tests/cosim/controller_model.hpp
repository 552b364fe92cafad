#pragma once

#include <deque>
#include <memory>
#include <random>

#include "controller_twin.hpp"
#include "hw/pipeline/stepped_row_pipeline.hpp"
#include "memory/learning_controller.hpp"

namespace engram::cosim {

/// What an event asks for.
struct ControllerEvent {
  Operation operation = Operation::forward_row;
  std::uint32_t line = 0;  ///< row or column
};

/// What the model and its memory do in a cycle, and what they count.
struct ControllerCycle {
  bool read = false, write = false, begun = false;
  std::uint64_t address = 0, write_data = 0;  ///< of the shared memory
  std::uint32_t end = 0, code = 0;            ///< of the delivery that begins
};
struct ControllerCounts {
  Count reads = 0, writes = 0, deliveries = 0;
  friend bool operator==(const ControllerCounts&, const ControllerCounts&) = default;
};

/// The plain cycle model in the configuration of memory/rtl, fed by the plain controllers.
class ControllerModel {
 public:
  explicit ControllerModel(MemoryImage image);

  /// From now on gradients are drawn out of these.
  void gradients(std::vector<std::int64_t> choices) { gradients_ = std::move(choices); }

  /// All regions one after another.
  std::vector<std::uint64_t> words() const;
  const MemoryImage& image() const { return image_; }
  bool accepts() const { return pipeline_.accepts(); }
  bool busy() const { return !pipeline_.idle(); }
  /// The image changes at once, as if the event were over. Gradients of updates are drawn.
  void accept(const ControllerEvent& event, std::mt19937_64& bits);
  /// Of the delivery that begins next; 0 if none is known.
  std::int64_t gradient() const;
  ControllerCycle step(bool ready);
  /// Of all events so far, as the plain controllers count them.
  const ControllerCounts& counts() const { return counts_; }
  /// Cycles in which RowPipeline serves the events so far, the next accepted as soon as it can be.
  std::uint64_t block_cycles();

 private:
  struct Served {
    AccessTrace trace;
    std::vector<std::uint32_t> ends;
    std::vector<WordAccess> writes;
  };
  struct Expected {
    std::uint32_t end, code;
    std::int64_t gradient;
  };
  void read(const ControllerEvent& event, Served& served, std::vector<std::uint32_t>& codes);
  void update(const ControllerEvent& event, Served& served, const std::vector<std::uint32_t>& codes,
              std::mt19937_64& bits);
  std::uint64_t address(const WordAccess& access) const;
  std::uint64_t word(const WordAccess& access) const;

  MemoryImage image_;
  std::unique_ptr<Controller> controller_;
  std::unique_ptr<LearningController> learning_;  ///< null where the image cannot learn
  BankedMemory memory_, block_memory_;
  hw::SteppedRowPipeline pipeline_;
  hw::RowPipeline block_;
  std::uint64_t block_end_ = 0;
  std::deque<Served> served_;
  std::deque<Expected> expected_;
  std::deque<std::uint64_t> written_;  ///< data of the words still to be written
  ControllerCounts counts_;
  std::vector<std::int64_t> gradients_;  ///< empty: of all kinds
};

/// The code after its step: LearningImage's arithmetic. Precondition: format uniform.
std::uint32_t stepped_code(const WeightFormat& format, std::uint32_t code, std::int64_t gradient);

}  // namespace engram::cosim
