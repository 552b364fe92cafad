#include <cmath>

#include "workloads/compress/fault_list.hpp"
#include "workloads/compress/quantize.hpp"
#include "workloads/compress/step_units.hpp"

namespace engram::workloads {
namespace {

/// "threshold", or "threshold of neuron 3" where every neuron has its own.
std::string named(const char* name, const PerNeuron& value, std::size_t neuron) {
  std::string text = name;
  if (!value.uniform()) text.append(" of neuron ").append(std::to_string(neuron));
  return text;
}

/// Converts the parameters of one population and collects what does not go.
class Converter {
 public:
  Converter(const Population& population, const FixedOptions& options,
            std::vector<std::string>& faults)
      : where_("population '" + population.name + "': "), options_(options), faults_(faults) {}

  /// round(value 2^fraction_bits), half to even; refused outside state_bits.
  std::vector<std::int64_t> state(const char* name, const PerNeuron& value) {
    const double top = std::ldexp(1.0, static_cast<int>(options_.state_bits) - 1);
    return convert(name, value, options_.fraction_bits, -top, top - 1,
                   std::to_string(options_.state_bits) + " state bits with " +
                       std::to_string(options_.fraction_bits) + " of fraction");
  }
  /// round(value 2^decay_bits); a factor outside 0..1 is no decay.
  std::vector<std::int64_t> decay(const char* name, const PerNeuron& value) {
    return convert(name, value, options_.decay_bits, 0,
                   std::ldexp(1.0, static_cast<int>(options_.decay_bits)), "a factor of 0 to 1");
  }
  void fault(const std::string& what) { faults_.push_back(where_ + what); }

 private:
  std::vector<std::int64_t> convert(const char* name, const PerNeuron& value, unsigned bits,
                                    double least, double most, const std::string& room) {
    std::vector<std::int64_t> converted;
    bool good = true;
    for (std::size_t n = 0; n < value.size(); ++n) {
      const double rounded = std::nearbyint(std::ldexp(value[n], static_cast<int>(bits)));
      const bool fits = rounded >= least && rounded <= most;  // false for NaN
      if (!fits && good) {
        fault(named(name, value, n) + " is " + std::to_string(value[n]) + ", which does not fit " +
              room);
        good = false;
      }
      converted.push_back(fits ? static_cast<std::int64_t>(rounded) : 0);
    }
    return converted;
  }

  std::string where_;
  const FixedOptions& options_;
  std::vector<std::string>& faults_;
};

bool positive(const PerNeuron& value) {
  for (const double entry : value.values()) {
    if (!(entry > 0) || !std::isfinite(entry)) return false;
  }
  return true;
}

/// The integer step has no gains. i' = i / g_c and v' = v / (g_c g_m) obey the same step without
/// them, with offset, threshold, reset and clip divided by the product; bias is part of the input.
void fold_gains(Population& population, Converter& converter) {
  NeuronStep& step = population.step;
  const PerNeuron gain =
      step.has_current ? multiplied(step.membrane_gain, step.current_gain) : step.membrane_gain;
  if (!positive(gain)) {
    converter.fault("a gain that is not positive cannot be folded into the unit");
    return;
  }
  divide_membrane(step, gain);
  population.unit = multiplied(population.unit, gain);
  step.membrane_gain = 1.0;
  step.current_gain = 1.0;
}

/// A threshold lost in rounding would let the neuron spike at every step.
void check_threshold(const NeuronStep& step, unsigned fraction_bits, Converter& converter) {
  if (!step.spiking) return;
  for (std::size_t n = 0; n < step.threshold.size(); ++n) {
    const double threshold = step.threshold[n];
    const double rounded = std::nearbyint(std::ldexp(threshold, static_cast<int>(fraction_bits)));
    if (!(threshold > 0) || rounded != 0) continue;
    converter.fault(named("threshold", step.threshold, n) + " is " + std::to_string(threshold) +
                    ", which rounds to 0 (expected more fraction bits or a smaller scale)");
    return;
  }
}

void convert(Population& population, const FixedOptions& options,
             std::vector<std::string>& faults) {
  Converter converter(population, options, faults);
  fold_gains(population, converter);
  const NeuronStep& step = population.step;
  FixedStep fixed;
  fixed.state_bits = options.state_bits;
  fixed.fraction_bits = options.fraction_bits;
  fixed.decay_bits = options.decay_bits;
  fixed.rounding = options.rounding;
  const PerNeuron no_current = 0.0;
  fixed.current_decay =
      converter.decay("current decay", step.has_current ? step.current_decay : no_current);
  fixed.membrane_decay = converter.decay("membrane decay", step.membrane_decay);
  fixed.membrane_offset = converter.state("membrane offset", step.membrane_offset);
  fixed.threshold = converter.state("threshold", step.threshold);
  fixed.reset_value = converter.state("reset value", step.reset_value);
  fixed.bias = converter.state("bias", step.bias);
  if (step.low_threshold) {
    fixed.low_threshold = converter.state("low threshold", *step.low_threshold);
    fixed.low_reset = converter.state("low reset", step.low_reset);
  }
  if (step.clip_low) fixed.clip_low = converter.state("lower clip", *step.clip_low);
  check_threshold(step, options.fraction_bits, converter);
  population.fixed = std::move(fixed);
}

void check_range(const char* name, unsigned value, unsigned least, unsigned most,
                 std::vector<std::string>& faults) {
  if (value >= least && value <= most) return;
  faults.push_back(std::string("fixed point: found ") + std::to_string(value) + " " + name +
                   " (expected " + std::to_string(least) + " to " + std::to_string(most) + ")");
}

/// Widths whose products fit 64 bits: |state| < 2^47, decay <= 2^15.
void check_options(const FixedOptions& options, std::vector<std::string>& faults) {
  check_range("state bits", options.state_bits, 2, 48, faults);
  check_range("fraction bits", options.fraction_bits, 0, 24, faults);
  check_range("decay bits", options.decay_bits, 1, 15, faults);
}

}  // namespace

void make_fixed(Network& network, const FixedOptions& options) {
  std::vector<std::string> faults;
  check_options(options, faults);
  raise(faults);
  for (const ProjectionId id : network.projections()) {
    const Projection& projection = network.graph[id];
    if (projection.quantization.format.kind != WeightKind::float32) continue;
    faults.push_back("projection '" + projection.name +
                     "': fixed-point neurons need quantized weights (found float32)");
  }
  const std::size_t populations = boost::num_vertices(network.graph);
  std::vector<Population> converted;  // the network stays as it was if anything is at fault
  for (PopulationId id = 0; id < populations; ++id) {
    converted.push_back(network.graph[id]);
    if (converted[id].step.model != NeuronModel::input) convert(converted[id], options, faults);
  }
  raise(faults);
  for (PopulationId id = 0; id < populations; ++id) network.graph[id] = std::move(converted[id]);
}

}  // namespace engram::workloads
