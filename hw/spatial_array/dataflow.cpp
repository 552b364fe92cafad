#include "hw/spatial_array/dataflow.hpp"

#include <algorithm>

namespace engram::hw {
namespace {

using enum Dimension;

constexpr Dataflow kDataflows[] = {Dataflow::row_stationary, Dataflow::row_stationary_batched,
                                   Dataflow::output_stationary, Dataflow::weight_stationary};

constexpr LoopNest kRowStationary = {
    {timestep, row, column, output, input},
    {timestep, row, column, output, input},
    true,
    R"(DRAM     for t, p, q, m, c in blocks        one timestep a block: weights are fetched again
buffer     for p, q, m, c in tiles
columns      parallel p                    (q where an output is one row high)
rows         parallel r, sets of m, sets of c
PE             for q, c, s, m              sum[m] += weight[m][c][s] x input[c][q + s])"};

constexpr LoopNest kRowStationaryBatched = {
    {timestep, row, column, output, input},
    {row, column, output, input, timestep},
    false,
    R"(DRAM     for t, p, q, m, c in blocks        a block has many timesteps
buffer     for p, q, m, c in tiles
             for t                         a weight fetched once serves them all
columns      parallel p                    (q where an output is one row high)
rows         parallel r, sets of m, sets of c
PE             for q, c, s, m              sum[m] += weight[m][c][s] x input[c][q + s])"};

constexpr LoopNest kOutputStationary = {{timestep, row, column, output, input},
                                        {timestep, row, column, output, input},
                                        false,
                                        R"(DRAM     for t, p, q, m, c in blocks
buffer     for t, p, q, m in tiles
             for c in tiles                sums stay in the PEs
columns      parallel p, q
rows         parallel m
PE             for c, r, s, (p, q), m      sum[m][p][q] += weight[m] x input[p + r][q + s])"};

constexpr LoopNest kWeightStationary = {
    {output, input, timestep, row, column},
    {output, input, timestep, row, column},
    false,
    R"(DRAM     for m, c, t, p, q in blocks        each weight is fetched once
buffer     for m, c in tiles
             for t, p, q in tiles          weights stay in the PEs
columns      parallel m
rows         parallel c
PE             for p, q, c, r, s, m        sum[m] += weight[m][c][r][s] x input[c][p + r][q + s])"};

std::uint32_t up(std::uint64_t of, std::uint64_t by) {
  return static_cast<std::uint32_t>((of + by - 1) / by);
}

bool row_stationary(Dataflow dataflow) {
  return dataflow == Dataflow::row_stationary || dataflow == Dataflow::row_stationary_batched;
}

/// Collects what is too large.
class Limits {
 public:
  void need(std::uint64_t wanted, std::uint64_t there, const std::string& what) {
    if (wanted <= there) return;
    faults_.push_back(what + ": " + std::to_string(wanted) + " needed, " + std::to_string(there) +
                      " there");
  }
  std::vector<std::string>& faults() { return faults_; }

