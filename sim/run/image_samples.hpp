#pragma once

#include <vector>

#include "sim/config/config.hpp"
#include "sim/run/prepare.hpp"
#include "workloads/network/network.hpp"

namespace engram::sim {

/// The images that a config names, encoded for the input population; a sample is named by its
/// number in the file. Throws FileFault: a file at fault, an image that has another number of
/// values than the population neurons, a value that the encoder does not take.
std::vector<Sample> image_samples(const Config& config, const workloads::Population& population);

}  // namespace engram::sim
