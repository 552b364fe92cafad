#include "workloads/network/neuron.hpp"

namespace engram::workloads {

const char* to_string(NeuronModel model) {
  switch (model) {
    case NeuronModel::input:
      return "input";
    case NeuronModel::if_:
      return "if";
    case NeuronModel::lif:
      return "lif";
    case NeuronModel::cuba_lif:
      return "cuba_lif";
    case NeuronModel::li:
      return "li";
    case NeuronModel::cuba_li:
      return "cuba_li";
    case NeuronModel::threshold:
      return "threshold";
    case NeuronModel::integrator:
      return "integrator";
  }
  return "";
}

}  // namespace engram::workloads
