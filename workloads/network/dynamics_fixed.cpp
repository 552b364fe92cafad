#include "workloads/network/dynamics_fixed.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "workloads/network/check_network.hpp"
#include "workloads/network/dynamics/elementwise.hpp"
#include "workloads/network/number_text.hpp"

namespace engram::workloads {
namespace {

using Faults = std::vector<std::string>;

constexpr double kOne = 256.0;  ///< accumulator counts in a unit of the file
constexpr unsigned kLeastBits = 8, kMostBits = 16;
constexpr double kMostThreshold = (1 << 17) - 1;

PerNeuron gain_of(const NeuronStep& step) {
  const auto product = [&](double a, double b) { return step.has_current ? a * b : b; };
  return presets::elementwise(product, step.current_gain, step.membrane_gain);
}

/// Whether all neurons of each output channel share a gain, as the weights of a kernel do.
bool uniform_in_channels(const PerNeuron& gain, const ConvGeometry& g) {
  if (gain.uniform()) return true;
  const std::size_t plane = std::size_t{g.out_height} * g.out_width;
  for (std::size_t neuron = 0; neuron < gain.size(); ++neuron) {
    if (gain[neuron] != gain[neuron / plane * plane]) return false;
  }
  return true;
}

/// A target neuron of weight `at` (any of its channel, in a convolution).
std::vector<std::uint64_t> targets_of(const Connection& connection) {
  std::vector<std::uint64_t> targets(weights(connection).size());
  if (const auto* dense = std::get_if<Dense>(&connection)) {
    for (std::size_t at = 0; at < targets.size(); ++at) targets[at] = at / dense->inputs;
  } else if (const auto* conv = std::get_if<Conv2d>(&connection)) {
    const ConvGeometry& g = conv->geometry;
    const std::size_t kernel = targets.size() / g.out_channels;
    for (std::size_t at = 0; at < targets.size(); ++at) {
      targets[at] = at / kernel * g.out_height * g.out_width;
    }
  } else {
    const auto& listed = std::get<Sparse>(connection).target;
    targets.assign(listed.begin(), listed.end());
  }
  return targets;
}

void convert(Projection& projection, const PerNeuron& gain, Faults& faults) {
  const auto* conv = std::get_if<Conv2d>(&projection.connection);
  if (conv != nullptr && !uniform_in_channels(gain, conv->geometry)) {
    faults.push_back("projection '" + projection.name +
                     "': its kernel leads to neurons with different gains (found several in one "
                     "channel, expected one)");
    return;
  }
  std::vector<float>& weight = weights(projection.connection);
  const std::vector<std::uint64_t> targets = targets_of(projection.connection);
  std::vector<std::int32_t> levels;
  double largest = 0;
  for (std::size_t at = 0; at < weight.size(); ++at) {
    const double level = std::trunc(static_cast<double>(weight[at]) * gain[targets[at]] * kOne);
    largest = std::max(largest, std::abs(level));
    if (largest <= max_level({WeightKind::uniform, kMostBits})) {
      levels.push_back(static_cast<std::int32_t>(level));
    }
  }
  if (levels.size() != weight.size()) {
    faults.push_back("projection '" + projection.name + "': a weight becomes level " +
                     number_text(largest) + " (found), expected at most " +
                     std::to_string(max_level({WeightKind::uniform, kMostBits})));
    return;
  }
  const auto bits = static_cast<unsigned>(std::bit_width(static_cast<std::uint32_t>(largest))) + 1;
  projection.quantization.format = {WeightKind::uniform, std::max(bits, kLeastBits)};
  projection.quantization.scale = {1.0};
  projection.quantization.shift = 0;
  for (std::size_t at = 0; at < weight.size(); ++at) weight[at] = static_cast<float>(levels[at]);
  projection.quantization.levels = std::move(levels);
}

class NeuronConverter {
 public:
  NeuronConverter(Population& population, Faults& faults)
      : population_(population), faults_(faults) {}

