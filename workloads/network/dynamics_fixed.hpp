#pragma once

#include "workloads/network/network.hpp"

namespace engram::workloads {

/// Turns a network whose populations were discretised by an integer preset
/// (DynamicsPreset::integer) into one that computes in integers, as Lava's NIR importer does (NIR
/// paper, nir_to_lava.py; int truncates toward zero):
///
///   weight level  int(256 weight gain), gain = current gain x membrane gain of the target neuron
///   bias          int(256 bias gain); added to the membrane, to the current in CubaLIF and CubaLI
///   leak          int(256 offset), added to the membrane
///   threshold     int(131071 threshold) >> 9, 17 bits; reset value, lower clip: int(256 value)
///   decays        4096ths, exact already; the current of other models decays by 4095 of them
///
/// States have 6 fraction bits and 24 bits in all, products round toward zero. Projections become
/// `uniform` with scale 1 and as many bits as the levels need, 8 to 16. Population::unit is 1/256.
///
/// Throws NetworkFault with all faults, one a line: a level beyond 16 bits, a gain that differs
/// inside a channel of a convolution, a threshold beyond 17 bits or above 0 that truncates to 0,
/// another value beyond 24 bits.
void make_integer(Network& network);

}  // namespace engram::workloads
