#include "hw/spatial_array/layer_activity.hpp"

#include <algorithm>

namespace engram::hw {
namespace {

constexpr Tensor kTensors[] = {Tensor::weights, Tensor::inputs, Tensor::outputs};

Part part_of(Tensor tensor) {
  return tensor == Tensor::weights ? Part::weight_memory : Part::state_memory;
}

std::string line(const CountedLayer& layer, Tensor tensor) {
  return layer.name + "." + to_string(tensor);
}

/// Lines of one kind of logic, of which there are `copies` in the machine.
class LogicLines {
 public:
  LogicLines(Activity& activity, std::string block, std::string operation, unsigned bits,
             std::uint64_t copies)
      : activity_(activity),
        block_(std::move(block)),
        operation_(std::move(operation)),
        bits_(bits),
        copies_(copies) {}

  void add(const std::string& unit, Part part, Count count) {
    activity_.logic.push_back({block_, unit, part, operation_, "", bits_, copies_, count});
    copies_ = 0;  // they stand on the first line
  }

 private:
  Activity& activity_;
  std::string block_, operation_;
  unsigned bits_;
  std::uint64_t copies_;
};

void add_dram(const std::vector<CountedLayer>& layers, Activity& activity) {
  LogicLines bits(activity, "dram", "dram_bit", 1, 1);
  LogicLines rows(activity, "dram", "dram_row_miss", 1, 1);
  for (const CountedLayer& layer : layers) {
    for (const Tensor tensor : kTensors) {
      const DramCounts& counts = layer.counts.of(tensor).dram;
      bits.add(line(layer, tensor), part_of(tensor), counts.bits_read + counts.bits_written);
      rows.add(line(layer, tensor), part_of(tensor), counts.row_misses);
    }
  }
}

void add_noc(const MachineSpec& machine, const std::vector<CountedLayer>& layers,
             Activity& activity) {
  LogicLines routers(activity, "noc", "noc_router", 1, Count{machine.columns} * machine.rows);
  LogicLines wires(activity, "noc", "noc_wire", 1, 0);
  for (const CountedLayer& layer : layers) {
    for (const Tensor tensor : kTensors) {
      const TensorCounts& counts = layer.counts.of(tensor);
      routers.add(line(layer, tensor), Part::noc, counts.noc_words * machine.noc.hops);
      wires.add(line(layer, tensor), Part::noc,
                counts.noc_bits * machine.noc.hops * machine.noc.hop_um);
    }
  }
}

void add_scratchpad(const MachineSpec& machine, const std::vector<CountedLayer>& layers,
                    const char* name, MachineSpec::Scratchpad shape, Tensor tensor, bool index,
                    Activity& activity) {
  // The scratchpads of all PEs are the banks of one memory: a word is read from one of them.
  const unsigned pes = machine.columns * machine.rows;
  MemoryActivity memory{
      name, name, {std::uint64_t{shape.words} * pes, shape.bits, pes, 1, false}, {}};
  for (const CountedLayer& layer : layers) {
    const TensorCounts& counts = layer.counts.of(tensor);
    memory.accesses.push_back({line(layer, tensor), index ? Part::metadata_memory : part_of(tensor),
                               index ? counts.index_reads : counts.scratchpad_reads,
                               index ? counts.index_writes : counts.scratchpad_writes});
  }
  activity.memories.push_back(std::move(memory));
}

void add_memories(const MachineSpec& machine, const std::vector<CountedLayer>& layers,
                  Activity& activity) {
  MemoryActivity buffer{
      "buffer",
      "buffer",
      {machine.buffer.words, machine.buffer.word_bits, machine.buffer.banks, 1, false},
      {}};
  for (const CountedLayer& layer : layers) {
    for (const Tensor tensor : kTensors) {
      const TensorCounts& counts = layer.counts.of(tensor);
      buffer.accesses.push_back(
          {line(layer, tensor), part_of(tensor), counts.buffer_reads, counts.buffer_writes});
    }
  }
  activity.memories.push_back(std::move(buffer));
  add_scratchpad(machine, layers, "input_scratchpad", machine.input_scratchpad, Tensor::inputs,
                 false, activity);
  add_scratchpad(machine, layers, "weight_scratchpad", machine.weight_scratchpad, Tensor::weights,
                 false, activity);
  add_scratchpad(machine, layers, "sum_scratchpad", machine.sum_scratchpad, Tensor::outputs, false,
                 activity);
  const TensorFormat& format = machine.scratchpad_format[at(Tensor::weights)];
  if (format.compression == Compression::dense) return;
  // A run takes 5 bits unless the config says otherwise; a coordinate what a scratchpad needs.
  const unsigned bits = format.index_bits > 0 ? format.index_bits : 8;
  add_scratchpad(machine, layers, "weight_index", {machine.weight_scratchpad.words, bits},
                 Tensor::weights, true, activity);
}

}  // namespace

Activity spatial_activity(const MachineSpec& machine, const std::vector<CountedLayer>& layers,
                          const std::vector<std::string>& operations) {
  Activity activity;
  activity.clock_period_ps = machine.clock_period_ps;
  for (const CountedLayer& layer : layers) activity.cycles_on += layer.counts.cycles;
  add_memories(machine, layers, activity);
  add_dram(layers, activity);
  add_noc(machine, layers, activity);
  const std::uint64_t pes = std::uint64_t{machine.columns} * machine.rows;
  LogicLines sums(activity, "operation", "add_compare", machine.operation_bits, pes);
  const bool multiplies =
      std::find(operations.begin(), operations.end(), "multiply_accumulate") != operations.end();
  LogicLines products(activity, "operation", "multiply_accumulate", machine.operation_bits,
                      multiplies ? pes : 0);
  for (std::size_t at = 0; at < layers.size(); ++at) {
    LogicLines& lines = operations[at] == "add_compare" ? sums : products;
    lines.add(layers[at].name + ".operations", Part::compute, layers[at].counts.performed);
    sums.add(layers[at].name + ".reductions", Part::compute, layers[at].counts.reductions);
  }
  return activity;
}

}  // namespace engram::hw
