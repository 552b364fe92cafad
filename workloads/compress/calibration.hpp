#pragma once

#include <optional>
#include <vector>

#include "memory/weight_format.hpp"
#include "workloads/compress/quantize.hpp"

/// The scale of the weights that share one.
namespace engram::workloads {

struct Calibrated {
  double scale = 0;
  std::optional<double> threshold = std::nullopt;  ///< mean: |w| up to this become 0
};

/// `sizes` are |w| of the weights that are not 0; none: scale 0. They may come back in another
/// order. `format` has levels.
Calibrated calibrated(std::vector<double>& sizes, const WeightFormat& format,
                      Calibration calibration, double percentile);

/// The same for integers: log2 of the step, 0 or more.
struct CalibratedStep {
  unsigned exponent = 0;
  std::optional<double> threshold = std::nullopt;
};
CalibratedStep calibrated_step(std::vector<double>& sizes, const WeightFormat& format,
                               Calibration calibration, double percentile);

}  // namespace engram::workloads
