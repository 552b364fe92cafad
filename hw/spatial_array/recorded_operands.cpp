#include <algorithm>
#include <stdexcept>

#include "hw/spatial_array/operands.hpp"

namespace engram::hw {
namespace {

/// Inputs as ascending columns, a list for each (timestep, channel, row).
class RecordedOperands final : public Operands {
 public:
  RecordedOperands(const LayerShape& shape, const std::vector<ActiveInput>& inputs,
                   std::vector<std::uint8_t> weights)
      : shape_(shape), weights_(std::move(weights)) {
    if (weights_.size() != shape.elements(Tensor::weights)) {
      throw std::invalid_argument(shape.name + ": " + std::to_string(weights_.size()) +
                                  " weights, expected " +
                                  std::to_string(shape.elements(Tensor::weights)));
    }
    sort_into_lines(inputs);
  }

  Count non_zero_inputs(const InputBox& box) override {
    Count count = 0;
    for_lines(box, [&](std::uint32_t, std::uint32_t, const std::uint32_t* first,
                       const std::uint32_t* end) { count += static_cast<Count>(end - first); });
    return count;
  }

  Count non_zero_weights(const Tile& tile) override {
    Count count = 0;
    for (const Count at_tap : weights_by_tap(tile)) count += at_tap;
    return count;
  }

  WindowCounts windows(const Tile& tile) override {
    const std::vector<Count> by_tap = weights_by_tap(tile);
    const InputBox box = input_box(shape_, tile);
    WindowCounts counts;
    count_positions(tile, by_tap, counts);
    for_lines(box, [&](std::uint32_t channel, std::uint32_t row, const std::uint32_t* first,
                       const std::uint32_t* end) {
      for (std::uint32_t tap_row = 0; tap_row < shape_.kernel_height; ++tap_row) {
        if (!reached(row, tap_row, shape_.pad_top(), tile[at(Dimension::row)])) continue;
        counts.row_positions += static_cast<Count>(end - first);
        const Count* taps =
            &by_tap[((channel - box.channels.first) * shape_.kernel_height + tap_row) *
                    shape_.kernel_width];
        for (const std::uint32_t* column = first; column != end; ++column) {
          for (std::uint32_t tap = 0; tap < shape_.kernel_width; ++tap) {
            if (!reached(*column, tap, shape_.pad_left(), tile[at(Dimension::column)])) continue;
            ++counts.non_zero_inputs;
            counts.effectual += taps[tap];
          }
        }
      }
    });
    return counts;
  }

 private:
  /// Whether an input at `place` meets `tap` for an output of `outputs`.
  bool reached(std::uint32_t place, std::uint32_t tap, std::uint32_t pad, Range outputs) const {
    if (place + pad < tap || (place + pad - tap) % shape_.stride != 0) return false;
    const std::uint32_t output = (place + pad - tap) / shape_.stride;
    return output >= outputs.first && output < outputs.end;
  }

  std::size_t line(std::uint32_t timestep, std::uint32_t channel, std::uint32_t row) const {
    return (std::size_t{timestep} * shape_.inputs + channel) * shape_.height + row;
  }

  void sort_into_lines(const std::vector<ActiveInput>& inputs) {
    starts_.assign(std::size_t{shape_.timesteps} * shape_.inputs * shape_.height + 1, 0);
    for (const ActiveInput& input : inputs) {
      if (input.timestep >= shape_.timesteps || input.channel >= shape_.inputs ||
          input.row >= shape_.height || input.column >= shape_.width) {
        throw std::invalid_argument(shape_.name + ": an input lies outside the layer");
      }
      ++starts_[line(input.timestep, input.channel, input.row) + 1];
    }
    for (std::size_t at = 1; at < starts_.size(); ++at) starts_[at] += starts_[at - 1];
    columns_.resize(inputs.size());
    std::vector<std::uint32_t> next(starts_.begin(), starts_.end() - 1);
    for (const ActiveInput& input : inputs) {
      columns_[next[line(input.timestep, input.channel, input.row)]++] = input.column;
    }
    for (std::size_t at = 0; at + 1 < starts_.size(); ++at) {
      const auto first = columns_.begin() + starts_[at], end = columns_.begin() + starts_[at + 1];
      std::sort(first, end);
      if (std::adjacent_find(first, end) != end) {
        throw std::invalid_argument(shape_.name + ": an input is there twice in a timestep");
      }
    }
  }

