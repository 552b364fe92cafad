#include "workloads/network/dynamics.hpp"

namespace engram::workloads {

const DynamicsPreset& engram_dynamics() {
  static const DynamicsPreset description{
      "engram",
      "a NIR file that Engram exported: every population as it was, and dt as in the file",
      {"all choices are those of /node/metadata/engram, population by population",
       "neuron parameters that were changed since are refused; weights may change"}};
  return description;
}

}  // namespace engram::workloads
