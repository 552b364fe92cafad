#pragma once

#include <memory>
#include <vector>

#include "hw/chip/chip_spec.hpp"
#include "hw/core/row_cost.hpp"
#include "hw/learning/error_sums.hpp"
#include "hw/learning/kernel_gradient.hpp"
#include "hw/learning/learning_arithmetic.hpp"
#include "hw/learning/learning_image.hpp"
#include "hw/learning/learning_ports.hpp"
#include "hw/learning/learning_stages.hpp"
#include "hw/learning/learning_work.hpp"
#include "hw/learning/neuron_errors.hpp"
#include "hw/learning/synaptic_rule.hpp"

namespace engram::hw {

/// Who forgets what it has decoded of an image when weights change there.
class RowCache {
 public:
  virtual ~RowCache() = default;
  virtual void changed(std::uint32_t image, std::uint32_t row) = 0;
  /// The whole image has been laid out anew.
  virtual void laid_out(std::uint32_t image) = 0;
};

/// The learning engine of one core: holds the core's own copies of the images that learn, and what
/// a rule remembers at both ends of their synapses. In each timestep: arrived and stepped during
/// the forward levels, close_forward, then run once for every stage that has_work. Weights stay
/// from sample to sample; reset clears all else.
class LearningEngine final : public LearningInput {
 public:
  /// `spec` (with learning) must outlive the engine. Throws EncodingRefused.
  LearningEngine(const ChipSpec& spec, std::uint32_t core);

  bool learns(std::uint32_t image) const { return images_[image].memory != nullptr; }
  /// As it is now. Precondition: learns(image).
  const MemoryImage& image(std::uint32_t image) const { return images_[image].memory->image(); }
  const LearningImage& learning_image(std::uint32_t image) const { return *images_[image].memory; }
  bool remembers() const { return rule_->remembers(); }  ///< traces, from step to step

  void reset();
  /// `units` unit events were served by a row of an image that learns.
  void arrived(std::uint32_t image, std::uint32_t row, std::uint64_t units) {
    images_[image].arrived[row] += units;
  }
  void stepped(std::uint32_t slice, const NeuronUpdate& update);
  /// All levels have been stepped: presynaptic records and histories take this timestep in.
  void close_forward();

  /// The barrier opens a stage: what was sent until now arrives.
  void begin_stage(const TimestepStage& stage);
  bool has_work() const;
  const TimestepStage& stage() const { return stage_; }
  /// Does the stage's work, tells `cache` which rows have other weights now, and returns its cycles
  /// (hw/README.md).
  std::uint64_t run(std::uint32_t timestep, LearningOutput& output, RowCache& cache);
  /// From now on writes the work of each stage into `log` (emptied by begin_stage), or not at all.
  void log(LearningWork* log) { log_ = log; }
  /// After a sample: what the spec says becomes of weights that are 0. Returns the cycles at
  /// fidelity `fast`; whoever times it calls worked.
  std::uint64_t end_sample(RowCache& cache);
  void worked(std::uint64_t cycles) { counts_.busy_cycles += cycles; }

  void receive_target(std::uint32_t slice, std::uint32_t neuron, std::uint32_t count,
                      std::uint32_t hops) override;
  void receive_error(std::uint32_t slice, std::uint32_t neuron, std::int64_t sum,
                     std::uint64_t flits, std::uint32_t hops) override;
  void receive_gradient(std::uint32_t image, std::uint32_t entry, std::int64_t sum,
                        std::uint64_t flits, std::uint32_t hops) override;

  const LearningCounts& counts() const { return counts_; }

 private:
  struct Image {
    std::unique_ptr<LearningImage> memory;  ///< null where the projection does not learn
    std::unique_ptr<KernelGradient> gradient;
    std::vector<std::uint64_t> arrived, records;  ///< by row: this timestep / presynaptic
  };
  struct Slice {
    bool enters = false;  ///< a learning projection of this core enters it
    std::unique_ptr<NeuronErrors> errors;
    std::vector<std::int64_t> histories;  ///< rules without errors
  };
  struct Arrivals {
    std::uint64_t flits = 0;
    std::uint32_t hops = 0;
  };

  const ImageSpec& spec_of(std::uint32_t image) const { return core_.images[image]; }
  void arrive(std::uint64_t flits, std::uint32_t hops);
  std::uint64_t backward(LearningOutput& output);
  std::uint64_t make_errors(std::uint32_t slice);
  std::uint64_t read_columns(std::uint32_t image);
  void take_column(std::uint32_t image, const SynapseLine& column, std::int64_t error);
  std::uint64_t send_sums(LearningOutput& output, std::uint64_t& flits);
  std::uint64_t exchange(LearningOutput& output);
  std::uint64_t update(std::uint32_t timestep, RowCache& cache);
  std::uint64_t update_lines(std::uint32_t image, std::uint32_t timestep, RowCache& cache);
  std::uint64_t update_line(std::uint32_t image, std::uint32_t line, std::uint32_t timestep,
                            RowCache& cache);
  std::int64_t step_of(std::uint32_t image, std::uint32_t row, std::uint32_t target,
                       std::uint32_t timestep) const;
  std::int64_t postsynaptic(std::uint32_t image, std::uint32_t target) const;
  std::uint64_t update_kernel(std::uint32_t image, std::uint32_t timestep, RowCache& cache);
  std::uint64_t count_update(std::uint32_t image, const UpdateCost& cost);

  const ChipSpec& spec_;
  const CoreSpec& core_;
  std::uint32_t index_;
  RowTiming timing_;
  std::unique_ptr<SynapticRule> rule_;
  StepRounder rounder_;
  ErrorSums sums_;
  std::vector<Image> images_;
  std::vector<Slice> slices_;
  TimestepStage stage_;
  Arrivals sent_, arrived_;  ///< since the barrier / before it and not yet paid for
  LearningCounts counts_;
  LearningWork* log_ = nullptr;
  std::vector<std::int64_t> steps_;     ///< scratch
  std::vector<std::uint32_t> changed_;  ///< scratch
};

}  // namespace engram::hw
