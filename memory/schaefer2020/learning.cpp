#include <cassert>

#include "memory/schaefer2020/controllers.hpp"
#include "memory/schaefer2020/dense_places.hpp"
#include "memory/schaefer2020/kernel_places.hpp"

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
    for (const ColumnField& place : places_.columns[target]) {
      out.synapses.push_back(synapse(image_, place.row, place.at));
    }
    out.words = {};
    const bool index = image_.encoding == Encoding::index;
    of(out.words, RegionKind::weights) = image_.rows + (index ? out.synapses.size() : 0);
    if (image_.encoding == Encoding::bitmap) of(out.words, RegionKind::metadata) = image_.rows;
    out.addresses = image_.encoding == Encoding::crossbar ? 0 : image_.rows;
  }

  void update_column(std::uint32_t target, std::span<const std::uint32_t> codes,
                     UpdateCost& cost) override {
    const std::vector<ColumnField>& column = places_.columns[target];
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

  void update_kernel(std::span<const std::uint32_t>, UpdateCost&) override {
    throw EncodingRefused("the image stores synapses, not a shared kernel: update its columns");
  }

 private:
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
    auto code = codes.begin();
    for (const KernelPosition& position : places_.stored()) {
      assert(code != codes.end());
      weights_->write(position.at, image_.format.bits, *code++);
    }
    assert(code == codes.end());
    cost = {};
    std::vector<KernelPosition> positions;
    for (std::uint32_t target = 0; target < image_.targets; ++target) {
      places_.column(target, positions);
      add_column(positions, cost);
    }
  }

 private:
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
