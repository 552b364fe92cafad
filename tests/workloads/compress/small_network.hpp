#pragma once

#include <string>
#include <vector>

#include "workloads/network/network.hpp"

namespace engram::workloads {

/// A population `out` of the given shape; projections onto it come from inputs of their own.
class SmallNetwork {
 public:
  explicit SmallNetwork(const Shape& out, NeuronStep step = {});
  /// weights[output * inputs + input]; inputs follow from the number of weights.
  void dense(const std::string& name, std::vector<float> weights);
  void conv(const std::string& name, const ConvGeometry& geometry, std::vector<float> weights);
  void sparse(const std::string& name, Sparse sparse);

  const Projection& projection(std::size_t index) const;
  const Population& out() const { return network.graph[out_]; }
  Population& out() { return network.graph[out_]; }

  Network network;

 private:
  void connect(const std::string& name, Connection connection);
  PopulationId out_;
};

}  // namespace engram::workloads