  template <class Visit>
  void for_lines(const InputBox& box, Visit visit) const {
    for (std::uint32_t timestep = box.timesteps.first; timestep < box.timesteps.end; ++timestep) {
      for (std::uint32_t channel = box.channels.first; channel < box.channels.end; ++channel) {
        for (std::uint32_t row = box.rows.first; row < box.rows.end; ++row) {
          const std::size_t at = line(timestep, channel, row);
          const std::uint32_t* const begin = columns_.data() + starts_[at];
          const std::uint32_t* const end = columns_.data() + starts_[at + 1];
          if (begin == end) continue;
          visit(channel, row, std::lower_bound(begin, end, box.columns.first),
                std::lower_bound(begin, end, box.columns.end));
        }
      }
    }
  }

  /// Weights that are not 0, outputs of the tile together: [input][tap row][tap column].
  const std::vector<Count>& weights_by_tap(const Tile& tile) {
    const Range outputs = tile[at(Dimension::output)], inputs = tile[at(Dimension::input)];
    if (outputs == known_outputs_ && inputs == known_inputs_) return by_tap_;
    known_outputs_ = outputs;
    known_inputs_ = inputs;
    const std::size_t kernel = shape_.kernel();
    by_tap_.assign(inputs.size() * kernel, 0);
    for (std::uint32_t output = outputs.first; output < outputs.end; ++output) {
      const std::uint8_t* weight =
          weights_.data() + (std::size_t{output} * shape_.inputs + inputs.first) * kernel;
      for (Count& count : by_tap_) count += *weight++ != 0 ? 1 : 0;
    }
    return by_tap_;
  }

  void count_positions(const Tile& tile, const std::vector<Count>& by_tap, WindowCounts& counts) {
    const auto taps = [&](Dimension dimension, std::uint32_t size, std::uint32_t kernel,
                          std::uint32_t pad) {
      std::vector<Count> of(kernel, 0);
      for (std::uint32_t place = 0; place < size; ++place) {
        for (std::uint32_t tap = 0; tap < kernel; ++tap) {
          of[tap] += reached(place, tap, pad, tile[at(dimension)]) ? 1 : 0;
        }
      }
      return of;
    };
    const auto rows = taps(Dimension::row, shape_.height, shape_.kernel_height, shape_.pad_top());
    const auto columns =
        taps(Dimension::column, shape_.width, shape_.kernel_width, shape_.pad_left());
    const Count timesteps = tile[at(Dimension::timestep)].size();
    const Count images = timesteps * tile[at(Dimension::input)].size();
    const Count width = input_box(shape_, tile).columns.size();
    for (const Count row : rows) {
      counts.row_elements += images * row * width;
      for (const Count column : columns) counts.positions += images * row * column;
    }
    for (std::size_t at = 0; at < by_tap.size(); ++at) {
      const std::size_t tap = at % shape_.kernel();
      counts.non_zero_weights += timesteps * by_tap[at] * rows[tap / shape_.kernel_width] *
                                 columns[tap % shape_.kernel_width];
    }
  }

  LayerShape shape_;
  std::vector<std::uint8_t> weights_;
  std::vector<std::uint32_t> starts_, columns_;
  Range known_outputs_, known_inputs_;
  std::vector<Count> by_tap_;
};

}  // namespace

std::unique_ptr<Operands> operands_as_recorded(const LayerShape& shape,
                                               const std::vector<ActiveInput>& inputs,
                                               std::vector<std::uint8_t> weights) {
  return std::make_unique<RecordedOperands>(shape, inputs, std::move(weights));
}

}  // namespace engram::hw
