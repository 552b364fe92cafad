#include <algorithm>
#include <cmath>
#include <limits>

#include "workloads/compress/codebook_entries.hpp"
#include "workloads/compress/level_grid.hpp"
#include "workloads/network/random.hpp"

namespace engram::workloads {
namespace {

/// Turns the values of one projection into levels.
class Rounder {
 public:
  explicit Rounder(const QuantizeTask& task)
      : task_(task),
        channels_(task.projection->connection, task.options.channels_a_scale),
        format_(level_format(task.options)),
        key_(hash_name(task.projection->name)) {
    if (task.options.format != QuantizeFormat::codebook) return;
    entries_ = choices_ = find_entries(task, channels_);
    for (auto& levels : choices_) {
      levels.insert(std::lower_bound(levels.begin(), levels.end(), 0), 0);
    }
  }

  double scale(std::size_t index) const {
    const std::vector<double>& scale = task_.chosen.scale;
    return scale[scale.size() == 1 ? 0 : channels_.of(index)];
  }

  std::int32_t level(std::size_t index, double value) const {
    const double x = value / scale(index);
    if (x == 0) return 0;  // and stays so, whatever the draw
    const std::uint64_t slice = channels_.of(index);
    const bool draws = task_.options.rounding == LevelRounding::stochastic;
    if (!draws && !task_.thresholds.empty()) {
      if (!(std::fabs(value) > task_.thresholds[slice])) return 0;
      return x < 0 ? -1 : 1;
    }
    const Bracket around =
        choices_.empty() ? levels_around(format_, x) : levels_around(choices_[slice], x);
    return static_cast<std::int32_t>(
        draws ? stochastic(around, x, random_unit(task_.options.seed, key_, index, 0))
              : nearest(around, x));
  }

  bool clipped(std::size_t index, double value) const {
    return clips(format_, value / scale(index));
  }

  /// Format and, for a codebook, tables and codes; once the levels are written.
  void write_format(Quantization& quantization) const {
    if (!entries_.empty()) {
      write_codebook(entries_, channels_, task_.options, quantization);
      return;
    }
    WeightFormat format = format_;
    const WeightFormat& before = quantization.format;
    const bool narrower = task_.integers && before.kind == format.kind && before.bits < format.bits;
    quantization.format = narrower ? before : format;
  }

 private:
  const QuantizeTask& task_;
  Channels channels_;
  WeightFormat format_;
  std::uint64_t key_;
  Entries entries_, choices_;  ///< codebook: levels by slice, without and with 0
};

std::uint64_t stored_bits(const Quantization& quantization) {
  std::uint64_t bits = std::uint64_t{quantization.levels.size()} * quantization.format.bits;
  if (!quantization.codebook) return bits;
  return bits + std::uint64_t{quantization.codebook->levels.size()} *
                    quantization.codebook->shape.entry_bits;
}

/// Adds up what rounding does to the weights of one projection.
class Errors {
 public:
  void add(double weight, double rounded) {
    const double error = std::fabs(weight - rounded);
    most_ = std::max(most_, error);
    signal_ += weight * weight;
    noise_ += error * error;
    ++count_;
  }
  void write(QuantizationReport& report) const {
    report.max_error = most_;
    if (count_ > 0) report.rms_error = std::sqrt(noise_ / static_cast<double>(count_));
    report.signal_to_noise_db =
        noise_ == 0 ? std::numeric_limits<double>::infinity() : 10 * std::log10(signal_ / noise_);
  }

 private:
  double most_ = 0, signal_ = 0, noise_ = 0;
  std::uint64_t count_ = 0;
};

}  // namespace

QuantizationReport round_weights(const QuantizeTask& task) {
  Quantization& quantization = task.projection->quantization;
  const Rounder rounder(task);
  std::vector<float>& weight = weights(task.projection->connection);
  QuantizationReport report;
  Errors errors;
  LevelArray levels;
  levels.assign(task.size(), 0, max_level(level_format(task.options)));
  task.visit_values([&](std::size_t i, double value) {
    const double real = task.integers ? static_cast<double>(weight[i]) : value;
    const std::int32_t level = rounder.level(i, value);
    levels.set(i, level);
    // The weight of one unit of the values: integers are levels, whose weights may be scaled.
    const double unit = task.integers && value != 0 ? real / value : 1.0;
    const double rounded = level * rounder.scale(i) * unit;
    errors.add(real, rounded);
    report.clipped += rounder.clipped(i, value);
    report.zeros_before += value == 0;
    report.zeros_after += level == 0;
    if (!weight.empty()) weight[i] = static_cast<float>(rounded);
  });
  quantization.levels = std::move(levels);
  if (auto* dense = std::get_if<Dense>(&task.projection->connection)) dense->source = {};
  rounder.write_format(quantization);
  quantization.shift = task.chosen.shift;
  if (!task.integers)
    quantization.scale = task.chosen.scale;
  else
    for (double& scale : quantization.scale) scale *= task.chosen.scale.front();

  report.projection = task.projection->name;
  report.format = to_string(task.options.format);
  report.calibration = task.options.calibration ? to_string(*task.options.calibration) : "given";
  report.bits = quantization.format.bits;
  report.weights = quantization.levels.size();
  report.zeros_made = report.zeros_after - report.zeros_before;
  report.stored_bits = stored_bits(quantization);
  const auto [low, high] =
      std::minmax_element(quantization.scale.begin(), quantization.scale.end());
  report.scale_min = *low;
  report.scale_max = *high;
  errors.write(report);
  return report;
}

}  // namespace engram::workloads
