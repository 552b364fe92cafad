#pragma once

#include <ostream>

#include "sim/run/prepare.hpp"

namespace engram::sim {

/// One digraph of Graphviz: populations and projections in one cluster, the chip in another.
void write_graph(std::ostream& out, const Prepared& prepared);

/// "8 lif": what a population is made of.
std::string shape_text(const workloads::Population& population);

}  // namespace engram::sim
