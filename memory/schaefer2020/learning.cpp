#include <algorithm>
#include <cassert>
#include <optional>

#include "memory/schaefer2020/controllers.hpp"
#include "memory/schaefer2020/dense_places.hpp"
#include "memory/schaefer2020/kernel_places.hpp"
#include "memory/schaefer2020/word.hpp"

namespace engram::schaefer2020 {
namespace {

using Words = std::array<Count, kRegionKinds>;

Count& of(Words& words, RegionKind kind) {
  return words[static_cast<std::size_t>(kind)];
}

/// The weights of an image; null where it is only read.
BitArray* weights_of(MemoryImage* image) {
  if (image == nullptr) return nullptr;
  for (Region& region : image->regions) {
    if (region.kind == RegionKind::weights) return &region.data;
  }
  return nullptr;
}

ColumnSynapse synapse(const MemoryImage& image, std::uint32_t axon, std::uint64_t at) {
  for (const Region& region : image.regions) {
    if (region.kind != RegionKind::weights) continue;
    const auto code = static_cast<std::uint32_t>(region.data.read(at, image.format.bits));
    return {axon, code, level_from_code(image.format, code), 0};
  }
  return {};
}

WordAccess word_at(RegionKind kind, std::uint64_t bit, std::uint64_t delivery) {
  return {kind, bit / kWordBits, delivery};
}

[[noreturn]] void refuse_rows() {
  throw EncodingRefused(
      "layout schaefer2020 has no update by rows: that study propagates errors back by columns");
}

class DenseLearning : public LearningController {
 public:
  DenseLearning(const MemoryImage& image, MemoryImage* writable)
      : image_(image), weights_(weights_of(writable)), places_(image) {}

  void read_column(std::uint32_t target, ColumnRead& out) const override {
    assert(target < image_.targets);
    out.synapses.clear();
    for (const WeightPlace& place : places_.columns[target]) {
      out.synapses.push_back(synapse(image_, place.index, place.at));
    }
    out.words = {};
    const bool index = image_.encoding == Encoding::index;
    of(out.words, RegionKind::weights) = image_.rows + (index ? out.synapses.size() : 0);
    if (image_.encoding == Encoding::bitmap) of(out.words, RegionKind::metadata) = image_.rows;
    out.addresses = image_.encoding == Encoding::crossbar ? 0 : image_.rows;
  }

  void update_column(std::uint32_t target, std::span<const std::uint32_t> codes,
                     UpdateCost& cost) override {
    const std::vector<WeightPlace>& column = places_.columns[target];
    assert(codes.size() == column.size());
    for (std::size_t k = 0; k < column.size(); ++k) {
      weights_->write(column[k].at, image_.format.bits, codes[k]);
    }
    cost = {};
    cost.weights = column.size();
    of(cost.read, RegionKind::weights) = of(cost.written, RegionKind::weights) = cost.weights;
  }

  void update_row(std::uint32_t, std::span<const std::uint32_t>, UpdateCost&) override {
    refuse_rows();
  }

  void update_kernel(std::span<const std::uint32_t>, UpdateCost&) override { refuse_kernel(); }

  void trace_column(std::uint32_t target, AccessTrace& trace) const override {
    const std::vector<WeightPlace>& column = places_.columns[target];
    trace.words.clear();
    trace.weights_follow_metadata = image_.encoding == Encoding::bitmap;
    std::uint64_t k = 0;  // first synapse of the column at or behind the row
    for (std::uint32_t row = 0; row < image_.rows; ++row) {
      if (image_.encoding == Encoding::bitmap) {
        const std::uint64_t bit = std::uint64_t{row} * image_.targets + target;
        trace.words.push_back(word_at(RegionKind::metadata, bit, k));
      }
      const bool stored = k < column.size() && column[k].index == row;
      if (stored && image_.encoding == Encoding::index) {
        trace.words.push_back(word_at(RegionKind::weights, column[k].at - image_.axon_bits, k));
      }
      // Where no weight lies, the machine reads the one that would follow.
      const std::uint64_t at = column.empty() ? 0 : column[std::min(k, column.size() - 1)].at;
      trace.words.push_back(word_at(RegionKind::weights, at, k));
      k += stored ? 1 : 0;
    }
  }

  void trace_column_update(std::uint32_t target, UpdateTrace& trace) const override {
    trace = {};
    for (const WeightPlace& place : places_.columns[target]) {
      trace.reads.words.push_back(word_at(RegionKind::weights, place.at, trace.weights++));
    }
    trace.writes = trace.reads.words;
  }

  void trace_row_update(std::uint32_t, UpdateTrace&) const override { refuse_rows(); }
  void trace_kernel_update(UpdateTrace&) const override { refuse_kernel(); }

 private:
  [[noreturn]] static void refuse_kernel() {
    throw EncodingRefused("the image stores synapses, not a shared kernel: update its columns");
  }

  const MemoryImage& image_;
  BitArray* weights_;
  DensePlaces places_;
};

class KernelLearning : public LearningController {
 public:
  KernelLearning(const MemoryImage& image, MemoryImage* writable)
      : image_(image), weights_(weights_of(writable)), places_(image) {}

