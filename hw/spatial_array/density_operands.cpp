#include <cmath>

#include "hw/spatial_array/operands.hpp"

namespace engram::hw {
namespace {

Count share(Count of, double density) {
  return static_cast<Count>(std::llround(static_cast<double>(of) * density));
}

class DensityOperands final : public Operands {
 public:
  DensityOperands(const LayerShape& shape, double inputs, double weights)
      : shape_(shape), inputs_(inputs), weights_(weights) {}

  Count non_zero_inputs(const InputBox& box) override { return share(box.elements(), inputs_); }

  Count non_zero_weights(const Tile& tile) override {
    return share(weight_elements(shape_, tile), weights_);
  }

  WindowCounts windows(const Tile& tile) override {
    const InputBox box = input_box(shape_, tile);
    const Count rows = window_positions(tile[at(Dimension::row)], shape_.height,
                                        shape_.kernel_height, shape_.stride, shape_.pad_top());
    const Count columns = window_positions(tile[at(Dimension::column)], shape_.width,
                                           shape_.kernel_width, shape_.stride, shape_.pad_left());
    const Count images = Count{box.timesteps.size()} * box.channels.size();
    const Count outputs = tile[at(Dimension::output)].size();
    WindowCounts counts;
    counts.positions = images * rows * columns;
    counts.non_zero_inputs = share(counts.positions, inputs_);
    counts.row_elements = images * rows * box.columns.size();
    counts.row_positions = share(counts.row_elements, inputs_);
    counts.non_zero_weights = share(counts.positions * outputs, weights_);
    counts.effectual = share(counts.positions * outputs, inputs_ * weights_);
    return counts;
  }

 private:
  LayerShape shape_;
  double inputs_, weights_;
};

}  // namespace

std::unique_ptr<Operands> operands_at_densities(const LayerShape& shape, double inputs,
                                                double weights) {
  return std::make_unique<DensityOperands>(shape, inputs, weights);
}

}  // namespace engram::hw