  void convert() {
    NeuronStep& s = population_.step;
    FixedStep fixed;
    fixed.rounding = Rounding::toward_zero;
    const PerNeuron gain = gain_of(s);
    const auto counts = [](double value, double g) { return std::trunc(value * g * kOne); };
    const PerNeuron one = 1.0;
    s.bias = presets::elementwise(counts, s.bias, gain);
    s.membrane_offset = presets::elementwise(counts, s.membrane_offset, one);
    s.reset_value = presets::elementwise(counts, s.reset_value, one);
    if (s.clip_low) s.clip_low = presets::elementwise(counts, *s.clip_low, one);
    convert_threshold(s);
    convert_current(s);
    s.membrane_gain = s.current_gain = 1.0;
    fixed.current_decay = decays(s.has_current ? s.current_decay : PerNeuron(0.0));
    fixed.membrane_decay = decays(s.membrane_decay);
    fixed.membrane_offset = states("leak", s.membrane_offset);
    fixed.threshold = states("threshold", s.threshold);
    fixed.reset_value = states("reset value", s.reset_value);
    fixed.bias = states("bias", s.bias);
    if (s.clip_low) fixed.clip_low = states("lower clip", *s.clip_low);
    population_.fixed = std::move(fixed);
    population_.unit = 1.0 / kOne;
  }

 private:
  void fault(const std::string& what) {
    faults_.push_back("population '" + population_.name + "': " + what);
  }

  void convert_threshold(NeuronStep& s) {
    if (!s.spiking) {
      s.threshold = 0.0;
      return;
    }
    const PerNeuron real = s.threshold;
    s.threshold = presets::elementwise(
        [](double value) { return std::floor(std::trunc(value * 131071.0) / 512.0); }, real);
    for (std::size_t neuron = 0; neuron < real.size(); ++neuron) {
      const double counts = s.threshold[neuron];
      if (std::abs(counts) <= kMostThreshold && (counts != 0 || real[neuron] <= 0)) continue;
      fault("threshold " + number_text(real[neuron]) + " becomes " + number_text(counts) +
            " (found), expected 1 to " + number_text(kMostThreshold) +
            ", or a threshold of 0 or less");
      return;
    }
  }

  /// Loihi's neurons all have a current. Biases of those without one in NIR go to the membrane.
  static void convert_current(NeuronStep& s) {
    const bool memoryless = presets::all(s.membrane_decay, [](double d) { return d == 0; });
    if (s.has_current || memoryless) return;
    s.has_current = true;
    s.current_decay = 1.0 / 4096.0;
    s.membrane_offset = presets::elementwise([](double leak, double bias) { return leak + bias; },
                                             s.membrane_offset, s.bias);
    s.bias = 0.0;
  }

  static std::vector<std::int64_t> decays(const PerNeuron& values) {
    std::vector<std::int64_t> parts;
    for (const double value : values.values()) {
      parts.push_back(static_cast<std::int64_t>(value * 4096.0));
    }
    return parts;
  }

  std::vector<std::int64_t> states(const char* name, const PerNeuron& values) {
    std::vector<std::int64_t> found;
    for (const double value : values.values()) {
      if (!(std::abs(value) <= kMostThreshold)) {  // nor NaN
        fault(std::string(name) + " becomes " + number_text(value) + " (found), expected at most " +
              number_text(kMostThreshold));
        return {0};
      }
      found.push_back(static_cast<std::int64_t>(value) * 64);
    }
    return found;
  }

  Population& population_;
  Faults& faults_;
};

}  // namespace

void make_integer(Network& network) {
  Faults faults;
  Graph converted = network.graph;  // the network stays as it was if anything is at fault
  const auto [begin, end] = boost::edges(converted);
  for (auto edge = begin; edge != end; ++edge) {
    convert(converted[*edge], gain_of(converted[boost::target(*edge, converted)].step), faults);
  }
  for (PopulationId id = 0; id < boost::num_vertices(converted); ++id) {
    if (converted[id].step.model == NeuronModel::input) continue;
    NeuronConverter(converted[id], faults).convert();
  }
  if (!faults.empty()) throw NetworkFault(lines(faults));
  network.graph = std::move(converted);
}

}  // namespace engram::workloads
