#include "tests/hw/spatial_array/brute_nest.hpp"

#include <functional>
#include <map>
#include <set>

namespace engram::hw {
namespace {

using Element = std::vector<std::uint32_t>;
using Elements = std::set<Element>;

/// One place in the nest: [from, to) of t, m, c, p, q.
struct Step {
  Range t, m, c, p, q;
};

using Visit = std::function<void(const Step& block, const Step& tile)>;

void cut(Range of, std::uint32_t size, const std::function<void(Range)>& visit) {
  for (std::uint32_t first = of.first; first < of.end; first += size) {
    visit({first, std::min(of.end, first + size)});
  }
}

/// for t, p, q, m, c over blocks, then over tiles; `batched` has t innermost.
void row_or_output_stationary(const LayerShape& shape, const Tiling& tiling, bool batched,
                              const Visit& visit) {
  const auto& b = tiling.block;
  const auto& i = tiling.tile;
  const auto tiles = [&](const Step& block) {
    const auto inner = [&](Range t_range) {
      cut(block.p, i[3], [&](Range p) {
        cut(block.q, i[4], [&](Range q) {
          cut(block.m, i[1], [&](Range m) {
            cut(block.c, i[2], [&](Range c) {
              cut(t_range, i[0], [&](Range t) { visit(block, {t, m, c, p, q}); });
            });
          });
        });
      });
    };
    if (batched) {
      inner(block.t);
    } else {
      cut(block.t, i[0], inner);
    }
  };
  cut({0, shape.timesteps}, b[0], [&](Range t) {
    cut({0, shape.rows()}, b[3], [&](Range p) {
      cut({0, shape.columns()}, b[4], [&](Range q) {
        cut({0, shape.outputs}, b[1], [&](Range m) {
          cut({0, shape.inputs}, b[2], [&](Range c) { tiles({t, m, c, p, q}); });
        });
      });
    });
  });
}

/// for m, c, t, p, q over blocks, then over tiles.
void weight_stationary(const LayerShape& shape, const Tiling& tiling, const Visit& visit) {
  const auto nest = [](const Step& of, const PerDimension<std::uint32_t>& by,
                       const std::function<void(const Step&)>& inner) {
    cut(of.m, by[1], [&](Range m) {
      cut(of.c, by[2], [&](Range c) {
        cut(of.t, by[0], [&](Range t) {
          cut(of.p, by[3], [&](Range p) {
            cut(of.q, by[4], [&](Range q) { inner({t, m, c, p, q}); });
          });
        });
      });
    });
  };
  const Step all{{0, shape.timesteps},
                 {0, shape.outputs},
                 {0, shape.inputs},
                 {0, shape.rows()},
                 {0, shape.columns()}};
  nest(all, tiling.block, [&](const Step& block) {
    nest(block, tiling.tile, [&](const Step& tile) { visit(block, tile); });
  });
}

void for_each(Range range, const std::function<void(std::uint32_t)>& visit) {
  for (std::uint32_t at = range.first; at < range.end; ++at) visit(at);
}

/// Counts step by step.
class Brute {
 public:
  explicit Brute(const RandomLayer& layer)
      : layer_(layer), shape_(layer.plan.shape), machine_(layer.machine) {
    for (const ActiveInput& input : layer.inputs) {
      active_.insert({input.timestep, input.channel, input.row, input.column});
    }
    counts_.algorithmic = Count{shape_.timesteps} * shape_.outputs * shape_.rows() *
                          shape_.columns() * shape_.inputs * shape_.kernel();
  }

  void step(const Step& block, const Step& tile) {
    // Outputs go when another place of the nest asks for others, so one step late.
    const Elements outputs = outputs_of(block), tile_outputs = outputs_of(tile);
    if (have_tile_ && (!use_.sums_stay || tile_outputs != tile_outputs_)) take_tile();
    if (have_block_ && outputs != block_outputs_) take_block();
    use_ = array_use(shape_, layer_.plan.dataflow, layer_.plan.tiling, machine_,
                     {tile.t, tile.m, tile.c, tile.p, tile.q});
    ++counts_.passes;
    weights(block, tile);
    inputs(block, tile);
    sums(block, tile, outputs, tile_outputs);
    operations(tile);
  }

  LayerCounts end() {
    take_tile();
    take_block();
    return counts_;
  }

 private:
  bool weight(std::uint32_t m, std::uint32_t c, std::uint32_t r, std::uint32_t s) const {
    return layer_
               .weights[((m * shape_.inputs + c) * shape_.kernel_height + r) * shape_.kernel_width +
                        s] != 0;
  }