  void read_column(std::uint32_t target, ColumnRead& out) const override {
    assert(target < image_.targets);
    std::vector<KernelPosition> positions;
    places_.column(target, positions);
    out.synapses.clear();
    for (const KernelPosition& position : positions) {
      if (!position.other) continue;
      out.synapses.push_back(synapse(image_, *position.other, position.at));
      out.synapses.back().kernel_weight = position.kernel_weight;
    }
    out.words = {};
    of(out.words, RegionKind::weights) = positions.size();
    if (image_.encoding == Encoding::index) of(out.words, RegionKind::reverse_pointers) = 2;
    out.addresses = positions.size();
  }

  void update_column(std::uint32_t target, std::span<const std::uint32_t> codes,
                     UpdateCost& cost) override {
    std::vector<KernelPosition> positions;
    places_.column(target, positions);
    auto code = codes.begin();
    for (const KernelPosition& position : positions) {
      if (!position.other) continue;
      assert(code != codes.end());
      weights_->write(position.at, image_.format.bits, *code++);
    }
    assert(code == codes.end());
    cost = {};
    add_column(positions, cost);
  }

  void update_row(std::uint32_t, std::span<const std::uint32_t>, UpdateCost&) override {
    refuse_rows();
  }

  void update_kernel(std::span<const std::uint32_t> codes, UpdateCost& cost) override {
    if (!sweep_) find_sweep();
    assert(codes.size() == sweep_->stored.size());
    auto code = codes.begin();
    for (const KernelPosition& position : sweep_->stored) {
      weights_->write(position.at, image_.format.bits, *code++);
    }
    cost = sweep_->cost;
  }

  void trace_column(std::uint32_t target, AccessTrace& trace) const override {
    std::vector<KernelPosition> positions;
    places_.column(target, positions);
    trace = {};
    if (image_.encoding == Encoding::index) {
      trace.words.assign(2, word_at(RegionKind::reverse_pointers, target, 0));
    }
    std::uint64_t k = 0;
    for (const KernelPosition& position : positions) {
      trace.words.push_back(word_at(RegionKind::weights, position.at, k));
      k += position.other ? 1 : 0;
    }
  }

  void trace_column_update(std::uint32_t target, UpdateTrace& trace) const override {
    trace = {};
    add_column(target, trace);
  }

  void trace_row_update(std::uint32_t, UpdateTrace&) const override { refuse_rows(); }

  void trace_kernel_update(UpdateTrace& trace) const override {
    trace = {};
    for (std::uint32_t target = 0; target < image_.targets; ++target) add_column(target, trace);
  }

 private:
  /// Of an update of the whole kernel, which is the same whatever it writes.
  struct Sweep {
    std::vector<KernelPosition> stored;
    UpdateCost cost;
  };

  void find_sweep() {
    sweep_.emplace(Sweep{places_.stored(), {}});
    std::vector<KernelPosition> positions;
    for (std::uint32_t target = 0; target < image_.targets; ++target) {
      places_.column(target, positions);
      add_column(positions, sweep_->cost);
    }
  }

  /// Positions that nothing steps are written back behind the weight before them.
  void add_column(std::uint32_t target, UpdateTrace& trace) const {
    std::vector<KernelPosition> positions;
    places_.column(target, positions);
    const bool reads = image_.encoding == Encoding::index;
    for (const KernelPosition& position : positions) {
      const std::uint64_t k = trace.weights;
      if (reads) trace.reads.words.push_back(word_at(RegionKind::weights, position.at, k));
      trace.weights += position.other ? 1 : 0;
      const std::uint64_t last = trace.weights == 0 ? 0 : trace.weights - 1;
      trace.writes.push_back(word_at(RegionKind::weights, position.at, last));
    }
  }

  /// The words of a column. The functional machines keep what they read for the error
  /// until they write it back; that of the index reads its list again.
  void add_column(const std::vector<KernelPosition>& positions, UpdateCost& cost) const {
    for (const KernelPosition& position : positions) cost.weights += position.other.has_value();
    if (image_.encoding == Encoding::index) of(cost.read, RegionKind::weights) += positions.size();
    of(cost.written, RegionKind::weights) += positions.size();
  }

  const MemoryImage& image_;
  BitArray* weights_;
  KernelPlaces places_;
  std::optional<Sweep> sweep_;  ///< once it has been asked for
};

}  // namespace

std::unique_ptr<LearningController> make_learning(const MemoryImage& image, MemoryImage* writable) {
  if (image.sharing == Sharing::kernel) return std::make_unique<KernelLearning>(image, writable);
  return std::make_unique<DenseLearning>(image, writable);
}

std::vector<KernelWeight> kernel_weights(const MemoryImage& image) {
  std::vector<KernelWeight> weights;
  for (const KernelPosition& position : KernelPlaces(image).stored()) {
    weights.push_back({position.kernel_weight, synapse(image, 0, position.at).code});
  }
  return weights;
}

}  // namespace engram::schaefer2020
