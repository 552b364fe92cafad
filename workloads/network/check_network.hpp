#pragma once

#include <string>
#include <vector>

#include "workloads/network/network.hpp"

/// What Network::add and Network::connect refuse, one fault an entry; empty: nothing.
namespace engram::workloads {

std::vector<std::string> population_faults(const Population& population);

std::vector<std::string> projection_faults(const Population& source, const Population& target,
                                           const Projection& projection);

/// Codes, tables and levels of a projection that belongs together otherwise: a codebook exactly
/// where the format is one, and every level the one that its code names.
void check_codebook(const Projection& projection, std::vector<std::string>& faults);

/// The entries joined by line ends.
std::string lines(const std::vector<std::string>& faults);

}  // namespace engram::workloads