  /// The input that output (p, q) sees through (r, s), where there is one.
  std::optional<std::pair<std::uint32_t, std::uint32_t>> seen(std::uint32_t p, std::uint32_t q,
                                                              std::uint32_t r,
                                                              std::uint32_t s) const {
    const int y = static_cast<int>(p * shape_.stride + r) - static_cast<int>(shape_.pad_top());
    const int x = static_cast<int>(q * shape_.stride + s) - static_cast<int>(shape_.pad_left());
    if (y < 0 || x < 0 || y >= static_cast<int>(shape_.height) ||
        x >= static_cast<int>(shape_.width)) {
      return std::nullopt;
    }
    return std::pair(static_cast<std::uint32_t>(y), static_cast<std::uint32_t>(x));
  }

  Elements outputs_of(const Step& step) const {
    Elements elements;
    for_each(step.t, [&](auto t) {
      for_each(step.m, [&](auto m) {
        for_each(step.p, [&](auto p) {
          for_each(step.q, [&](auto q) { elements.insert({t, m, p, q}); });
        });
      });
    });
    return elements;
  }

  /// Rows and columns between the first and the last that a step sees.
  Elements inputs_of(const Step& step) const {
    std::set<std::uint32_t> rows, columns;
    for_each(step.p, [&](auto p) {
      for_each(step.q, [&](auto q) {
        for_each({0, shape_.kernel_height}, [&](auto r) {
          for_each({0, shape_.kernel_width}, [&](auto s) {
            if (const auto input = seen(p, q, r, s)) {
              rows.insert(input->first);
              columns.insert(input->second);
            }
          });
        });
      });
    });
    Elements elements;
    if (rows.empty() || columns.empty()) return elements;
    for_each(step.t, [&](auto t) {
      for_each(step.c, [&](auto c) {
        for_each({*rows.begin(), *rows.rbegin() + 1}, [&](auto y) {
          for_each({*columns.begin(), *columns.rbegin() + 1}, [&](auto x) {
            elements.insert({t, c, y, x});
          });
        });
      });
    });
    return elements;
  }

  Elements weights_of(const Step& step) const {
    Elements elements;
    for_each(step.m, [&](auto m) {
      for_each(step.c, [&](auto c) {
        for_each({0, shape_.kernel_height}, [&](auto r) {
          for_each({0, shape_.kernel_width}, [&](auto s) { elements.insert({m, c, r, s}); });
        });
      });
    });
    return elements;
  }

  StoredTile stored(const Elements& elements, Tensor tensor, Count fiber,
                    const PerTensor<TensorFormat>& format) const {
    Count non_zeros = 0;
    for (const Element& element : elements) {
      const bool is = tensor == Tensor::inputs
                          ? active_.contains(element)
                          : weight(element[0], element[1], element[2], element[3]);
      non_zeros += is ? 1 : 0;
    }
    return stored_tile(format[at(tensor)], elements.size(), non_zeros, fiber,
                       machine_.width[at(tensor)]);
  }

  void dram(const StoredTile& tile, DramCounts& counts, bool write) {
    (write ? counts.elements_written : counts.elements_read) += tile.elements;
    counts.metadata_bits += tile.metadata_bits;
    const Count burst = Count{machine_.dram.burst_words} * machine_.dram.word_bits;
    for (Count at = 0; at < tile.bits(); at += burst) {
      ++counts.bursts;
      (write ? counts.bits_written : counts.bits_read) += burst;
      // A row of the row buffer begins with the transfer.
      if (at % (Count{machine_.dram.row_bytes} * 8) < burst) ++counts.row_misses;
    }
  }

  Count buffer_words(const StoredTile& tile) const {
    Count words = 0;
    for (Count at = 0; at < tile.bits(); at += machine_.buffer.word_bits) ++words;
    return words;
  }

  void noc(const StoredTile& tile, TensorCounts& counts) {
    counts.noc_words += tile.elements;
    counts.noc_bits += tile.bits();
  }

