#include "tests/hw/spatial_array/random_layer.hpp"

#include "hw/spatial_array/tiling_search.hpp"
#include "workloads/network/random.hpp"

namespace engram::hw {
namespace {

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : random_(seed, 0) {}
  std::uint32_t between(std::uint32_t low, std::uint32_t high) {
    return low + static_cast<std::uint32_t>(random_.below(high - low + 1));
  }
  bool one_in(std::uint32_t of) { return between(1, of) == 1; }

 private:
  workloads::RandomStream random_;
};

LayerShape draw_shape(Draw& draw) {
  LayerShape shape;
  shape.name = "layer";
  shape.timesteps = draw.between(1, 4);
  shape.inputs = draw.between(1, 7);
  shape.outputs = draw.between(1, 9);
  shape.height = draw.one_in(4) ? 1 : draw.between(3, 7);
  shape.width = draw.one_in(6) ? 1 : draw.between(3, 8);
  shape.kernel_height = shape.height == 1 ? 1 : draw.between(1, 3);
  shape.kernel_width = shape.width == 1 ? 1 : draw.between(1, 3);
  shape.stride = draw.between(1, 2);
  shape.same = !draw.one_in(3);
  return shape;
}

TensorFormat draw_format(Draw& draw) {
  TensorFormat format;
  format.compression = static_cast<Compression>(draw.between(0, 4));
  format.keeps_zeros = draw.one_in(2);
  return format;
}

MachineSpec draw_machine(Draw& draw) {
  MachineSpec machine;
  machine.rows = draw.between(3, 6);
  machine.columns = draw.between(2, 5);
  machine.buffer.words = draw.between(60, 300);
  machine.input_scratchpad.words = draw.between(4, 12);
  machine.weight_scratchpad.words = draw.between(12, 40);
  machine.sum_scratchpad.words = draw.between(2, 8);
  machine.width = {draw.between(2, 8), draw.between(1, 8), draw.between(1, 8)};
  machine.sum_bits = draw.between(8, 16);
  machine.buffer_weights = draw.one_in(3);
  machine.dram.burst_words = draw.between(1, 2);
  machine.dram.row_bytes = 16;
  machine.dram.row_miss_cycles = draw.between(0, 5);
  for (const Tensor tensor : {Tensor::weights, Tensor::inputs}) {
    machine.dram_format[at(tensor)] = draw_format(draw);
    machine.buffer_format[at(tensor)] = machine.dram_format[at(tensor)];
    machine.scratchpad_format[at(tensor)] = machine.dram_format[at(tensor)];
  }
  machine.zero_inputs = static_cast<ZeroHandling>(draw.between(0, 2));
  machine.zero_weights = static_cast<ZeroHandling>(draw.between(0, 2));
  return machine;
}

}  // namespace

RandomLayer random_layer(std::uint64_t seed, Dataflow dataflow) {
  Draw draw(seed);
  for (;;) {
    RandomLayer layer;
    layer.plan.dataflow = dataflow;
    layer.plan.shape = draw_shape(draw);
    layer.machine = draw_machine(draw);
    const LayerShape& shape = layer.plan.shape;
    try {
      // Any legal tiling will do: the cost is a lottery.
      layer.plan.tiling = search_tiling(shape, dataflow, layer.machine, 50, [&](const Tiling&) {
                            return static_cast<double>(draw.between(0, 1000));
                          }).tiling;
    } catch (const std::invalid_argument&) {
      continue;
    }
    const std::uint32_t rare = draw.between(1, 6), thin = draw.between(1, 4);
    for (std::uint32_t t = 0; t < shape.timesteps; ++t) {
      for (std::uint32_t c = 0; c < shape.inputs; ++c) {
        for (std::uint32_t y = 0; y < shape.height; ++y) {
          for (std::uint32_t x = 0; x < shape.width; ++x) {
            if (draw.one_in(rare)) layer.inputs.push_back({t, c, y, x});
          }
        }
      }
    }
    for (Count at = 0; at < shape.elements(Tensor::weights); ++at) {
      layer.weights.push_back(draw.one_in(thin) ? 1 : 0);
    }
    return layer;
  }
}

}  // namespace engram::hw
