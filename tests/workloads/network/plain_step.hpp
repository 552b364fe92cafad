#pragma once

#include "workloads/network/neuron.hpp"

namespace engram::workloads {

/// Neuron 0 of a population, advanced as neuron.hpp words it.
class PlainNeuron {
 public:
  explicit PlainNeuron(NeuronStep step) : step_(std::move(step)) {}
  /// Returns the spikes of one step with accumulated input `input`.
  unsigned advance(double input);
  double membrane() const { return membrane_; }

 private:
  bool above(double v) const;

  NeuronStep step_;
  double current_ = 0, membrane_ = 0;
};

}  // namespace engram::workloads
