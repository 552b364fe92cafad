#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "workloads/network/network.hpp"
#include "workloads/spikes/spike_train.hpp"

/// Random small networks with everything that a network may have.
namespace engram::differential {

/// A draw from 0 .. below - 1. Every choice goes through it, so that RapidCheck can shrink a case
/// towards 0s; numbers in bulk (weights, events) come from a seed that is drawn.
using Draw = std::function<std::uint32_t(std::uint32_t below)>;

enum class Arithmetic { floating, quantized, fixed };  ///< quantized: floats on integer sums

struct RandomCase {
  workloads::Network network;
  std::vector<std::vector<workloads::SpikeTrain>> samples;  ///< a train for each input population
  std::uint32_t timesteps = 0;
};

/// 1 or 2 inputs and 1 to 4 populations of 1 to 40 neurons; each population is reached from an
/// earlier one; up to 3 more projections close loops, run in parallel or skip layers. Zero-delay
/// edges lead to later populations only, so no loop is without delay.
RandomCase random_case(const Draw& draw, Arithmetic arithmetic);

/// Makes a timestep without input a mere decay for every neuron, or nothing at all: no bias, no
/// offset, no current, no refractory time. What update "touched" asks for (DESIGN definition 8).
void make_idle_without_input(workloads::Network& network);

/// For messages: populations and projections, one a line.
std::string describe(const workloads::Network& network);

}  // namespace engram::differential
