#include "sim/config/typed_quantize.hpp"

#include <algorithm>
#include <array>

namespace engram::sim {
namespace {

using workloads::Calibration;
using workloads::LevelRounding;
using workloads::QuantizeFormat;
using workloads::QuantizeOptions;

template <class Value, std::size_t n>
Value named(const std::string& name, const std::array<Value, n>& values) {
  return *std::find_if(values.begin(), values.end(),
                       [&](Value value) { return name == to_string(value); });
}

constexpr std::array kFormats{QuantizeFormat::uniform, QuantizeFormat::ternary,
                              QuantizeFormat::power_of_two, QuantizeFormat::codebook};
constexpr std::array kCalibrations{Calibration::max, Calibration::percentile, Calibration::mse,
                                   Calibration::mean};

/// What of the choice above holds for a projection with a format of its own.
QuantizeOptions inherited(const QuantizeOptions& above, QuantizeFormat format) {
  if (format == above.format) return above;
  QuantizeOptions options;
  options.format = format;
  options.channels_a_scale = above.channels_a_scale;
  options.rounding = above.rounding;
  options.seed = above.seed;
  return options;
}

void read_granularity(const TypedReader& choice, QuantizeOptions& options) {
  const std::string granularity = choice.maybe_text("granularity").value_or("");
  if (granularity != "slice" && choice.has("slice_channels")) {
    choice.fault("slice_channels", "is read with granularity slice only, in the same object");
  }
  if (granularity == "tensor") options.channels_a_scale = 0;
  if (granularity == "channel") options.channels_a_scale = 1;
  if (granularity != "slice") return;
  if (!choice.has("slice_channels")) choice.fault("granularity", "slice needs slice_channels");
  options.channels_a_scale = choice.maybe_count("slice_channels").value_or(1);
}

QuantizeOptions read_choice(const TypedReader& choice, const QuantizeOptions& above) {
  QuantizeFormat format = above.format;
  if (const auto name = choice.maybe_text("format")) format = named(*name, kFormats);
  QuantizeOptions options = inherited(above, format);
  if (const auto bits = choice.maybe_count("bits")) options.bits = *bits;
  options.entry_bits = choice.maybe_count("entry_bits").value_or(options.entry_bits);
  if (choice.has("entry_bits") && format != QuantizeFormat::codebook) {
    choice.fault("entry_bits", "is read with format codebook only");
  }
  read_granularity(choice, options);
  // A scale and a calibration are two ways to the same: the nearer one counts.
  if (const auto name = choice.maybe_text("calibration")) {
    options.calibration = named(*name, kCalibrations);
    options.scale.reset();
  }
  if (const auto scale = choice.maybe_number("scale")) {
    if (choice.has("calibration")) {
      choice.fault("scale", "found beside a calibration, expected one of them");
    }
    options.scale = scale;
    options.calibration.reset();
  }
  if (choice.has("percentile") && options.calibration != Calibration::percentile) {
    choice.fault("percentile", "is read with calibration percentile only");
  }
  options.percentile = choice.maybe_number("percentile").value_or(options.percentile);
  if (const auto rounding = choice.maybe_text("rounding")) {
    options.rounding =
        *rounding == "stochastic" ? LevelRounding::stochastic : LevelRounding::nearest;
  }
  return options;
}

}  // namespace

std::optional<QuantizeConfig> typed_quantize(const TypedReader& compression, std::uint64_t seed) {
  if (!compression.has("quantize")) return std::nullopt;
  const TypedReader quantize = compression.child("quantize");
  QuantizeOptions first;
  first.seed = seed;
  QuantizeConfig config;
  const QuantizeOptions above = config[""] = read_choice(quantize, first);
  const TypedReader projections = quantize.child("projections");
  for (const auto& [name, choice] : projections.object().members) {
    config[name] = read_choice(projections.child(name), above);
  }
  return config;
}

}  // namespace engram::sim
