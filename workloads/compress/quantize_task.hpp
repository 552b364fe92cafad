#pragma once

#include <string>
#include <vector>

#include "workloads/compress/quantize.hpp"
#include "workloads/compress/shared_scales.hpp"

/// One projection on its way through quantize().
namespace engram::workloads {

struct QuantizeTask {
  std::size_t index = 0;  ///< into Network::projections()
  Projection* projection = nullptr;
  QuantizeOptions options;              ///< bits and calibration are there
  bool integers = false;                ///< its levels are quantized again
  std::vector<double> thresholds = {};  ///< calibration mean: |value| up to this become 0, a slice
  ChosenScale chosen = {};

  /// What is divided by the scale: weights, or for integers levels. Read in place, or where their
  /// source has them: networks are big.
  std::size_t size() const {
    return integers ? projection->quantization.levels.size() : weight_count(*projection);
  }
  /// Calls visit(index, value) of each, ascending.
  template <class Visit>
  void visit_values(Visit visit) const {
    std::size_t i = 0;
    const auto each = [&](const auto& values) {
      for (const auto value : values) visit(i++, static_cast<double>(value));
    };
    if (integers) {
      each(projection->quantization.levels);
    } else {
      visit_weights(*projection, each);
    }
  }
};

/// The options with every default filled in.
QuantizeOptions complete(QuantizeOptions options);
/// Of the levels: those of the entries, where there is a codebook.
WeightFormat level_format(const QuantizeOptions& options);

/// Appends what is wrong with the options of a projection, and with its weights.
void check_task(const QuantizeTask& task, std::vector<std::string>& faults);

/// Finds the scale that the options ask for, and keeps thresholds.
ScaleDemand demand_of(QuantizeTask& task);
/// For integers: chooses the step.
void choose_step(QuantizeTask& task);

/// Rounds the values to levels by `chosen` and writes levels and weights; weights that were not
/// there stay away, and their source goes.
QuantizationReport round_weights(const QuantizeTask& task);

}  // namespace engram::workloads