  void weights(const Step& block, const Step& tile) {
    TensorCounts& counts = counts_.of(Tensor::weights);
    const Elements in_block = weights_of(block), in_tile = weights_of(tile);
    if (machine_.buffer_weights && in_block != block_weights_) {
      const Count fiber = block.c.size() * shape_.kernel();
      dram(stored(in_block, Tensor::weights, fiber, machine_.dram_format), counts.dram, false);
      const StoredTile inside = stored(in_block, Tensor::weights, fiber, machine_.buffer_format);
      counts.buffer.left += counts.buffer.kept;
      counts.buffer.kept = inside.elements;
      counts.buffer.entered += inside.elements;
      counts.buffer_writes += buffer_words(inside);
      block_weights_ = in_block;
    }
    if (in_tile == tile_weights_ && !use_.sums_stay) return;
    tile_weights_ = in_tile;
    const Count fiber = tile.c.size() * shape_.kernel();
    const StoredTile moved =
        stored(in_tile, Tensor::weights, fiber,
               machine_.buffer_weights ? machine_.buffer_format : machine_.dram_format);
    if (machine_.buffer_weights) {
      counts.buffer_reads += buffer_words(moved);
    } else {
      dram(moved, counts.dram, false);
    }
    noc(moved, counts);
    const StoredTile kept = stored(in_tile, Tensor::weights, fiber, machine_.scratchpad_format);
    counts.array.left += counts.array.kept;
    counts.array.kept = kept.elements;
    counts.array.entered += kept.elements;
    counts.scratchpad_writes += kept.elements * use_.weight_copies;
    if (kept.metadata_bits > 0) counts.index_writes += kept.elements * use_.weight_copies;
  }

  void inputs(const Step& block, const Step& tile) {
    TensorCounts& counts = counts_.of(Tensor::inputs);
    const auto width = [](const Elements& elements) {
      std::set<std::uint32_t> columns;
      for (const Element& element : elements) columns.insert(element[3]);
      return std::max<Count>(1, columns.size());
    };
    const auto key = std::pair(inputs_of(block), std::vector{block.p.first, block.q.first});
    if (key != block_inputs_) {
      const Count fiber = width(key.first);
      dram(stored(key.first, Tensor::inputs, fiber, machine_.dram_format), counts.dram, false);
      const StoredTile inside = stored(key.first, Tensor::inputs, fiber, machine_.buffer_format);
      counts.buffer.left += counts.buffer.kept;
      counts.buffer.kept = inside.elements;
      counts.buffer.entered += inside.elements;
      counts.buffer_writes += buffer_words(inside);
      block_inputs_ = key;
    }
    const Elements in_tile = inputs_of(tile);
    const StoredTile moved =
        stored(in_tile, Tensor::inputs, width(in_tile), machine_.buffer_format);
    counts.buffer_reads += buffer_words(moved);
    noc(moved, counts);
    counts.array.entered += moved.elements;
    counts.array.left += moved.elements;
    if (use_.input_fill == ArrayUse::InputFill::elements) {
      counts.scratchpad_writes += moved.elements * use_.input_copies;
    } else if (use_.input_fill == ArrayUse::InputFill::rows) {
      fill_by_rows(tile, in_tile, counts);
    }
  }

  /// Each PE row of each output row gets the input row that it sees.
  void fill_by_rows(const Step& tile, const Elements& in_tile, TensorCounts& counts) {
    for_each(tile.p, [&](auto p) {
      for_each({0, shape_.kernel_height}, [&](auto r) {
        const int y = static_cast<int>(p * shape_.stride + r) - static_cast<int>(shape_.pad_top());
        for (const Element& element : in_tile) {
          if (static_cast<int>(element[2]) != y) continue;
          if (machine_.zero_inputs != ZeroHandling::compute && !active_.contains(element)) continue;
          counts.scratchpad_writes += use_.input_copies;
        }
      });
    });
  }

  void sums(const Step& block, const Step& tile, const Elements& outputs,
            const Elements& tile_outputs) {
    TensorCounts& counts = counts_.of(Tensor::outputs);
    const auto partial = [&](const Elements& elements) {
      return stored_tile({}, elements.size(), elements.size(), 1, machine_.sum_bits);
    };
    if (!have_block_ && block.c.first > 0) {
      dram(partial(outputs), counts.dram, false);
      counts.buffer.entered += outputs.size();
      counts.buffer.kept += outputs.size();
      counts.buffer_writes += buffer_words(partial(outputs));
    }
    if (!have_tile_) {
      counts.array.entered += tile_outputs.size();
      counts.array.kept += tile_outputs.size();
      if (tile.c.first > 0) {
        counts.buffer_reads += buffer_words(partial(tile_outputs));
        noc(partial(tile_outputs), counts);
        counts.buffer.left += tile_outputs.size();
        counts.buffer.kept -= tile_outputs.size();
        (use_.sums_stay ? counts.scratchpad_writes : counts_.reductions) += tile_outputs.size();
      }
    }
    have_block_ = have_tile_ = true;
    block_outputs_ = outputs;
    tile_outputs_ = tile_outputs;
    block_final_ = block.c.end == shape_.inputs;
    tile_final_ = tile.c.end == shape_.inputs;
  }

