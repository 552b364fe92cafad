#pragma once

#include "workloads/network/network.hpp"

namespace engram::tests {

/// 20 inputs, 16 hidden LIF neurons, `outputs` LIF outputs, dense, drawn weights; reset by
/// subtraction. With `loop`, the hidden neurons reach themselves a step later.
workloads::Network two_layers(std::uint32_t outputs, bool loop = false);

}  // namespace engram::tests
