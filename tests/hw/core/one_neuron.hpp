#pragma once

#include <memory>
#include <vector>

#include "hw/core/neuron_arithmetic.hpp"
#include "tests/hw/hand_made.hpp"

namespace engram::hw::testing {

/// A neuron under a probe: feeds one accumulated value a step.
class OneNeuron {
 public:
  explicit OneNeuron(const NeuronSpec& spec)
      : fixed_(spec.fixed),
        arithmetic_(spec.fixed ? make_fixed_neurons(spec, 1) : make_float_neurons(spec, 1)) {
    check_neurons(spec, 1, "p");
  }

  std::uint32_t step(double input) {
    const WeightFormat format =
        fixed_ ? WeightFormat{WeightKind::uniform, 16} : WeightFormat{WeightKind::float32, 32};
    const MemoryImage image = make_image({{input}}, format, {});
    SynapseRows rows(image, 0, !fixed_, {1, 1, false});
    Accumulator accumulator(1, !fixed_, std::uint64_t{1} << 53);
    accumulator.add(rows, rows.at(0), 1);
    return arithmetic_->step(0, accumulator);
  }
  double membrane() const { return arithmetic_->membrane(0); }
  void reset() { arithmetic_->reset(); }

 private:
  bool fixed_;
  std::unique_ptr<NeuronArithmetic> arithmetic_;
};

}  // namespace engram::hw::testing
