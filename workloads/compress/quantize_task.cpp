#include "workloads/compress/quantize_task.hpp"

#include <algorithm>
#include <cmath>

#include "workloads/compress/calibration.hpp"
#include "workloads/compress/channels.hpp"
#include "workloads/network/number_text.hpp"

namespace engram::workloads {
namespace {

/// |value| of those that are not 0, by slice; only the largest where nothing else is asked for.
std::vector<std::vector<double>> sizes_of(const QuantizeTask& task, const Channels& channels,
                                          Calibration calibration) {
  std::vector<std::vector<double>> sizes(channels.count());
  task.visit_values([&](std::size_t i, double value) {
    if (value == 0) return;
    std::vector<double>& slice = sizes[channels.of(i)];
    const double size = std::fabs(value);
    if (slice.empty() || calibration != Calibration::max) {
      slice.push_back(size);
    } else {
      slice.front() = std::max(slice.front(), size);
    }
  });
  return sizes;
}

/// What only a network of real weights can be asked for.
void check_integers(const QuantizeTask& task, const std::string& where,
                    std::vector<std::string>& faults) {
  if (!has_levels(task.projection->quantization.format)) {
    faults.push_back(where + "its weights are looked up in a codebook already");
  }
  if (task.options.scale) {
    faults.push_back(where + "is integers from its source: its step is a power of two of levels " +
                     "(found a scale, expected none)");
  }
  if (task.options.channels_a_scale != 0) {
    faults.push_back(where + "is integers from its source: a projection has one shift (found a " +
                     "scale a channel or slice, expected one a tensor)");
  }
}

void check_weights(const QuantizeTask& task, const std::string& where,
                   std::vector<std::string>& faults) {
  if (task.projection->quantization.format.kind != WeightKind::float32) {
    faults.push_back(where + "its weights are quantized already");
  }
  const std::vector<float>& values = weights(task.projection->connection);
  const auto bad = std::find_if_not(values.begin(), values.end(),
                                    [](float value) { return std::isfinite(value); });
  if (bad != values.end()) {
    faults.push_back(where + "weight " + std::to_string(bad - values.begin()) +
                     " is not a finite number");
  }
}

void check_bits(const QuantizeOptions& options, const std::string& where,
                std::vector<std::string>& faults) {
  const unsigned low = 2;
  unsigned high = 16;
  const bool ternary = options.format == QuantizeFormat::ternary;
  if (ternary) high = 2;
  if (options.format == QuantizeFormat::power_of_two) high = kMostPowerBits;
  if (*options.bits >= low && *options.bits <= high) return;
  const bool plain = options.format == QuantizeFormat::uniform;
  faults.push_back(where + "found " + std::to_string(*options.bits) + " bits a weight (expected " +
                   (ternary ? "2" : std::to_string(low) + " to " + std::to_string(high)) +
                   (plain ? ")" : std::string(" for ") + to_string(options.format) + ")"));
}

}  // namespace

const char* to_string(QuantizeFormat format) {
  switch (format) {
    case QuantizeFormat::uniform:
      return "uniform";
    case QuantizeFormat::ternary:
      return "ternary";
    case QuantizeFormat::power_of_two:
      return "power_of_two";
    case QuantizeFormat::codebook:
      return "codebook";
  }
  return "";
}

const char* to_string(Calibration calibration) {
  switch (calibration) {
    case Calibration::max:
      return "max";
    case Calibration::percentile:
      return "percentile";
    case Calibration::mse:
      return "mse";
    case Calibration::mean:
      return "mean";
  }
  return "";
}

QuantizeOptions complete(QuantizeOptions options) {
  const bool ternary = options.format == QuantizeFormat::ternary;
  const bool uniform = options.format == QuantizeFormat::uniform;
  if (!options.bits) options.bits = ternary ? 2 : uniform ? 8 : 4;
  if (!options.calibration && !options.scale) {
    options.calibration = ternary ? Calibration::mean : Calibration::max;
  }
  return options;
}

WeightFormat level_format(const QuantizeOptions& options) {
  switch (options.format) {
    case QuantizeFormat::power_of_two:
      return {WeightKind::power_of_two, *options.bits};
    case QuantizeFormat::codebook:
      return {WeightKind::uniform, options.entry_bits};
    default:
      return {WeightKind::uniform, *options.bits};
  }
}

void check_task(const QuantizeTask& task, std::vector<std::string>& faults) {
  const QuantizeOptions& options = task.options;
  const std::string where = "projection '" + task.projection->name + "': ";
  check_bits(options, where, faults);
  if (options.format == QuantizeFormat::codebook &&
      (options.entry_bits < 2 || options.entry_bits > 16)) {
    faults.push_back(where + "found " + std::to_string(options.entry_bits) +
                     " bits a codebook entry (expected 2 to 16)");
  }
  // Far inside double, so that no ratio of two scales leaves it.
  if (options.scale && !(*options.scale >= 1e-30 && *options.scale <= 1e30)) {
    faults.push_back(where + "found a scale of " + number_text(*options.scale) +
                     " (expected 1e-30 to 1e30)");
  }
  if (options.scale && options.calibration) {
    faults.push_back(where + "found a scale and a calibration that would choose it (expected one)");
  }
  if (options.calibration == Calibration::mean && options.format != QuantizeFormat::ternary) {
    faults.push_back(where + "calibration mean is that of ternary (found format " +
                     to_string(options.format) + ")");
  }
  if (options.calibration == Calibration::percentile &&
      !(options.percentile > 0 && options.percentile <= 100)) {
    faults.push_back(where + "found a percentile of " + number_text(options.percentile) +
                     " (expected above 0, at most 100)");
  }
  if (task.integers) {
    check_integers(task, where, faults);
  } else {
    check_weights(task, where, faults);
  }
}

ScaleDemand demand_of(QuantizeTask& task) {
  const QuantizeOptions& options = task.options;
  const Channels channels(task.projection->connection, options.channels_a_scale);
  ScaleDemand demand;
  demand.projection = task.projection->name;
  demand.given = options.scale;
  demand.per_channel = options.channels_a_scale != 0;
  demand.channel_neurons = channels.neurons();
  const WeightFormat format = level_format(options);
  const Calibration calibration = options.calibration.value_or(Calibration::max);
  for (std::vector<double>& sizes : sizes_of(task, channels, calibration)) {
    const Calibrated found = calibrated(sizes, format, calibration, options.percentile);
    demand.smallest.push_back(found.scale);
    if (calibration == Calibration::mean) task.thresholds.push_back(found.threshold.value_or(0));
  }
  return demand;
}

void choose_step(QuantizeTask& task) {
  const Channels channels(task.projection->connection, 0);
  std::vector<double> sizes = sizes_of(task, channels, *task.options.calibration).front();
  const CalibratedStep step = calibrated_step(sizes, level_format(task.options),
                                              *task.options.calibration, task.options.percentile);
  if (step.threshold) task.thresholds = {*step.threshold};
  task.chosen.scale = {std::ldexp(1.0, static_cast<int>(step.exponent))};
  task.chosen.shift = task.projection->quantization.shift + step.exponent;
}

}  // namespace engram::workloads
