#pragma once

#include "hw/chip/chip_spec.hpp"
#include "sim/config/config.hpp"
#include "workloads/mapping/mapping.hpp"
#include "workloads/mapping/routing.hpp"
#include "workloads/network/network.hpp"

namespace engram::sim {

/// What mapping may use of the chip.
workloads::MappingLimits mapping_limits(const ChipConfig& chip);

/// Turns a mapped network and the chip's config into the plain data that hw/ is built from. Images
/// are moved out of `mapping`. `timestep_us` is the recording's timestep, used by real_time.
hw::ChipSpec lower(const workloads::Network& network, workloads::Mapping mapping,
                   const workloads::Routing& routing, const ChipConfig& chip,
                   double timestep_us = 0);

/// Puts what the config says of the chip as a whole into `spec`: all but cores, populations and
/// projections.
void lower_options(const ChipConfig& chip, double timestep_us, hw::ChipSpec& spec);

/// The neuron-update configuration of neurons [first, first + count) of a population.
hw::NeuronSpec lower_neurons(const workloads::Population& population, std::uint32_t first,
                             std::uint32_t count);

/// Bits of one membrane: floating point is priced as 32 bits.
unsigned state_bits(const workloads::Population& population);

/// Bits of one state record: membrane, current, refractory counter, and every parameter that
/// differs from neuron to neuron (uniform ones are configuration registers; a bias other than 0 is
/// always a field, DESIGN definition 10). With touched updates of a decaying model, also the
/// timestep of the last update (16 bits).
unsigned record_bits(const workloads::Population& population, const ChipConfig& chip);
/// Of these, parameters: what a reset of the state cannot make up.
unsigned parameter_bits(const workloads::Population& population);

}  // namespace engram::sim