 private:
  std::vector<std::string> faults_;
};

void check_row_stationary(const LayerShape& shape, const Tiling& tiling, const MachineSpec& machine,
                          Limits& limits) {
  const bool flat = shape.rows() == 1;
  const std::uint32_t outputs = up(tiling.tile[at(output)], tiling.output_sets);
  const std::uint32_t inputs = up(tiling.tile[at(input)], tiling.input_sets);
  limits.need(std::uint64_t{shape.kernel_height} * tiling.output_sets * tiling.input_sets,
              machine.rows, "PE rows for the kernel rows of all sets");
  limits.need(tiling.tile[at(flat ? column : row)], machine.columns, "PE columns for a tile");
  limits.need(std::uint64_t{inputs} * shape.kernel_width, machine.input_scratchpad.words,
              "words of an input scratchpad");
  limits.need(std::uint64_t{inputs} * outputs * shape.kernel_width, machine.weight_scratchpad.words,
              "words of a weight scratchpad");
  limits.need(outputs, machine.sum_scratchpad.words, "words of a sum scratchpad");
}

void check_array(const LayerShape& shape, Dataflow dataflow, const Tiling& tiling,
                 const MachineSpec& machine, Limits& limits) {
  if (row_stationary(dataflow)) return check_row_stationary(shape, tiling, machine, limits);
  if (dataflow == Dataflow::output_stationary) {
    const std::uint64_t places = std::uint64_t{tiling.tile[at(row)]} * tiling.tile[at(column)];
    limits.need(
        std::uint64_t{up(tiling.tile[at(output)], machine.rows)} * up(places, machine.columns),
        machine.sum_scratchpad.words, "words of a sum scratchpad");
    return;
  }
  const std::uint32_t outputs = up(tiling.tile[at(output)], machine.columns);
  const std::uint32_t inputs = up(tiling.tile[at(input)], machine.rows);
  limits.need(std::uint64_t{inputs} * outputs * shape.kernel(), machine.weight_scratchpad.words,
              "words of a weight scratchpad");
  limits.need(outputs, machine.sum_scratchpad.words, "words of a sum scratchpad");
  limits.need(inputs, machine.input_scratchpad.words, "words of an input scratchpad");
}

/// The largest block, at the origin, where nothing is cut off but the image itself.
std::uint64_t block_bits(const LayerShape& shape, const Tiling& tiling,
                         const MachineSpec& machine) {
  Tile block;
  for (std::size_t dimension = 0; dimension < kDimensions; ++dimension) {
    // A block away from the borders sees the most input; the middle of the layer has one if any.
    const std::uint32_t size = shape.sizes()[dimension], extent = tiling.block[dimension];
    const std::uint32_t first = size > extent ? (size / extent / 2) * extent : 0;
    block[dimension] = {first, std::min(size, first + extent)};
  }
  std::uint64_t bits = input_box(shape, block).elements() * machine.width[at(Tensor::inputs)];
  if (tiling.tile[at(input)] < shape.inputs) bits += output_elements(block) * machine.sum_bits;
  if (machine.buffer_weights) {
    bits += weight_elements(shape, block) * machine.width[at(Tensor::weights)];
  }
  return bits;
}

}  // namespace

const char* to_string(Dataflow dataflow) {
  switch (dataflow) {
    case Dataflow::row_stationary:
      return "row_stationary";
    case Dataflow::row_stationary_batched:
      return "row_stationary_batched";
    case Dataflow::output_stationary:
      return "output_stationary";
    case Dataflow::weight_stationary:
      return "weight_stationary";
  }
  return "";
}

std::optional<Dataflow> dataflow_from(const std::string& name) {
  for (const Dataflow dataflow : kDataflows) {
    if (name == to_string(dataflow)) return dataflow;
  }
  return std::nullopt;
}

std::vector<std::string> dataflow_names() {
  std::vector<std::string> names;
  for (const Dataflow dataflow : kDataflows) names.emplace_back(to_string(dataflow));
  return names;
}

const LoopNest& loop_nest(Dataflow dataflow) {
  switch (dataflow) {
    case Dataflow::row_stationary:
      return kRowStationary;
    case Dataflow::row_stationary_batched:
      return kRowStationaryBatched;
    case Dataflow::output_stationary:
      return kOutputStationary;
    case Dataflow::weight_stationary:
      break;
  }
  return kWeightStationary;
}

ArrayUse array_use(const LayerShape& shape, Dataflow dataflow, const Tiling& tiling,
                   const MachineSpec& machine, const Tile& tile) {
  const std::uint32_t outputs = tile[at(output)].size(), inputs = tile[at(input)].size();
  const std::uint32_t rows = tile[at(row)].size(), columns = tile[at(column)].size();
  ArrayUse use;
  if (row_stationary(dataflow)) {
    const Count output_sets = std::min(outputs, tiling.output_sets);
    const Count input_sets = std::min(inputs, tiling.input_sets);
    const Count parallel = shape.rows() == 1 ? columns : rows;
    use.pes = parallel * shape.kernel_height * output_sets * input_sets;
    use.weight_copies = parallel;
    use.input_copies = output_sets;
    use.input_fill = shape.rows() == 1 ? ArrayUse::InputFill::windows : ArrayUse::InputFill::rows;
    use.sum_parts = shape.kernel_height * input_sets;
    use.inputs_read_by = output_sets;
  } else if (dataflow == Dataflow::output_stationary) {
    const Count places = std::min<Count>(machine.columns, Count{rows} * columns);
    use.pes = places * std::min(machine.rows, outputs);
    use.weight_copies = places;
    use.input_copies = std::min(machine.rows, outputs);
    use.input_fill = ArrayUse::InputFill::windows;
    use.sum_parts = 1;
    use.sums_stay = true;
  } else {
    use.pes = Count{std::min(machine.columns, outputs)} * std::min(machine.rows, inputs);
    use.weight_copies = 1;
    use.input_copies = std::min(machine.columns, outputs);
    use.sum_parts = std::min(machine.rows, inputs);
    use.inputs_read_by = use.input_copies;
  }
  return use;
}

std::vector<std::string> tiling_faults(const LayerShape& shape, Dataflow dataflow,
                                       const Tiling& tiling, const MachineSpec& machine) {
  Limits limits;
  const PerDimension<std::uint32_t> sizes = shape.sizes();
  for (std::size_t dimension = 0; dimension < kDimensions; ++dimension) {
    const std::uint32_t tile = tiling.tile[dimension], block = tiling.block[dimension];
    const bool whole = block >= sizes[dimension];
    if (tile == 0 || block == 0 || tile > block || (block % tile != 0 && !whole)) {
      limits.faults().emplace_back("a block is a whole number of tiles, of at least 1 each");
      return limits.faults();
    }
  }
  if (tiling.output_sets == 0 || tiling.input_sets == 0) {
    limits.faults().emplace_back("sets are at least 1");
    return limits.faults();
  }
  if (tiling.tile[at(timestep)] != 1) limits.faults().emplace_back("a tile has one timestep");
  if (loop_nest(dataflow).one_timestep_a_block) {
    limits.need(tiling.block[at(timestep)], 1, "timesteps of a block");
  }
  check_array(shape, dataflow, tiling, machine, limits);
  limits.need(block_bits(shape, tiling, machine),
              std::uint64_t{machine.buffer.words} * machine.buffer.word_bits,
              "buffer bits for the inputs and partial sums of a block");
  return limits.faults();
}

}  // namespace engram::hw
