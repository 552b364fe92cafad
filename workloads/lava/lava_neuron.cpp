#include "workloads/lava/lava_layer.hpp"

namespace engram::workloads {
namespace {

constexpr std::int64_t kLargestThreshold = std::int64_t{1} << 30;
constexpr std::int64_t kLargestRefractory = 1 << 20;
constexpr std::int64_t kThetaUnit = 64;  ///< theta = vThMant * 64
constexpr std::int64_t kLargestWeightExponent = 16;

/// vThMant; where only theta is given, theta / 64.
std::optional<std::vector<std::int64_t>> read_threshold(const LavaFields& fields) {
  const std::int64_t most_theta = kLargestThreshold * kThetaUnit;
  if (fields.has("vThMant") || !fields.has("theta")) {
    const auto threshold = fields.wholes("vThMant", 0, kLargestThreshold);
    if (!threshold) return std::nullopt;
    if (!fields.has("theta")) return threshold->values;
    const auto theta = fields.wholes("theta", 0, most_theta);
    if (!theta) return std::nullopt;
    if (theta->values.size() == 1 && threshold->values.size() == 1 &&
        theta->values[0] != threshold->values[0] * kThetaUnit) {
      fields.fault("theta", "found " + std::to_string(theta->values[0]) + ", expected vThMant * " +
                                std::to_string(kThetaUnit) + " = " +
                                std::to_string(threshold->values[0] * kThetaUnit));
    }
    return threshold->values;
  }
  auto theta = fields.wholes("theta", 0, most_theta);
  if (!theta) return std::nullopt;
  for (std::int64_t& value : theta->values) {
    if (value % kThetaUnit != 0) {
      fields.fault("theta", "found " + std::to_string(value) + ", expected a multiple of " +
                                std::to_string(kThetaUnit));
      return std::nullopt;
    }
    value /= kThetaUnit;
  }
  return theta->values;
}

}  // namespace

std::optional<LavaNeuron> read_lava_neuron(const LavaFields& fields) {
  const auto type = fields.text("type");
  if (!type) return std::nullopt;
  if (*type != "CUBA" && *type != "LOIHI") {
    fields.fault("type", "found neuron '" + *type + "', expected CUBA or LOIHI");
    return std::nullopt;
  }
  if (fields.whole("gradedSpike", 0, 1, 0).value_or(0) != 0) {
    fields.fault("gradedSpike", "graded spikes of CUBA neurons are not supported");
  }
  const auto current_decay = fields.wholes("iDecay", 0, kDecayOne);
  const auto voltage_decay = fields.wholes("vDecay", 0, kDecayOne);
  const auto threshold = read_threshold(fields);
  // 1: the next step may spike again.
  const auto refractory = fields.whole("refDelay", 1, kLargestRefractory, 1);
  const auto exponent = fields.whole("wgtExp", 0, kLargestWeightExponent, 0);
  if (!current_decay || !voltage_decay || !threshold || !refractory || !exponent) {
    return std::nullopt;
  }
  LavaNeuron neuron;
  neuron.values.current_decay = current_decay->values;
  neuron.values.voltage_decay = voltage_decay->values;
  neuron.values.threshold = *threshold;
  neuron.values.refractory = static_cast<std::uint32_t>(*refractory - 1);
  neuron.weight_shift = static_cast<unsigned>(*exponent);
  return neuron;
}

}  // namespace engram::workloads