  StoredTile finished(const Elements& elements, bool final) const {
    return stored_tile({}, elements.size(), elements.size(), 1,
                       final ? machine_.width[at(Tensor::outputs)] : machine_.sum_bits);
  }

  void take_tile() {
    TensorCounts& counts = counts_.of(Tensor::outputs);
    const Count elements = tile_outputs_.size();
    const StoredTile tile = finished(tile_outputs_, tile_final_);
    counts.array.left += elements;
    counts.array.kept -= elements;
    counts.scratchpad_reads += elements * use_.sum_parts;
    counts_.reductions += elements * (use_.sum_parts - 1);
    counts.buffer_writes += buffer_words(tile);
    noc(tile, counts);
    counts.buffer.entered += elements;
    counts.buffer.kept += elements;
    have_tile_ = false;
  }

  void take_block() {
    TensorCounts& counts = counts_.of(Tensor::outputs);
    const StoredTile block = finished(block_outputs_, block_final_);
    counts.buffer_reads += buffer_words(block);
    counts.buffer.left += block_outputs_.size();
    counts.buffer.kept -= block_outputs_.size();
    dram(block, counts.dram, true);
    have_block_ = false;
  }

  void operations(const Step& tile) {
    Elements window_reads;
    for_each(tile.t, [&](auto t) {
      for_each(tile.c, [&](auto c) {
        for_each(tile.p, [&](auto p) {
          for_each(tile.q, [&](auto q) {
            for_each({0, shape_.kernel_height}, [&](auto r) {
              for_each({0, shape_.kernel_width}, [&](auto s) {
                if (const auto input = seen(p, q, r, s)) {
                  window(tile, active_.contains({t, c, input->first, input->second}), c, r, s);
                }
              });
            });
          });
        });
      });
    });
  }

  void window(const Step& tile, bool active, std::uint32_t c, std::uint32_t r, std::uint32_t s) {
    TensorCounts& inputs = counts_.of(Tensor::inputs);
    const bool present = active || machine_.zero_inputs == ZeroHandling::compute;
    if (present) {
      inputs.scratchpad_reads += use_.inputs_read_by;
      if (use_.input_fill == ArrayUse::InputFill::windows) {
        inputs.scratchpad_writes += use_.input_copies;
      }
    }
    for_each(tile.m, [&](auto m) {
      const bool there = weight(m, c, r, s);
      const bool spent = (active || machine_.zero_inputs != ZeroHandling::skip) &&
                         (there || machine_.zero_weights != ZeroHandling::skip);
      if (spent) ++counts_.slots;
      if (!present || (!there && machine_.zero_weights != ZeroHandling::compute)) return;
      ++counts_.performed;
      ++counts_.of(Tensor::weights).scratchpad_reads;
      if (machine_.scratchpad_format[at(Tensor::weights)].compression != Compression::dense) {
        ++counts_.of(Tensor::weights).index_reads;
      }
      if (use_.inputs_read_by == 0) ++inputs.scratchpad_reads;
      ++counts_.of(Tensor::outputs).scratchpad_reads;
      ++counts_.of(Tensor::outputs).scratchpad_writes;
    });
  }

  const RandomLayer& layer_;
  const LayerShape& shape_;
  const MachineSpec& machine_;
  Elements active_;
  LayerCounts counts_;
  ArrayUse use_;
  Elements block_weights_, tile_weights_, block_outputs_, tile_outputs_;
  std::pair<Elements, std::vector<std::uint32_t>> block_inputs_;
  bool have_block_ = false, have_tile_ = false, block_final_ = false, tile_final_ = false;
};

}  // namespace

LayerCounts brute_counts(const RandomLayer& layer) {
  Brute brute(layer);
  const Visit visit = [&](const Step& block, const Step& tile) { brute.step(block, tile); };
  const LayerPlan& plan = layer.plan;
  switch (plan.dataflow) {
    case Dataflow::row_stationary:
    case Dataflow::output_stationary:
      row_or_output_stationary(plan.shape, plan.tiling, false, visit);
      break;
    case Dataflow::row_stationary_batched:
      row_or_output_stationary(plan.shape, plan.tiling, true, visit);
      break;
    case Dataflow::weight_stationary:
      weight_stationary(plan.shape, plan.tiling, visit);
      break;
  }
  return brute.end();
}

}  // namespace engram::hw
